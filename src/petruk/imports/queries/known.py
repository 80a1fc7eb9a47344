"""What whoever imports may reach, as the planning wants it."""

from collections.abc import Hashable, Iterator, Mapping
from dataclasses import fields
from typing import Any

from petruk.access.authority import ROOT_PATH, Authority
from petruk.access.permissions import Permission
from petruk.facts.models import IN_FORCE, Attendance, Behaviour, Fact, Performance, Sanction
from petruk.imports.planning import Known
from petruk.imports.shapes.attendance import AttendanceRow
from petruk.imports.shapes.behaviour import BehaviourRow
from petruk.imports.shapes.employees import EmployeeRow
from petruk.imports.shapes.performance import PerformanceRow
from petruk.imports.shapes.sanctions import SanctionRow
from petruk.imports.shapes.shape import Kind
from petruk.imports.shapes.signatories import SignatoryRow
from petruk.imports.shapes.units import UnitRow
from petruk.people.models import Employee, Signatory, Unit

FACTS: Mapping[str, tuple[type[Fact], type[Any]]] = {
    "attendance": (Attendance, AttendanceRow),
    "performance": (Performance, PerformanceRow),
    "behaviour": (Behaviour, BehaviourRow),
    "sanctions": (Sanction, SanctionRow),
}
"""The table and the record of each kind of facts. Their fields have the same names, but for the NIP."""

FEW_PEOPLE = 1_000
"""So many are named in the query; of more, the rows of all are read and those of others passed over."""

ELSEWHERE = {
    "unit_code": "placement__unit__code",
    "position": "placement__position",
    "position_kind": "placement__position_kind",
    "echelon": "placement__echelon",
    "position_since": "placement__position_since",
    "rank": "placement__rank",
    "rank_since": "placement__rank_since",
}


def known(authority: Authority, kind: Kind) -> Known:
    """Return the people, units and records in force that this person may change by a file of this kind."""
    if kind.name in FACTS:
        people = dict(Employee.objects.visible_to(authority, kind.permission).values_list("pk", "nip"))
        return Known(people=frozenset(people.values()), current=FactsInForce(kind, people))
    readers = {"units": _units, "employees": _employees, "signatories": _signatories}
    return readers[kind.name](authority, kind.permission)


class FactsInForce(Mapping[Hashable, Any]):
    """The facts in force of these people, by the key of their record; read month by month (or year) as a file asks.

    One table a query, and the people known beforehand: joined through placements and units, the same rows can take
    minutes on tables whose statistics are not yet what the last file made of them.
    """

    def __init__(self, kind: Kind, people: Mapping[int, str]) -> None:
        self.model, self.record = FACTS[kind.name]
        self.people = people
        self.columns = [field.name for field in fields(self.record) if field.name != "nip"]
        self.part_names = [name for name in ("year", "month") if name in self.columns and kind.name != "sanctions"]
        self.found: dict[Hashable, Any] = {}
        self.parts: set[tuple[Any, ...]] = set()

    def __getitem__(self, key: Any) -> Any:
        part = key[1:] if self.part_names else ()
        if part not in self.parts:
            self._read(part)
        return self.found[key]

    def _read(self, part: tuple[Any, ...]) -> None:
        self.parts.add(part)
        rows = self.model.objects.filter(IN_FORCE, **dict(zip(self.part_names, part, strict=True)))
        if len(self.people) <= FEW_PEOPLE:
            rows = rows.filter(employee_id__in=self.people)
        for employee, *values in rows.values_list("employee_id", *self.columns):
            if employee in self.people:
                record = self.record(nip=self.people[employee], **dict(zip(self.columns, values, strict=True)))
                self.found[record.key] = record

    def __iter__(self) -> Iterator[Hashable]:
        return iter(self.found)

    def __len__(self) -> int:
        return len(self.found)


def _nips(authority: Authority, permission: Permission) -> frozenset[str]:
    return frozenset(Employee.objects.visible_to(authority, permission).values_list("nip", flat=True))


def _unit_codes(authority: Authority, permission: Permission) -> frozenset[str]:
    return frozenset(Unit.objects.visible_to(authority, permission).values_list("code", flat=True))


def _units(authority: Authority, permission: Permission) -> Known:
    rows = Unit.objects.visible_to(authority, permission)
    columns = ("code", "name", "parent__code", "kind", "active")
    current = {
        code: UnitRow(code=code, name=name, parent_code=parent or "", kind=kind, active=active)
        for code, name, parent, kind, active in rows.values_list(*columns)
    }
    return Known(
        current=current,
        taken=frozenset(Unit.objects.exclude(code__in=current).values_list("code", flat=True)),
        may_add_root=ROOT_PATH in authority.paths(permission),
    )


def _employees(authority: Authority, permission: Permission) -> Known:
    columns = [field.name for field in fields(EmployeeRow)]
    places = [ELSEWHERE.get(name, name) for name in columns]
    rows = Employee.objects.visible_to(authority, permission).values_list(*places)
    records = (EmployeeRow(**dict(zip(columns, values, strict=True))) for values in rows.iterator(5_000))
    current: dict[Hashable, Any] = {record.nip: record for record in records}
    everybody = Employee.objects.values_list("nip", flat=True)
    return Known(
        units=_unit_codes(authority, permission),
        current=current,
        taken=frozenset(nip for nip in everybody if nip not in current),
    )


def _signatories(authority: Authority, permission: Permission) -> Known:
    rows = Signatory.objects.visible_to(authority, permission)
    columns = ("unit__code", "employee__nip", "capacity", "office", "started_on", "ended_on")
    names = [field.name for field in fields(SignatoryRow)]
    records = (SignatoryRow(**dict(zip(names, values, strict=True))) for values in rows.values_list(*columns))
    return Known(
        people=_nips(authority, permission),
        units=_unit_codes(authority, permission),
        current={record.key: record for record in records},
    )
