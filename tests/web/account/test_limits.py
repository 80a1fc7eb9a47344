"""N24: guessing is slow, for one account and for one address, and locks nobody out for ever."""

import time
from datetime import timedelta
from unittest import mock

import pytest
from allauth.core.internal.ratelimit import parse_rates
from django.conf import settings

from petruk.web.account import adapter, limits
from tests.factories import PASSWORD, make_user

pytestmark = pytest.mark.django_db
ATTACKER, VICTIM = "203.0.113.9", "198.51.100.7"


def attempt(client, login, password="bukan sandinya sama sekali", *, address=ATTACKER, **headers):
    return client.post("/masuk/", {"login": login, "password": password}, REMOTE_ADDR=address, headers=headers)


def statuses(client, times, login="sari", **more):
    return [attempt(client, login, **more).status_code for _ in range(times)]


def test_n24_the_seventh_guess_at_one_account_waits(client):
    make_user(username="sari")

    answers = statuses(client, 7)

    assert answers == [200] * 6 + [429]


def test_n24_the_answer_says_how_long(client):
    statuses(client, 6)

    response = attempt(client, "sari")

    assert response.headers["Retry-After"] == "300"
    assert response.context["minutes"] == 5


def test_n24_the_right_password_does_not_help_while_waiting(client):
    make_user(username="sari")
    statuses(client, 6)

    response = attempt(client, "sari", PASSWORD)

    assert response.status_code == 429
    assert "_auth_user_id" not in client.session


def test_n24_nobody_is_locked_out_for_ever(client):
    make_user(username="sari")
    statuses(client, 7)

    with mock.patch("time.time", return_value=time.time() + 301):
        response = attempt(client, "sari", PASSWORD)

    assert response.status_code == 302


def test_n24_a_stranger_does_not_lock_out_the_owner_at_another_desk(client):
    make_user(username="sari")
    statuses(client, 7)

    response = attempt(client, "sari", PASSWORD, address=VICTIM)

    assert response.status_code == 302


def test_n24_an_unknown_account_is_limited_alike(client):
    answers = statuses(client, 7, login="tidakada")

    assert answers == [200] * 6 + [429]


def test_n24_spaces_and_case_do_not_give_more_guesses(client):
    answers = [
        attempt(client, login).status_code for login in ("sari", "SARI", " sari", "Sari ", "sARI", "sari ", "SaRi")
    ]

    assert answers[-1] == 429


def test_n24_many_addresses_together_get_thirty_guesses(client):
    answers = [attempt(client, "sari", address=f"203.0.113.{n}").status_code for n in range(31)]

    assert answers == [200] * 30 + [429]


def test_n24_one_address_gets_thirty_guesses_a_minute_over_all_accounts(client):
    answers = [attempt(client, f"orang{n}").status_code for n in range(31)]

    assert answers == [200] * 30 + [429]


@pytest.mark.parametrize("header", ["X-Forwarded-For", "X-Real-IP", "Forwarded", "Client-IP", "True-Client-IP"])
def test_n24_a_header_does_not_make_another_address(client, header):
    answers = [attempt(client, "sari", **{header: f"192.0.2.{n}"}).status_code for n in range(7)]

    assert answers[-1] == 429


def test_n24_behind_a_proxy_only_the_address_that_it_wrote_counts(client, settings):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1

    answers = [attempt(client, "sari", **{"X-Forwarded-For": f"192.0.2.{n}, {ATTACKER}"}).status_code for n in range(7)]

    assert answers[-1] == 429


def test_signing_in_often_is_no_guessing(client):
    make_user(username="sari")

    for _ in range(12):
        assert attempt(client, "sari", PASSWORD).status_code == 302
        client.post("/keluar/")


def test_guessing_the_current_password_at_an_open_session_is_slow(client, signed_in):
    signed_in(make_user())
    wrong = {"current": "bukan ini", "new": "kalimat baru yang panjang", "again": "kalimat baru yang panjang"}

    answers = [client.post("/akun/sandi/", wrong).status_code for _ in range(6)]

    assert answers == [200] * 5 + [429]


def test_the_waits_that_are_told_are_the_windows_that_are_set():
    def longest(action):
        return timedelta(seconds=max(rate.duration for rate in parse_rates(settings.ACCOUNT_RATE_LIMITS[action])))

    assert longest("login_failed") == adapter.WAIT_AFTER_FAILURES
    assert longest("login_account") == adapter.WAIT_OF_ACCOUNT
    assert limits.WAIT_OF_ADDRESS == longest("login") == longest("change_password")
