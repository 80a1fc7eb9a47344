"""Figures of one run, printed as a table: what, how much, the budget, and whether it holds."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from statistics import median
from time import perf_counter_ns

NANOSECONDS_IN_A_MILLISECOND = 1_000_000


@dataclass(frozen=True)
class Figure:
    name: str
    value: str
    budget: str
    holds: bool


def milliseconds(work: Callable[[], object], *, times: int) -> float:
    """Return the median of the wall time of ``work``, in milliseconds."""
    spans = []
    for _n in range(times):
        start = perf_counter_ns()
        work()
        spans.append(perf_counter_ns() - start)
    return median(spans) / NANOSECONDS_IN_A_MILLISECOND


def show(title: str, figures: Iterable[Figure]) -> bool:
    """Print the figures; return whether every budget holds."""
    rows = list(figures)
    print(f"\n{title}")
    for row in rows:
        print(f"  {row.name:<44} {row.value:>26}   {row.budget:<26} {'ya' if row.holds else 'TIDAK'}")
    return all(row.holds for row in rows)
