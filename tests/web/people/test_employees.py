"""The list of employees: found by name or NIP, narrowed and sorted by the address, never beyond the mandate."""

import re

import pytest
from django.urls import reverse
from django.utils.html import escape

from petruk.access.roles import Role
from tests.factories import make_employee, make_unit, make_user

pytestmark = pytest.mark.django_db

URL = "/kepegawaian/pegawai/"
SESSION_AND_USER = 2


@pytest.fixture
def office():
    return make_unit("DINAS SOSIAL")


@pytest.fixture
def officer(signed_in, office):
    return signed_in(make_user(Role.UNIT_OFFICER, office))


def people(response):
    return [employee.name for employee in response.context["rows"]]


def test_the_list_is_at_its_indonesian_address():
    assert reverse("people:employees") == URL


def test_the_list_holds_the_people_of_the_mandate(officer, office):
    mine = make_employee(office)
    foreign = make_employee()

    response = officer.get(URL)

    assert people(response) == [mine.name]
    assert foreign.name not in response.content.decode()


def test_a_name_is_searched_at_an_address_that_can_be_kept(officer, office):
    make_employee(office, name="WAHYU SAPUTRA")
    make_employee(office, name="HARTINI HIDAYAT")

    response = officer.post(
        URL, {"cari": " saputra  wahyu ", "status": "PNS", "unit": "", "kedudukan": ""}, follow=True
    )

    assert response.redirect_chain == [(f"{URL}?cari=saputra+wahyu&status=PNS", 302)]
    assert people(response) == ["WAHYU SAPUTRA"]


@pytest.mark.parametrize("typed", ["199411272019121003", "19941127 201912 1 003", " NIP. 19941127 201912 1 003 "])
def test_n102_a_nip_opens_its_owner_and_stays_out_of_addresses(officer, office, typed):
    employee = make_employee(office, nip="199411272019121003")

    response = officer.post(URL, {"cari": typed})

    assert response.status_code == 302
    assert response.url == reverse("people:employee", args=[employee.public_id])


def test_n102_no_link_of_the_list_holds_a_nip(officer, office):
    make_employee(office, nip="199411272019121003")
    make_employee(office, nip="199411272019121004")

    text = officer.post(URL, {"cari": "19941127"}).content.decode()

    assert "19941127 201912 1 003" in text
    assert re.findall(r'(?:href|action)="[^"]*\d{8}[^"]*"', text) == []


def test_part_of_a_number_lists_all_who_have_it(officer, office):
    first = make_employee(office, nip="199411272019121003")
    second = make_employee(office, nip="199411272019121004")
    make_employee(office, nip="198004252003022004")

    response = officer.post(URL, {"cari": "19941127"})

    assert people(response) == [first.name, second.name]


def test_a_number_of_many_shows_the_first_and_asks_for_more_digits(officer, office):
    for _ in range(21):
        make_employee(office)

    response = officer.post(URL, {"cari": "1984"})

    assert len(people(response)) == 20
    assert "Ketik lebih banyak angka" in response.content.decode()


def test_n07_the_number_of_a_foreign_employee_answers_as_one_that_nobody_has(officer, office):
    make_employee(nip="199411272019121003")

    foreign, missing = (officer.post(URL, {"cari": nip}) for nip in ("199411272019121003", "199411272019121009"))

    assert [people(foreign), people(missing)] == [[], []]
    assert _alike(foreign, "199411272019121003") == _alike(missing, "199411272019121009")


def test_n70_digits_of_another_script_are_no_nip(officer, office):
    make_employee(office, nip="199411272019121003")

    response = officer.post(URL, {"cari": "١٩٩٤١١٢٧"})

    assert people(response) == []


def test_n07_the_filter_by_a_foreign_unit_answers_as_a_missing_one(officer):
    foreign = make_unit("DINAS LAIN")
    make_employee(foreign)

    answers = [officer.get(URL, {"unit": ref}) for ref in (foreign.public_id, "A" * 22)]

    assert [answer.status_code for answer in answers] == [404, 404]
    assert answers[0].content == answers[1].content


def test_the_filter_by_unit_takes_in_the_units_below(officer, office):
    section = make_unit(parent=office)
    make_employee(office)
    inside, below = make_employee(section, name="A"), make_employee(make_unit(parent=section), name="B")

    response = officer.get(URL, {"unit": section.public_id})

    assert people(response) == [inside.name, below.name]


