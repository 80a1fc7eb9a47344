from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest
from django.utils import translation

from petruk.appraisal.queries.home import PeriodCard
from petruk.core.period import PeriodState
from petruk.web.home import words

NOW = datetime(2021, 4, 6, 2, 0, tzinfo=UTC)  # 10.00 WITA


@pytest.fixture(autouse=True)
def _indonesian():
    with translation.override("id"):
        yield


@pytest.mark.parametrize(
    ("hour", "greeting"),
    [
        (3, "Selamat malam"),
        (4, "Selamat pagi"),
        (10, "Selamat pagi"),
        (11, "Selamat siang"),
        (14, "Selamat siang"),
        (15, "Selamat sore"),
        (18, "Selamat sore"),
        (19, "Selamat malam"),
        (0, "Selamat malam"),
    ],
)
def test_the_greeting_follows_the_clock(hour, greeting):
    assert words.greeting(hour) == greeting


@pytest.mark.parametrize(
    ("closes_at", "sentence"),
    [
        (NOW + timedelta(days=24), "Dibuka 1 April 2021 · ditutup dalam 24 hari"),
        (datetime(2021, 4, 7, 15, 59, tzinfo=UTC), "Dibuka 1 April 2021 · ditutup dalam 1 hari"),
        (datetime(2021, 4, 7, 0, 30, tzinfo=UTC), "Dibuka 1 April 2021 · ditutup dalam 1 hari"),
        (datetime(2021, 4, 6, 15, 59, tzinfo=UTC), "Dibuka 1 April 2021 · ditutup hari ini"),
    ],
)
def test_n89_an_open_period_counts_calendar_days_of_its_own_clock(closes_at, sentence):
    assert words.closing(_card(PeriodState.OPEN, closes_at), NOW) == sentence


@pytest.mark.parametrize(
    ("state", "sentence"),
    [
        (PeriodState.SCHEDULED, "Dibuka pada 1 April 2021 pukul 08.00 WITA"),
        (PeriodState.DRAFT, "Dibuka pada 1 April 2021 pukul 08.00 WITA"),
        (PeriodState.CLOSED, "Ditutup pada 30 April 2021 pukul 16.00 WITA"),
    ],
)
def test_a_period_that_is_not_open_says_when(state, sentence):
    assert words.closing(_card(state, datetime(2021, 4, 30, 8, 0, tzinfo=UTC)), NOW) == sentence


def _card(state, closes_at):
    period = SimpleNamespace(opens_at=datetime(2021, 4, 1, 0, 0, tzinfo=UTC), closes_at=closes_at)
    return PeriodCard(period, state, units=3, units_done=1)
