"""Writes employees and their placements. A new post or rank ends the placement in force and begins the next."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta

from django.db.models import OuterRef, Subquery
from django.utils import timezone

from petruk.audit.models import Source
from petruk.imports.actions.register import set_fields
from petruk.imports.actions.traces import Traces
from petruk.imports.models import Batch
from petruk.imports.planning import Entry, Plan
from petruk.imports.shapes.employees import EmployeeRow
from petruk.people.models import Employee, Placement, Unit

PLACE = ("position", "position_kind", "echelon", "position_since", "rank", "rank_since")
PERSON = (
    "nip", "kind", "name", "title_before", "title_after", "birth_place", "birth_on", "sex", "legal_status",
    "appointed_on", "contract_ends_on", "education", "graduated_year",
)  # fmt: skip
AT_ONCE = 500


def write_employees(plan: Plan, batch: Batch, *, source: Source, at: datetime) -> None:
    today, traces = timezone.localdate(at), Traces(batch)
    units = dict(Unit.objects.values_list("code", "pk"))
    new = Employee.objects.bulk_create(_person(Employee(), entry, source) for entry in plan.new)
    placements = [_placement(one, entry, units, today) for one, entry in zip(new, plan.new, strict=True)]
    known = {one.nip: one for one in Employee.objects.filter(nip__in=[entry.record.nip for entry in plan.changed])}
    ended = _end_placements(plan.changed, known, units, today, placements)
    for employee in new:
        traces.made(employee)
    for entry in plan.changed:
        employee = known[entry.record.nip]
        traces.changing(employee, entry, **ended.get(employee.pk, {}))
        _person(employee, entry, source)
    Placement.objects.bulk_create(placements)
    Employee.objects.bulk_update(known.values(), [*PERSON, "source", "source_row"], batch_size=AT_ONCE)
    point_at_placements([employee.pk for employee in (*new, *known.values())])
    traces.save()


def _person(employee: Employee, entry: Entry, source: Source) -> Employee:
    employee.source, employee.source_row = source, entry.row
    set_fields(employee, entry.record, PERSON)
    return employee


def _placement(employee: Employee, entry: Entry, units: Mapping[str, int], today: date) -> Placement:
    placement = Placement(employee=employee, unit_id=units[entry.record.unit_code])
    placement.started_on = _started_on(entry.record, today)
    set_fields(placement, entry.record, PLACE)
    return placement


def _started_on(record: EmployeeRow, today: date) -> date:
    """Return since when somebody is in the post; what the file does not say began with the appointment, or today."""
    return record.position_since or record.appointed_on or today


def _end_placements(
    entries: Sequence[Entry], known: Mapping[str, Employee], units: Mapping[str, int], today: date, new: list[Placement]
) -> dict[int, dict[str, int]]:
    """End the placement of each who moves and add the next to ``new``. Return, for the traces, the ones that ended."""
    moving = [entry for entry in entries if _moves(entry)]
    olds = Placement.objects.in_bulk([known[entry.record.nip].placement_id for entry in moving])
    for entry in moving:
        employee = known[entry.record.nip]
        old, placement = olds[employee.placement_id], _placement(employee, entry, units, today)
        if placement.started_on <= old.started_on:  # the post stayed, or the file corrects it
            placement.started_on = max(today, old.started_on)
        old.ended_on = max(old.started_on, placement.started_on - timedelta(days=1))
        new.append(placement)
    Placement.objects.bulk_update(olds.values(), ["ended_on"], batch_size=AT_ONCE)
    return {old.employee_id: {"placement": old.pk} for old in olds.values()}


def _moves(entry: Entry) -> bool:
    return any(getattr(entry.record, name) != getattr(entry.before, name) for name in ("unit_code", *PLACE))


def point_at_placements(employee_ids: list[int]) -> None:
    """Let each employee point at the placement in force."""
    in_force = Placement.objects.filter(employee=OuterRef("pk"), ended_on=None).values("pk")[:1]
    Employee.objects.filter(pk__in=employee_ids).update(placement=Subquery(in_force))
