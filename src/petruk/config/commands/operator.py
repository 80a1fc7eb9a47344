import argparse
from getpass import getpass

from petruk.config.startup import installation


def run(arguments: list[str]) -> int:
    """Create the first account. A fresh installation has none, and no password that anybody could guess."""
    parser = argparse.ArgumentParser(prog="petruk operator")
    parser.add_argument("username")
    parser.add_argument("name")
    parser.add_argument("--data")
    options = parser.parse_args(arguments)
    password = getpass("Sandi (paling sedikit 12 huruf, diganti saat pertama masuk): ")
    with installation(data=options.data):
        from petruk.access.authority import console  # noqa: PLC0415  needs the settings
        from petruk.people import actions  # noqa: PLC0415

        actions.create_first_operator(
            username=options.username, name=options.name, password=password, by=console(options.name)
        )
    print(f"Operator {options.username} dibuat. Jalankan ./petruk serve lalu masuk.")
    return 0
