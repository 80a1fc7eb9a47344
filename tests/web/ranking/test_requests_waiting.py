"""A request to reopen waits before whoever may decide it: on his first page, and where the exemptions are."""

import pytest
from django.urls import reverse
from django.utils import timezone

from petruk.access.roles import Role
from petruk.appraisal.actions import reopening
from petruk.appraisal.models import Reopening, Result
from tests.web.ranking.addresses import url
from tests.web.reading import read

pytestmark = pytest.mark.django_db

REASON = "Nilai e-Kinerja dikoreksi."


@pytest.fixture
def asked(sealed):
    return reopening.ask(sealed.result("ANI"), reason=REASON, at=timezone.now(), by=sealed.agency)


def told(client):
    return [(task.title, task.url) for task in client.get("/").context["tasks"] if "reopen" in task.title]


def listed(client):
    return [each.pk for each in client.get(reverse("overrides:overrides")).context["reopenings"]]


def test_it_waits_for_another_person_of_the_agency_and_for_nobody_else(agency, second, as_role, contest, asked):
    asker = told(agency)
    officer = told(as_role(Role.UNIT_OFFICER, contest.social))
    inspector = told(as_role(Role.INSPECTOR))

    assert (asker, officer, inspector) == ([], [], [])
    assert told(second()) == [("1 result to reopen or not", reverse("overrides:overrides"))]


def test_the_page_of_exemptions_leads_to_it_whoever_asked(agency, second, asked):
    own = listed(agency)

    page = read(second().get(reverse("overrides:overrides")))

    assert own == [asked.pk]
    assert url("answer_reopening", asked.public_id) in page.links()
    assert REASON in page.text


@pytest.mark.parametrize("decide", [reopening.grant, reopening.refuse])
def test_what_is_decided_waits_no_more(second, sealed, asked, decide):
    decide(asked, at=timezone.now(), by=sealed.second)

    assert (told(second()), listed(second())) == ([], [])


def test_a_request_about_a_version_that_was_replaced_waits_for_nobody(second, asked):
    Result.objects.filter(pk=asked.result_id).update(superseded_at=timezone.now())

    assert (told(second()), listed(second())) == ([], [])


@pytest.mark.parametrize("number", [1, 30])
def test_many_requests_cost_no_more_queries(second, sealed, number, django_assert_max_num_queries):
    asked_by = {"reason": REASON, "asked_at": timezone.now(), "asked_by": "Uji", "asked_by_ref": "u"}
    for _ in range(number):
        Reopening.objects.create(result=sealed.result("ANI"), **asked_by)
    client = second()

    with django_assert_max_num_queries(8):
        client.get(reverse("overrides:overrides"))
    with django_assert_max_num_queries(8):
        client.get("/")
