"""Server time and queries of every page, beside the floor in the same process."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from django.db import connection
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext

from petruk.config.bench.table import Figure, in_turn

TIMES = 200
MOST_TIMES_THE_FLOOR = 3
MOST_QUERIES = 8
FLOOR = "/lantai/"


@dataclass(frozen=True)
class Visit:
    """One page as one of the demo accounts sees it."""

    name: str
    client: Client
    url: str


def measure(visits: list[Visit], *, most: int = MOST_TIMES_THE_FLOOR) -> Iterator[Figure]:
    """Yield a figure for each page: its median server time as a multiple of the floor's, and its queries."""
    with override_settings(ROOT_URLCONF="petruk.config.bench.floor"):
        yield from _figures(visits, most)


def _figures(visits: list[Visit], most: int) -> Iterator[Figure]:
    for visit in visits:
        queries = _queries(visit.client, visit.url)  # the first call loads templates
        floor, time = in_turn(partial(visit.client.get, FLOOR), partial(visit.client.get, visit.url), times=TIMES)
        yield Figure(
            name=visit.name,
            value=f"{time:.1f} ms, lantai {floor:.1f} ms = {time / floor:.2f} x, {queries} kueri",
            budget=f"<= {most} x, <= {MOST_QUERIES} kueri",
            holds=time / floor <= most and queries <= MOST_QUERIES,
        )


def _queries(client: Client, url: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        response = client.get(url)
    if response.status_code != 200:
        raise RuntimeError(f"{url} answered {response.status_code}")
    return len(captured)
