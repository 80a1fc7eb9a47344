"""Time of an electronic signature on a result sheet, with a certificate made for the occasion."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from petruk.access.authority import console
from petruk.config.bench.authority import WORD, make_folder
from petruk.config.bench.table import Figure, milliseconds
from petruk.documents.queries.papers import documents
from petruk.documents.signing.certificate import open_key
from petruk.documents.signing.pades import sign
from petruk.documents.typesetting import render

MOST_MILLISECONDS = 40


def measure() -> Iterator[Figure]:
    paper = documents(console("bench")).order_by("pk").first()
    if paper is None:
        return
    pdf, now = render(paper.frozen), datetime.now(UTC)
    with TemporaryDirectory() as folder:
        key = open_key(make_folder(Path(folder), "1"), WORD, at=now)
    sign(pdf, key, at=now)
    time = milliseconds(lambda: sign(pdf, key, at=now), times=100)
    yield Figure("tanda tangan B-B", f"{time:.1f} ms", f"<= {MOST_MILLISECONDS} ms", time <= MOST_MILLISECONDS)
