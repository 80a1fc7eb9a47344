"""What is known of one person, with what it replaced; and what holds now of everybody within reach."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, TypeVar

from django.db.models import F, QuerySet

from petruk.access.authority import Authority
from petruk.access.permissions import Permission
from petruk.access.scope import ScopedQuerySet
from petruk.facts.models import IN_FORCE, Attendance, Behaviour, Fact, Performance, Sanction
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


class FactKind(StrEnum):
    ATTENDANCE = "attendance"
    PERFORMANCE = "performance"
    BEHAVIOUR = "behaviour"
    SANCTION = "sanction"


@dataclass(frozen=True)
class FactFilter:
    """To what a list of facts is narrowed; every part holds at once.

    0 is any year or month; a month narrows only facts that are ``MONTHLY``.
    """

    name: str = ""
    digits: str = ""
    unit_path: str = ""
    year: int = 0
    month: int = 0


MONTHLY = frozenset({FactKind.ATTENDANCE, FactKind.PERFORMANCE})
_MODELS: Mapping[FactKind, type[Fact]] = {
    FactKind.ATTENDANCE: Attendance,
    FactKind.PERFORMANCE: Performance,
    FactKind.BEHAVIOUR: Behaviour,
    FactKind.SANCTION: Sanction,
}


def permission_of(kind: FactKind) -> Permission:
    """Return the right to read facts of a kind: penalties need their own."""
    return Permission.SANCTION_VIEW if kind is FactKind.SANCTION else Permission.EMPLOYEE_VIEW


def facts(authority: Authority, kind: FactKind, narrowed: FactFilter) -> QuerySet[Any]:
    """Return the facts in force of the people within reach, by name, the latest first."""
    reached: Any = _MODELS[kind].objects.visible_to(authority, permission_of(kind)).within(narrowed.unit_path)
    rows: QuerySet[Any] = reached.filter(IN_FORCE)
    for word in narrowed.name.split():
        rows = rows.filter(employee__name__icontains=word)
    if narrowed.digits:
        rows = rows.filter(employee__nip__contains=narrowed.digits)
    if narrowed.year:
        rows = rows.filter(year=narrowed.year)
    if narrowed.month:
        rows = rows.filter(month=narrowed.month)
    latest = (F("month").desc(nulls_first=True),) if kind in MONTHLY else ()
    return rows.select_related("employee__placement__unit", "source").order_by(
        "employee__name", "employee", "-year", *latest, "-pk"
    )
