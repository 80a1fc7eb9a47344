"""Preparing, publishing, opening, closing, extending: each act once, by whom it is granted, with its trace."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import PermissionDenied
from django.test import override_settings
from django.utils import timezone

from petruk.access.authority import console
from petruk.access.roles import Role
from petruk.appraisal.actions import periods as actions
from petruk.appraisal.actions.instruments import publish_ready_made
from petruk.appraisal.actions.periods import CannotChangePeriod, NameTaken, Terms
from petruk.appraisal.models import Extension, Instrument, Period
from petruk.appraisal.queries.periods import opening, periods
from petruk.audit.models import Event
from petruk.core.period import PeriodState
from petruk.people.models import Unit
from tests.appraisal.world import NOW, WINDOWS, make_period
from tests.factories import make_authority, make_unit

pytestmark = pytest.mark.django_db

WITA = ZoneInfo("Asia/Makassar")


@pytest.fixture
def government():
    return make_unit()


@pytest.fixture
def by(government):
    return make_authority(Role.AGENCY_ADMIN, government)


@pytest.fixture
def terms():
    publish_ready_made(at=NOW, by=console("Uji"))
    return Terms(
        name="Penilaian 2021",
        instrument=Instrument.objects.get(code="petruk-2021"),
        windows=WINDOWS,
        opens_at=NOW + timedelta(days=1),
        closes_at=NOW + timedelta(days=9),
        nominees_per_unit=1,
        closed_text="Hubungi BKPSDM.",
    )


def state(period, at):
    return opening(period, "", ()).state(at)


def last_event():
    return Event.objects.order_by("-pk").first()


def test_a_prepared_period_holds_its_terms_and_is_unseen_by_officers(by, terms):
    period = actions.create_period(terms, by=by)

    officer = make_authority(Role.UNIT_OFFICER, make_unit())
    assert actions.terms_of(Period.objects.get()) == terms
    assert (list(periods(by)), list(periods(officer))) == ([period], [])
    assert (last_event().action, last_event().after["terms"]["closed_text"]) == ("period.created", "Hubungi BKPSDM.")


def test_a_change_records_what_was_before(by, terms):
    period = actions.create_period(terms, by=by)

    actions.change_period(period, replace(terms, name="Penilaian 2022", nominees_per_unit=3), by=by)

    event = last_event()
    assert (event.before["terms"]["name"], event.after["terms"]["name"]) == ("Penilaian 2021", "Penilaian 2022")
    assert Period.objects.get().nominees_per_unit == 3


def test_a_name_is_given_once(by, terms):
    actions.create_period(terms, by=by)

    with pytest.raises(NameTaken):
        actions.create_period(terms, by=by)

    assert Period.objects.count() == Event.objects.filter(action="period.created").count() == 1


@pytest.mark.parametrize(
    "wrong",
    [
        {"closes_at": NOW + timedelta(days=1)},
        {"windows": {**WINDOWS, "kinerja": {"year": 2021, "months": []}}},
        {"windows": {**WINDOWS, "kinerja": {"year": 2021, "months": [3, 3]}}},
        {"windows": {**WINDOWS, "perilaku": {"year": 99}}},
        {"windows": {"kinerja": WINDOWS["kinerja"]}},
    ],
)
def test_impossible_terms_leave_nothing_behind(by, terms, wrong):
    with pytest.raises(CannotChangePeriod):
        actions.create_period(replace(terms, **wrong), by=by)

    assert (Period.objects.count(), Event.objects.filter(action="period.created").count()) == (0, 0)


def test_a_published_period_keeps_its_terms_and_is_published_once(by, terms):
    period = actions.publish_period(actions.create_period(terms, by=by), at=NOW, by=by)

    with pytest.raises(CannotChangePeriod):
        actions.change_period(period, replace(terms, name="Lain"), by=by)
    with pytest.raises(CannotChangePeriod):
        actions.publish_period(period, at=NOW, by=by)

    assert actions.terms_of(Period.objects.get()) == terms
    assert list(Event.objects.filter(object_ref=period.public_id).values_list("action", flat=True)) == [
        "period.created",
        "period.published",
    ]


def test_only_the_agency_moves_a_period(by, terms):
    period = actions.publish_period(actions.create_period(terms, by=by), at=NOW, by=by)
    inspector = make_authority(Role.INSPECTOR, make_unit())
    later = NOW + timedelta(days=30)
    acts = (
        lambda who: actions.create_period(replace(terms, name="Lain"), by=who),
        lambda who: actions.change_period(period, terms, by=who),
        lambda who: actions.publish_period(period, at=NOW, by=who),
        lambda who: actions.open_now(period, closes_at=later, at=NOW, by=who),
        lambda who: actions.close_now(period, at=NOW, by=who),
        lambda who: actions.extend(period, make_unit(), closes_at=later, reason="x", at=NOW, by=who),
    )
    before = (Period.objects.values().get(), Event.objects.count())

    for act in acts:
        with pytest.raises(PermissionDenied):
            act(inspector)

    assert (Period.objects.values().get(), Event.objects.count()) == before
    assert actions.open_now(period, closes_at=later, at=NOW, by=by).closes_at == later


def test_open_now_opens_at_this_moment_and_says_what_was_before(by, terms):
    period = actions.publish_period(actions.create_period(terms, by=by), at=NOW, by=by)

    opened = actions.open_now(period, closes_at=NOW + timedelta(hours=2), at=NOW, by=by)

    assert (state(opened, NOW), state(opened, NOW + timedelta(hours=2))) == (PeriodState.OPEN, PeriodState.CLOSED)
    assert last_event().before == {"opens_at": terms.opens_at.isoformat(), "closes_at": terms.closes_at.isoformat()}


def test_a_draft_is_not_opened_and_nothing_is_opened_into_the_past(by, terms):
    draft = actions.create_period(terms, by=by)
    with pytest.raises(CannotChangePeriod):
        actions.open_now(draft, closes_at=NOW + timedelta(days=1), at=NOW, by=by)

    published = actions.publish_period(draft, at=NOW, by=by)
    with pytest.raises(CannotChangePeriod):
        actions.open_now(published, closes_at=NOW, at=NOW, by=by)


def test_closing_twice_keeps_the_first_moment_even_from_a_stale_page(by):
    period = make_period()
    stale = Period.objects.get()

    actions.close_now(period, at=NOW, by=by)
    with pytest.raises(CannotChangePeriod):
        actions.close_now(stale, at=NOW + timedelta(minutes=5), by=by)

    assert Period.objects.get().closes_at == NOW
    assert Event.objects.filter(action="period.closed").count() == 1


def test_an_extension_reaches_the_unit_and_below_and_the_latest_counts(by, government):
    period, unit = make_period(closes_at=NOW), make_unit(parent=government)
    below, beside = make_unit(parent=unit), make_unit(parent=government)
    later = NOW + timedelta(days=2)

    actions.extend(period, unit, closes_at=later, reason="Banjir", at=NOW, by=by)

    given = list(Extension.objects.select_related("unit"))
    states = [opening(period, each.path, given).state(NOW) for each in (unit, below, beside)]
    assert states == [PeriodState.OPEN, PeriodState.OPEN, PeriodState.CLOSED]


def test_a_unit_of_another_government_is_given_no_time(by):
    elsewhere = make_unit()

    with pytest.raises(Unit.DoesNotExist):
        actions.extend(
            make_period(closes_at=NOW), elsewhere, closes_at=NOW + timedelta(days=1), reason="x", at=NOW, by=by
        )

    assert not Extension.objects.exists()


def test_extending_again_replaces_and_remembers(by, government):
    period, unit = make_period(closes_at=NOW), make_unit(parent=government)
    first, second = NOW + timedelta(days=2), NOW + timedelta(days=1)
    actions.extend(period, unit, closes_at=first, reason="Banjir", at=NOW, by=by)

    actions.extend(period, unit, closes_at=second, reason="Cukup sehari", at=NOW, by=by)

    assert list(Extension.objects.values_list("closes_at", "reason")) == [(second, "Cukup sehari")]
    assert last_event().before == {"closes_at": first.isoformat(), "reason": "Banjir"}


@pytest.mark.parametrize(("period", "until"), [
    ({"closes_at": NOW + timedelta(days=2)}, NOW + timedelta(days=2)),
    ({"closes_at": NOW - timedelta(hours=1)}, NOW),
    ({"published_at": None, "closes_at": NOW + timedelta(days=2)}, NOW + timedelta(days=3)),
])  # fmt: skip
def test_an_extension_must_give_more_time(by, government, period, until):
    with pytest.raises(CannotChangePeriod):
        actions.extend(make_period(**period), government, closes_at=until, reason="x", at=NOW, by=by)

    assert not Extension.objects.exists()


@pytest.mark.parametrize("zone", ["Asia/Makassar", "Asia/Jakarta", "Asia/Jayapura", "UTC"])
def test_n89_the_last_microsecond_before_closing_is_open_whatever_the_zone_of_the_server(zone):
    closes_at = datetime(2028, 2, 29, 23, 59, tzinfo=WITA)
    period = make_period(closes_at=closes_at)

    with override_settings(TIME_ZONE=zone), timezone.override(zone):
        stored = Period.objects.get(pk=period.pk)
        states = [
            state(stored, datetime(2028, 2, 29, 15, 58, 59, 999_999, tzinfo=UTC)),
            state(stored, datetime(2028, 2, 29, 15, 59, tzinfo=UTC)),
        ]

    assert states == [PeriodState.OPEN, PeriodState.CLOSED]


def test_n89_the_opening_moment_itself_is_open():
    period = make_period(opens_at=NOW)

    assert [state(period, NOW - timedelta(microseconds=1)), state(period, NOW)] == [
        PeriodState.SCHEDULED,
        PeriodState.OPEN,
    ]
