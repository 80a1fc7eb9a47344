"""My account: what I may do and since when; the language that I read."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from petruk.access.roles import Role
from petruk.people.models import Mandate
from tests.factories import make_unit, make_user

pytestmark = pytest.mark.django_db


def test_the_account_shows_only_the_mandates_of_its_owner(client, signed_in):
    user = make_user(Role.UNIT_OFFICER)
    make_user(Role.UNIT_OFFICER)  # of somebody else: must not leak

    response = signed_in(user).get("/akun/")

    assert list(response.context["mandates"]) == list(user.mandates.all())


def test_the_account_tells_past_present_and_coming_mandates_apart(client, signed_in):
    user, unit, today = make_user(), make_unit(), timezone.localdate()
    terms = {
        "over": {"started_on": date(2020, 1, 1), "ended_on": today - timedelta(days=1)},
        "taken back": {"started_on": date(2020, 1, 1), "revoked_on": today},
        "in force": {"started_on": today, "ended_on": today},
        "to come": {"started_on": today + timedelta(days=1)},
    }
    for role, days in zip(
        (Role.INSPECTOR, Role.PANELIST, Role.UNIT_HEAD, Role.UNIT_OFFICER), terms.values(), strict=True
    ):
        Mandate.objects.create(user=user, unit=unit, role=role, **days)
    signed_in(user).cookies["petruk_language"] = "en"

    body = client.get("/akun/").content.decode()

    assert [word for word in terms if f">{word}</span>" in body] == list(terms)


def test_the_page_bar_says_as_what_somebody_is_here(client, signed_in):
    signed_in(make_user(Role.UNIT_OFFICER, make_unit("Dinas Sosial")))

    response = client.get("/akun/")

    assert response.context["acts_as"].endswith(" · Dinas Sosial")


def test_the_language_of_the_browser_does_not_decide(client):
    response = client.get("/masuk/", headers={"Accept-Language": "en"})

    assert response.headers["Content-Language"] == "id"
    assert b'<html lang="id">' in response.content


def test_the_language_is_switched_and_switched_back(client):
    client.post("/bahasa/", {"language": "en", "next": "/masuk/"})
    english = client.get("/masuk/").headers["Content-Language"]
    client.post("/bahasa/", {"language": "id", "next": "/masuk/"})

    assert (english, client.get("/masuk/").headers["Content-Language"]) == ("en", "id")


@pytest.mark.parametrize("language", ["", "fr", "en\r\nX: y", "../id"])
def test_a_language_that_is_none_of_ours_changes_nothing(client, language):
    response = client.post("/bahasa/", {"language": language, "next": "/masuk/"})

    assert response.status_code == 302
    assert "petruk_language" not in client.cookies


def test_the_language_is_not_switched_by_a_link(client):
    response = client.get("/bahasa/", {"language": "en"})

    assert response.status_code == 405
