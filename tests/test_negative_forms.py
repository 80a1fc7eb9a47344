"""What a form may bring along: nothing but its own fields, each once, from our own page, about rows within reach."""

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection
from django.http import HttpResponse

from tests.filled import filled
from tests.fingerprint import digest
from tests.test_access_matrix import DONE, MATRIX, READING, USERS
from tests.test_conventions import patterns
from tests.world import World, marks, untouched

pytestmark = pytest.mark.django_db

CHANGING = {
    "id": "1", "pk": "1", "office": "{unit}", "unit": "{unit}", "unit_id": "1", "period": "{period}",
    "employee": "{employee}",
    "placement": "1", "user": "{account}", "owner": "{account}", "status": "verified", "state": "verified", "slot": "5",
    "total": "90", "maximum": "1", "score": "100", "sheet": "{{}}", "judgements": "{{}}", "points_kinerja": "10",
    "has_missing": "0", "created_by": "{account}", "changed_by": "{account}", "assessor": "{account}",
    "by": "{account}", "at": "2020-01-01T00:00", "submitted_at": "2020-01-01T00:00", "published_at": "2020-01-01T00:00",
    "revoked_on": "2020-01-01", "sessions_ended_at": "", "is_staff": "1", "is_superuser": "1", "is_active": "0",
    "must_change_password": "", "password": "x", "groups": "1", "permissions": "user.manage", "mandates": "1",
    "public_id": "A", "code": "a", "number": "1", "sha256": "0", "source": "1", "percent_done": "100", "wrong": "0",
    "plan_digest": "0", "version": "7", "role": "operator", "username": "root", "nip": "1", "next": "https://e.example",
}  # fmt: skip
"""Fields that no form has, or only some: whatever a model or a person might call what must not be set from outside."""

UNLIKE = re.compile(
    r'(?<="id": )\d+|(?<=_id": )\d+|\d{4}-\d\d-\d\dT[\d:.+]+|argon2\$[^"]+|(?<=")[\w-]{22}(?=")|(?<=")[a-f0-9]{64}(?=")'
    r'|(?<="content": ")[^"]+|(?<=["/])[a-z2-7]{26}(?=["/])|(?<="pdf": ")[^"]+|(?<="<)[\w-]{22}(?=@)'
    r'|(?<="salt": ")[^"]+|(?<="locked_secret": ")[^"]+|(?<="credential": ")[^"]+|(?<="last_step": )\d+'
)
"""What is never the same twice: keys, moments, random names, hashes; and sealed bytes and papers, which hold these."""


def right_role(url: str) -> str:
    """Return somebody to whom the page is open, so that only the form is wrong."""
    row = next(row for row in MATRIX if (row.url, row.method) == (url, "POST"))
    return next(role for role in USERS if row.promised[role] in DONE)


SENDING = sorted(url for url, pattern in patterns() if "POST" in pattern.callback.methods)
WRITING = sorted({*SENDING} - READING)


def sent(world: World, url: str, data: dict[str, Any], **more: Any) -> HttpResponse:
    return world.client(right_role(url)).post(world.address(url), data, **more)


def rows() -> list[str]:
    """Return every row of every table as text, without what is never the same twice."""
    one = "SELECT concat('{0} ', row_to_json(t)::jsonb) FROM \"{0}\" t"
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(one.format(table) for table in digest()))
        return sorted(UNLIKE.sub("~", row) for (row,) in cursor.fetchall())


@pytest.mark.parametrize("url", WRITING)
def test_n08_n09_a_field_that_the_form_does_not_have_changes_nothing(world, url):
    honest = filled(world, url)
    values = {
        name: value.format(
            unit=world.foreign.unit.public_id, period=world.closed.public_id, account=world.foreign.account.public_id,
            employee=world.foreign.candidate.public_id,
        )
        for name, value in CHANGING.items()
    }  # fmt: skip
    with untouched():
        status = sent(world, url, honest).status_code
        expected = rows()
    strange = {name: values[name] for name in values.keys() - set(FIELDS.get(url, honest))}

    before = digest()
    response = sent(world, url, filled(world, url) | strange)

    if url in REFUSES_WHOLE:
        assert (response.status_code, digest()) == (400, before)
        return
    assert response.status_code == status
    assert rows() == expected


