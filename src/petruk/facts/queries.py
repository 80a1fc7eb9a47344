"""What is known of one person. Replaced values come too, each after the one in force: they are its history."""

from typing import TypeVar

from django.db.models import F

from petruk.access.authority import Authority
from petruk.access.permissions import Permission
from petruk.access.scope import ScopedQuerySet
from petruk.facts.models import Attendance, Behaviour, Fact, Performance, Sanction
from petruk.people.models import Employee

AnyFact = TypeVar("AnyFact", bound=Fact)
IN_FORCE_FIRST = (F("superseded_at").desc(nulls_first=True), "-pk")


def attendance_of(authority: Authority, employee: Employee) -> ScopedQuerySet[Attendance]:
    """Return the months of attendance, the latest first."""
    return _of(Attendance, authority, Permission.EMPLOYEE_VIEW, employee).order_by("-year", "-month", *IN_FORCE_FIRST)


def performance_of(authority: Authority, employee: Employee) -> ScopedQuerySet[Performance]:
    """Return the e-Kinerja, the latest first; the value of a whole year (no month) before its months."""
    latest_month = F("month").desc(nulls_first=True)
    return _of(Performance, authority, Permission.EMPLOYEE_VIEW, employee).order_by(
        "-year", latest_month, *IN_FORCE_FIRST
    )


def behaviour_of(authority: Authority, employee: Employee) -> ScopedQuerySet[Behaviour]:
    return _of(Behaviour, authority, Permission.EMPLOYEE_VIEW, employee).order_by("-year", *IN_FORCE_FIRST)


def sanctions_of(authority: Authority, employee: Employee) -> ScopedQuerySet[Sanction]:
    """Return the penalties, the latest decree first. They need their own permission: it is in ``access.roles``."""
    rows = _of(Sanction, authority, Permission.SANCTION_VIEW, employee)
    return rows.order_by("-decree_on", "decree_number", *IN_FORCE_FIRST)


def _of(
    model: type[AnyFact], authority: Authority, permission: Permission, employee: Employee
) -> ScopedQuerySet[AnyFact]:
    rows: ScopedQuerySet[AnyFact] = model.objects.visible_to(authority, permission)  # type: ignore[assignment]
    return rows.filter(employee=employee).select_related("source")
