"""How totals are spread, as a chart draws it."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from petruk.core.numbers import format_decimal
from petruk.core.spread import Class, classes


@dataclass(frozen=True)
class Bar:
    """One bar of a chart: what it stands for, and how long."""

    label: str
    value: Decimal | int


def histogram(totals: Sequence[Decimal], maximum: Decimal) -> list[Bar]:
    """Return a bar for each class of totals, the lowest first; none where there is no maximum."""
    return [Bar(_words(each), each.count) for each in classes(totals, maximum)] if maximum else []


def _words(found: Class) -> str:
    """Write a class: "0 – 9", then "> 9 – 18"."""
    sign = "> " if found.above else ""
    return f"{sign}{format_decimal(found.above, None)} – {format_decimal(found.up_to, None)}"
