"""Sessions end: by time, from elsewhere (N12, N28), and every page costs two queries for them."""

from datetime import date, timedelta
from unittest import mock

import pytest
from django.test import Client
from django.utils import timezone

from petruk.access.roles import Role
from petruk.people.accounts.sessions import SEEN_AT, SIGNED_IN_AT
from petruk.people.models import Mandate
from tests.factories import PASSWORD, make_unit, make_user

pytestmark = pytest.mark.django_db
MINE = "/akun/"
USERS = "/pengaturan/pengguna/"


def at(moment):
    return mock.patch("petruk.web.middleware.timezone.now", return_value=moment)


def open_session(user):
    """Return a browser of its own in which the user is signed in by the page."""
    browser = Client()
    browser.post("/masuk/", {"login": user.username, "password": PASSWORD})
    return browser


def signed_in(browser):
    return browser.get(MINE).status_code == 200


def test_a_session_begins_with_its_times(static_files):
    before = timezone.now()

    session = open_session(make_user()).session

    assert before.isoformat() <= session[SIGNED_IN_AT] == session[SEEN_AT] <= timezone.now().isoformat()


def test_a_session_ends_after_thirty_idle_minutes_and_says_why(static_files):
    browser, now = open_session(make_user()), timezone.now()

    with at(now + timedelta(minutes=31)):
        response = browser.get(MINE)

    assert response.url == "/masuk/?next=/akun/&akhir=diam"
    assert "30" in str(browser.get(response.url).context["ended"])
    assert not signed_in(browser)


def test_a_session_that_was_left_overnight_still_says_why_it_ended(static_files):
    browser, now = open_session(make_user()), timezone.now()

    with at(now + timedelta(hours=15)):
        response = browser.get(MINE)

    assert response.url == "/masuk/?next=/akun/&akhir=lama"


def test_a_session_in_use_does_not_idle(static_files):
    browser, now = open_session(make_user()), timezone.now()

    for minutes in (20, 40, 60):
        with at(now + timedelta(minutes=minutes)):
            assert signed_in(browser)


def test_a_session_ends_after_twelve_hours_however_busy(static_files):
    browser, now = open_session(make_user()), timezone.now()
    for minutes in range(25, 12 * 60, 25):
        with at(now + timedelta(minutes=minutes)):
            assert signed_in(browser)

    with at(now + timedelta(hours=12, seconds=1)):
        response = browser.get(MINE)

    assert response.url == "/masuk/?next=/akun/&akhir=lama"


def test_an_unknown_reason_in_the_address_says_nothing(client):
    response = client.get("/masuk/?akhir=<script>")

    assert response.context["ended"] == ""


def test_n12_a_disabled_user_is_out_at_the_next_request_of_every_session(static_files):
    user = make_user()
    browsers = [open_session(user), open_session(user)]
    assert [signed_in(browser) for browser in browsers] == [True, True]

    user.is_active = False
    user.save()

    assert [browser.get(MINE).url for browser in browsers] == ["/masuk/?next=/akun/&akhir=ditutup"] * 2


def test_n12_a_session_of_a_disabled_user_does_not_come_back_with_him(static_files):
    user = make_user()
    browser = open_session(user)
    user.is_active = False
    user.save()
    browser.get(MINE)

    user.is_active = True
    user.save()

    assert not signed_in(browser)


def test_n12_a_changed_password_ends_every_other_session(static_files):
    user = make_user()
    here, elsewhere = open_session(user), open_session(user)
    new = "tujuh ekor rusa di Loksado"

    here.post("/akun/sandi/", {"current": PASSWORD, "new": new, "again": new})

    assert (signed_in(here), signed_in(elsewhere)) == (True, False)


@pytest.mark.parametrize("field", ["ended_on", "revoked_on"])
def test_n12_a_mandate_that_is_over_is_refused_at_the_next_request(static_files, field):
    user = make_user(Role.OPERATOR, make_unit())
    browser = open_session(user)
    assert browser.get(USERS).status_code == 200
    over = {"ended_on": timezone.localdate() - timedelta(days=1), "revoked_on": timezone.localdate()}

    Mandate.objects.filter(user=user).update(**{field: over[field]})

    assert browser.get(USERS).status_code == 403
    assert signed_in(browser)


def test_n12_a_mandate_to_come_opens_nothing_yet(static_files):
    user = make_user()
    tomorrow = timezone.localdate() + timedelta(days=1)
    Mandate.objects.create(user=user, role=Role.OPERATOR, unit=make_unit(), started_on=tomorrow)

    response = open_session(user).get(USERS)

    assert response.status_code == 403


def test_n28_signing_out_of_all_devices_ends_every_session(static_files):
    user = make_user()
    browsers = [open_session(user), open_session(user)]

    response = browsers[0].post("/akun/keluar/")

    assert response.url == "/masuk/?akhir=keluar"
    assert [signed_in(browser) for browser in browsers] == [False, False]
    assert signed_in(open_session(user))


def test_every_page_asks_for_the_session_and_for_the_person_and_nothing_else(static_files, django_assert_num_queries):
    user = make_user(Role.OPERATOR, make_unit())
    for _ in range(5):
        Mandate.objects.create(user=user, role=Role.INSPECTOR, unit=make_unit(), started_on=date(2020, 1, 1))
    browser = open_session(user)

    with django_assert_num_queries(2):
        response = browser.get("/akun/sandi/")

    assert len(response.wsgi_request.authority.grants) == 6
