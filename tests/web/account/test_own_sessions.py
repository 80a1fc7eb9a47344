"""N28: everybody sees in which browsers he is signed in, and ends one or all others; nobody sees another's."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from petruk.audit.models import Event
from petruk.people.accounts.sessions import REF
from petruk.people.actions.session_store import SessionStore
from petruk.people.models import Session
from tests.factories import PASSWORD, make_user

pytestmark = pytest.mark.django_db
PAGE = "/akun/sesi/"
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0"
CHROME = "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/130.0 Safari/537.36"


@pytest.fixture
def user(static_files):
    return make_user(username="sari")


def open_session(user, agent=FIREFOX):
    browser = Client(headers={"User-Agent": agent})
    browser.post("/masuk/", {"login": user.username, "password": PASSWORD})
    return browser


def listed(browser):
    return browser.get(PAGE).context["sessions"]


def signed_in(browser):
    return browser.get("/akun/").status_code == 200


def events(action="session.closed"):
    return list(Event.objects.filter(action=action).values_list("actor_ref", "after"))


def test_each_browser_is_listed_the_last_used_first(user):
    open_session(user, CHROME)
    here = open_session(user)

    found = listed(here)

    assert [(each.device, each.address) for each in found] == [
        ("Firefox · Linux", "127.0.0.1"), ("Chrome · Windows", "127.0.0.1"),
    ]  # fmt: skip
    assert found[0].ref == here.session[REF]
    assert here.get(PAGE).content.decode().count("sesi ini</span>") == 1


def test_nobody_sees_the_sessions_of_somebody_else(user):
    open_session(make_user())

    assert len(listed(open_session(user))) == 1


def test_the_key_of_a_session_is_on_no_page(user):
    other, here = open_session(user), open_session(user)

    body = here.get(PAGE).content.decode()

    assert other.session[REF] in body
    assert [key for key in (other.session.session_key, here.session.session_key) if key in body] == []


def test_one_session_is_ended_and_the_others_go_on(user):
    here, there, third = open_session(user), open_session(user), open_session(user)

    here.post(PAGE, {"session": there.session[REF]})

    assert [signed_in(each) for each in (here, there, third)] == [True, False, True]
    assert events() == [(user.public_id, {"sessions": 1})]


def test_all_others_are_ended_at_once(user):
    here, others = open_session(user), [open_session(user) for _ in range(3)]

    here.post(PAGE)

    assert [signed_in(each) for each in (here, *others)] == [True, False, False, False]
    assert events() == [(user.public_id, {"sessions": 3})]


@pytest.mark.parametrize("named", ["x", "A" * 22, "../x", "\x00", "' OR 1=1 --"])
def test_n02_a_session_that_is_none_of_ones_own_is_not_ended(user, named):
    stranger, here = open_session(make_user()), open_session(user)
    theirs = stranger.session[REF]

    answers = [here.post(PAGE, {"session": ref}, follow=True).content for ref in (theirs, named)]

    assert signed_in(stranger)
    assert b"Sesi ini sudah berakhir" in answers[0]
    assert b"Sesi ini sudah berakhir" in answers[1]
    assert events() == []


def test_what_is_over_is_not_listed(user):
    old, idle, other_password = (open_session(user) for _ in range(3))
    for browser, hours in ((old, 13), (idle, 1)):
        session = browser.session
        session["seen_at"] = (timezone.now() - timedelta(hours=1)).isoformat()
        session["signed_in_at"] = (timezone.now() - timedelta(hours=hours)).isoformat()
        session.save()
    session = other_password.session
    session["_auth_user_hash"] = "of an earlier password"
    session.save()

    assert len(listed(open_session(user))) == 1


def test_sessions_ended_by_an_operator_are_not_listed(user):
    open_session(user)
    user.sessions_ended_at = timezone.now()
    user.save()

    assert len(listed(open_session(user))) == 1


def test_the_name_of_a_session_stays_when_its_key_changes(user):
    here = open_session(user)
    name, key = here.session[REF], here.session.session_key
    new = "tujuh ekor rusa di Loksado"

    here.post("/akun/sandi/", {"current": PASSWORD, "new": new, "again": new})

    assert (here.session[REF], here.session.session_key == key) == (name, False)
    assert [each.ref for each in listed(here)] == [name]


@pytest.mark.parametrize("others", [1, 30])
def test_the_list_costs_the_same_for_one_and_for_thirty(user, django_assert_num_queries, others):
    for _ in range(others):
        open_session(user)
    here = open_session(user)

    with django_assert_num_queries(3):
        assert len(listed(here)) == others + 1


def test_sessions_that_are_over_are_forgotten(user):
    open_session(user)
    Session.objects.update(expire_date=timezone.now() - timedelta(days=1))

    SessionStore.clear_expired()

    assert Session.objects.count() == 0
