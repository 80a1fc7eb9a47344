"""Time of a result sheet, from frozen data to bytes, with a warm typesetter."""

from collections.abc import Iterator

from petruk.access.authority import console
from petruk.config.bench.table import Figure, milliseconds
from petruk.documents.queries.papers import documents
from petruk.documents.typesetting import render

MOST_MILLISECONDS = 25


def measure() -> Iterator[Figure]:
    paper = documents(console("bench")).order_by("pk").first()
    if paper is None:
        return
    render(paper.frozen)  # the first one loads the fonts
    time = milliseconds(lambda: render(paper.frozen), times=200)
    yield Figure("lembar hasil", f"{time:.1f} ms", f"<= {MOST_MILLISECONDS} ms", time <= MOST_MILLISECONDS)
