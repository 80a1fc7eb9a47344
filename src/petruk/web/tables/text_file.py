"""A table as CSV that spreadsheets here open by a double click: UTF-8 with BOM, semicolons, decimal commas."""

import csv
from datetime import date
from decimal import Decimal
from io import TextIOWrapper
from typing import Any, BinaryIO

from petruk.core.harmless import in_text_file
from petruk.core.nip import display_nip
from petruk.core.numbers import format_decimal
from petruk.web.tables.table import Column, Kind, Table

ENCODING = "utf-8-sig"


def write(table: Table, out: BinaryIO) -> int:
    """Write header and rows, every cell quoted; return how many rows there are."""
    text = TextIOWrapper(out, ENCODING, newline="")
    lines = csv.writer(text, delimiter=";", quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    lines.writerow([in_text_file(str(column.label)) for column in table.columns])
    rows = 0
    for rows, row in enumerate(table.rows, start=1):  # noqa: B007  counted here
        lines.writerow([_written(column, row) for column in table.columns])
    text.flush()
    text.detach()
    return rows


def _written(column: Column, row: Any) -> str:
    """Write a cell. A NIP stands in its groups: eighteen digits in a row would be read as a number and lose three."""
    value = column.read(row)
    if value is None:
        return ""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, int | Decimal):
        return format_decimal(Decimal(value), column.places)
    return display_nip(value) if column.kind is Kind.NIP else in_text_file(value)
