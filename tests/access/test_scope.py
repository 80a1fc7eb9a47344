"""Rows start from the units of a mandate; no unit, no rows."""

import pytest

from petruk.access.authority import NOBODY, Authority, Grant
from petruk.access.permissions import Permission
from petruk.access.roles import Role
from petruk.people.models import Employee, Unit
from tests.factories import make_employee, make_unit

pytestmark = pytest.mark.django_db
VIEW = Permission.EMPLOYEE_VIEW


def having(*grants, **more):
    return Authority(ref="r", name="n", grants=tuple(Grant(*grant) for grant in grants), **more)


def test_only_rows_of_the_own_subtree_are_visible():
    mine = make_unit()
    below, beside = make_unit(parent=mine), make_unit()
    people = [make_employee(mine), make_employee(below)]
    make_employee(beside)  # must not leak

    visible = Employee.objects.visible_to(having((Role.UNIT_OFFICER, mine.path)), VIEW)

    assert list(visible.order_by("pk")) == people


@pytest.mark.parametrize("authority", [NOBODY, having(), having((Role.OPERATOR, ""))])
def test_without_a_grant_for_it_no_row_is_visible(authority):
    make_employee()

    assert list(Employee.objects.visible_to(authority, VIEW)) == []


def test_a_civil_servant_sees_his_own_row_and_not_his_unit():
    unit = make_unit()
    me, _colleague = make_employee(unit), make_employee(unit)

    visible = Employee.objects.visible_to(having((Role.EMPLOYEE, unit.path), employee_id=me.pk), VIEW)

    assert list(visible) == [me]


def test_a_role_for_own_rows_without_a_person_shows_nothing():
    unit = make_unit()
    make_employee(unit)

    assert list(Employee.objects.visible_to(having((Role.EMPLOYEE, unit.path)), VIEW)) == []


def test_narrowing_to_a_subtree_never_widens():
    mine, other = make_unit(), make_unit()
    authority = having((Role.UNIT_OFFICER, mine.path))

    visible = Unit.objects.visible_to(authority, Permission.UNIT_VIEW)

    assert list(visible.within(other.path)) == []
    assert list(visible.within(mine.path)) == [mine]
