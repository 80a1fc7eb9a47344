"""`python -m petruk COMMAND`: the commands of an installation under short names."""

import os
import sys

from petruk.config.cli import main

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "petruk.config.settings")
    sys.exit(main(sys.argv[1:]))
