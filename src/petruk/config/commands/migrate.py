import argparse

from petruk.config.startup import installation


def run(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="petruk migrate")
    parser.add_argument("--data")
    options = parser.parse_args(arguments)
    with installation(data=options.data):
        return 0
