"""N20: no answer tells whether an account exists."""

import re
from unittest import mock

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from petruk.web.account.hasher import Argon2id
from tests.factories import PASSWORD, make_employee, make_unit, make_user

pytestmark = pytest.mark.django_db
NIP = "198407202010011002"
WRONG = "bukan sandi yang benar"
CASES = {
    "wrong password": ("sari", WRONG),
    "unknown": ("tidakada", WRONG),
    "disabled, right password": ("lama", PASSWORD),
    "disabled, wrong password": ("lama", WRONG),
    "known NIP": (NIP, WRONG),
    "unknown NIP": ("199001012015012009", WRONG),
}


@pytest.fixture
def accounts():
    make_user(username="sari", employee=make_employee(make_unit(), nip=NIP))
    make_user(username="lama", is_active=False)


def attempt(client, case):
    login, password = CASES[case]
    return client.post("/masuk/", {"login": login, "password": password})


def told(response, login):
    """Return what a stranger sees, without his own words and without the token that differs on every page."""
    body = re.sub(r'csrfmiddlewaretoken" value="[^"]+"', "", response.content.decode()).replace(login, "LOGIN")
    headers = {name: value for name, value in response.headers.items() if name != "Content-Length"}
    return response.status_code, headers, body, sorted(response.cookies)


def test_n20_every_refusal_reads_the_same(client, accounts):
    answers = {case: told(attempt(client, case), CASES[case][0]) for case in CASES}

    assert answers["wrong password"][0] == 200
    assert [case for case in CASES if answers[case] != answers["wrong password"]] == []


@pytest.mark.parametrize("case", CASES)
def test_n20_every_refusal_hashes_exactly_once(client, accounts, case):
    hasher = Argon2id
    with (
        mock.patch.object(hasher, "encode", autospec=True, side_effect=hasher.encode) as encode,
        mock.patch.object(hasher, "verify", autospec=True, side_effect=hasher.verify) as verify,
    ):
        attempt(client, case)

    assert encode.call_count + verify.call_count == 1


def test_n20_every_refusal_asks_the_database_equally_often(client, accounts):
    asked = {}

    for case in CASES:
        with CaptureQueriesContext(connection) as queries:
            attempt(client, case)
        asked[case] = len(queries)

    assert set(asked.values()) == {asked["wrong password"]}
