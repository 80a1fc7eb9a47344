from datetime import date

from django.db.models import Q

from petruk.access.authority import NOBODY, Authority, Grant
from petruk.access.permissions import Permission
from petruk.access.roles import Role
from petruk.people.models import (
    Employee,
    EmployeeQuerySet,
    Mandate,
    MandateQuerySet,
    Signatory,
    Unit,
    UnitQuerySet,
    User,
)


def authority_of(user: User, *, on: date) -> Authority:
    """Return what the mandates in force on a day let this user do. A disabled user can do nothing."""
    if not user.is_active:
        return NOBODY
    mandates = in_force(Mandate.objects.filter(user=user), on=on).values_list("role", "unit__path")
    grants = tuple(Grant(Role(role), path) for role, path in mandates.order_by("pk"))
    return Authority(ref=user.public_id, name=user.name, grants=grants, employee_id=user.employee_id)


def in_force(mandates: MandateQuerySet, *, on: date) -> MandateQuerySet:
    return mandates.filter(Q(ended_on=None) | Q(ended_on__gte=on), started_on__lte=on)


def units(authority: Authority, permission: Permission = Permission.UNIT_VIEW) -> UnitQuerySet:
    return Unit.objects.visible_to(authority, permission)


def employees(authority: Authority, permission: Permission = Permission.EMPLOYEE_VIEW) -> EmployeeQuerySet:
    return Employee.objects.visible_to(authority, permission).select_related("placement__unit")


def signatory_of(authority: Authority, unit: Unit, *, on: date) -> Signatory | None:
    """Return who signs for the unit on a day: of several in force, the one that began last. The unit came through a scope."""
    if not authority.signed_in:
        return None
    in_office = Signatory.objects.filter(Q(ended_on=None) | Q(ended_on__gte=on), unit=unit, started_on__lte=on)
    return in_office.select_related("employee__placement").order_by("-started_on").first()