REFUSES_WHOLE = {"panel:sheet"}
"""Forms that take nothing at all when something is in them that they do not have."""

FIELDS = {
    "facts:export": {"format", "jenis", "unit", "tahun", "bulan", "cari"},
    "papers:export": {"format", "cari", "jenis", "tahun", "status"},
    "people:export": {"format", "cari", "unit", "status", "kedudukan", "urut"},
    "ranking:export": {"format", "unit"},
    "recap:export": {"format", "periode", "unit", "keadaan", "cari", "urut"},
    "users:create": {"name", "username", "nip", "email", "role", "unit", "started_on", "ended_on"},
    "users:change": {"name", "nip", "email"},
    "agency:name": {"started_on", "name", "short_name", "government", "seat", "address", "contact"},
    "agency:mail": {"recipient", "switched_on"},
}
"""The whole of the forms of which ``filled`` leaves a field empty that is named as one of ours."""


@pytest.mark.parametrize("url", SENDING)
def test_n82_a_field_that_comes_twice_is_refused(world, before, url):
    name, value = next(iter(filled(world, url).items()), ("x", "1"))
    if hasattr(value, "read") or isinstance(value, list):
        name, value = "x", "1"

    response = sent(world, url, filled(world, url) | {name: [value, value]})

    assert (response.status_code, digest()) == (400, before)
    assert "/" in [attrs["href"] for attrs in _links(response)]


@pytest.mark.parametrize("url", sorted({row.url for row in MATRIX}))
def test_n82_a_parameter_of_an_address_that_comes_twice_is_refused(world, before, url):
    address = world.address(url)

    response = world.client("agency_admin").get(f"{address}{'&' if '?' in address else '?'}a=1&a=2")

    assert (response.status_code, digest()) == (400, before)


class TestN30:
    """A form counts only with the token of its own session, and from a page of ours."""

    @pytest.mark.parametrize("url", SENDING)
    def test_without_a_token(self, world, before, url):
        response = self.strict(world, url).post(world.address(url), filled(world, url))

        assert (response.status_code, digest()) == (403, before)

    @pytest.mark.parametrize("url", SENDING)
    def test_with_the_token_of_somebody_else(self, world, before, url):
        theirs = self.token(self.strict(world, url, role="inspector"))
        browser = self.strict(world, url)
        self.token(browser)

        response = browser.post(world.address(url), filled(world, url) | {"csrfmiddlewaretoken": theirs})

        assert (response.status_code, digest()) == (403, before)

    @pytest.mark.parametrize(
        "origin", ["https://e.example", "null", "http://testserver.e.example", "http://testserver:81"]
    )
    @pytest.mark.parametrize("url", SENDING)
    def test_from_a_foreign_page(self, world, before, url, origin):
        browser = self.strict(world, url)
        data = filled(world, url) | {"csrfmiddlewaretoken": self.token(browser)}

        response = browser.post(world.address(url), data, headers={"Origin": origin})

        assert (response.status_code, digest()) == (403, before)

    @pytest.mark.parametrize("kind", ["text/plain", "application/json"])
    @pytest.mark.parametrize("url", SENDING)
    def test_in_a_body_that_another_page_can_send_without_asking(self, world, before, url, kind):
        browser = self.strict(world, url)
        body = json.dumps({"csrfmiddlewaretoken": self.token(browser)})

        response = browser.post(world.address(url), body, content_type=kind)

        assert (response.status_code, digest()) == (403, before)

    @pytest.mark.parametrize("url", WRITING)
    def test_from_our_own_page_it_is_taken(self, world, before, url):
        """Else the refusals would prove nothing."""
        browser = self.strict(world, url)
        data = filled(world, url) | {"csrfmiddlewaretoken": self.token(browser)}

        response = browser.post(world.address(url), data, headers={"Origin": "http://testserver"})

        assert response.status_code in DONE
        assert digest() != before

    def strict(self, world: World, url: str, role: str = ""):
        return world.client(role or right_role(url), strict=True)

    def token(self, browser) -> str:
        browser.get("/panduan/")
        return browser.cookies["petruk-csrf"].value


