"""N15 and what every page has in common: each role follows every link that it is shown, and each page is looked at."""

import re
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from urllib.parse import urldefrag, urljoin

import pytest
from django.http import HttpResponse
from django.template import engines

from petruk.people.models import Employee
from tests.fingerprint import digest
from tests.headers import lacking
from tests.web.reading import Page, read
from tests.world import FOREIGN, SIGNED_IN, World, marks

pytestmark = pytest.mark.django_db

ROLES = ("anonymous", *(role for role in SIGNED_IN if role != "disabled"))
WHOLE_GOVERNMENT = {"agency_admin", "inspector", "operator"}
MOST_PAGES = 900
ADDRESSES = ("href", "action", "formaction", "src", "hx-get", "hx-post", "poster", "data")
MAY_BE_UNKNOWN = {
    *("query.urut", "request.GET.urut"),  # an address that asks for no order
    "unit.parent.name",  # of the top unit
}
INSIDES = re.compile(r"[A-Z]\w+\(\w+=|<[\w.]+ object|object at 0x|\bdatetime\.|Decimal\(|\bNone\b|<QuerySet")
HTML = "text/html; charset=utf-8"


@dataclass(frozen=True)
class Visit:
    """One page that was reached by a link, and the page that showed the link."""

    address: str
    shown_on: str
    answer: HttpResponse

    @property
    def page(self) -> Page:
        return read(self.answer)

    @property
    def body(self) -> str:
        return self.answer.content.decode(self.answer.charset, "replace")

    @property
    def is_html(self) -> bool:
        return self.answer.headers.get("Content-Type") == HTML

    def __repr__(self) -> str:
        return f"{self.address} ({self.answer.status_code}, shown on {self.shown_on})"


@dataclass(frozen=True)
class Crawl:
    """What each role met, the variables that a template asked for in vain, and the tables before and after."""

    visits: Mapping[str, list[Visit]]
    undefined: set[str]
    before: Mapping[str, str]
    after: Mapping[str, str]


class Undefined(str):
    """What Django prints for an unknown variable: nothing, and it is remembered."""

    def __new__(cls, found: set[str]) -> "Undefined":
        made = super().__new__(cls, "%s")
        made.found = found
        return made

    def __mod__(self, variable: Any) -> str:
        self.found.add(str(variable))
        return ""


@pytest.fixture(scope="module")
def crawl(world: World) -> Crawl:
    before = digest()
    with undefined_variables() as found:
        visits = {role: list(visited(world, role)) for role in ROLES}
    return Crawl(visits, found, before, digest())


@contextmanager
def undefined_variables() -> Iterator[set[str]]:
    engine, found = engines["django"].engine, set()
    kept, engine.string_if_invalid = engine.string_if_invalid, Undefined(found)
    yield found
    engine.string_if_invalid = kept


def visited(world: World, role: str) -> Iterator[Visit]:
    """Follow every link from the first page on, each address once."""
    waiting, known = [("/", "")], {"/"}
    for address, shown_on in waiting:
        visit = Visit(address, shown_on, world.client(role).get(address))
        yield visit
        links = [visit.answer.url] if visit.answer.status_code == 302 else visit.page.links() if visit.is_html else []
        for link in links:
            following = urldefrag(urljoin(address, link or "")).url
            if following.startswith("/") and following not in known:
                known.add(following)
                waiting.append((following, address))
    assert len(waiting) < MOST_PAGES, [address for address, _shown_on in waiting][-20:]


def test_n15_following_every_link_as_every_role_changes_nothing(crawl):
    assert crawl.after == crawl.before


@pytest.mark.parametrize("role", ROLES)
def test_n15_no_link_leads_to_a_page_that_is_not_there_or_not_open(crawl, role):
    assert [visit for visit in crawl.visits[role] if visit.answer.status_code not in {200, 302}] == []


@pytest.mark.parametrize("role", sorted(WHOLE_GOVERNMENT))
def test_who_reaches_everything_meets_every_office(crawl, role):
    """Else that others do not meet it would prove nothing."""
    assert met(crawl, role, {FOREIGN.casefold()})


@pytest.mark.parametrize("role", sorted({*ROLES} - WHOLE_GOVERNMENT))
def test_n07_nobody_of_one_office_meets_anything_of_the_other(crawl, world, role):
    theirs = marks(*world.foreign.rows, *world.decisions.foreign.rows)

    assert met(crawl, role, {FOREIGN.casefold(), *theirs}) == []


