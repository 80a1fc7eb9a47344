"""N10, N42, N82, N95, N96: whatever stands in an address, the answer is a page, soon, about the same rows."""

import gc
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from tests.fingerprint import digest
from tests.test_access_matrix import DONE, MATRIX, Row
from tests.web.reading import read
from tests.world import ROWS, World, marks, untouched

pytestmark = pytest.mark.django_db

READERS = ("unit_officer", "agency_admin", "operator", "unit_head", "panelist", "employee", "inspector")
PARAMETERS = {
    "account:sign_in": ("next", "akhir"),
    "people:units": ("cari", "halaman"),
    "people:unit": ("halaman",),
    "people:employees": ("cari", "unit", "status", "kedudukan", "urut", "halaman"),
    "imports:batches": ("halaman",),
    "imports:batch": ("halaman",),
    "periods:periods": ("halaman",),
    "periods:create": ("instrumen",),
    "periods:extend": ("unit", "cari", "halaman"),
    "appraisal:start": ("periode", "cari", "halaman"),
    "appraisal:candidates": ("cari", "halaman"),
    "deciding:head": ("periode", "unit", "keadaan", "halaman"),
    "deciding:agency": ("periode", "unit", "keadaan", "cari", "pilih", "halaman"),
    "deciding:progress": ("periode", "langkah", "halaman"),
    "deciding:reminders": ("periode", "peran", "halaman"),
    "deciding:letters": ("periode", "peran", "halaman"),
    "recap:recap": ("periode", "unit", "cari", "urut", "halaman"),
    "agency:outbox": ("status", "halaman"),
    "log:log": ("cari", "tindakan", "jenis", "dari", "sampai", "pelaku", "objek", "halaman"),
    "users:users": ("cari", "peran", "status", "halaman"),
    "verification:start": ("kode",),
}
PAIRS = [(url, parameter) for url, parameters in PARAMETERS.items() for parameter in parameters]
UNASKED = (
    "emp__office__name",
    "placement__unit__path",
    "order_by",
    "id",
    "unit_id",
    "owner",
    "format",
    "debug",
    "urut",
)
SQL = (
    "'", "\"", "\\", "%", "_", "';--", "' OR '1'='1", "') OR 1=1 --", "1; DROP TABLE people_employee", "${jndi:ldap://e}",
    "' UNION SELECT username, password FROM people_user --", "name; SELECT pg_sleep(9)", "-(SELECT 1)", "name DESC, 1",
    "$$", "{0}", "%s", "%(x)s", "E'\\x00'", "\u00e9\u0301", "\ud7ff", "\u202e",
)  # fmt: skip
NUMBERS = (
    "1000000000",
    "-1",
    "0",
    "1e9",
    "1_0",
    "0x10",
    "NaN",
    "٣",
    "９",
    "9" * 5000,
    "1.0",
    " 2",
    "last",
    "2147483648",
)
SLOW = ("a" * 50_000 + "!", " " * 50_000 + "x", "0" * 50_000 + "x", "(" * 20_000, "a " * 20_000, "\u0130" * 20_000)
"""Texts on which a pattern that goes back and forth never ends."""
IDENTIFIERS = (
    "0", "1", "-1", "A" * 21, "A" * 23, "A" * 300, "MQ", "MQ==", "deadbeef", "1e9", "null", "None", "undefined", "NaN",
    "00000000-0000-0000-0000-000000000000", "__proto__", "_", "-", "true", "id",
)  # fmt: skip
MOST_SECONDS = 2
ANSWERED = {200, 302, 404, 422}
READABLE = sorted({row.url for row in MATRIX if row.method == "GET" and row.relation in {"own", "-"}
                   and 200 in row.promised.values()})  # fmt: skip


def reader(url: str) -> str:
    row = next(row for row in MATRIX if (row.url, row.method) == (url, "GET"))
    return next((role for role in READERS if row.promised[role] == 200), "anonymous")


def asked(world: World, url: str, parameter: str, value: str):
    client, address = world.client(reader(url)), world.address(url)
    with uncollected():
        began = time.process_time()
        answer = client.get(address, {**_kept(address), parameter: value})
        took = time.process_time() - began
    assert took < MOST_SECONDS, (parameter, value[:40])
    return answer


@contextmanager
def uncollected() -> Iterator[None]:
    """Leave out of a measurement what the thousands of tests before have left to be collected: seconds at a time."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def _kept(address: str) -> dict[str, str]:
    """Return the parameter without which a page cannot know what it is about."""
    return dict([pair.split("=") for pair in address.partition("?")[2].split("&") if pair])


@pytest.mark.parametrize(("url", "parameter"), PAIRS)
def test_n42_a_parameter_is_only_ever_a_text(world, before, url, parameter):
    foreign = marks(*world.foreign.rows) if reader(url) == "unit_officer" else set()

    for value in SQL:
        answer = asked(world, url, parameter, value)
        assert answer.status_code in ANSWERED, value
        assert [mark for mark in foreign if mark in answer.content.decode("utf-8", "replace").casefold()] == [], value
    assert digest() == before


@pytest.mark.parametrize(("url", "parameter"), PAIRS)
def test_n95_n96_numbers_and_long_texts_are_answered_soon(world, before, url, parameter):
    for value in (*NUMBERS, *SLOW):
        assert asked(world, url, parameter, value).status_code in ANSWERED, value[:40]
    assert digest() == before


@pytest.mark.parametrize("url", READABLE)
def test_n07_n42_a_parameter_that_a_page_does_not_know_changes_nothing(world, before, url):
    plain = world.client(reader(url)).get(world.address(url))

    for parameter in {*UNASKED} - {*PARAMETERS.get(url, ())}:
        answer = asked(world, url, parameter, "-1")
        assert answer.status_code == plain.status_code
        if answer.headers["Content-Type"].startswith("text/html"):
            assert len(read(answer).elements) == len(read(plain).elements)
    assert digest() == before


@pytest.mark.parametrize("url", READABLE)
def test_a_nul_in_an_address_is_refused(world, before, url):
    assert asked(world, url, "cari", "a\x00b").status_code == 400
    assert digest() == before


@pytest.mark.parametrize("url", sorted(ROWS))
def test_n10_an_identifier_that_was_changed_names_nothing(world, before, url):
    rows = [row for row in MATRIX if row.url == url and row.relation == "own" and row.method != "other" and opens(row)]
    missing, wrong = world.address(url, "missing"), world.address(url, "malformed")

    for identifier in (*IDENTIFIERS, *near(world, url)):
        address = wrong.replace("/-1/", f"/{identifier}/").replace("=-1", f"={identifier}")
        for row in rows:
            with untouched():
                client = world.client(opens(row))
                statuses = [client.generic(row.method, each).status_code for each in (address, missing)]
            assert statuses == [404, 404], (identifier, row.method)
    assert digest() == before


def opens(row: Row) -> str:
    """Return somebody to whom the page is open."""
    return next((role for role in READERS if row.promised[role] in DONE), "")


SAME_IN_CAPITALS = {"verification:paper", "holidays:remove"}
"""Pages named by a code, which may be typed in capitals, or by a day, which has no letters."""


def near(world: World, url: str) -> list[str]:
    """Return an identifier of a real row with one letter changed, cut, doubled or in the other case."""
    known = ROWS[url](world, world.own)[-1]
    changed = [known[:-1], f"{known}A", known[::-1], ("B" if known[0] in "Aa" else "A") + known[1:]]
    return changed if url in SAME_IN_CAPITALS else [*changed, known.swapcase()]
