"""Puts register rows back to what their traces say. Each answers whether the rows are still as the batch left them."""

from typing import Any

from petruk.imports.actions.register import PERSON, SIGNING, point_at_placements
from petruk.imports.actions.tree import Tree
from petruk.imports.models import Batch, Trace
from petruk.people.models import Employee, Placement, Signatory, Unit


def _traces(batch: Batch) -> tuple[list[int], dict[int, dict[str, Any]]]:
    """Return the rows that the batch made, and what the rows that it changed were before."""
    traces = Trace.objects.filter(batch=batch).values_list("object_id", "before")
    return [pk for pk, before in traces if before is None], {pk: before for pk, before in traces if before is not None}


def _untouched(model: Any, batch: Batch, ids: list[int]) -> bool:
    return bool(model.objects.filter(pk__in=ids, source=batch.source).count() == len(ids))


def undo_units(batch: Batch) -> bool:
    made, changed = _traces(batch)
    if not _untouched(Unit, batch, [*made, *changed]):
        return False
    tree = Tree()
    by_key = {unit.pk: unit for unit in tree.units.values()}
    for pk, before in changed.items():
        unit = by_key[pk]
        unit.name, unit.kind, unit.active, unit.source = before["name"], before["kind"], before["active"], None
        if (unit.parent.code if unit.parent else "") != before["parent_code"]:
            tree.move(unit, before["parent_code"])
    tree.save_changed()
    for unit in sorted((by_key[pk] for pk in made), key=lambda unit: unit.path, reverse=True):
        unit.delete()
    return True


def undo_employees(batch: Batch) -> bool:
    made, changed = _traces(batch)
    ids = [*made, *changed]
    if not _untouched(Employee, batch, ids):
        return False
    ended = {pk: before["placement"] for pk, before in changed.items() if "placement" in before}
    Employee.objects.filter(pk__in=[*made, *ended]).update(placement=None)
    Placement.objects.filter(employee_id__in=[*made, *ended], ended_on=None).delete()
    Placement.objects.filter(pk__in=ended.values()).update(ended_on=None)
    Employee.objects.filter(pk__in=made).delete()
    people = Employee.objects.in_bulk(changed)
    for pk, before in changed.items():
        _restore(people[pk], before, PERSON)
    Employee.objects.bulk_update(people.values(), [*PERSON, "source", "source_row"], batch_size=500)
    point_at_placements(list(ended))
    return True


def undo_signatories(batch: Batch) -> bool:
    made, changed = _traces(batch)
    if not _untouched(Signatory, batch, [*made, *changed]):
        return False
    Signatory.objects.filter(pk__in=made).delete()
    rows = Signatory.objects.in_bulk(changed)
    people = dict(
        Employee.objects.filter(nip__in={before["nip"] for before in changed.values()}).values_list("nip", "pk")
    )
    for pk, before in changed.items():
        _restore(rows[pk], before, SIGNING)
        rows[pk].employee_id = people[before["nip"]]
    Signatory.objects.bulk_update(rows.values(), [*SIGNING, "employee", "source", "source_row"], batch_size=500)
    return True


def _restore(row: Any, before: dict[str, Any], names: tuple[str, ...]) -> None:
    for name in names:
        field = row._meta.get_field(name)
        setattr(row, name, field.to_python(before[name]))
    row.source = row.source_row = None
