"""What the browser is told, on answers of every kind: N27, N30 to N33."""

import re

import pytest
from django.conf import settings
from django.test import Client
from django.urls import URLResolver, get_resolver

from petruk.access.roles import Role
from tests.factories import PASSWORD, make_unit, make_user

pytestmark = pytest.mark.django_db
OWNED = ("account", "users", "agency")
ANSWERS = ("/masuk/", "/akun/", "/pengaturan/pengguna/", "/tidak-ada/", "/keluar/", "/kesehatan/", "/akun/?a=1&a=2")


def views(patterns, prefix="/", namespace=""):
    """Yield the address, with ``x`` for each part that varies, and the view of every route."""
    for pattern in patterns:
        path = prefix + re.sub("<[^>]+>", "x", str(pattern.pattern))
        if isinstance(pattern, URLResolver):
            yield from views(pattern.url_patterns, path, pattern.namespace or namespace)
        else:
            yield namespace, path, pattern.callback


WRITING = sorted(
    path
    for namespace, path, view in views(get_resolver().url_patterns)
    if (namespace in OWNED or path == "/bahasa/") and "POST" in getattr(view, "methods", ())
)


@pytest.fixture
def strict(static_files):
    """Return a browser that keeps the checks of forged forms, with an operator signed in."""
    user = make_user(Role.OPERATOR, make_unit())
    browser = Client(enforce_csrf_checks=True)
    browser.get("/masuk/")
    token = browser.cookies["petruk-csrf"].value
    browser.post("/masuk/", {"login": user.username, "password": PASSWORD, "csrfmiddlewaretoken": token})
    assert browser.get("/akun/").status_code == 200
    return browser


def test_every_route_of_ours_that_writes_is_in_this_test():
    assert len(WRITING) == 30


@pytest.mark.parametrize("path", WRITING)
def test_n30_a_form_without_our_token_is_refused(strict, path):
    assert strict.post(path, {}).status_code == 403


@pytest.mark.parametrize("path", WRITING)
def test_n30_a_form_with_the_token_of_another_session_is_refused(strict, path):
    other = Client(enforce_csrf_checks=True)
    other.get("/masuk/")

    response = strict.post(path, {"csrfmiddlewaretoken": other.cookies["petruk-csrf"].value})

    assert response.status_code == 403


@pytest.mark.parametrize("path", WRITING)
def test_n30_a_text_body_is_refused(strict, path):
    token = strict.cookies["petruk-csrf"].value

    response = strict.post(path, f"csrfmiddlewaretoken={token}", content_type="text/plain")

    assert response.status_code == 403


@pytest.mark.parametrize("origin", ["https://e.example", "null", "http://testserver.e.example"])
@pytest.mark.parametrize("path", WRITING)
def test_n30_a_form_from_a_foreign_page_is_refused(strict, path, origin):
    token = strict.cookies["petruk-csrf"].value

    response = strict.post(path, {"csrfmiddlewaretoken": token}, headers={"Origin": origin})

    assert response.status_code == 403


def test_n30_a_form_of_our_own_page_is_taken(strict):
    token = strict.cookies["petruk-csrf"].value

    response = strict.post("/akun/keluar/", {"csrfmiddlewaretoken": token}, headers={"Origin": "http://testserver"})

    assert response.status_code == 302


@pytest.mark.parametrize("path", ANSWERS)
def test_n31_no_answer_can_be_framed(client, signed_in, path):
    signed_in(make_user(Role.OPERATOR))

    headers = client.get(path).headers

    assert headers["X-Frame-Options"] == "DENY"
    assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]


@pytest.mark.parametrize("host", ["e.example", "testserver.e.example", "testserver@e.example", ""])
def test_n32_a_foreign_host_is_refused(client, settings, host):
    settings.ALLOWED_HOSTS = ["testserver"]

    response = client.get("/masuk/", headers={"Host": host})

    assert response.status_code == 400


def test_n32_a_forwarded_host_changes_nothing(client):
    response = client.get("/akun/", headers={"X-Forwarded-Host": "e.example", "X-Forwarded-Server": "e.example"})

    assert response.url == "/masuk/?next=/akun/"


def test_n32_an_absolute_address_in_the_request_line_changes_nothing(client):
    response = client.get("/akun/", REQUEST_URI="http://e.example/akun/", HTTP_X_ORIGINAL_URL="/pengaturan/")

    assert response.url == "/masuk/?next=/akun/"


@pytest.mark.parametrize("path", ANSWERS)
def test_n33_no_answer_is_open_to_scripts_of_other_sites(client, signed_in, path):
    signed_in(make_user(Role.OPERATOR))

    headers = client.get(path, headers={"Origin": "https://e.example"}).headers

    assert [name for name in headers if name.lower().startswith("access-control-")] == []
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"


@pytest.mark.parametrize("path", ANSWERS)
def test_n17_no_answer_is_kept(client, signed_in, path):
    signed_in(make_user(Role.OPERATOR))

    assert "no-store" in client.get(path).headers["Cache-Control"]


def test_n27_scripts_read_no_cookie_and_other_sites_send_none(client):
    make_user(username="sari")
    client.get("/masuk/")
    client.post("/masuk/", {"login": "sari", "password": PASSWORD})
    client.post("/bahasa/", {"language": "en"})

    flags = {
        name: (bool(cookie["httponly"]), cookie["samesite"], cookie["path"]) for name, cookie in client.cookies.items()
    }

    assert flags == dict.fromkeys(("petruk", "petruk-csrf", "petruk_language"), (True, "Lax", "/"))
    assert settings.SESSION_COOKIE_DOMAIN is None
