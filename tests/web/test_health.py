from unittest import mock

import pytest
from django.db import OperationalError

pytestmark = pytest.mark.django_db
PAGE = "/kesehatan/"


def test_health_is_ok_when_the_database_answers(client):
    response = client.get(PAGE)

    assert (response.status_code, response.content) == (200, b"ok")


@pytest.mark.parametrize("part", ["ensure_connection", "is_usable"])
def test_health_is_unavailable_when_the_database_is_gone(client, part):
    with mock.patch(
        f"petruk.web.health.views.connection.{part}", side_effect=OperationalError("host 10.0.0.7 is down")
    ):
        response = client.get(PAGE)

    assert (response.status_code, response.content) == (503, b"unavailable")


def test_health_is_unavailable_when_the_connection_is_dead(client):
    with mock.patch("petruk.web.health.views.connection.is_usable", return_value=False):
        response = client.get(PAGE)

    assert response.status_code == 503


def test_health_sets_no_cookie_and_names_no_version(client):
    response = client.get(PAGE)

    assert not response.cookies
    assert not {"Server", "X-Powered-By"} & set(response.headers)


def test_health_changes_nothing(client):
    assert client.post(PAGE).status_code == 405