@pytest.mark.parametrize(
    ("role", "own", "announced"),
    [
        ("employee", {"nominee", "result", "paper"}, {"announced", "kept", "objection"}),
        ("colleague", {"candidate"}, set()),
    ],
)
def test_n07_an_employee_meets_his_own_rows_and_nobody_elses(crawl, world, role, own, announced):
    mine = [getattr(world.own, name) for name in own]
    mine += [getattr(world.decisions.own, name) for name in announced]
    others = [row for row in (*world.own.rows, *world.decisions.own.rows) if row not in mine]

    assert met(crawl, role, marks(*mine))
    assert met(crawl, role, marks(*others)) == []


def test_no_template_asks_for_a_variable_that_nobody_gives(crawl):
    assert crawl.undefined <= MAY_BE_UNKNOWN


@pytest.mark.parametrize("role", ROLES)
def test_no_page_shows_the_insides_of_the_program(crawl, role):
    """An object that a page writes by mistake shows as ``Standing(obstacles=...`` or as its address in memory."""
    for visit in crawl.visits[role]:
        if visit.is_html:
            assert INSIDES.search(visit.page.text) is None, (visit, INSIDES.search(visit.page.text))


@pytest.mark.parametrize("role", ROLES)
def test_n17_n31_n33_n113_every_answer_carries_the_headers_and_is_kept_by_nobody(crawl, role):
    for visit in crawl.visits[role]:
        headers = visit.answer.headers
        assert lacking(visit.answer) == {}, visit
        assert [name for name in headers if name.lower().startswith(("access-control", "server", "x-powered"))] == []


@pytest.mark.parametrize("role", ROLES)
def test_every_page_says_in_its_head_what_it_is_and_in_which_language(crawl, role):
    for visit in crawl.visits[role]:
        if visit.is_html and visit.answer.status_code == 200:
            title = re.search(r"<title>(.*?)</title>", visit.body).group(1)
            assert title.strip().removesuffix("· SI-PETRUK").strip(), visit
            assert [attrs.get("lang") for attrs in visit.page.all("html")] == ["id"], visit
            assert (len(visit.page.all("h1")), len(visit.page.all("main"))) == (1, 1), visit


@pytest.mark.parametrize("role", ROLES)
def test_no_page_holds_script_or_style_of_its_own(crawl, role):
    for visit in crawl.visits[role]:
        for tag, attrs in visit.page.elements if visit.is_html else ():
            assert tag not in {"style", "base", "object", "embed", "iframe"}, visit
            assert tag != "script" or attrs.get("src"), visit
            assert not {name for name in attrs if name.startswith("on") or name == "style"}, visit


@pytest.mark.parametrize("role", ROLES)
def test_n102_every_address_on_a_page_is_ours_and_holds_no_nip(crawl, world, role):
    nips = set(Employee.objects.values_list("nip", flat=True))

    for visit in crawl.visits[role]:
        for address in addresses(visit):
            assert re.match(r"(/(?!/)|[?#])", address), (visit, address)
            assert not [nip for nip in nips if nip in re.sub(r"[\s+]|%20", "", address)], (visit, address)


@pytest.mark.parametrize("role", ROLES)
def test_n11_no_page_counts_forms_for_the_server(crawl, role):
    assert [visit for visit in crawl.visits[role] if "TOTAL_FORMS" in visit.body] == []


@pytest.mark.parametrize("role", ROLES)
def test_n30_every_form_that_writes_carries_its_token(crawl, role):
    for visit in crawl.visits[role]:
        if visit.is_html:
            names = visit.page.all("input", type="hidden", name="csrfmiddlewaretoken")
            assert len(names) == len(visit.page.all("form", method="post")), visit


def met(crawl: Crawl, role: str, words: Collection[str]) -> list[tuple[Visit, str]]:
    return [(visit, word) for visit in crawl.visits[role] for word in words if word in visit.body.casefold()]


def addresses(visit: Visit) -> Iterator[str]:
    for _tag, attrs in visit.page.elements if visit.is_html else ():
        yield from (attrs[name] or "" for name in ADDRESSES if name in attrs)
