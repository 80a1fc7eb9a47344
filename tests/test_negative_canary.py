"""N102, N103: marked people and texts are put in everywhere, then looked for where nothing personal may ever stand."""

import logging
from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote_plus, urlsplit

import pytest
from django.db import DatabaseError, connection, transaction
from django.http import HttpResponse
from django.urls import reverse

from petruk.config.logs import OneLine
from petruk.people.models import Employee, User
from tests import hostile
from tests.filled import filled
from tests.test_access_matrix import DONE, MATRIX
from tests.test_negative_crawl import visited
from tests.test_negative_forms import SENDING, right_role
from tests.web.reading import read
from tests.world import World, untouched

pytestmark = pytest.mark.django_db

NIP, NIK, PHONE = "197703142003121007", "6311021403770003", "081251907733"
TEXT = "KENARIHITAM"
MAIL = "kenarikuning@contoh.example"
PASSWORD = "kenari hijau bersiul"
CANARIES = tuple(each.casefold() for each in (NIP, NIK, PHONE, TEXT, MAIL, PASSWORD))
WALKERS = ("agency_admin", "unit_officer", "unit_head", "panelist", "employee", "operator")
SEARCHED = "cari"
KEPT_ELSEWHERE = ("SELECT t::text FROM attempt_limit t", "SELECT args::text FROM procrastinate_jobs")


class Heard(logging.Handler):
    """Keeps each line as an installation writes it: what an operator reads, and what leaves for a collector."""

    def __init__(self) -> None:
        super().__init__(logging.INFO)
        self.setFormatter(OneLine("{asctime} {levelname} {name} {message}", style="{"))
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(self.format(record))


@pytest.fixture
def heard() -> Iterator[Heard]:
    handler, root = Heard(), logging.getLogger()
    level = root.level
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    yield handler
    root.removeHandler(handler)
    root.setLevel(level)


@pytest.fixture
def marked(world: World) -> World:
    """Put a canary into every free text of every table, and into the number and the account of one person."""
    hostile.fill([TEXT])
    Employee.objects.filter(pk=world.own.nominee.pk).update(nip=NIP, name=TEXT)
    User.objects.filter(pk=world.own.account.pk).update(name=TEXT, email=MAIL)
    return world


def found(text: str) -> list[str]:
    """Return the canaries of a text, however an address or a space hides them."""
    plain = unquote_plus(text).casefold()
    close = plain.replace(" ", "")
    return [canary for canary in CANARIES if canary in plain or canary.replace(" ", "") in close]


def elsewhere() -> str:
    """Return what stands in the counted attempts and in the arguments of the jobs."""
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(KEPT_ELSEWHERE))
        return "\n".join(text for (text,) in cursor.fetchall())


def addresses(answer: HttpResponse) -> list[str]:
    where = [answer.headers.get("Location", ""), answer.headers.get("HX-Redirect", "")]
    if answer.headers.get("Content-Type", "").startswith("text/html"):
        where += [value or "" for _tag, attrs in read(answer).elements for name, value in attrs.items()
                  if name in {"href", "src", "action", "formaction", "hx-get", "hx-post"}]  # fmt: skip
    return where


def typed_into(form: dict[str, Any], world: World) -> Iterator[dict[str, Any]]:
    """Return the form as it is right, and with each kind of canary in each field that takes free words."""
    yield form
    for canary in (TEXT, NIP, f"NIK {NIK}", PHONE, MAIL):
        yield {name: canary if type(value) is str and name != "act" else value for name, value in form.items()}


@pytest.mark.parametrize("role", WALKERS)
def test_n102_nothing_personal_stands_in_any_address_that_a_page_shows(marked, heard, role):
    shown = [(visit.address, address) for visit in visited(marked, role)
             for address in (visit.address, *addresses(visit.answer))]  # fmt: skip

    assert len(shown) > 20
    assert [(page, address) for page, address in shown if found(address)] == []
    assert [line for line in heard.lines if found(line)] == []


def test_n102_n103_what_is_typed_into_a_form_stands_in_no_address_log_cache_or_job(marked, heard):
    told: list[tuple[str, str]] = []
    for url in SENDING:
        for form in typed_into(filled(marked, url), marked):
            with untouched():
                answer = marked.client(right_role(url)).post(marked.address(url), form)
                told += [(url, address) for address in addresses(answer) if found(_without_words(address))]
                told += [(url, canary) for canary in found(elsewhere())]

    assert told == []
    assert [line for line in heard.lines if found(line)] == []


@pytest.mark.parametrize("typed", [NIP, NIK, PHONE, f"{NIP[:8]} {NIP[8:14]} {NIP[14]} {NIP[15:]}"])
def test_n102_a_number_that_is_searched_stands_in_no_address(marked, heard, typed):
    for row in MATRIX:
        if row.method == "POST" and SEARCHED in filled(marked, row.url) and row.relation in {"own", "-"}:
            role = next(role for role, status in row.promised.items() if status in DONE and role != "anonymous")
            answer = marked.client(role).post(marked.address(row.url), {SEARCHED: typed})
            assert [address for address in addresses(answer) if found(address)] == [], row.url
    assert [line for line in heard.lines if found(line)] == []


def test_n103_what_is_typed_at_the_sign_in_stands_nowhere(marked, heard):
    """People type their NIP, and now and then their password, into the first field."""
    client = marked.client("anonymous")
    for typed in (NIP, PASSWORD, MAIL):
        for _again in range(8):
            answer = client.post(reverse("account:sign_in"), {"login": typed, "password": PASSWORD})
            assert [address for address in addresses(answer) if found(address)] == []

    assert heard.lines
    assert [line for line in heard.lines if found(line)] == []
    assert found(elsewhere()) == []


def test_n103_a_row_that_the_database_refuses_is_not_repeated_in_the_log(marked, heard):
    """PostgreSQL names the values of the row in its DETAIL; a traceback must not carry them into the log."""
    with pytest.raises(DatabaseError, match=NIP) as refused, transaction.atomic():
        Employee.objects.filter(pk=marked.own.begun.pk).update(nip=NIP)
    logging.getLogger("django.request").error("Internal Server Error", exc_info=refused.value)

    assert "unique constraint" in heard.lines[0]
    assert found(heard.lines[0]) == []


def _without_words(address: str) -> str:
    """Leave out the words that somebody searches by himself, which an address may keep: docs/adr/0005."""
    parts = urlsplit(address)
    kept = [part for part in parts.query.split("&") if not part.startswith(f"{SEARCHED}=")]
    return f"{parts.path}?{'&'.join(kept)}"
