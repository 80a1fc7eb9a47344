"""Time and memory of tables as files: the recap of thousands, and 60,000 rows of attendance."""

import resource
from collections.abc import Iterator
from time import perf_counter
from typing import Any

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from petruk.access.authority import console
from petruk.config.bench.imports import LONG_ROWS, long_file
from petruk.config.bench.table import Figure
from petruk.facts.queries import FactFilter, FactKind, facts
from petruk.imports.actions.applying import apply
from petruk.imports.actions.checking import check
from petruk.imports.shapes import KINDS

MOST_SECONDS = {"xlsx": 20, "csv": 10}
MOST_MEGABYTES = 60


def measure(client: Client, period: Any) -> Iterator[Figure]:
    _fill()
    recap, data = reverse("recap:export"), reverse("facts:export")
    before = _peak()
    for name, url, fields in (
        ("rekap", recap, {"periode": period.public_id}),
        (f"kehadiran {LONG_ROWS} baris", data, {"jenis": "kehadiran"}),
    ):
        for file_format, most in MOST_SECONDS.items():
            start = perf_counter()
            answer: Any = client.post(url, {**fields, "format": file_format})
            size = sum(len(part) for part in answer.streaming_content)
            seconds = perf_counter() - start
            value = f"{seconds:.1f} s, {size / 1_000_000:.1f} MB"
            yield Figure(f"{name} {file_format}", value, f"<= {most} s", seconds <= most)
    grown = _peak() - before
    yield Figure("tambahan memori", f"{grown:.0f} MB", f"< {MOST_MEGABYTES} MB", grown < MOST_MEGABYTES)


def _fill() -> None:
    """Import the long file once."""
    by, at = console("bench"), timezone.now()
    if facts(by, FactKind.ATTENDANCE, FactFilter()).count() < LONG_ROWS:
        apply(check(long_file(), KINDS["attendance"], at=at, by=by, wait=True), at=at, by=by, wait=True)


def _peak() -> float:
    """Return the most memory this process ever held, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
