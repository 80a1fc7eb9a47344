import argparse
import sys
from getpass import getpass

from petruk.config.startup import installation


def run(arguments: list[str]) -> int:
    """Create the first account. A fresh installation has none, and no password that anybody could guess."""
    parser = argparse.ArgumentParser(prog="petruk operator")
    parser.add_argument("username")
    parser.add_argument("name")
    parser.add_argument("--code", default="", help="kode unit kerja teratas, bila belum ada unit kerja")
    parser.add_argument("--government", default="", help="nama pemerintah daerah, bila belum ada unit kerja")
    parser.add_argument("--data")
    options = parser.parse_args(arguments)
    password = getpass("Sandi (paling sedikit 12 huruf, diganti saat pertama masuk): ")
    with installation(data=options.data):
        return _create(options, password)


def _create(options: argparse.Namespace, password: str) -> int:
    from django.utils import timezone  # noqa: PLC0415  needs the settings

    from petruk.access.authority import console  # noqa: PLC0415
    from petruk.core.errors import Refusal  # noqa: PLC0415
    from petruk.people.actions import accounts  # noqa: PLC0415

    top = accounts.TopUnit(options.code, options.government) if options.code and options.government else None
    try:
        user = accounts.create_first_operator(
            username=options.username,
            name=options.name,
            password=password,
            top=top,
            at=timezone.now(),
            by=console(options.name),
        )
    except Refusal as refusal:
        print(refusal, file=sys.stderr)
        return 1
    print(f"Operator {user.username} dibuat. Jalankan ./petruk serve lalu masuk.")
    return 0
