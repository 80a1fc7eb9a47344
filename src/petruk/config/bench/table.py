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
    return in_turn(work, times=times)[0]


def in_turn(*works: Callable[[], object], times: int) -> list[float]:
    """Return the median of each, in milliseconds; what slows the machine for a while slows all of them."""
    spans: list[list[int]] = [[] for _work in works]
    for _n in range(times):
        for work, took in zip(works, spans, strict=True):
            start = perf_counter_ns()
            work()
            took.append(perf_counter_ns() - start)
    return [median(took) / NANOSECONDS_IN_A_MILLISECOND for took in spans]


def show(title: str, figures: Iterable[Figure]) -> bool:
    """Print the figures; return whether every budget holds."""
    rows = list(figures)
    print(f"\n{title}")
    for row in rows:
        print(f"  {row.name:<44} {row.value:>26}   {row.budget:<26} {'ya' if row.holds else 'TIDAK'}")
    return all(row.holds for row in rows)
