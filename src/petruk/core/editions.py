"""What one edition of a recap says otherwise than the edition before it, in the words of the paper.

Source: docs/rules/papers.md section 7.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any

from petruk.core.numbers import format_decimal

Row = Mapping[str, Any]
"""A row as an edition holds it: ``ref``, ``name``, ``nip``, ``unit``, ``state``, ``total``, ``cells``."""

STATES: Mapping[str, str] = {"submitted": "dikirim", "confirmed": "dikonfirmasi", "verified": "diverifikasi"}
PLAIN = (("name", "nama"), ("nip", "NIP"), ("unit", "unit kerja"), ("text", "uraian"))
NONE = "tidak ada"


class Sort(StrEnum):
    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class Change:
    """One person whose row is new, gone or other. ``words`` say each thing that differs."""

    sort: Sort
    ref: str
    name: str
    nip: str
    unit: str
    words: tuple[str, ...]


def changes(before: Sequence[Row], after: Sequence[Row], titles: Sequence[str]) -> tuple[Change, ...]:
    """Return the people whose rows differ, those that are gone last. ``titles`` are of the cells, in their order."""
    old = {row["ref"]: row for row in before}
    new = {row["ref"] for row in after}
    found = [_change(old.get(row["ref"]), row, titles) for row in after]
    gone = [_named(Sort.REMOVED, row, ("tidak lagi tercantum",)) for row in before if row["ref"] not in new]
    return (*(each for each in found if each.words), *gone)


def _change(old: Row | None, row: Row, titles: Sequence[str]) -> Change:
    if old is None:
        return _named(Sort.ADDED, row, (f"baru, skor total {_number(row['total'])}" if row["total"] else "baru",))
    return _named(Sort.CHANGED, row, tuple(_differences(old, row, titles)))


def _differences(old: Row, row: Row, titles: Sequence[str]) -> Iterator[str]:
    for key, label in PLAIN:
        if old[key] != row[key]:
            yield _told(label, old[key], row[key])
    for title, was, now in zip(titles, old["cells"], row["cells"], strict=False):
        if _cell(was) != _cell(now):
            yield _told(title, _cell(was), _cell(now))
    if old["total"] != row["total"]:
        yield _told("skor total", _number(old["total"]), _number(row["total"]))
    if old["state"] != row["state"]:
        yield _told("keadaan", *(STATES.get(each["state"], each["state"]) for each in (old, row)))


def _told(label: str, before: str, after: str) -> str:
    return f"{label}: semula {before or NONE}, sekarang {after or NONE}"


def _cell(cell: Mapping[str, Any]) -> str:
    return str(cell.get("shown", "")) if cell.get("points") is None else _number(cell["points"])


def _number(points: str | None) -> str:
    return "" if points is None else format_decimal(Decimal(points), places=None)


def _named(sort: Sort, row: Row, words: tuple[str, ...]) -> Change:
    return Change(sort, row["ref"], row["name"], row["nip"], row["unit"], words)
