"""Publish, open, close, extend: each page says what happens, the button does it, a refusal is words."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from petruk.access.roles import Role
from petruk.appraisal.models import Extension, Period
from petruk.audit.models import Event
from petruk.people.models import Mandate
from petruk.web.periods.moments import MomentField
from tests.appraisal.world import make_period
from tests.factories import make_unit, make_user

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)


def url(name, period, **query):
    address = reverse(f"periods:{name}", args=[period.public_id])
    return address + ("?" + "&".join(f"{key}={value}" for key, value in query.items()) if query else "")


def typed(at):
    return MomentField().prepare_value(at)


def minute(at):
    return at.replace(second=0, microsecond=0)


@pytest.fixture
def now():
    return timezone.now()


@pytest.fixture
def running(now):
    return make_period(opens_at=now - DAY, closes_at=now + DAY)


def test_publishing_states_what_becomes_fixed_and_publishes(agency, now):
    period = make_period(published_at=None, opens_at=now + DAY, closes_at=now + 2 * DAY)

    page = agency.get(url("publish", period)).content.decode()
    response = agency.post(url("publish", period))

    assert period.instrument.title in page
    assert response.url == url("period", period)
    assert Period.objects.get().published_at is not None


def test_publishing_twice_is_refused_in_words(agency, running):
    response = agency.post(url("publish", running))

    assert response.context["form"].non_field_errors() == ["The period is already published."]
    assert not Event.objects.filter(action="period.published").exists()


def test_a_closed_period_is_opened_until_the_chosen_time(agency, now):
    period = make_period(opens_at=now - 3 * DAY, closes_at=now - DAY)

    agency.post(url("open", period), {"closes_at": typed(now + DAY)})

    opened = Period.objects.get()
    assert opened.closes_at == minute(now + DAY)
    assert abs(opened.opens_at - now) < timedelta(seconds=30)


@pytest.mark.parametrize("until", ["", "besok", "2020-01-01T00:00"])
def test_a_period_is_not_opened_until_a_time_that_is_none_or_over(agency, now, until):
    period = make_period(opens_at=now - 3 * DAY, closes_at=now - DAY)

    form = agency.post(url("open", period), {"closes_at": until}).context["form"]

    assert (list(form.errors), form["closes_at"].value()) == (["closes_at"], until)
    assert Period.objects.get().closes_at == period.closes_at


def test_closing_says_who_keeps_more_time_and_closes(agency, now, running):
    unit = make_unit("DINAS SOSIAL")
    Extension.objects.create(period=running, unit=unit, closes_at=now + 5 * DAY, reason="Banjir")

    page = agency.get(url("close", running))
    agency.post(url("close", running))

    assert [each.unit.name for each in page.context["running"]] == ["DINAS SOSIAL"]
    assert Period.objects.get().closes_at < timezone.now()


def test_a_period_that_is_not_open_is_not_closed(agency, now):
    period = make_period(opens_at=now + DAY, closes_at=now + 2 * DAY)

    response = agency.post(url("close", period))

    assert response.context["form"].non_field_errors() == ["The period is not open."]
    assert Period.objects.get().closes_at == period.closes_at


def test_a_unit_is_found_by_a_part_of_its_name_without_script(agency, regency, running):
    make_unit("DINAS SOSIAL", parent=regency)
    make_unit("DINAS KESEHATAN", parent=regency)
    make_unit("DINAS TUTUP", parent=regency, active=False)

    rows = agency.get(url("extend", running, cari="dinas")).context["rows"]
    one = agency.get(url("extend", running, cari="sosial")).context["rows"]

    assert [[unit.name for unit in found] for found in (rows, one)] == [
        ["DINAS SOSIAL", "DINAS KESEHATAN"],
        ["DINAS SOSIAL"],
    ]


def test_a_unit_gets_more_time_with_the_reason(agency, now, regency, running):
    unit = make_unit("DINAS SOSIAL", parent=regency)

    response = agency.post(
        url("extend", running, unit=unit.public_id), {"closes_at": typed(now + 5 * DAY), "reason": "Banjir"}
    )

    extension = Extension.objects.get()
    assert response.url == url("period", running)
    assert (extension.unit, extension.closes_at, extension.reason) == (unit, minute(now + 5 * DAY), "Banjir")


@pytest.mark.parametrize(
    ("change", "field"),
    [({"reason": " "}, "reason"), ({"closes_at": ""}, "closes_at"), ({"closes_at": "2020-01-01T00:00"}, "closes_at")],
)
def test_a_wrong_extension_is_told_beside_its_field_and_keeps_the_rest(agency, now, regency, running, change, field):
    unit = make_unit(parent=regency)
    data = {"closes_at": typed(now + 5 * DAY), "reason": "Banjir"} | change

    form = agency.post(url("extend", running, unit=unit.public_id), data).context["form"]

    assert list(form.errors) == [field]
    assert {name: form[name].value() for name in data} == data
    assert not Extension.objects.exists()


def test_an_earlier_extension_is_offered_for_change(agency, now, regency, running):
    unit = make_unit(parent=regency)
    Extension.objects.create(period=running, unit=unit, closes_at=now + 5 * DAY, reason="Banjir")

    form = agency.get(url("extend", running, unit=unit.public_id)).context["form"]

    assert (form["closes_at"].value(), form["reason"].value()) == (typed(now + 5 * DAY), "Banjir")


def test_n02_a_unit_out_of_reach_is_neither_listed_nor_extended_just_like_one_that_is_not_there(as_role, now, running):
    reach, other = make_unit("DINAS SOSIAL"), make_unit("DINAS LAIN")
    client = as_role(Role.AGENCY_ADMIN, reach)
    data = {"closes_at": typed(now + 5 * DAY), "reason": "Banjir"}

    listed = [unit.name for unit in client.get(url("extend", running)).context["rows"]]
    foreign = client.post(url("extend", running, unit=other.public_id), data)
    missing = client.post(url("extend", running, unit="A" * 22), data)
    mine = client.post(url("extend", running, unit=reach.public_id), data)

    assert listed == ["DINAS SOSIAL"]
    assert (foreign.status_code, missing.status_code, mine.status_code) == (404, 404, 302)
    assert [each.unit for each in Extension.objects.all()] == [reach]


def test_a_unit_that_is_only_inspected_is_not_extended(signed_in, now, running):
    managed, inspected = make_unit("DINAS SOSIAL"), make_unit("DINAS LAIN")
    user = make_user(Role.AGENCY_ADMIN, managed)
    Mandate.objects.create(user=user, role=Role.INSPECTOR, unit=inspected, started_on=date(2020, 1, 1))
    client = signed_in(user)

    listed = [unit.name for unit in client.get(url("extend", running)).context["rows"]]

    assert listed == ["DINAS SOSIAL"]
    assert client.get(url("extend", running, unit=inspected.public_id)).status_code == 404


@pytest.mark.parametrize("name", ["publish", "open", "close"])
def test_n82_a_field_that_comes_twice_is_refused(agency, running, name):
    before = Period.objects.values().get()

    assert agency.post(url(name, running), {"closes_at": ["2030-01-01T00:00", "2031-01-01T00:00"]}).status_code == 400
    assert Period.objects.values().get() == before


@pytest.mark.parametrize("method", ["put", "patch", "delete"])
@pytest.mark.parametrize("name", ["period", "publish", "open", "close", "extend", "change", "readiness"])
def test_n01_no_other_method_is_answered(agency, running, name, method):
    assert getattr(agency, method)(url(name, running)).status_code == 405
