"""N07, N102, N104: what could slip out beside the pages' own rows: in a history, in an address, unseen by anybody."""

import logging

import pytest
from django.urls import reverse
from django.utils import timezone

from petruk.access.roles import Role
from petruk.people.actions import mandates
from petruk.people.models import User
from petruk.people.queries import authority_of
from tests.fingerprint import digest
from tests.test_access_matrix import MATRIX
from tests.web.reading import read

pytestmark = pytest.mark.django_db

SEARCHES = {
    "people:employees": "unit_officer",
    "recap:recap": "unit_officer",
    "appraisal:candidates": "unit_officer",
    "facts:facts": "unit_officer",
    "users:users": "operator",
    "papers:register": "unit_officer",
}


@pytest.mark.parametrize(("url", "role"), SEARCHES.items())
def test_n102_a_nip_that_is_searched_stands_in_no_address(world, url, role):
    client, nip = world.client(role), world.own.nominee.nip

    for typed in (nip, f"{nip[:8]} {nip[8:14]} {nip[14]} {nip[15:]}", nip[:10]):
        answer = client.post(world.address(url), {"cari": typed})
        addresses = [answer.url] if answer.status_code == 302 else [link or "" for link in read(answer).links()]
        assert not [address for address in addresses if nip[:10] in address]


@pytest.mark.parametrize("url", SEARCHES)
def test_n102_a_form_that_takes_a_nip_is_never_sent_in_an_address(world, url):
    page = read(world.client(SEARCHES[url]).get(world.address(url)))

    assert page.all("input", name="cari")
    assert page.all("form", method="get") == []


def test_n07_the_history_of_an_account_leaves_out_mandates_of_another_office(world):
    at, on = timezone.now(), timezone.localdate()
    operator = authority_of(User.objects.get(username="operator"), on=on)
    for unit in (world.own.unit, world.foreign.unit):
        given = mandates.give(world.own.account, mandates.Terms(Role.UNIT_HEAD, unit, on), at=at, by=operator)
        mandates.revoke(given, reason=f"Alasan {unit.name}", at=at, by=operator)

    shown = {
        role: read(world.client(role).get(world.address("users:user"))).text for role in ("office_admin", "operator")
    }

    assert f"Alasan {world.own.unit.name}" in shown["office_admin"]
    assert f"Alasan {world.foreign.unit.name}" not in shown["office_admin"]
    assert f"Alasan {world.foreign.unit.name}" in shown["operator"]


def test_a_refusal_is_one_line_of_the_security_log_and_names_the_account(world, caplog):
    with caplog.at_level(logging.WARNING, logger="petruk.security"):
        world.client("panelist").get(reverse("people:units"))

    refused = User.objects.get(username="panelist")
    assert [record.getMessage() for record in caplog.records] == [f"refused unit.view to account {refused.public_id}"]


def test_an_opened_page_is_no_line_of_the_security_log(world, before, caplog):
    with caplog.at_level(logging.WARNING, logger="petruk.security"):
        for row in MATRIX:
            if row.method == "GET" and row.relation == "-" and row.promised["unit_officer"] == 200:
                world.client("unit_officer").get(world.address(row.url))

    assert (caplog.records, digest()) == ([], before)
