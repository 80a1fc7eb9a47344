"""Time of a paper, from frozen data to bytes, with a warm typesetter."""

from collections.abc import Iterator
from itertools import cycle, islice

from petruk.access.authority import console
from petruk.config.bench.table import Figure, milliseconds
from petruk.documents.queries.papers import documents
from petruk.documents.typesetting import render

MOST_MILLISECONDS, MOST_SECONDS = 25, 1
ROWS = 2_000


def measure() -> Iterator[Figure]:
    papers = documents(console("bench")).order_by("pk")
    paper, recap = papers.filter(kind="result").first(), papers.filter(kind="recap").first()
    if paper is not None:
        render(paper.frozen)  # the first one loads the fonts
        time = milliseconds(lambda: render(paper.frozen), times=200)
        yield Figure("lembar hasil", f"{time:.1f} ms", f"<= {MOST_MILLISECONDS} ms", time <= MOST_MILLISECONDS)
    if recap is not None:
        long = recap.frozen | {"rows": list(islice(cycle(recap.frozen["rows"]), ROWS))}
        seconds = milliseconds(lambda: render(long), times=5) / 1000
        yield Figure(f"rekap {ROWS} hasil", f"{seconds:.2f} detik", f"<= {MOST_SECONDS} detik", seconds <= MOST_SECONDS)
