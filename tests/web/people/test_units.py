"""Units as a tree, and one unit: as far as the mandate reaches and no further."""

from datetime import date

import pytest
from django.urls import reverse

from petruk.access.roles import Role
from tests.factories import make_employee, make_signatory, make_unit, make_user

pytestmark = pytest.mark.django_db

SESSION_AND_USER = 2


@pytest.fixture
def regency():
    return make_unit("PEMERINTAH KABUPATEN", code="10")


@pytest.fixture
def office(regency):
    return make_unit("DINAS SOSIAL", parent=regency, code="10.01")


def test_the_tree_shows_what_the_mandate_reaches_with_heads(signed_in, office):
    section = make_unit("BIDANG REHABILITASI", parent=office)
    make_employee(office)
    make_employee(section)
    make_employee(section)
    make_employee(make_unit("DINAS LAIN"))
    client = signed_in(make_user(Role.UNIT_OFFICER, office))

    response = client.get(reverse("people:units"))

    assert _listed(response) == [("DINAS SOSIAL", 0, 1, 3), ("BIDANG REHABILITASI", 1, 2, 2)]
    assert b"DINAS LAIN" not in response.content


def test_the_operator_sees_units_without_heads(signed_in, office):
    make_employee(office)
    client = signed_in(make_user(Role.OPERATOR, office))

    response = client.get(reverse("people:units"))

    assert _listed(response) == [("DINAS SOSIAL", 0, None, None)]
    assert "Pegawai" not in _table(response)


def test_a_unit_is_found_by_a_part_of_its_name_and_tells_where_it_belongs(signed_in, office):
    make_unit("BIDANG REHABILITASI", parent=office)
    client = signed_in(make_user(Role.UNIT_HEAD, office))

    response = client.get(reverse("people:units"), {"cari": "rehab"})

    assert [line[0] for line in _listed(response)] == ["BIDANG REHABILITASI"]
    assert "DINAS SOSIAL" in _table(response)


def test_a_search_without_a_hit_says_what_to_do(signed_in, office):
    client = signed_in(make_user(Role.UNIT_HEAD, office))

    response = client.get(reverse("people:units"), {"cari": "tidak ada"})

    assert "Tidak ada unit dengan nama itu" in response.content.decode()


def test_an_employee_has_no_business_in_the_tree(signed_in, office):
    client = signed_in(make_user(Role.EMPLOYEE, office, employee=make_employee(office)))

    assert client.get(reverse("people:units")).status_code == 403


def test_n01_a_foreign_unit_and_a_missing_one_answer_alike(signed_in, office):
    foreign = make_unit("DINAS LAIN")
    client = signed_in(make_user(Role.UNIT_OFFICER, office))

    answers = [client.get(reverse("people:unit", args=[ref])) for ref in (foreign.public_id, "A" * 22, "%27")]

    assert [answer.status_code for answer in answers] == [404, 404, 404]
    assert answers[0].content == answers[1].content == answers[2].content


def test_the_way_to_a_unit_names_what_is_above_without_opening_it(signed_in, regency, office):
    section = make_unit("BIDANG REHABILITASI", parent=office)
    client = signed_in(make_user(Role.UNIT_OFFICER, office))

    response = client.get(reverse("people:unit", args=[section.public_id]))

    assert response.context["way"] == [
        ("Unit kerja", reverse("people:units")),
        ("PEMERINTAH KABUPATEN", ""),
        ("DINAS SOSIAL", reverse("people:unit", args=[office.public_id])),
    ]
    assert regency.public_id.encode() not in response.content


def test_people_of_a_unit_stand_in_the_order_of_the_duk(signed_in, office):
    junior = make_employee(office, rank="II/c")
    senior = make_employee(office, rank="IV/a")
    make_employee(office, kind="PPPK", rank="IX")
    client = signed_in(make_user(Role.UNIT_OFFICER, office))

    response = client.get(reverse("people:unit", args=[office.public_id]))

    assert list(response.context["rows"])[:2] == [senior, junior]
    assert response.context["kinds"] == [("PNS", 2), ("PPPK", 1)]


def test_who_signs_now_is_the_last_that_began(signed_in, office):
    make_signatory(office, started_on=date(2020, 1, 1))
    acting = make_signatory(office, started_on=date(2021, 1, 1), capacity="PLT")
    make_signatory(office, started_on=date(2999, 1, 1))
    client = signed_in(make_user(Role.UNIT_HEAD, office))

    response = client.get(reverse("people:unit", args=[office.public_id]))

    assert response.context["signs_now"] == acting
    assert response.content.decode().count("Menandatangani saat ini") == 1


def test_a_signatory_of_another_office_is_named_but_not_opened(signed_in, office):
    outsider = make_employee(make_unit("SEKRETARIAT DAERAH"))
    make_signatory(office, outsider, capacity="PLT")
    client = signed_in(make_user(Role.UNIT_HEAD, office))

    text = client.get(reverse("people:unit", args=[office.public_id])).content.decode()

    assert outsider.titled_name in text
    assert outsider.public_id not in text


def test_the_operator_sees_a_unit_without_its_people(signed_in, office):
    employee = make_employee(office)
    client = signed_in(make_user(Role.OPERATOR, office))

    text = client.get(reverse("people:unit", args=[office.public_id])).content.decode()

    assert employee.name not in text


@pytest.mark.parametrize("number", [1, 30])
def test_the_tree_asks_the_database_equally_often(signed_in, office, number, django_assert_num_queries):
    for _ in range(number):
        make_employee(make_unit(parent=office))
    client = signed_in(make_user(Role.UNIT_OFFICER, office))

    with django_assert_num_queries(SESSION_AND_USER + 3):
        client.get(reverse("people:units"))


@pytest.mark.parametrize("number", [1, 30])
def test_a_unit_asks_the_database_equally_often(signed_in, office, number, django_assert_num_queries):
    for each in range(number):
        make_employee(office)
        make_unit(parent=office)
        make_signatory(office, started_on=date(1990 + each, 1, 1), employee=make_employee(office))
    client = signed_in(make_user(Role.UNIT_OFFICER, office))

    with django_assert_num_queries(SESSION_AND_USER + 5):
        client.get(reverse("people:unit", args=[office.public_id]))


def _listed(response):
    return [(line.unit.name, line.depth, line.own, line.whole) for line in response.context["lines"]]


def _table(response):
    text = response.content.decode()
    return text[text.index("<table") : text.index("</table>")]
