"""Facts of a person in the order in which they are read: the value in force, and under it what it replaced."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from petruk.core.dates import format_month


@dataclass(frozen=True)
class Line:
    """One month, year or decree. ``fact`` is None where nothing is known: that is not zero."""

    label: str
    fact: Any
    earlier: tuple[Any, ...] = ()


@dataclass(frozen=True)
class Year:
    year: int
    lines: tuple[Line, ...]


def by_month(facts: Iterable[Any]) -> list[Year]:
    """Return the years, the latest first; a month missing between two known ones has its line."""
    known = _grouped(facts, lambda fact: (fact.year, fact.month))
    years = sorted({year for year, _month in known}, reverse=True)
    return [Year(year, tuple(_months(year, known))) for year in years]


def by_year(facts: Iterable[Any]) -> list[Line]:
    return [_line(str(year), found) for year, found in _grouped(facts, lambda fact: fact.year).items()]


def by_decree(facts: Iterable[Any]) -> list[Line]:
    return [_line(number, found) for number, found in _grouped(facts, lambda fact: fact.decree_number).items()]


def _months(year: int, known: dict[Any, tuple[Any, ...]]) -> Iterator[Line]:
    if (year, None) in known:
        yield _line(f"Tahun {year}", known[year, None])
    months = [month for of_year, month in known if of_year == year and month]
    for month in range(max(months, default=0), min(months, default=1) - 1, -1):
        yield _line(format_month(year, month), known.get((year, month), ()))


def _grouped(facts: Iterable[Any], key: Any) -> dict[Any, tuple[Any, ...]]:
    return {of: tuple(found) for of, found in groupby(facts, key)}


def _line(label: str, facts: tuple[Any, ...]) -> Line:
    in_force = next((fact for fact in facts if fact.superseded_at is None), None)
    return Line(label, in_force, tuple(fact for fact in facts if fact.superseded_at))
