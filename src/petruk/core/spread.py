"""How totals and judgements are spread: classes of a histogram, and lowest, middle and highest.

Source: docs/rules/recap.md section 3; worked cases in tests/golden/spread.csv.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from petruk.core.numbers import round_half_up

CLASSES = 10
PLACES = 2


@dataclass(frozen=True, slots=True)
class Class:
    """Totals above ``above`` up to ``up_to``; the first class holds 0 as well."""

    above: Decimal
    up_to: Decimal
    count: int


@dataclass(frozen=True, slots=True)
class Figures:
    """What a heap of numbers comes to. ``median`` and ``mean`` have two decimals, half up."""

    count: int
    lowest: Decimal
    median: Decimal
    mean: Decimal
    highest: Decimal


def classes(totals: Sequence[Decimal], maximum: Decimal) -> tuple[Class, ...]:
    """Return ten classes of equal width from 0 to ``maximum``, each with how many totals lie in it.

    A total on a border belongs to the class below, as a total of exactly 75 percent is still low.
    """
    counts = [0] * CLASSES
    for total in totals:
        whole, rest = divmod(total * CLASSES, maximum)
        counts[max(int(whole) - (not rest), 0)] += 1
    return tuple(Class(maximum * at / CLASSES, maximum * (at + 1) / CLASSES, count) for at, count in enumerate(counts))


def figures(numbers: Sequence[Decimal]) -> Figures | None:
    """Return lowest, median, mean and highest; None of nothing."""
    if not numbers:
        return None
    known = sorted(numbers)
    middle = (known[(len(known) - 1) // 2] + known[len(known) // 2]) / 2
    mean = sum(known, Decimal(0)) / len(known)
    return Figures(len(known), known[0], round_half_up(middle, PLACES), round_half_up(mean, PLACES), known[-1])
