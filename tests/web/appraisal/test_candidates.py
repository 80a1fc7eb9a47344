"""The list of a unit: who may be assessed, why somebody may not, and what the officer may do with each."""

import re
from datetime import date

import pytest
from django.urls import reverse
from django.utils.translation import gettext

from petruk.access.roles import Role
from petruk.appraisal.actions import assessing
from petruk.people.models import Placement
from petruk.people.queries import authority_of
from tests.appraisal.world import answers
from tests.factories import make_employee, make_unit, make_user
from tests.web.appraisal.office import filled, handed_in
from tests.web.reading import read

pytestmark = pytest.mark.django_db
SESSION_AND_USER = 2


def acts(response):
    return {candidate.employee.name: act for candidate, act in response.context["lines"]}


def reasons(response):
    return {
        candidate.employee.name: [str(obstacle.reason) for obstacle in candidate.obstacles]
        for candidate, _act in response.context["lines"]
        if candidate.obstacles
    }


def test_the_list_holds_exactly_the_people_of_the_unit(officer, office):
    make_employee(make_unit(parent=office.unit), name="BAWAHAN")
    make_employee(name="ORANG LAIN")

    response = officer.get(office.candidates_url())

    assert acts(response)[office.candidate.name] == "assess"
    assert not {"BAWAHAN", "ORANG LAIN"} & set(acts(response))


def test_whoever_is_no_candidate_stands_there_with_the_reason(signed_in, office):
    myself = make_employee(office.unit, name="SAYA SENDIRI")
    make_employee(office.unit, name="KEPALA LAMA", echelon="II/b")
    make_employee(office.unit, name="KONTRAK", kind="PPPK")
    make_employee(office.unit, name="CUTI", legal_status="02")
    client = signed_in(make_user(Role.UNIT_OFFICER, office.unit, employee=myself))

    response = client.get(office.candidates_url())

    found = reasons(response)
    assert found.pop("SAYA SENDIRI") == ["assessor"]
    assert found.pop("KEPALA LAMA") == ["echelon"]
    assert found.pop("KONTRAK") == ["kind"]
    assert found.pop("CUTI") == ["not_active"]
    assert list(found.values()) == [["echelon", "signatory"]]
    assert "PPPK" in read(response).text
    assert "Cuti di luar tanggungan negara" in read(response).text


def test_somebody_assessed_elsewhere_is_named_without_what_was_written(officer, office):
    there = make_unit("Dinas Lama")
    moved = make_employee(there, name="PINDAHAN")
    by = authority_of(make_user(Role.UNIT_OFFICER, there), on=date(2026, 11, 24))
    draft = assessing.save_draft(office.period, moved, answers(text="RAHASIA"), at=office.period.opens_at, by=by)
    Placement.objects.filter(employee=moved).update(unit=office.unit)

    response = officer.get(office.candidates_url())

    assert acts(response)["PINDAHAN"] == ""
    body = response.content.decode()
    assert "RAHASIA" not in body
    assert draft.public_id not in body
    assert "Dinas Lama" not in body


def test_each_state_has_its_one_button(officer, office):
    drafted = make_employee(office.unit, name="BERDRAF")
    officer.post(office.assess_url(drafted), filled(officer, office.assess_url(drafted), act="save"))

    before = acts(officer.get(office.candidates_url()))
    done = handed_in(officer, office)
    after = officer.get(office.candidates_url())

    assert (before["BERDRAF"], before[office.candidate.name]) == ("continue", "assess")
    assert acts(after)[office.candidate.name] == "result"
    assert reverse("appraisal:result", args=[done.public_id]) in read(after).links()


def test_a_unit_with_its_nominee_says_so_and_offers_nobody_else(officer, office):
    make_employee(office.unit, name="BERIKUTNYA")
    handed_in(officer, office)

    response = officer.get(office.candidates_url())

    assert gettext("Assessment recorded") in read(response).text
    assert acts(response)["BERIKUTNYA"] == ""


def test_a_nominee_who_moved_away_still_takes_the_place(officer, office):
    handed_in(officer, office)
    Placement.objects.filter(employee=office.candidate).update(unit=make_unit())

    response = officer.get(office.candidates_url())

    assert office.candidate.name not in acts(response)
    assert office.candidate.titled_name in read(response).text


@pytest.mark.parametrize("role", [Role.UNIT_HEAD, Role.AGENCY_ADMIN, Role.INSPECTOR])
def test_whoever_only_reads_is_offered_no_work(signed_in, officer, office, role):
    drafted = make_employee(office.unit, name="BERDRAF")
    officer.post(office.assess_url(drafted), filled(officer, office.assess_url(drafted), act="save"))
    handed_in(officer, office)

    response = signed_in(make_user(role, office.unit)).get(office.candidates_url())

    assert set(acts(response).values()) == {"", "result"}


def test_a_name_is_searched_at_an_address_that_can_be_kept(officer, office):
    make_employee(office.unit, name="WAHYU SAPUTRA")

    response = officer.post(office.candidates_url(), {"cari": " saputra wahyu "}, follow=True)

    assert response.redirect_chain == [(f"{office.candidates_url()}?cari=saputra+wahyu", 302)]
    assert list(acts(response)) == ["WAHYU SAPUTRA"]


@pytest.mark.parametrize("typed", ["199411272019121003", "19941127 201912 1 003"])
def test_n102_a_nip_finds_its_owner_and_stays_out_of_addresses(officer, office, typed):
    make_employee(office.unit, name="DICARI", nip="199411272019121003")

    response = officer.post(office.candidates_url(), {"cari": typed})

    assert list(acts(response)) == ["DICARI"]
    assert not any("1994" in (link or "") for link in read(response).links())


@pytest.mark.parametrize(
    "text", ["'; DROP TABLE people_employee; --", "%", "_", "\\", '"><script>', "%(x)s", "{{7*7}}"]
)
def test_n42_a_search_is_only_ever_a_text(officer, office, text):
    response = officer.get(office.candidates_url(), {"cari": text})

    assert response.status_code == 200
    assert acts(response) == {}
    assert not read(response).all("script", src=None)


def test_more_than_twenty_people_come_in_pages(officer, office):
    for _n in range(20):
        make_employee(office.unit)

    first, last = (officer.get(office.candidates_url(), {"halaman": page}) for page in ("1", "99999999999"))

    assert (len(acts(first)), len(acts(last))) == (20, 2)


def test_the_number_of_queries_does_not_grow_with_the_unit(officer, office, django_assert_max_num_queries):
    for _n in range(29):
        make_employee(office.unit)
    officer.get(office.candidates_url())

    with django_assert_max_num_queries(SESSION_AND_USER + 6):
        officer.get(office.candidates_url())


def test_the_nip_is_shown_in_groups(officer, office):
    text = read(officer.get(office.candidates_url())).text

    assert re.search(r"19840720 \d{6} 1 \d{3}", text)
