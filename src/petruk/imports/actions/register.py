"""Writes units and signatories."""

from typing import Any

from petruk.audit.models import Source
from petruk.imports.actions.traces import Traces
from petruk.imports.actions.tree import Tree
from petruk.imports.models import Batch
from petruk.imports.planning import Entry, Plan
from petruk.people.models import Employee, Signatory, Unit

SIGNING = ("capacity", "office", "started_on", "ended_on")


def write_units(plan: Plan, batch: Batch, *, source: Source) -> None:
    tree, traces = Tree(), Traces(batch)
    for entry in _parents_first(plan.new):
        tree.add(entry.record, source)
    tree.save_new()
    for entry in plan.changed:
        unit = tree.units[entry.record.code]
        traces.changing(unit, entry)
        tree.change(unit, entry.record, source.pk)
    tree.save_changed()
    for entry in plan.new:
        traces.made(tree.units[entry.record.code])
    traces.save()


def _parents_first(entries: tuple[Entry, ...]) -> list[Entry]:
    by_code = {entry.record.code: entry for entry in entries}

    def depth(entry: Entry) -> int:
        parent = by_code.get(entry.record.parent_code)
        return 1 + depth(parent) if parent else 0

    return sorted(entries, key=depth)


def write_signatories(plan: Plan, batch: Batch, *, source: Source) -> None:
    traces = Traces(batch)
    units = dict(Unit.objects.values_list("code", "pk"))
    nips = {entry.record.nip for entry in (*plan.new, *plan.changed)}
    people = dict(Employee.objects.filter(nip__in=nips).values_list("nip", "pk"))

    def fill(signatory: Signatory, entry: Entry) -> Signatory:
        signatory.unit_id, signatory.employee_id = units[entry.record.unit_code], people[entry.record.nip]
        signatory.source, signatory.source_row = source, entry.row
        set_fields(signatory, entry.record, SIGNING)
        return signatory

    for signatory in Signatory.objects.bulk_create(fill(Signatory(), entry) for entry in plan.new):
        traces.made(signatory)
    known = _known(plan.changed)
    for entry in plan.changed:
        signatory = known[entry.record.key]
        traces.changing(signatory, entry)
        fill(signatory, entry)
    Signatory.objects.bulk_update(known.values(), [*SIGNING, "employee", "source", "source_row"], batch_size=500)
    traces.save()


def _known(entries: tuple[Entry, ...]) -> dict[Any, Signatory]:
    keys = {entry.record.key for entry in entries}
    rows = Signatory.objects.filter(unit__code__in={code for code, _day in keys}).select_related("unit")
    return {key: row for row in rows if (key := (row.unit.code, row.started_on)) in keys}


def set_fields(row: Any, record: Any, names: tuple[str, ...]) -> None:
    for name in names:
        setattr(row, name, getattr(record, name))
