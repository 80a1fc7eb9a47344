"""Signing in and out: who, where to, and that a session cannot be slipped in or played again (N23, N29)."""

from datetime import timedelta

import pytest
from django.test import Client

from petruk.access.roles import Role
from petruk.audit.models import Event
from tests.factories import PASSWORD, make_employee, make_unit, make_user

pytestmark = pytest.mark.django_db
PAGE = "/masuk/"
NIP = "198407202010011002"
ELSEWHERE = (
    "//e.example", "///e.example", "/\\e.example", "\\\\e.example", "https:e.example", "https://e.example/akun/",
    "http:///e.example", "%2f%2fe.example", "javascript:alert(1)", "/\r\nSet-Cookie: a=b", "/\x00", " //e.example",
    "/\t/e.example", "data:text/html,x", "@e.example", "/" + "a" * 10_000, "//" + "\u2100" * 5_000,
)  # fmt: skip


def sign_in(client, login, password=PASSWORD, **more):
    return client.post(PAGE, {"login": login, "password": password, **more})


def signed_in_as(client):
    return client.session.get("_auth_user_id")


def test_the_user_name_signs_in_whatever_its_case(client):
    user = make_user(Role.UNIT_OFFICER)

    response = sign_in(client, f" {user.username.upper()} ")

    assert (response.status_code, response.url) == (302, "/")
    assert signed_in_as(client) == str(user.pk)


def test_who_came_and_went_is_in_the_audit_log_and_who_was_refused_is_not(client):
    user = make_user(Role.UNIT_OFFICER, name="Rina")

    sign_in(client, user.username, "bukan ini sandinya")
    sign_in(client, user.username)
    client.post("/keluar/")
    client.post("/keluar/")

    assert list(Event.objects.order_by("pk").values_list("action", "actor_name", "object_ref", "after")) == [
        ("session.began", "Rina", user.public_id, {"address": "127.0.0.1"}),
        ("session.ended", "Rina", user.public_id, {}),
    ]


@pytest.fixture
def wrong_clock(monkeypatch):
    """Let the clock stand a day before what was written last, from when it is called."""
    return lambda: monkeypatch.setattr("petruk.audit.actions.TOLERANCE", timedelta(days=-1))


def test_n89_while_the_clock_is_wrong_nobody_signs_in_and_the_page_says_so(client, wrong_clock):
    user = make_user(Role.UNIT_OFFICER)
    sign_in(client, user.username)
    client.logout()
    wrong_clock()

    response = sign_in(client, user.username)

    assert response.status_code == 503
    assert "Jam server salah" in response.content.decode()
    assert signed_in_as(client) is None
    assert Event.objects.count() == 1


def test_n89_while_the_clock_is_wrong_nothing_is_saved(client, wrong_clock):
    user = make_user(Role.UNIT_OFFICER)
    sign_in(client, user.username)
    wrong_clock()

    response = client.post("/akun/keluar/")

    user.refresh_from_db()
    assert response.status_code == 503
    assert user.sessions_ended_at is None
    assert Event.objects.count() == 1


@pytest.mark.parametrize("typed", [NIP, "19840720 201001 1 002", " 19840720 201001\u00a01 002 "])
def test_the_nip_signs_in_with_or_without_its_spaces(client, typed):
    user = make_user(employee=make_employee(make_unit(), nip=NIP))

    sign_in(client, typed)

    assert signed_in_as(client) == str(user.pk)


@pytest.mark.parametrize("typed", ["", "١٩٨٤٠٧٢٠٢٠١٠٠١١٠٠٢", "19840720201001100", "nobody", "a\x00b", "x" * 5000])
def test_what_names_nobody_signs_nobody_in(client, typed):
    make_user(employee=make_employee(make_unit(), nip=NIP))

    response = sign_in(client, typed)

    assert response.status_code == 200
    assert signed_in_as(client) is None


def test_a_page_asked_for_without_a_session_comes_after_signing_in(client):
    user = make_user()
    sent = client.get("/akun/?a=b")

    response = sign_in(client, user.username, next=sent.wsgi_request.GET.get("next", "/akun/?a=b"))

    assert sent.url == "/masuk/?next=/akun/%3Fa%3Db"
    assert response.url == "/akun/?a=b"


