"""Working days: the sheet that an officer signs, and what must hold for every calendar."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from petruk.core.calendar import Calendar, end_of
from tests.golden import sheet

WEEKDAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
WITA = timezone(timedelta(hours=8))
DAYS = st.dates(date(2020, 1, 1), date(2030, 12, 31))
CALENDARS = st.builds(Calendar, st.frozensets(DAYS, max_size=8))


def day_of(text: str, weekday: str) -> date:
    """Read a day, whose weekday stands beside it so that a person can check the sheet."""
    day = date.fromisoformat(text)
    assert WEEKDAYS[day.weekday()] == weekday, text
    return day


@pytest.mark.parametrize("row", sheet("working_days"), ids=lambda row: row["kasus"])
def test_the_golden_sheet(row):
    start, until = day_of(row["mulai"], row["hari mulai"]), day_of(row["batas"], row["hari batas"])
    calendar = Calendar.of(map(date.fromisoformat, row["libur"].split()))

    assert calendar.after(start, int(row["hari kerja"])) == until
    assert calendar.between(start, until) == int(row["hari kerja"])


@given(CALENDARS, DAYS, st.integers(1, 60))
def test_a_deadline_is_a_working_day_with_so_many_before_it(calendar, start, days):
    until = calendar.after(start, days)

    assert calendar.works(until)
    assert (calendar.between(start, until), calendar.between(until, start)) == (days, -days)


@given(CALENDARS, DAYS, st.integers(1, 60), DAYS)
def test_one_more_holiday_never_shortens_a_deadline(calendar, start, days, holiday):
    longer = Calendar(calendar.holidays | {holiday})

    assert longer.after(start, days) >= calendar.after(start, days)


@pytest.mark.parametrize("days", [0, -1])
def test_a_window_without_a_day_is_none(days):
    with pytest.raises(ValueError, match="at least one"):
        Calendar().after(date(2026, 6, 1), days)


def test_n89_the_day_ends_at_midnight_of_the_office_and_not_of_greenwich():
    end = end_of(date(2026, 6, 19), WITA)

    assert end == datetime(2026, 6, 19, 16, 0, tzinfo=UTC)
    assert end - timedelta(microseconds=1) == datetime(2026, 6, 19, 23, 59, 59, 999999, tzinfo=WITA)
