"""N12, N23: a right that was taken away is gone at the next request of every open session, on every page."""

import pytest
from django.utils import timezone

from petruk.people.models import Mandate, User
from tests.factories import PASSWORD
from tests.test_access_matrix import MATRIX
from tests.world import World

pytestmark = pytest.mark.django_db

READING = [row for row in MATRIX if row.method == "GET" and row.relation in {"own", "-"}]
HOLDERS = ("agency_admin", "unit_officer", "unit_head", "employee", "inspector", "operator", "office_admin")


def answers(world: World, role: str) -> dict[str, int]:
    return {row.url: world.client(role).get(world.address(row.url)).status_code for row in READING}


def promised(role: str) -> dict[str, int]:
    return {row.url: row.promised[role] for row in READING}


@pytest.mark.parametrize("role", HOLDERS)
def test_n12_whose_mandate_was_taken_back_has_what_somebody_without_a_mandate_has(world, role):
    Mandate.objects.filter(user__username=role).update(revoked_on=timezone.localdate())

    assert answers(world, role) == promised("no_mandate")


@pytest.mark.parametrize("role", HOLDERS)
def test_n12_whose_account_was_shut_has_what_a_stranger_has(world, role):
    User.objects.filter(username=role).update(is_active=False)

    assert answers(world, role) == promised("anonymous")


@pytest.mark.parametrize("role", HOLDERS)
def test_n12_whose_password_was_changed_has_what_a_stranger_has(world, role):
    user = User.objects.get(username=role)
    user.set_password("sandi yang baru sekali ini")
    user.save()

    assert answers(world, role) == promised("anonymous")


@pytest.mark.parametrize("role", HOLDERS)
def test_n12_whose_sessions_were_ended_has_what_a_stranger_has(world, role):
    User.objects.filter(username=role).update(sessions_ended_at=timezone.now())

    assert answers(world, role) == promised("anonymous")


@pytest.mark.parametrize("role", HOLDERS)
def test_who_must_change_his_password_does_nothing_else_first(world, role):
    User.objects.filter(username=role).update(must_change_password=True)

    for url in promised(role).keys() - {"account:password"}:
        answer = world.client(role).get(world.address(url))
        assert (answer.status_code, answer.get("Location")) in {(302, "/akun/sandi/"), (405, None)}, url


def test_n23_a_session_that_was_left_opens_nothing_when_it_is_played_again(world):
    client = world.client("unit_officer")
    client.post("/keluar/")

    assert answers(world, "unit_officer") == promised("anonymous")


@pytest.mark.parametrize("key", ["", "x", "0" * 32, "../../etc/passwd", "a" * 5000, "' OR 1=1 --"])
def test_n23_a_made_up_session_is_none(world, key):
    client = world.client("anonymous")
    client.cookies["petruk"] = key

    assert client.get("/akun/").status_code == 302


def test_n23_two_people_in_one_browser_do_not_mix(world):
    browser = world.client("unit_officer")
    browser.post("/keluar/")
    browser.post("/masuk/", {"login": "employee", "password": PASSWORD})

    found = {row.url: browser.get(world.address(row.url)).status_code for row in READING}

    assert found == promised("employee")
