"""The head of an office in a real browser: decides, confirms, reads the paper; and may not do the officer's work."""

import pytest
from django.urls import reverse
from django.utils import timezone

from petruk.access.roles import Role
from petruk.appraisal.models import Assessment
from petruk.documents.actions.sheets import submit
from petruk.people.queries import authority_of
from tests.appraisal.world import answers, make_facts
from tests.documents.reading import words
from tests.factories import make_employee, make_signatory, make_unit, make_user

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def head(office):
    return make_user(Role.UNIT_HEAD, office.unit)


def handed_in(office, employee, user) -> Assessment:
    now = timezone.now()
    by = authority_of(user, on=timezone.localdate(now))
    return submit(office.period, employee, answers(), key=employee.public_id, at=now, by=by)


def test_the_head_confirms_and_reads_the_paper(open_as, head, office):
    assessment = handed_in(office, office.candidate, office.user)
    page = open_as(head, reverse("deciding:decide", args=[assessment.public_id]))

    page.click("button[value=check]")
    page.click("button[value=confirm]")
    page.wait_for_load_state()

    assessment.refresh_from_db()
    assert (assessment.state, assessment.confirmed_by) == ("confirmed", head.name)
    printed = page.request.get(reverse("appraisal:print", args=[assessment.public_id]))
    assert "70 Total Skor dari 90" in words(printed.body())


def test_the_head_sees_no_other_office_and_cannot_assess(open_as, head, office):
    other = make_unit("Dinas Lain")
    make_signatory(other)
    stranger = make_employee(other)
    make_facts(stranger)
    foreign = handed_in(office, stranger, make_user(Role.UNIT_OFFICER, other))
    page = open_as(head, reverse("home:home"))

    missing = page.request.get(reverse("appraisal:result", args=["x" * 22]))
    theirs = page.request.get(reverse("appraisal:result", args=[foreign.public_id]))

    assert (theirs.status, theirs.body()) == (404, missing.body())
    assert page.request.get(office.assess_url()).status == 403
