"""The first page: periods and units within the mandate."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from petruk.access.roles import Role
from petruk.appraisal.models import Period
from tests.factories import make_employee, make_unit, make_user
from tests.web.appraisal.office import handed_in, make_office
from tests.web.reading import read

pytestmark = pytest.mark.django_db
START = "/penilaian/"
SESSION_AND_USER = 2


def names(response):
    return [work.unit.name for work, _opening in response.context["lines"]]


def test_only_units_of_the_mandate_that_have_people_are_offered(officer, office):
    below = make_unit("UPTD", parent=office.unit)
    make_employee(below)
    make_unit("KOSONG", parent=office.unit)
    make_employee(make_unit("ORANG LAIN"))

    assert names(officer.get(START)) == [office.unit.name, "UPTD"]


def test_the_open_period_is_shown_first_and_another_can_be_chosen(officer, office):
    now = timezone.now()
    old = Period.objects.create(
        name="Tahun lalu",
        instrument=office.period.instrument,
        windows=office.period.windows,
        opens_at=now - timedelta(days=400),
        closes_at=now - timedelta(days=300),
        published_at=now - timedelta(days=401),
    )

    assert officer.get(START).context["period"] == office.period
    assert officer.get(START, {"periode": old.public_id}).context["period"] == old


@pytest.mark.parametrize("wanted", ["x", "' OR 1=1 --", "0" * 300])
def test_an_unknown_period_is_not_found(officer, office, wanted):
    assert officer.get(START, {"periode": wanted}).status_code == 404


def test_without_a_period_or_people_the_page_says_what_to_do(signed_in, db):
    nothing = signed_in(make_user(Role.UNIT_OFFICER)).get(START)
    office = make_office()
    no_people = signed_in(make_user(Role.UNIT_OFFICER, make_unit())).get(START)

    assert nothing.context["period"] is None
    assert no_people.context["period"] == office.period
    assert read(no_people).all("div", **{"class": "empty"})


@pytest.mark.parametrize("whose", ["his own", "somebody else's"])
def test_a_civil_servant_finds_his_own_results_only(signed_in, officer, office, whose):
    done = handed_in(officer, office)
    person = office.candidate if whose == "his own" else make_employee(office.unit)

    response = signed_in(make_user(Role.EMPLOYEE, office.unit, employee=person)).get(START)

    assert (reverse("appraisal:result", args=[done.public_id]) in read(response).links()) == (whose == "his own")
    assert names(response) == []


def test_the_number_of_queries_does_not_grow_with_the_units(officer, office, django_assert_max_num_queries):
    for _n in range(30):
        make_employee(make_unit(parent=office.unit))
    officer.get(START)

    with django_assert_max_num_queries(SESSION_AND_USER + 5):
        officer.get(START)
