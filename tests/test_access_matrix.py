"""N01: every page, role, relation and method, cell by cell, as access_matrix.csv promises.

A cell is one status. `own` and `foreign` are rows of two offices under one government, `missing` names no row and
`malformed` cannot name one; `-` stands for pages without a row. `other` stands for HEAD, which answers as GET does,
and for OPTIONS, PUT, PATCH, DELETE and TRACE, of which each answers with the status of the cell.
"""

import csv
from collections.abc import Iterator
from itertools import product
from pathlib import Path
from typing import NamedTuple

import pytest
from django.db import transaction
from django.http import HttpResponse
from django.urls import URLPattern

from tests.filled import filled
from tests.fingerprint import digest
from tests.headers import lacking
from tests.test_conventions import patterns
from tests.world import ROWS, SIGNED_IN, World, untouched

pytestmark = pytest.mark.django_db

FILE = Path(__file__).with_name("access_matrix.csv")
OTHER = ("OPTIONS", "PUT", "PATCH", "DELETE", "TRACE")
OF_THE_GOVERNMENT = ("periods:", "instruments:", "workshop:", "agency:", "holidays:", "log:")
OF_A_PERIOD = {
    "ranking": ("ranking", "export", "seal", "discrepancies", "awards", "propose", "announce"),
    "panel": ("panel", "appoint", "release", "third_opinions", "lock", "results", "minutes"),
    "papers": ("charters", "progress", "archive", "recap", "minutes"),
}
"""Pages whose rows belong to the whole government, all of a namespace or some: there is no foreign one."""
READING = {
    "verification:file",
    "people:employees",
    "appraisal:candidates",
    "recap:recap",
    "facts:facts",
    "deciding:agency",
    "users:users",
    "papers:register",
    "log:log",
    "account:sign_in",
    "account:second_step",
    "account:sign_out",
    "set_language",
}
"""Pages that take a form and write at most a session or a cookie; a search is sent to keep NIPs out of addresses."""
ROLES = ("anonymous", *SIGNED_IN)
USERS = [role for role in SIGNED_IN if role != "disabled"]
DONE, NOT_FOUND = {200, 302}, 404


class Row(NamedTuple):
    """One line of the matrix: what each role is answered."""

    url: str
    method: str
    relation: str
    promised: dict[str, int]


def matrix() -> Iterator[Row]:
    with FILE.open(newline="") as file:
        for line in csv.DictReader(file):
            url, method, relation, *statuses = line.values()
            yield Row(url, method, relation, dict(zip(ROLES, map(int, statuses), strict=True)))


MATRIX = tuple(matrix())


def refused(answer: HttpResponse) -> bool:
    """Say whether somebody was sent away, by a status or to the sign-in page."""
    return answer.status_code not in DONE or (answer.status_code == 302 and answer.url.startswith("/masuk/?next="))


def asked(world: World, role: str, url: str, method: str, relation: str) -> HttpResponse:
    """Ask for a page, and look at once whether the answer may be kept, framed or read by others: N17, N31, N113."""
    client, address = world.client(role), world.address(url, relation)
    answer = client.post(address, filled(world, url)) if method == "POST" else client.generic(method, address)
    assert lacking(answer) == {}, (role, method, address)
    return answer


def label(row: Row) -> str:
    return f"{row.method}-{row.url}-{row.relation}"


@pytest.mark.parametrize("row", [row for row in MATRIX if row.method != "other"], ids=label)
def test_n01_a_page_answers_each_role_as_the_matrix_promises(world, before, row):
    answers = {}
    with untouched():
        for role in ROLES:
            with transaction.atomic():
                answers[role] = asked(world, role, row.url, row.method, row.relation)
                transaction.set_rollback(row.method == "POST" and not refused(answers[role]))
        assert digest() == before

    assert {role: answer.status_code for role, answer in answers.items()} == row.promised


@pytest.mark.parametrize("row", [row for row in MATRIX if row.relation in {"foreign", "malformed"}], ids=label)
def test_n01_what_is_out_of_reach_answers_as_what_does_not_exist(world, row):
    for role in [role for role in ROLES if row.promised[role] == NOT_FOUND]:
        theirs, nothing = (asked(world, role, row.url, row.method, which) for which in (row.relation, "missing"))

        assert (theirs.status_code, theirs.content) == (nothing.status_code, nothing.content), role
        assert dict(theirs.headers) == dict(nothing.headers), role


@pytest.mark.parametrize("row", [row for row in MATRIX if row.method == "other"], ids=label)
def test_n01_n115_no_page_has_another_method(world, before, row):
    for role in ROLES:
        read, head, *others = (asked(world, role, row.url, method, row.relation) for method in ("GET", "HEAD", *OTHER))

        assert (head.status_code, head.content) == (read.status_code, b""), role
        assert [answer.status_code for answer in others] == [row.promised[role]] * len(OTHER), role
    assert digest() == before


@pytest.mark.parametrize(
    "url", sorted({url for url, pattern in patterns() if "POST" in pattern.callback.methods} - READING)
)
def test_a_page_that_writes_writes_for_those_who_may(world, before, url):
    """Else its denials would prove nothing."""
    row = next(row for row in MATRIX if (row.url, row.method) == (url, "POST"))
    role = next(role for role in USERS if row.promised[role] in DONE)

    asked(world, role, url, "POST", row.relation)

    assert digest() != before


def test_every_page_has_its_rows_and_every_row_its_page():
    expected = [
        (url, method, relation)
        for url, pattern in patterns()
        for method, relation in product(("GET", "POST"), relations(url, pattern))
    ]
    expected += [(url, "other", relations(url, pattern)[0]) for url, pattern in patterns()]

    assert sorted(row[:3] for row in MATRIX) == sorted(expected)
    assert {url for url, pattern in patterns() if pattern.pattern.converters} == set(ROWS)


def relations(url: str, pattern: URLPattern) -> tuple[str, ...]:
    if not pattern.pattern.converters:
        return ("-",)
    namespace, _colon, name = url.partition(":")
    shared = url != "periods:extend" and (url.startswith(OF_THE_GOVERNMENT) or name in OF_A_PERIOD.get(namespace, ()))
    return ("own", "missing", "malformed") if shared else ("own", "foreign", "missing", "malformed")


@pytest.mark.parametrize("url", sorted(ROWS))
def test_the_foreign_row_is_another_one_than_the_own(world, url):
    """Else what it shows would prove nothing."""
    foreign = (url, "GET", "foreign") in {row[:3] for row in MATRIX}

    assert (ROWS[url](world, world.own) != ROWS[url](world, world.foreign)) is foreign


@pytest.mark.parametrize("url", sorted({row.url for row in MATRIX}))
def test_every_page_opens_for_somebody(url):
    rows = [row for row in MATRIX if row.url == url and row.method != "other"]

    assert [role for row in rows for role in USERS if row.promised[role] in DONE]


def test_a_disabled_user_has_what_a_stranger_has():
    assert [row for row in MATRIX if row.promised["disabled"] != row.promised["anonymous"]] == []


def test_the_page_of_the_documentation_says_the_same():
    from tests.access_page import PAGE, written

    assert PAGE.read_text("utf-8") == written(), "run python -m tests.access_page"
