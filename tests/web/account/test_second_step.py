"""N22: the second step of signing in takes the right code once, and nothing else."""

from unittest import mock

import pytest
from django.test import Client
from django.utils import timezone

from petruk.access.roles import Role
from petruk.audit.models import Event
from petruk.people.models import User
from tests.factories import PASSWORD, RECOVERY_CODE, code_now, make_code_app, make_user

pytestmark = pytest.mark.django_db
STEP = "/masuk/kode/"


@pytest.fixture
def user():
    user = make_user(Role.UNIT_OFFICER, username="sari", name="Sari")
    make_code_app(user)
    return user


@pytest.fixture
def halfway(client, user):
    """Return a browser in which the password was right."""
    return first_step(client)


def first_step(client, **more):
    answer = client.post("/masuk/", {"login": "sari", "password": PASSWORD, **more})
    assert answer.url == STEP
    return client


def signed_in(client):
    return client.get("/akun/").status_code == 200


def test_the_password_alone_opens_nothing(halfway):
    assert not signed_in(halfway)


def test_the_code_of_the_app_signs_in_and_leads_where_one_wanted(client, user):
    first_step(client, next="/akun/?a=b")

    response = client.post(STEP, {"code": code_now()})

    assert (response.status_code, response.url) == (302, "/akun/?a=b")
    assert signed_in(client)


def test_both_steps_are_in_the_log(halfway):
    halfway.post(STEP, {"code": code_now()})

    assert list(Event.objects.order_by("pk").values_list("action", "actor_name", "after")) == [
        ("user.proved", "Sari", {"how": "app"}),
        ("session.began", "Sari", {"address": "127.0.0.1"}),
    ]


@pytest.mark.parametrize("typed", [RECOVERY_CODE, " ABCDE-FGHJK "])
def test_a_recovery_code_signs_in_once(client, user, typed):
    first_step(client).post(STEP, {"code": typed})
    assert signed_in(client)

    again = first_step(Client())
    again.post(STEP, {"code": RECOVERY_CODE})

    assert not signed_in(again)
    assert Event.objects.filter(after={"how": "recovery_code", "recovery_codes": 0}).count() == 1


def test_n22_a_code_that_was_used_opens_no_second_session(client, user):
    code = code_now()
    first_step(client).post(STEP, {"code": code})

    again = first_step(Client())
    again.post(STEP, {"code": code})

    assert not signed_in(again)


def test_n22_the_code_of_somebody_else_opens_nothing(halfway):
    secret = make_code_app(make_user(), "MFRGGZDFMZTWQ2LKNNWG23TPOBYXE43U")

    halfway.post(STEP, {"code": code_now(secret)})

    assert not signed_in(halfway)


def test_n22_an_expired_code_opens_nothing(halfway):
    halfway.post(STEP, {"code": code_now(later=-3)})

    assert not signed_in(halfway)


STRANGE = ({}, {"code": ""}, {"code": " "}, {"code": "null"}, {"code": "None"}, {"code": "000000\x00"},
           {"code[]": "1"}, {"code": "9" * 500})  # fmt: skip


@pytest.mark.parametrize("data", STRANGE)
def test_n22_a_missing_or_strange_code_opens_nothing(halfway, data):
    response = halfway.post(STEP, data)

    assert response.status_code == 200
    assert not signed_in(halfway)


def test_n22_two_codes_at_once_are_refused(halfway):
    assert halfway.post(STEP, {"code": [code_now(), "000000"]}).status_code == 400
    assert not signed_in(halfway)


def test_n22_the_seventh_guess_waits_even_when_it_is_right(halfway):
    answers = [halfway.post(STEP, {"code": "000000"}).status_code for _ in range(6)]

    last = halfway.post(STEP, {"code": code_now()})

    assert (answers, last.status_code, last.headers["Retry-After"]) == ([200] * 6, 429, "300")
    assert not signed_in(halfway)


def test_n22_a_new_browser_gives_no_more_guesses(user):
    for _ in range(6):
        first_step(Client()).post(STEP, {"code": "000000"})

    assert first_step(Client()).post(STEP, {"code": "000000"}, REMOTE_ADDR="203.0.113.7").status_code == 429


def test_n22_twenty_guesses_an_hour_are_the_most(client, user):
    answers = []
    for minutes in range(0, 24, 6):
        with mock.patch("time.time", return_value=timezone.now().timestamp() + 60 * minutes):
            browser = first_step(client)
            answers += [browser.post(STEP, {"code": "000000"}).status_code for _ in range(6)]

    assert (answers.count(200), answers[-1]) == (20, 429)


def test_a_right_code_ends_the_counting(client, user):
    for later in (-1, 0, 1):
        browser = first_step(Client())
        for _ in range(4):
            browser.post(STEP, {"code": "000000"})
        browser.post(STEP, {"code": code_now(later=later)})
        assert signed_in(browser)


def test_the_page_needs_the_first_step(client, user):
    for answer in (client.get(STEP), client.post(STEP, {"code": code_now()})):
        assert (answer.status_code, answer.url) == (302, "/masuk/")


def test_the_first_step_does_not_last(halfway):
    with mock.patch("time.time", return_value=timezone.now().timestamp() + 16 * 60):
        answer = halfway.post(STEP, {"code": code_now()})

    assert answer.url == "/masuk/"
    assert not signed_in(halfway)


@pytest.mark.parametrize("change", [{"is_active": False}, {"password": "!"}, {"sessions_ended_at": timezone.now()}])
def test_n12_whoever_was_shut_out_between_the_steps_stays_out(halfway, user, change):
    User.objects.filter(pk=user.pk).update(**change)

    halfway.post(STEP, {"code": code_now()})

    assert not signed_in(halfway)


def test_n23_the_second_step_changes_the_session_key(halfway):
    before = halfway.session.session_key

    halfway.post(STEP, {"code": code_now()})

    assert halfway.session.session_key != before


def test_a_changed_secret_of_the_installation_leaves_the_recovery_codes(halfway, settings):
    with mock.patch("petruk.people.actions.second_factor.key", return_value=b"x" * 32):
        halfway.post(STEP, {"code": code_now()})
        assert not signed_in(halfway)

        first_step(halfway).post(STEP, {"code": RECOVERY_CODE})

    assert signed_in(halfway)


def test_without_an_app_there_is_no_second_step(client):
    user = make_user()

    assert client.post("/masuk/", {"login": user.username, "password": PASSWORD}).url == "/"
