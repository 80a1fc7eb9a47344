"""A moment as it is typed: WITA, to the minute, nothing else. (N77, N89)"""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from petruk.core.period import PeriodState, state_at
from petruk.web.periods.moments import ClosingField, MomentField, zone_name
from petruk.web.templatetags.periods import deadline

AFTERNOON = datetime(2026, 4, 30, 8, 0, tzinfo=UTC)


@pytest.mark.parametrize("typed", ["2026-04-30T16:00", "2026-04-30 16:00", "2026-04-30 16.00", " 2026-04-30T16:00 "])
def test_what_is_typed_is_wita(typed):
    assert MomentField().clean(typed) == AFTERNOON


@pytest.mark.parametrize(
    "typed",
    [
        "2026-04-30T16:00:30", "2026-04-30T16:00Z", "2026-04-30T16:00+00:00", "2026-02-29T10:00", "2026-13-01T10:00",
        "2026-04-30T24:00", "2026-04-30T16:60", "30/04/2026 16:00", "2026-04-30", "٢٠٢٦-04-30T16:00",
        "2026-04-30T16:00\n", "0001-01-01T00:00", "9999-12-31T23:59", "1999-12-31T23:59", "besok", "2026-04-30T1６:00",
    ],
)  # fmt: skip
def test_everything_else_is_refused_with_words(typed):
    with pytest.raises(ValidationError) as refusal:
        MomentField().clean(typed)

    assert refusal.value.code == "invalid"


def test_the_29th_of_february_exists_in_a_leap_year():
    assert MomentField().clean("2028-02-29T08:00") == datetime(2028, 2, 29, 0, 0, tzinfo=UTC)


def test_a_moment_is_shown_again_as_it_was_typed():
    field = MomentField()

    assert [field.prepare_value(AFTERNOON), field.prepare_value("salah")] == ["2026-04-30T16:00", "salah"]


def test_n89_a_period_that_closes_at_23_59_is_open_until_that_day_is_over():
    closes_at = ClosingField().clean("2026-04-30T23:59")
    edge = datetime(2026, 4, 30, 15, 59, 59, 999_999, tzinfo=UTC)
    opens_at = edge - timedelta(days=1)

    states = [
        state_at(at, published=True, opens_at=opens_at, closes_at=closes_at)
        for at in (edge, edge + timedelta(microseconds=1))
    ]

    assert states == [PeriodState.OPEN, PeriodState.CLOSED]


@pytest.mark.parametrize("typed", ["2026-04-30T23:59", "2026-04-30T23:58", "2026-04-30T16:00", "2028-02-29T23:59"])
def test_a_closing_time_is_shown_again_as_it_was_typed(typed):
    field = ClosingField()

    assert field.prepare_value(field.clean(typed)) == typed


def test_midnight_is_read_as_the_end_of_the_day_before():
    closes_at = ClosingField().clean("2026-04-30T23:59")

    with timezone.override("Asia/Makassar"):
        assert (deadline(closes_at)[:13], deadline(closes_at)[-10:]) == ("30 April 2026", "24.00 WITA")
        assert deadline(AFTERNOON)[-10:] == "16.00 WITA"


@pytest.mark.parametrize(
    ("zone", "name"), [("Asia/Jakarta", "WIB"), ("Asia/Makassar", "WITA"), ("Asia/Jayapura", "WIT")]
)
def test_another_zone_has_its_own_name_and_its_own_moment(zone, name):
    with timezone.override(zone):
        assert zone_name() == name
        assert timezone.localtime(MomentField().clean("2026-04-30T16:00")).hour == 16
