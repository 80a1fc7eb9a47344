"""Sheets that a personnel officer can read and sign: semicolons and decimal commas, as spreadsheets here open them."""

import csv
from pathlib import Path

FOLDER = Path(__file__).parent


def sheet(name: str) -> list[dict[str, str]]:
    """Return the rows of one sheet; a sheet without rows would prove nothing."""
    with (FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter=";", strict=True))
    assert rows, name
    return rows
