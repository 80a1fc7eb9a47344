"""Who may open a file, and how it is sent."""

import re

import pytest
from django.urls import reverse

from petruk.access.roles import Role
from petruk.appraisal.models import Evidence
from petruk.people.models import Mandate
from tests.core.made_files import pdf
from tests.factories import make_employee, make_unit, make_user
from tests.web.evidence.files_world import (
    REQUIRED,
    attached,
    download_url,
    drafted,
    files_url,
    remove_url,
    send,
    sent,
)
from tests.web.reading import read

pytestmark = pytest.mark.django_db


@pytest.fixture
def handed_in(officer, office):
    assessment = drafted(officer, office)
    for item in REQUIRED:
        send(officer, assessment, item)
    officer.post(office.assess_url(), sent(officer, office.assess_url(), "submit"))
    return assessment


def test_n55_a_file_is_sent_to_be_saved_and_can_do_nothing(officer, office):
    file = attached(officer, drafted(officer, office), name='a"b;\u00e9.pdf')

    response = officer.get(download_url(file))

    assert response.content.startswith(b"%PDF-")
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"].startswith("attachment")
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert response["Cache-Control"] == "no-store"


@pytest.mark.parametrize("role", [Role.UNIT_OFFICER, Role.UNIT_HEAD, Role.AGENCY_ADMIN, Role.INSPECTOR])
def test_whoever_may_see_the_assessment_may_open_its_files(signed_in, office, handed_in, role):
    client = signed_in(make_user(role, office.unit))

    assert client.get(download_url(Evidence.objects.first())).status_code == 200
    assert client.get(files_url(handed_in)).status_code == 200


@pytest.mark.parametrize("role", [Role.UNIT_OFFICER, Role.UNIT_HEAD, Role.INSPECTOR, Role.EMPLOYEE])
def test_n03_for_another_office_the_files_do_not_exist(signed_in, handed_in, role):
    unit = make_unit()
    client = signed_in(make_user(role, unit, employee=make_employee(unit)))
    client.cookies.pop("messages", None)  # what the officer was told
    file = Evidence.objects.first()

    missing = client.get(reverse("evidence:download", args=["A" * 22]))
    found = client.get(download_url(file))

    assert (found.status_code, _body(found, file.public_id)) == (404, _body(missing, "A" * 22))
    assert client.get(files_url(handed_in)).status_code == 404


def test_n03_without_signing_in_nobody_opens_a_file(client, officer, office):
    file = attached(officer, drafted(officer, office))
    officer.logout()

    assert officer.get(download_url(file)).status_code == 302
    for guessed in (f"/files/evidence/{file.stored_as}", f"/media/{file.stored_as}", f"/static/{file.stored_as}"):
        assert officer.get(guessed).status_code in {302, 404}


def test_n03_a_mandate_that_was_taken_back_opens_nothing_any_more(signed_in, office, officer):
    file = attached(officer, drafted(officer, office))

    Mandate.objects.all().delete()

    assert officer.get(download_url(file)).status_code == 403


def test_a_person_opens_the_files_of_his_own_result_and_no_draft(signed_in, officer, office, handed_in):
    other = make_employee(office.unit)
    attached(officer, drafted(officer, office, other), content=pdf(b"  "))
    his, draft = Evidence.objects.first(), Evidence.objects.last()

    own = signed_in(make_user(Role.EMPLOYEE, office.unit, employee=office.candidate))
    assert own.get(download_url(his)).status_code == 200
    assert own.get(download_url(draft)).status_code == 404

    drafting = signed_in(make_user(Role.EMPLOYEE, office.unit, employee=other))
    assert drafting.get(download_url(draft)).status_code == 404


@pytest.mark.parametrize("role", [Role.UNIT_HEAD, Role.AGENCY_ADMIN, Role.INSPECTOR])
def test_whoever_only_reads_attaches_and_removes_nothing(signed_in, officer, office, handed_in, role):
    reader = signed_in(make_user(role, office.unit))
    before = Evidence.objects.count()

    assert send(reader, handed_in, "sertifikat").status_code == 403
    assert reader.post(remove_url(Evidence.objects.first())).status_code == 403
    assert Evidence.objects.filter(removed_at=None).count() == before


def test_n06_another_office_attaches_and_removes_nothing(signed_in, officer, office):
    assessment = drafted(officer, office)
    file = attached(officer, assessment)
    stranger = signed_in(make_user(Role.UNIT_OFFICER, make_unit()))

    assert send(stranger, assessment, "surat-usulan").status_code == 404
    assert stranger.post(remove_url(file)).status_code == 404
    assert Evidence.objects.filter(removed_at=None).count() == 1


def test_the_same_file_in_another_office_is_pointed_out_without_a_name(signed_in, officer, office):
    there = make_unit("Dinas RAHASIA")
    other = make_employee(there, name="ORANG RAHASIA")
    stranger = signed_in(make_user(Role.UNIT_OFFICER, there))
    foreign = drafted(stranger, office, other)
    attached(stranger, foreign, content=pdf(b"sama"))
    own = signed_in(make_user(Role.UNIT_OFFICER, office.unit))
    assessment = drafted(own, office)
    attached(own, assessment, content=pdf(b"sama"))

    response = own.get(files_url(assessment))

    assert "RAHASIA" not in response.content.decode()
    assert [(twin.name, twin.same_person) for twin in response.context["twins"]] == [("", False)]


def test_a_get_changes_nothing(officer, office):
    file = attached(officer, drafted(officer, office))

    assert officer.get(remove_url(file)).status_code == 405
    assert Evidence.objects.get().removed_at is None


def test_n08_what_the_form_does_not_ask_is_not_taken(officer, office):
    assessment = drafted(officer, office)

    send(officer, assessment, "sk-pangkat", stored_as="x", uploaded_by="Orang lain", sha256="0" * 64, removed_at="2026")

    file = Evidence.objects.get()
    assert (file.assessment, file.uploaded_by == "Orang lain", file.sha256 == "0" * 64) == (assessment, False, False)


def test_the_page_of_files_takes_as_many_queries_with_six_files_as_with_one(officer, office, django_assert_num_queries):
    assessment = drafted(officer, office)
    attached(officer, assessment, item=REQUIRED[0])
    officer.get(files_url(assessment))
    with django_assert_num_queries(6):
        officer.get(files_url(assessment))
    for item in REQUIRED[1:]:
        send(officer, assessment, item)

    with django_assert_num_queries(6):
        response = officer.get(files_url(assessment))

    assert read(response).text.count("berkas.pdf") >= 6


def _body(response, asked: str) -> bytes:
    """Return a page without the token that is another one each time, and without the address that was asked."""
    plain = re.sub(rb'name="csrfmiddlewaretoken" value="[^"]*"', b"", response.content)
    return plain.replace(asked.encode(), b"")
