"""The decision of a period with thousands of results: sealing, ranking, the page. All is taken back afterwards."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import timedelta
from functools import partial
from time import perf_counter
from typing import Any

from django.db import transaction
from django.test import Client
from django.urls import reverse

from petruk.access.authority import console
from petruk.appraisal.actions.sealing import seal
from petruk.appraisal.queries.ranking import chain_of, contestants
from petruk.config.bench.table import Figure, milliseconds
from petruk.core.ranking import Chain, Entry, rank

TIMES, FEW_TIMES = 20, 5
TWINS, LINEAR = 12, 1.2  # as many of each make 60,000; growth beyond linear is more than a fifth over it
MOST_SEALING, MOST_RANKING, MOST_PAGE = 5_000, 150, 400  # milliseconds, of 5,000 results


def measure(period: Any, agency: Client) -> Iterator[Figure]:
    """Yield what a period costs that nobody has sealed yet; it stays as it was."""
    with transaction.atomic():
        began = perf_counter()
        sealed = seal(period, at=period.closes_at + timedelta(minutes=1), by=console("bench"))
        yield _figure(f"menyegel {sealed.count} hasil", (perf_counter() - began) * 1_000, MOST_SEALING)
        period.refresh_from_db()
        entries = [each.entry for each in contestants(console("bench"), period)]
        core = milliseconds(partial(rank, entries, chain_of(period)), times=TIMES)
        yield _figure(f"peringkat {len(entries)} hasil dengan alasan", core, MOST_RANKING)
        yield _growth(entries, chain_of(period), core)
        page = partial(agency.get, reverse("ranking:ranking", args=[period.public_id]))
        if page().status_code != 200:
            raise RuntimeError("the ranking does not answer")
        yield _figure("halaman peringkat", milliseconds(page, times=TIMES), MOST_PAGE)
        transaction.set_rollback(True)


def _growth(entries: Sequence[Entry], chain: Chain, core: float) -> Figure:
    """Rank twelve of each, twins to the draw, and return what that takes as a multiple of ranking each once."""
    crowd = [replace(each, public_id=f"{each.public_id}-{twin}") for each in entries for twin in range(TWINS)]
    took = milliseconds(partial(rank, crowd, chain), times=FEW_TIMES)
    times = took / core
    return Figure(
        name=f"peringkat {len(crowd)} hasil",
        value=f"{took:.0f} ms = {times:.1f} x",
        budget=f"<= {TWINS * LINEAR:.0f} x (linear)",
        holds=times <= TWINS * LINEAR,
    )


def _figure(name: str, took: float, most: int) -> Figure:
    return Figure(name=name, value=f"{took:.0f} ms", budget=f"<= {most} ms", holds=took <= most)
