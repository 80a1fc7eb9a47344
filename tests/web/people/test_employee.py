"""One person: what is known of him, from which file and row, and to whom it is shown."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.urls import reverse

from petruk.access.roles import Role
from tests.factories import make_employee, make_source, make_unit, make_user
from tests.facts.samples import make_attendance, make_behaviour, make_performance, make_sanction

pytestmark = pytest.mark.django_db

SESSION_AND_USER = 2


@pytest.fixture
def office():
    return make_unit("DINAS SOSIAL")


@pytest.fixture
def employee(office):
    return make_employee(office, name="NORHAYATI", title_after="S.Sos", nip="198407202010011002")


@pytest.fixture
def officer(signed_in, office):
    return signed_in(make_user(Role.UNIT_OFFICER, office))


def page_of(client, employee):
    response = client.get(reverse("people:employee", args=[employee.public_id]))
    return " ".join(response.content.decode().split())


def test_the_page_says_who_somebody_is(officer, employee):
    text = page_of(officer, employee)

    assert "<h1>NORHAYATI, S.Sos</h1>" in text
    assert "19840720 201001 1 002" in text
    assert "Penata Muda (III/a)" in text
    assert "20 Juli 1984" in text


def test_a_contract_says_when_it_ends(officer, office):
    contract = make_employee(office, kind="PPPK", rank="IX", contract_ends_on=date(2028, 3, 28))

    text = page_of(officer, contract)

    assert "Golongan IX" in text
    assert '<dt>Akhir kontrak</dt><dd class="num">28 Maret 2028</dd>' in text


def test_a_value_names_its_file_and_row_and_who_brought_it_when(officer, employee):
    source = make_source(
        file_name="absensi-maret.xlsx", imported_at=datetime(2021, 4, 5, tzinfo=UTC), imported_by="Sari"
    )
    make_attendance(employee, source=source, source_row=214, realisation=Decimal("97.45"))

    text = page_of(officer, employee)

    assert "97,45 %" in text
    assert "absensi-maret.xlsx, baris 214" in text
    assert "5 April 2021, oleh Sari" in text


def test_a_replaced_value_is_kept_as_history(officer, employee):
    old = make_performance(employee, score=Decimal("80.00"), superseded_at=datetime(2021, 5, 1, tzinfo=UTC))
    make_performance(employee, score=Decimal("84.00"), replaces=old)

    text = page_of(officer, employee)

    current, history = text[text.index("84,00") :].split("<details", 1)
    assert "80,00" not in current
    assert "1 nilai sebelumnya" in history
    assert "80,00" in history
    assert "sampai 1 Mei 2021" in history


def test_what_is_not_known_is_no_zero(officer, employee):
    make_attendance(employee, month=2, working_days=20, present=20, deduction=Decimal(0), realisation=Decimal(100))
    make_attendance(employee, month=4)

    response = officer.get(reverse("people:employee", args=[employee.public_id]))

    (year,) = response.context["attendance"]
    assert [(line.label, line.fact is None) for line in year.lines] == [
        ("April 2021", False),
        ("Maret 2021", True),
        ("Februari 2021", False),
    ]
    text = response.content.decode()
    assert text.count("belum ada data</td>") == 1
    assert text.count("Belum ada data.") == 2  # e-Kinerja and behaviour


def test_attendance_tells_what_was_counted_and_what_was_not(officer, employee):
    make_attendance(employee, month=3, late=2, left_early=0, unexcused=1, sick=3, permitted=0)
    make_attendance(employee, month=4)

    text = page_of(officer, employee)

    assert "terlambat 2 · tanpa keterangan 1" in text
    assert "sakit 3 · tanpa keterangan 1" in text
    assert text.count("tidak dirinci dalam berkas") == 1


def test_a_year_of_e_kinerja_reads_its_predicate_and_ratings(officer, employee):
    make_performance(
        employee, month=None, score=None, predicate="good", result_rating="expected", behaviour_rating="above"
    )

    text = page_of(officer, employee)

    assert "Tahun 2021" in text
    assert "<b>Baik</b>" in text
    assert "hasil kerja Sesuai Ekspektasi, perilaku Di Atas Ekspektasi" in text


def test_behaviour_shows_the_aspects_that_were_rated(officer, employee):
    make_behaviour(employee, service=Decimal("80.10"), leadership=None)

    text = page_of(officer, employee)

    assert 'orientasi pelayanan <span class="num">80,10</span>' in text
    assert "kepemimpinan" not in text


@pytest.mark.parametrize(("ends_on", "running"), [(None, True), (date(2999, 1, 1), True), (date(2021, 9, 1), False)])
def test_a_penalty_says_whether_it_runs(officer, employee, ends_on, running):
    make_sanction(employee, ends_on=ends_on)

    text = page_of(officer, employee)

    assert "800/001/SK/2021" in text
    assert ('<span class="badge bad">Berlaku</span>' in text) is running


@pytest.mark.parametrize(
    ("role", "status"),
    [
        (Role.AGENCY_ADMIN, 200),
        (Role.INSPECTOR, 200),
        (Role.UNIT_OFFICER, 200),
        (Role.UNIT_HEAD, 200),
        (Role.OPERATOR, 403),
        (Role.PANELIST, 403),
    ],
)
def test_penalties_are_shown_to_those_who_answer_for_the_person(signed_in, office, employee, role, status):
    make_sanction(employee)
    client = signed_in(make_user(role, office))

    response = client.get(reverse("people:employee", args=[employee.public_id]))

    assert response.status_code == status
    assert (b"PENUNDAAN KGB" in response.content) is (status == 200)


def test_a_person_reads_his_own_page_and_no_other(signed_in, office, employee):
    make_sanction(employee)
    client = signed_in(make_user(Role.EMPLOYEE, office, employee=employee))

    own = client.get(reverse("people:employee", args=[employee.public_id]))
    other = client.get(reverse("people:employee", args=[make_employee(office).public_id]))

    assert (own.status_code, other.status_code) == (200, 404)
    assert b"PENUNDAAN KGB" in own.content


def test_n01_a_foreign_employee_and_a_missing_one_answer_alike(officer):
    foreign = make_employee()

    answers = [officer.get(reverse("people:employee", args=[ref])) for ref in (foreign.public_id, "A" * 22, "%27")]

    assert [answer.status_code for answer in answers] == [404, 404, 404]
    assert answers[0].content == answers[1].content == answers[2].content


def test_n102_the_address_and_the_links_of_a_page_hold_no_nip(officer, employee):
    text = page_of(officer, employee)

    assert employee.nip not in text
    assert employee.nip not in reverse("people:employee", args=[employee.public_id])


def test_earlier_placements_stay_with_their_days(officer, employee):
    employee.placements.create(
        unit=make_unit("KECAMATAN AWAYAN"),
        position="STAF",
        position_kind="PELAKSANA",
        started_on=date(2015, 1, 1),
        ended_on=date(2019, 12, 31),
    )

    text = page_of(officer, employee)

    assert "KECAMATAN AWAYAN" in text
    assert "1 Januari 2015 – 31 Desember 2019" in text
    assert "1 Januari 2020 – sekarang" in text


def test_a_number_that_disagrees_with_the_register_is_told(officer, office):
    employee = make_employee(office, nip="198407202010011003", birth_on=date(1984, 7, 21), sex="P")

    text = page_of(officer, employee)

    assert "Tanggal lahir pada nomornya berbeda" in text
    assert "Jenis kelamin pada nomornya berbeda" in text


def test_n40_what_files_say_is_shown_as_text(officer, office):
    employee = make_employee(office, name="<script>alert(1)</script>", birth_place='"><img src=x onerror=alert(1)>')
    make_attendance(employee, source=make_source(file_name="<b>.xlsx", imported_by="<i>"))

    text = page_of(officer, employee)

    assert "<script>alert" not in text
    assert "<img src=x" not in text
    assert "&lt;b&gt;.xlsx" in text


@pytest.mark.parametrize("number", [1, 30])
def test_a_page_asks_the_database_equally_often(officer, employee, number, django_assert_num_queries):
    for each in range(number):
        year = 1990 + each
        make_attendance(employee, year=year)
        make_performance(employee, year=year)
        make_behaviour(employee, year=year)
        make_sanction(employee, year=year, decree_number=str(each))
        employee.placements.create(
            unit=make_unit(),
            position="X",
            position_kind="PELAKSANA",
            started_on=date(year, 1, 1),
            ended_on=date(year, 2, 1),
        )

    with django_assert_num_queries(SESSION_AND_USER + 5):
        officer.get(reverse("people:employee", args=[employee.public_id]))
