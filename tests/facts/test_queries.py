from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from petruk.access.authority import Authority
from petruk.access.roles import Role
from petruk.facts import queries
from petruk.people.queries import authority_of
from tests.factories import TODAY, make_authority, make_employee, make_unit, make_user
from tests.facts.samples import make_attendance, make_behaviour, make_performance, make_sanction

pytestmark = pytest.mark.django_db

OF = (queries.attendance_of, queries.performance_of, queries.behaviour_of, queries.sanctions_of)
MAKE = (make_attendance, make_performance, make_behaviour, make_sanction)
EACH = pytest.mark.parametrize(("of", "make"), list(zip(OF, MAKE, strict=True)))


@EACH
def test_facts_are_those_of_the_person_with_their_source(of, make, django_assert_num_queries):
    employee = make_employee()
    fact = make(employee)
    make(make_employee(employee.placement.unit))
    officer = make_authority(Role.UNIT_OFFICER, employee.placement.unit)

    with django_assert_num_queries(1):
        found = [(known, known.source.file_name) for known in of(officer, employee)]

    assert found == [(fact, "absensi.xlsx")]


@EACH
def test_n01_facts_of_another_office_do_not_exist(of, make):
    employee = make_employee()
    make(employee)
    officer = make_authority(Role.UNIT_OFFICER, make_unit())

    assert list(of(officer, employee)) == []


@EACH
def test_a_person_reads_his_own_facts_and_nobody_elses(of, make):
    employee = make_employee()
    own, _other = make(employee), make(make_employee(employee.placement.unit))
    authority = _own(employee)

    assert list(of(authority, employee)) == [own]
    assert list(of(authority, _other.employee)) == []


@pytest.mark.parametrize("role", [Role.OPERATOR, Role.PANELIST])
@EACH
def test_who_looks_after_accounts_or_scores_reads_no_facts(of, make, role):
    employee = make_employee()
    make(employee)

    assert list(of(make_authority(role, employee.placement.unit), employee)) == []


@pytest.mark.parametrize("role", [Role.AGENCY_ADMIN, Role.INSPECTOR, Role.UNIT_OFFICER, Role.UNIT_HEAD])
def test_penalties_are_read_by_the_agency_the_inspector_and_the_office(role):
    employee = make_employee()
    sanction = make_sanction(employee)

    assert list(queries.sanctions_of(make_authority(role, employee.placement.unit), employee)) == [sanction]


def test_the_value_in_force_comes_before_those_it_replaced():
    employee = make_employee()
    older = make_attendance(employee, superseded_at=datetime(2026, 2, 1, tzinfo=UTC))
    old = make_attendance(employee, superseded_at=datetime(2026, 3, 1, tzinfo=UTC), replaces=older)
    now = make_attendance(employee, replaces=old)
    later = make_attendance(employee, month=4, realisation=Decimal(90))

    found = queries.attendance_of(_own(employee), employee)

    assert list(found) == [later, now, old, older]


def test_the_value_of_a_whole_year_comes_before_its_months():
    employee = make_employee()
    march = make_performance(employee)
    whole = make_performance(employee, month=None, score=None, predicate="good")

    assert list(queries.performance_of(_own(employee), employee)) == [whole, march]


def test_the_latest_decree_comes_first():
    employee = make_employee()
    first = make_sanction(employee, decree_on=date(2020, 5, 1), decree_number="1")
    second = make_sanction(employee, decree_on=date(2022, 5, 1), decree_number="2")

    assert list(queries.sanctions_of(_own(employee), employee)) == [second, first]


def _own(employee) -> Authority:
    user = make_user(Role.EMPLOYEE, employee.placement.unit, employee=employee)
    return authority_of(user, on=TODAY)