def test_kind_and_legal_status_narrow_together(officer, office):
    make_employee(office, kind="PPPK")
    make_employee(office, legal_status="02")
    wanted = make_employee(office, kind="PPPK", legal_status="02")

    response = officer.get(URL, {"status": "PPPK", "kedudukan": "02"})

    assert people(response) == [wanted.name]


@pytest.mark.parametrize(
    ("sort", "names"),
    [("nama", ["A", "B", "C"]), ("-nama", ["C", "B", "A"]), ("duk", ["B", "C", "A"]), ("-duk", ["A", "C", "B"])],
)
def test_the_address_sorts(officer, office, sort, names):
    for name, rank in (("A", "II/c"), ("B", "IV/a"), ("C", "III/a")):
        make_employee(office, name=name, rank=rank)

    assert people(officer.get(URL, {"urut": sort})) == names


@pytest.mark.parametrize(
    "value", ["'; DROP TABLE people_employee; --", "placement__unit__path", "-nip", "--nama", "%00"]
)
@pytest.mark.parametrize("parameter", ["cari", "status", "kedudukan", "urut", "halaman"])
def test_n42_odd_values_of_the_address_are_only_values(officer, office, parameter, value):
    make_employee(office, name="A")

    response = officer.get(URL, {parameter: value})

    assert response.status_code == 200
    assert people(response) == ([] if parameter == "cari" else ["A"])


@pytest.mark.parametrize(("number", "shown"), [("2", 1), ("1000000000", 1), ("0", 1), ("x", 20)])
def test_n96_a_page_beyond_the_end_is_the_last_one(officer, office, number, shown):
    for _ in range(21):
        make_employee(office)

    assert len(people(officer.get(URL, {"halaman": number}))) == shown


def test_pages_and_sorting_keep_what_was_asked(officer, office):
    for _ in range(21):
        make_employee(office)

    text = officer.get(URL, {"cari": "pegawai", "urut": "duk"}).content.decode()

    assert 'href="?cari=pegawai&amp;urut=duk&amp;halaman=2"' in text


def test_an_employee_sees_himself_only(signed_in, office):
    me, colleague = make_employee(office), make_employee(office)
    client = signed_in(make_user(Role.EMPLOYEE, office, employee=me))

    assert people(client.get(URL)) == [me.name]
    assert people(client.post(URL, {"cari": colleague.nip})) == []


@pytest.mark.parametrize("role", [Role.OPERATOR, Role.PANELIST, None])
def test_who_has_no_business_with_people_is_refused(signed_in, office, role):
    client = signed_in(make_user(role, office))

    assert client.get(URL).status_code == 403


@pytest.mark.parametrize("data", ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "{{ 7 }}</table>"])
def test_n40_names_posts_and_units_are_shown_as_text(officer, office, data):
    make_employee(make_unit(data, parent=office), name=f"A {data}", position=data)

    answers = [officer.get(URL), officer.get(URL, {"cari": data}), officer.get(reverse("people:units"))]

    assert [data in answer.content.decode() for answer in answers] == [False, False, False]
    assert [escape(data) in answer.content.decode() for answer in answers] == [True, True, True]


def test_the_form_needs_its_token(office, signed_in, settings):
    client = signed_in(make_user(Role.UNIT_OFFICER, office))
    client.handler.enforce_csrf_checks = True

    assert client.post(URL, {"cari": "x"}).status_code == 403


@pytest.mark.parametrize("number", [1, 30, 40])
def test_the_list_asks_the_database_equally_often(officer, office, number, django_assert_num_queries):
    for _ in range(number):
        make_employee(make_unit(parent=office))

    with django_assert_num_queries(SESSION_AND_USER + 3):
        officer.get(URL)


def test_the_list_says_what_to_do_when_it_is_empty(officer):
    assert "Belum ada pegawai" in officer.get(URL).content.decode()
    assert "Pegawai tidak ditemukan" in officer.get(URL, {"cari": "x"}).content.decode()


def _alike(response, typed):
    text = response.content.decode().replace(typed, "")
    return re.sub(r'name="csrfmiddlewaretoken" value="[^"]*"', "", text)
