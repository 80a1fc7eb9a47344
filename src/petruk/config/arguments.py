"""What several commands read from their arguments."""

from argparse import ArgumentParser
from pathlib import Path


def content_of(file: Path, parser: ArgumentParser) -> bytes:
    """Return the bytes of a named file; one that cannot be read ends the command with words and exit code 2."""
    try:
        return file.read_bytes()
    except OSError as error:
        parser.error(f"berkas tidak dapat dibaca: {error}")