def test_a_form_sent_without_a_session_leads_back_to_the_page_of_the_form(client):
    response = client.post("/akun/keluar/", headers={"Referer": "http://testserver/akun/?a=b"})

    assert response.url == "/masuk/?next=/akun/%3Fa%3Db"


@pytest.mark.parametrize("sender", ["http://e.example/akun/", "//e.example", ""])
def test_a_form_sent_from_elsewhere_leads_home(client, sender):
    response = client.post("/akun/keluar/", headers={"Referer": sender})

    assert response.url == "/masuk/?next=/"


def test_a_part_of_a_page_asks_the_browser_to_go_to_the_sign_in_page(client):
    headers = {"HX-Request": "true", "HX-Current-URL": "http://testserver/akun/"}

    response = client.get("/akun/", headers=headers)

    assert (response.status_code, response.headers["HX-Redirect"]) == (200, "/masuk/?next=/akun/")


@pytest.mark.parametrize("wanted", ELSEWHERE)
def test_n29_no_address_leads_away_after_signing_in(client, wanted):
    user = make_user()

    response = sign_in(client, user.username, next=wanted)

    assert (response.status_code, response.url) == (302, "/")


@pytest.mark.parametrize("wanted", ELSEWHERE)
def test_n29_no_address_leads_away_from_the_language_switch(client, wanted):
    response = client.post("/bahasa/", {"language": "en", "next": wanted})

    assert (response.status_code, response.url) == (302, "/")


def test_n29_the_hidden_field_never_carries_a_foreign_address(client):
    response = client.get(PAGE, {"next": "https://e.example/"})

    assert response.context["next"] == "/"


def test_whoever_is_signed_in_is_sent_on(client, signed_in):
    signed_in(make_user())

    response = client.get(PAGE, {"next": "/akun/"})

    assert (response.status_code, response.url) == (302, "/akun/")


def test_n23_signing_in_changes_the_session_key(client):
    user = make_user()
    session = client.session
    session["mine"] = True
    session.save()
    planted = session.session_key

    sign_in(client, user.username)

    assert client.session.session_key != planted
    assert not client.session.exists(planted)


def test_n23_a_session_cannot_be_played_again_after_signing_out(client):
    user = make_user()
    sign_in(client, user.username)
    stolen = Client()
    stolen.cookies.load({"petruk": client.cookies["petruk"].value})
    assert stolen.get("/akun/").status_code == 200

    client.post("/keluar/")

    assert stolen.get("/akun/").url == "/masuk/?next=/akun/"


def test_n23_the_next_one_at_the_same_browser_gets_a_session_of_his_own(client):
    first, second = make_user(), make_user()
    sign_in(client, first.username)
    key = client.session.session_key
    client.post("/keluar/")

    sign_in(client, second.username)

    assert signed_in_as(client) == str(second.pk)
    assert client.session.session_key != key


def test_signing_out_needs_a_post(client, signed_in):
    signed_in(make_user())

    response = client.get("/keluar/")

    assert response.status_code == 405
    assert client.get("/akun/").status_code == 200


def test_after_signing_out_the_page_says_so(client, signed_in):
    signed_in(make_user())

    response = client.post("/keluar/", follow=True)

    assert response.redirect_chain == [("/masuk/?akhir=keluar", 302)]
    assert response.context["ended"] != ""


def test_nothing_else_of_allauth_is_routed(client):
    paths = ("signup", "login", "logout", "password/reset", "email", "inactive", "reauthenticate", "confirm-email")

    found = [
        path for path in paths for prefix in ("", "accounts/") if client.get(f"/{prefix}{path}/").status_code != 404
    ]

    assert found == []


def test_the_demonstration_lists_its_sign_ins(client, settings):
    settings.PETRUK_DEMO = True
    settings.PETRUK_DEMO_ACCOUNTS = [{"label": "Pengelola", "username": "sari", "password": "sandi contoh saja"}]

    response = client.get(PAGE)

    assert b"sandi contoh saja" in response.content


def test_an_installation_that_is_no_demonstration_lists_none(client, settings):
    settings.PETRUK_DEMO = False
    settings.PETRUK_DEMO_ACCOUNTS = [{"label": "Pengelola", "username": "sari", "password": "sandi contoh saja"}]

    response = client.get(PAGE)

    assert response.context["demo_accounts"] == ()
    assert b"sandi contoh saja" not in response.content
