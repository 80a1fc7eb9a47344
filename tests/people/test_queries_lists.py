"""Lists of people and units: what is found, in which order, and never beyond the reach."""

from datetime import date
from random import Random

import pytest

from petruk.access.authority import NOBODY
from petruk.access.roles import Role
from petruk.people import queries
from petruk.people.queries import Narrowed, Order
from tests.factories import make_authority, make_employee, make_signatory, make_unit

pytestmark = pytest.mark.django_db


@pytest.fixture
def office():
    return make_unit("DINAS SOSIAL")


@pytest.fixture
def officer(office):
    return make_authority(Role.UNIT_OFFICER, office)


def names(people):
    return [employee.name for employee in people]


def test_people_are_found_by_every_word_of_a_name_in_any_order(office, officer):
    make_employee(office, name="WAHYU SAPUTRA")
    make_employee(office, name="WAHYU HIDAYAT")
    make_employee(name="WAHYU SAPUTRA")  # of another office: must not leak

    found = queries.find_employees(officer, Narrowed(name="saputra wah"))

    assert names(found) == ["WAHYU SAPUTRA"]


@pytest.mark.parametrize("typed", ["%", "_", "'", "\\", "' OR 1=1 --", "A%U"])
def test_n42_signs_of_the_database_are_letters_to_look_for(office, officer, typed):
    make_employee(office, name="WAHYU SAPUTRA")
    odd = make_employee(office, name=f"NAMA {typed} ANEH")

    found = queries.find_employees(officer, Narrowed(name=typed))

    assert list(found) == [odd]


def test_people_are_found_by_digits_of_their_number_within_reach(office, officer):
    mine = make_employee(office, nip="199411272019121003")
    make_employee(nip="199411272019121004")

    assert list(queries.find_by_number(officer, "201912")) == [mine]
    assert list(queries.find_by_number(officer, "")) == []


def test_narrowing_keeps_what_fits_every_part(office, officer):
    section = make_unit("BIDANG", parent=office)
    wanted = make_employee(section, kind="PPPK", legal_status="03")
    make_employee(section, kind="PPPK")
    make_employee(section, legal_status="03")
    make_employee(office, kind="PPPK", legal_status="03")

    found = queries.find_employees(officer, Narrowed(unit_path=section.path, kind="PPPK", legal_status="03"))

    assert list(found) == [wanted]


def test_narrowing_to_a_foreign_unit_finds_nobody(officer):
    elsewhere = make_employee()

    found = queries.find_employees(officer, Narrowed(unit_path=elsewhere.placement.unit.path))

    assert list(found) == []


def test_the_database_sorts_as_the_duk_does(office, officer):
    _crowd(office, 120)

    sorted_there = list(queries.find_employees(officer, Narrowed(order=Order.SENIORITY)))

    assert sorted_there == sorted(sorted_there, key=lambda employee: employee.seniority.key)


def test_the_reverse_of_an_order_is_its_mirror(office, officer):
    _crowd(office, 20)

    forward = list(queries.find_employees(officer, Narrowed(order=Order.SENIORITY)))
    backward = list(queries.find_employees(officer, Narrowed(order=Order.SENIORITY, reverse=True)))

    assert backward == forward[::-1]


def test_by_unit_follows_the_tree_and_the_duk_inside(office, officer):
    section = make_unit("BIDANG", parent=office)
    below = make_employee(section, rank="IV/a")
    junior = make_employee(office, rank="III/a")
    senior = make_employee(office, rank="III/d")

    found = queries.find_employees(officer, Narrowed(order=Order.UNIT))

    assert list(found) == [senior, junior, below]


def test_people_of_a_unit_are_those_placed_in_exactly_that_unit(office, officer):
    make_employee(make_unit(parent=office))
    mine = make_employee(office)

    assert list(queries.employees_of(officer, office)) == [mine]


def test_units_are_found_by_name_or_code_within_reach(office, officer):
    section = make_unit("BIDANG SOSIAL", parent=office, code="77.01")
    make_unit("SEKRETARIAT", parent=office)
    make_unit("DINAS SOSIAL LAIN")

    assert list(queries.find_units(officer, "sosial")) == [office, section]
    assert list(queries.find_units(officer, "77.0")) == [section]


def test_heads_are_counted_by_unit_and_kind_within_reach(office, officer):
    section = make_unit(parent=office)
    make_employee(office)
    make_employee(section)
    make_employee(section, kind="PPPK")
    make_employee(section, kind="PPPK")
    make_employee()

    assert queries.head_counts(officer) == {office.path: {"PNS": 1}, section.path: {"PNS": 1, "PPPK": 2}}
    assert queries.head_counts(officer, below=section.path) == {section.path: {"PNS": 1, "PPPK": 2}}


def test_the_operator_counts_nobody(office):
    make_employee(office)

    assert queries.head_counts(make_authority(Role.OPERATOR, office)) == {}


def test_the_family_of_a_unit_is_the_way_up_and_one_step_down():
    regency = make_unit("PEMERINTAH KABUPATEN")
    office = make_unit("DINAS SOSIAL", parent=regency)
    section = make_unit("BIDANG", parent=office)
    part = make_unit("SEKSI", parent=section)
    make_unit("SUB SEKSI", parent=part)
    make_unit("BIDANG LAIN", parent=office)

    above, below = queries.family(make_authority(Role.UNIT_HEAD, office), section)

    assert (above, below) == ([regency, office], [part])
    assert queries.family(NOBODY, section) == ([], [])


def test_signatories_come_latest_first_and_only_within_reach(office, officer):
    first = make_signatory(office, started_on=date(2020, 1, 1), ended_on=date(2021, 1, 1))
    second = make_signatory(office, started_on=date(2021, 1, 2))
    elsewhere = make_signatory(make_unit())

    assert list(queries.signatories(officer, office)) == [second, first]
    assert list(queries.signatories(officer, elsewhere.unit)) == []


def test_a_career_is_every_placement_of_a_visible_person(office, officer):
    before = make_unit("KECAMATAN")
    employee = make_employee(office)
    earlier = employee.placements.create(
        unit=before,
        position="STAF",
        position_kind="PELAKSANA",
        started_on=date(2015, 1, 1),
        ended_on=date(2019, 12, 31),
    )

    career = list(queries.career(officer, employee.public_id))

    assert career == [employee.placement, earlier]
    assert {place.employee for place in career} == {employee}


def test_a_former_office_no_longer_sees_the_career(office, officer):
    employee = make_employee()
    employee.placements.create(
        unit=office,
        position="STAF",
        position_kind="PELAKSANA",
        started_on=date(2015, 1, 1),
        ended_on=date(2019, 12, 31),
    )

    assert list(queries.career(officer, employee.public_id)) == []


def _crowd(office, number):
    """Make people who differ, agree and lack something in every part of the order."""
    pick = Random(7).choice
    days = [date(2010, 4, 1), date(2018, 10, 1), None]
    for _ in range(number):
        make_employee(
            office,
            rank=pick(["I/a", "III/a", "III/d", "IV/e", "IX", "V", ""]),
            rank_since=pick(days),
            echelon=pick(["II/b", "IV/a", "JFU", "JFT", ""]),
            appointed_on=pick(days),
            education=pick(["SD", "S-1", "S1", "D-IV", "SMA", "D-III", "S-2", ""]),
            graduated_year=pick([1999, 2004, None]),
            birth_on=pick([date(1980, 1, 1), date(1990, 1, 1)]),
        )
