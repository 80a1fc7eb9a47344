"""Writes units, employees with their placements, and signatories; leaves a trace of what each row was."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import OuterRef, Subquery
from django.utils import timezone

from petruk.audit.models import Source
from petruk.imports.actions.outcome import written
from petruk.imports.actions.tree import Tree
from petruk.imports.models import Batch, Trace
from petruk.imports.planning import Entry, Plan
from petruk.imports.shapes.employees import EmployeeRow
from petruk.people.models import Employee, Placement, Signatory, Unit

PLACE = ("position", "position_kind", "echelon", "position_since", "rank", "rank_since")
PERSON = (
    "nip", "kind", "name", "title_before", "title_after", "birth_place", "birth_on", "sex", "legal_status",
    "appointed_on", "contract_ends_on", "education", "graduated_year",
)  # fmt: skip
SIGNING = ("capacity", "office", "started_on", "ended_on")


def write_units(plan: Plan, batch: Batch, *, source: Source) -> None:
    tree = Tree()
    for entry in _parents_first(plan.new):
        record = entry.record
        unit = tree.add(
            code=record.code, name=record.name, kind=record.kind, active=record.active, parent=record.parent_code
        )
        unit.source = source
    tree.save_new()
    for entry in plan.changed:
        unit = tree.units[entry.record.code]
        unit.name, unit.kind, unit.active, unit.source = (
            entry.record.name,
            entry.record.kind,
            entry.record.active,
            source,
        )
        if entry.record.parent_code != entry.before.parent_code:
            tree.move(unit, entry.record.parent_code)
    tree.save_changed()
    _trace(batch, {entry: tree.units[entry.record.code].pk for entry in (*plan.new, *plan.changed)}, {})


def _parents_first(entries: tuple[Entry, ...]) -> list[Entry]:
    by_code = {entry.record.code: entry for entry in entries}

    def depth(entry: Entry) -> int:
        parent = by_code.get(entry.record.parent_code)
        return 1 + depth(parent) if parent else 0

    return sorted(entries, key=depth)


def write_employees(plan: Plan, batch: Batch, *, source: Source, at: datetime) -> None:
    today = timezone.localdate(at)
    units = dict(Unit.objects.values_list("code", "pk"))
    new = Employee.objects.bulk_create(
        Employee(source=source, source_row=entry.row, **_values(entry.record, PERSON)) for entry in plan.new
    )
    Placement.objects.bulk_create(
        Placement(
            employee=employee,
            unit_id=units[entry.record.unit_code],
            started_on=_started_on(entry.record, today),
            **_values(entry.record, PLACE),
        )
        for employee, entry in zip(new, plan.new, strict=True)
    )
    known = {row.nip: row for row in Employee.objects.filter(nip__in=[entry.record.nip for entry in plan.changed])}
    moves = _replace_placements([entry for entry in plan.changed if _moves(entry)], known, units, today)
    for entry in plan.changed:
        employee = known[entry.record.nip]
        employee.source, employee.source_row = source, entry.row
        for name, value in _values(entry.record, PERSON).items():
            setattr(employee, name, value)
    Employee.objects.bulk_update(known.values(), [*PERSON, "source", "source_row"], batch_size=500)
    point_at_placements([*(employee.pk for employee in new), *(known[entry.record.nip].pk for entry in plan.changed)])
    keys = {entry: employee.pk for employee, entry in zip(new, plan.new, strict=True)}
    keys |= {entry: known[entry.record.nip].pk for entry in plan.changed}
    _trace(batch, keys, moves)


def _moves(entry: Entry) -> bool:
    return any(getattr(entry.record, name) != getattr(entry.before, name) for name in ("unit_code", *PLACE))


def _replace_placements(
    entries: list[Entry], known: Mapping[str, Employee], units: Mapping[str, int], today: date
) -> dict[Entry, dict[str, Any]]:
    """End the placement in force of each and begin the next. Return, for the trace, the one that ended."""
    olds = Placement.objects.in_bulk([known[entry.record.nip].placement_id for entry in entries])
    moves = {}
    new = []
    for entry in entries:
        employee = known[entry.record.nip]
        old = olds[employee.placement_id]
        started_on = _started_on(entry.record, today)
        started_on = started_on if started_on > old.started_on else max(today, old.started_on)
        old.ended_on = max(old.started_on, started_on - timedelta(days=1))
        moves[entry] = {"placement": old.pk}
        placement = Placement(employee=employee, started_on=started_on, **_values(entry.record, PLACE))
        placement.unit_id = units[entry.record.unit_code]
        new.append(placement)
    Placement.objects.bulk_update(olds.values(), ["ended_on"], batch_size=500)
    Placement.objects.bulk_create(new)
    return moves


def _started_on(record: EmployeeRow, today: date) -> date:
    """Return since when somebody is in the post; what the file does not say began with the appointment, or today."""
    return record.position_since or record.appointed_on or today


def point_at_placements(employee_ids: list[int]) -> None:
    """Let each employee point at the placement in force."""
    in_force = Placement.objects.filter(employee=OuterRef("pk"), ended_on=None).values("pk")[:1]
    Employee.objects.filter(pk__in=employee_ids).update(placement=Subquery(in_force))


def write_signatories(plan: Plan, batch: Batch, *, source: Source) -> None:
    units = dict(Unit.objects.values_list("code", "pk"))
    entries = (*plan.new, *plan.changed)
    people = dict(Employee.objects.filter(nip__in={entry.record.nip for entry in entries}).values_list("nip", "pk"))
    new = Signatory.objects.bulk_create(
        Signatory(
            unit_id=units[entry.record.unit_code],
            employee_id=people[entry.record.nip],
            source=source,
            source_row=entry.row,
            **_values(entry.record, SIGNING),
        )
        for entry in plan.new
    )
    keys = {entry: signatory.pk for signatory, entry in zip(new, plan.new, strict=True)}
    known = {(row.unit.code, row.started_on): row for row in _signatories(plan.changed)}
    for entry in plan.changed:
        signatory = known[entry.record.key]
        signatory.employee_id = people[entry.record.nip]
        signatory.source, signatory.source_row = source, entry.row
        for name, value in _values(entry.record, SIGNING).items():
            setattr(signatory, name, value)
        keys[entry] = signatory.pk
    Signatory.objects.bulk_update(known.values(), [*SIGNING, "employee", "source", "source_row"], batch_size=500)
    _trace(batch, keys, {})


def _signatories(entries: tuple[Entry, ...]) -> Any:
    codes = {entry.record.unit_code for entry in entries}
    return Signatory.objects.filter(unit__code__in=codes).select_related("unit")


def _values(record: Any, names: tuple[str, ...]) -> dict[str, Any]:
    return {name: getattr(record, name) for name in names}


def _trace(batch: Batch, keys: Mapping[Entry, int], more: Mapping[Entry, dict[str, Any]]) -> None:
    Trace.objects.bulk_create(
        Trace(batch=batch, object_id=pk, before=_before(entry, more.get(entry, {}))) for entry, pk in keys.items()
    )


def _before(entry: Entry, more: dict[str, Any]) -> dict[str, Any] | None:
    if entry.before is None:
        return None
    return {name: written(value) for name, value in asdict(entry.before).items()} | more
