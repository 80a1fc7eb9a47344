"""N01: what is outside the mandate does not exist; another office's row is answered like none at all, byte by byte."""

import pytest
from django.urls import reverse

from petruk.access.roles import Role
from petruk.core.ids import new_public_id
from tests.factories import make_employee, make_unit, make_user
from tests.fingerprint import digest
from tests.web.appraisal.office import filled, handed_in

pytestmark = pytest.mark.django_db

METHODS = ("get", "head", "post", "put", "patch", "delete", "options")
ADDRESSES = ("candidates", "assess", "result", "print", "withdraw", "resume")


@pytest.fixture
def foreign(signed_in, office):
    """Another office that has somebody with a result; and the officer of ours, who must not see it."""
    there = make_unit("Dinas Lain")
    somebody = make_employee(there, name="ORANG LAIN")
    client = signed_in(make_user(Role.UNIT_OFFICER, there))
    done = handed_in(client, office, somebody)
    return {"unit": there.public_id, "employee": somebody.public_id, "assessment": done.public_id}


def address(office, name, ids):
    period = office.period.public_id
    arguments = {
        "candidates": [period, ids["unit"]],
        "assess": [period, ids["employee"]],
    }.get(name, [ids["assessment"]])
    return reverse(f"appraisal:{name}", args=arguments)


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("name", ADDRESSES)
def test_n01_a_foreign_row_answers_as_a_missing_one(signed_in, office, foreign, name, method):
    officer = signed_in(office.user)
    sent = {"data": filled(officer, office.assess_url()) | {"reason": "x"}} if method == "post" else {}
    missing = dict.fromkeys(foreign, new_public_id())
    officer.get(reverse("appraisal:start"))  # shows what the other officer was told
    before = digest()

    theirs, nothing = (getattr(officer, method)(address(office, name, ids), **sent) for ids in (foreign, missing))

    assert theirs.status_code in {404, 405}
    assert (theirs.status_code, theirs.content) == (nothing.status_code, nothing.content)
    assert digest() == before


@pytest.mark.parametrize("name", ADDRESSES)
@pytest.mark.parametrize("identifier", ["x", "-", "_" * 300, "0", "1e9"])
def test_n01_n10_a_malformed_id_is_a_missing_one(officer, office, name, identifier):
    ids = dict.fromkeys(("unit", "employee", "assessment"), identifier)
    method = officer.post if name == "resume" else officer.get

    assert method(address(office, name, ids)).status_code == 404


def test_n01_a_foreign_period_is_not_needed_to_know_a_person(officer, office):
    url = reverse("appraisal:assess", args=[new_public_id(), office.candidate.public_id])

    assert officer.get(url).status_code == 404


@pytest.mark.parametrize("name", ADDRESSES)
def test_whoever_is_not_signed_in_is_sent_to_sign_in(client, office, name):
    ids = {"unit": office.unit.public_id, "employee": office.candidate.public_id, "assessment": new_public_id()}

    response = client.get(address(office, name, ids))

    assert response.status_code == 302
    assert response.url.startswith(reverse("account:sign_in"))


def test_an_officer_of_the_office_above_works_in_the_office_below(signed_in, office):
    below = make_unit(parent=office.unit)
    somebody = make_employee(below)
    above = signed_in(office.user)
    sideways = make_user(Role.UNIT_OFFICER, make_unit(parent=office.unit))

    reached = above.get(office.assess_url(somebody)).status_code
    refused = signed_in(sideways).get(office.assess_url(somebody)).status_code

    assert (reached, refused) == (200, 404)
