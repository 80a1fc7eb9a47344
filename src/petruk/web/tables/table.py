"""A table that leaves the system: its columns described once, whatever kind of file it becomes."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any

from django.utils.functional import Promise

from petruk.core.dates import format_date
from petruk.core.nip import display_nip
from petruk.core.numbers import format_decimal

Value = str | int | Decimal | date | None


class Kind(StrEnum):
    """What stands in a column. ``NIP`` is digits that are never a number."""

    TEXT = "text"
    NIP = "nip"
    NUMBER = "number"
    DAY = "day"


@dataclass(frozen=True)
class Column:
    """``read`` takes the value from a row, None where nothing is known. ``width`` counts characters.

    ``places`` are the decimals of a number; None writes as many as it has. A column that is not ``on_page`` stands
    only in files.
    """

    label: str | Promise
    read: Callable[[Any], Value]
    kind: Kind = Kind.TEXT
    width: int = 22
    places: int | None = 0
    on_page: bool = True

    @property
    def is_number(self) -> bool:
        return self.kind is Kind.NUMBER


@dataclass(frozen=True)
class Signature:
    """Who signs under a table, as lines from the place and date down to the number."""

    place_and_date: str
    position: Sequence[str]
    name: str
    nip: str


@dataclass(frozen=True)
class Table:
    """``name`` is the first part of the file's name; ``terms`` are label and value of what narrowed the rows.

    ``count`` is how many rows there are; they are read one by one, and once.
    """

    name: str
    title: str
    terms: Sequence[tuple[str, str]]
    columns: Sequence[Column]
    rows: Iterable[Any]
    count: int
    signature: Signature | None = None


def told(*named: tuple[str, object]) -> list[tuple[str, str]]:
    """Return the terms that narrow something, as texts."""
    return [(label, str(value)) for label, value in named if value]


def shown(column: Column, row: Any) -> str:
    """Write a value as pages do: "97,45", "5 Mei 2021", "19840720 201001 1 002"."""
    value = column.read(row)
    if value is None or value == "":
        return ""
    if isinstance(value, date):
        return format_date(value)
    if isinstance(value, int | Decimal):
        return format_decimal(Decimal(value), column.places)
    return display_nip(value) if column.kind is Kind.NIP else value
