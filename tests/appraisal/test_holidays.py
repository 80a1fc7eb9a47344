"""The table of holidays moves deadlines on, never back."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied

from petruk.access.roles import Role
from petruk.appraisal.actions import holidays as actions
from petruk.appraisal.actions.holidays import HolidayKnown, Moved
from petruk.appraisal.models import Holiday, Objection
from petruk.appraisal.queries.holidays import calendar, holidays, years
from petruk.audit.models import Event
from tests.appraisal.objecting import ANSWERED, FILED, LAST_MOMENT, make_objecting
from tests.factories import make_authority, make_unit

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]
NEW_YEAR = date(2027, 1, 1)
AFTER = LAST_MOMENT + timedelta(microseconds=1)


@pytest.fixture
def scene(settings, tmp_path):
    settings.PETRUK_FILES = tmp_path
    return make_objecting()


def add(scene, day=NEW_YEAR, *, at=ANSWERED):
    terms = {"name": "Tahun Baru", "kind": "national", "decree": "SKB 1/2026"}
    return actions.add(day, at=at, by=scene.contest.agency, **terms)


def test_a_holiday_gives_running_deadlines_another_day(scene):
    filed = scene.file()

    moved = add(scene)

    filed.refresh_from_db()
    assert moved == Moved(windows=1, answers=1)
    assert scene.period.objections_close_at == AFTER + timedelta(days=1)
    assert filed.answer_due_on == date(2027, 1, 7)
    event = Event.objects.get(action="holiday.added").after
    assert (event["day"], event["windows_moved"], event["answers_moved"]) == ("2027-01-01", 1, 1)


@pytest.mark.parametrize("day", [date(2026, 12, 25), date(2027, 1, 2), date(2027, 1, 15)])
def test_the_day_itself_a_saturday_and_what_comes_later_move_nothing(scene, day):
    filed = scene.file()

    assert add(scene, day) == Moved()

    filed.refresh_from_db()
    assert (scene.period.objections_close_at, filed.answer_due_on) == (AFTER, date(2027, 1, 6))


def test_a_window_that_is_over_is_not_opened_again(scene):
    add(scene, at=AFTER)

    assert scene.period.objections_close_at == AFTER


def test_an_answer_that_is_overdue_stays_overdue(scene):
    filed = scene.file()

    add(scene, at=FILED + timedelta(days=30))

    filed.refresh_from_db()
    assert filed.answer_due_on == date(2027, 1, 6)


def test_removing_a_day_leaves_what_was_told(scene):
    add(scene)

    actions.remove(Holiday.objects.get(), by=scene.contest.agency)

    assert (Holiday.objects.count(), scene.period.objections_close_at) == (0, AFTER + timedelta(days=1))
    assert Event.objects.get(action="holiday.removed").before["name"] == "Tahun Baru"


def test_removing_twice_is_one_act(scene):
    add(scene)
    holiday = Holiday.objects.get()

    for _time in range(2):
        actions.remove(holiday, by=scene.contest.agency)

    assert Event.objects.filter(action="holiday.removed").count() == 1


def test_a_day_stands_once_in_the_table(scene):
    add(scene)

    with pytest.raises(HolidayKnown, match="already"):
        add(scene)

    assert Holiday.objects.count() == 1


def test_a_window_that_begins_later_counts_the_table(scene):
    add(scene)

    filed = scene.file()

    assert filed.answer_due_on == date(2027, 1, 7)


@pytest.mark.parametrize("role", [each for each in Role if each is not Role.AGENCY_ADMIN])
def test_only_the_agency_keeps_the_table(scene, role):
    add(scene)
    by = make_authority(role, make_unit())

    with pytest.raises(PermissionDenied):
        actions.add(NEW_YEAR, name="x", kind="national", at=ANSWERED, by=by)
    with pytest.raises(PermissionDenied):
        actions.remove(Holiday.objects.get(), by=by)


def test_who_sees_periods_sees_the_table_and_everybody_counts_with_it(scene):
    add(scene)
    inspector, employee = make_authority(Role.INSPECTOR, make_unit()), scene.employee()

    assert [each.day for each in holidays(inspector)] == [NEW_YEAR]
    assert (years(inspector), list(holidays(employee))) == ([2027], [])
    assert not calendar(employee, since=date(2026, 12, 1)).works(NEW_YEAR)
    assert Objection.objects.count() == 0