@pytest.mark.parametrize("url", ["users:create", "users:give_mandate"])
@pytest.mark.parametrize("role", ["office_admin", "office_operator"])
def test_n02_a_mandate_in_a_foreign_unit_answers_as_in_one_that_does_not_exist(world, before, url, role):
    answers = [
        world.client(role).post(world.address(url), filled(world, url) | {"unit": unit})
        for unit in (world.foreign.unit.public_id, "A" * 22, str(world.foreign.unit.pk), world.root.public_id)
    ]

    assert [(answer.status_code, answer.context["form"].errors.as_json()) for answer in answers] == [
        (200, answers[1].context["form"].errors.as_json())
    ] * 4
    assert digest() == before


@pytest.mark.parametrize("url", ["users:create", "users:change"])
@pytest.mark.parametrize("role", ["office_admin", "office_operator"])
def test_n02_a_foreign_nip_answers_as_one_that_nobody_has(world, before, url, role):
    answers = [
        world.client(role).post(world.address(url), filled(world, url) | {"nip": nip})
        for nip in (world.foreign.candidate.nip, "199001012020121999")
    ]

    first, second = ((answer.status_code, answer.context["form"].errors.as_json()) for answer in answers)
    assert first == second
    assert digest() == before


@pytest.mark.parametrize("url", ["users:create", "users:give_mandate"])
@pytest.mark.parametrize("role", ["agency_admin", "office_admin"])
def test_n02_nobody_is_given_a_role_that_the_giver_may_not_give(world, before, url, role):
    for beyond in ("operator", "agency_admin", "superuser", "", "unit_officer' --"):
        response = world.client(role).post(world.address(url), filled(world, url) | {"role": beyond})
        assert "role" in response.context["form"].errors, beyond
    assert digest() == before


@pytest.mark.parametrize("url", ["users:end_mandate", "users:revoke_mandate"])
def test_n02_a_mandate_is_asked_for_under_its_own_account_only(world, before, url):
    own, foreign = world.own, world.foreign
    mixed = [(own.account, foreign.mandate), (foreign.account, own.mandate)]

    for account, mandate in mixed:
        address = world.address(url).replace(own.account.public_id, account.public_id)
        address = address.replace(own.mandate.public_id, mandate.public_id)
        for role in ("office_admin", "agency_admin"):
            assert world.client(role).post(address, filled(world, url)).status_code == 404
    assert digest() == before


@pytest.mark.parametrize("role", ["unit_officer", "office_admin"])
def test_n06_a_file_about_people_of_another_office_is_refused_as_about_nobody(world, role):
    from tests.filled import upload

    client = world.client(role)
    answers = [
        client.post("/impor/baru/", upload(nip), follow=True)
        for nip in (world.foreign.candidate.nip, "199001012020121999")
    ]

    said = [[problem["message"] for problem in answer.context["batch"].problems] for answer in answers]
    assert said[0] == said[1] != []
    assert [answer.context["batch"].applicable for answer in answers] == [False, False]


@pytest.mark.parametrize("period", ["closed", "prepared"])
def test_n01_n02_another_period_takes_nothing_whatever_the_form_says(world, before, period):
    other = getattr(world, period)
    address = world.address("appraisal:assess").replace(world.open.public_id, other.public_id)

    for act in ("save", "next", "check", "submit"):
        data = filled(world, "appraisal:assess") | {"act": act, "points_inovasi": "40", "text_inovasi": "x"}
        response = world.client("unit_officer").post(address, data)
        assert response.status_code == {"closed": 403, "prepared": 404}[period]
    assert digest() == before


def test_n02_no_choice_on_a_form_names_what_is_out_of_reach(world):
    foreign = marks(*world.foreign.rows)
    for row in MATRIX:
        if row.method != "GET" or row.relation not in {"own", "-"}:
            continue
        for role in ("unit_officer", "office_admin", "office_operator"):
            if row.promised[role] == 200:
                body = world.client(role).get(world.address(row.url)).content.decode("utf-8", "replace").casefold()
                assert [mark for mark in foreign if mark in body] == [], (row.url, role)


def _links(response: HttpResponse) -> Iterator[dict[str, str]]:
    from tests.web.reading import read

    yield from read(response).all("a")
