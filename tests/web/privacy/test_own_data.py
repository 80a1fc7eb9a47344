""" "Data Saya": what is held of oneself, from where, who looked; the copy; and nothing of anybody else."""

import json
from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from petruk.access.roles import Role
from petruk.audit.models import Event
from petruk.privacy.actions import looking
from petruk.privacy.models import Look
from tests.factories import make_employee, make_source, make_unit, make_user
from tests.facts.samples import make_attendance, make_behaviour, make_performance, make_sanction
from tests.web.reading import read

pytestmark = pytest.mark.django_db


@pytest.fixture
def office():
    return make_unit("DINAS SOSIAL")


@pytest.fixture
def norhayati(office):
    person = make_employee(office, name="NORHAYATI", nip="198407202010011002", position="ANALIS KEBIJAKAN")
    source = make_source(file_name="absensi-maret.xlsx", imported_by="Sari")
    make_attendance(person, source=source, source_row=214)
    make_performance(person)
    make_behaviour(person)
    make_sanction(person)
    return person


@pytest.fixture
def other(office):
    person = make_employee(office, name="ORANG LAIN", position="JURU PUNGUT")
    make_attendance(person, source=make_source(file_name="berkas-orang-lain.xlsx"))
    return person


@pytest.fixture(autouse=True)
def _nothing_waits():
    looking.waiting.clear()
    yield
    looking.waiting.clear()


def own_page(signed_in, **account):
    return read(signed_in(make_user(**account)).get(reverse("privacy:own_data")))


def test_the_page_says_what_is_held_and_from_which_file_and_row(signed_in, office, norhayati, other):
    text = own_page(signed_in, role=Role.EMPLOYEE, unit=office, employee=norhayati).text

    assert "NORHAYATI" in text
    assert "ANALIS KEBIJAKAN" in text
    assert "absensi-maret.xlsx, baris 214" in text
    assert "Sari" in text
    assert [theirs for theirs in ("ORANG LAIN", "JURU PUNGUT", "berkas-orang-lain.xlsx") if theirs in text] == []


def test_the_right_to_see_ones_own_data_needs_no_mandate(signed_in, norhayati):
    assert "absensi-maret.xlsx, baris 214" in own_page(signed_in, employee=norhayati).text


def test_a_wide_mandate_shows_nobody_else_here(signed_in, office, norhayati, other):
    page = own_page(signed_in, role=Role.AGENCY_ADMIN, unit=office, employee=norhayati)

    assert "berkas-orang-lain.xlsx" not in page.text


def test_an_account_of_no_employee_is_told_so(signed_in, norhayati):
    page = own_page(signed_in, role=Role.OPERATOR)

    assert "Akun Anda tidak terhubung dengan data pegawai" in page.text
    assert "NORHAYATI" not in page.text


def test_the_copy_holds_every_table_of_oneself_and_taking_it_is_an_event(signed_in, office, norhayati, other):
    user = make_user(Role.EMPLOYEE, office, employee=norhayati)

    answer = signed_in(user).post(reverse("privacy:copy"))

    held = json.loads(answer.content)
    assert answer.headers["Content-Disposition"].startswith('attachment; filename="data-saya-')
    assert [row["nip"] for row in held["register"]] == ["198407202010011002"]
    assert [row["source__file_name"] for row in held["attendance"]] == ["absensi-maret.xlsx"]
    assert [len(held[name]) for name in ("placements", "performance", "behaviour", "sanctions")] == [1, 1, 1, 1]
    assert "ORANG LAIN" not in answer.content.decode()
    event = Event.objects.get(action="data.copied")
    assert (event.actor_ref, event.after["rows"]["attendance"]) == (user.public_id, 1)


def test_the_copy_of_an_account_of_no_employee_is_empty(signed_in, norhayati, other):
    held = json.loads(signed_in(make_user(Role.OPERATOR)).post(reverse("privacy:copy")).content)

    assert {name: rows for name, rows in held.items() if rows and name not in {"taken_at", "account"}} == {}


def test_who_opened_a_page_about_somebody_stands_there_once_a_day(signed_in, office, norhayati):
    officer = make_user(Role.UNIT_OFFICER, office, name="Pengelola Rina")
    client = signed_in(officer)
    for _again in range(2):
        client.get(reverse("people:employee", args=[norhayati.public_id]))

    assert (looking.keep(), Look.objects.count()) == (2, 1)
    text = own_page(signed_in, employee=norhayati).text
    assert "Pengelola RinaPengelola kepegawaian · DINAS SOSIAL" in text
    assert "data pegawai" in text


def test_a_look_at_oneself_is_not_noted(signed_in, office, norhayati):
    client = signed_in(make_user(Role.EMPLOYEE, office, employee=norhayati))

    client.get(reverse("people:employee", args=[norhayati.public_id]))

    assert list(looking.waiting) == []


def test_a_page_that_is_refused_is_no_look(signed_in, office):
    stranger = make_employee(make_unit("DINAS LAIN"))

    answer = signed_in(make_user(Role.UNIT_OFFICER, office)).get(reverse("people:employee", args=[stranger.public_id]))

    assert (answer.status_code, list(looking.waiting)) == (404, [])


def test_looks_that_the_database_does_not_take_wait_for_the_next_time(norhayati, monkeypatch):
    by = make_user(Role.UNIT_OFFICER)
    from django.db import DatabaseError

    from petruk.people.queries import authority_of

    looking.note(norhayati.pk, Look.Kind.REGISTER, on=date(2026, 11, 25), by=authority_of(by, on=timezone.localdate()))

    def refuse(*_rows, **_options):
        raise DatabaseError

    with monkeypatch.context() as broken:
        broken.setattr(Look.objects, "bulk_create", refuse)
        with pytest.raises(DatabaseError):
            looking.keep()
    assert (looking.keep(), Look.objects.get().viewer_ref) == (1, by.public_id)
