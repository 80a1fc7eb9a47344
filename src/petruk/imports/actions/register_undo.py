"""Puts register rows back to what their traces say. Each answers whether the rows are still as the batch left them."""

from dataclasses import fields
from typing import Any

from petruk.imports.actions.employees import AT_ONCE, PERSON, point_at_placements
from petruk.imports.actions.register import SIGNING
from petruk.imports.actions.traces import traces_of
from petruk.imports.actions.tree import Tree
from petruk.imports.models import Batch
from petruk.imports.shapes.units import UnitRow
from petruk.people.models import Employee, Placement, Signatory, Unit

SOURCE = ("source", "source_row")


def _untouched(model: Any, batch: Batch, ids: list[int]) -> bool:
    return bool(model.objects.filter(pk__in=ids, source=batch.source).count() == len(ids))


def undo_units(batch: Batch) -> bool:
    made, changed = traces_of(batch)
    if not _untouched(Unit, batch, [*made, *changed]):
        return False
    tree = Tree()
    by_key = {unit.pk: unit for unit in tree.units.values()}
    for pk, before in changed.items():
        record = UnitRow(**{field.name: before[field.name] for field in fields(UnitRow)})
        tree.change(by_key[pk], record, before["source"])
    tree.save_changed()
    for unit in sorted((by_key[pk] for pk in made), key=lambda unit: unit.path, reverse=True):
        unit.delete()
    return True


def undo_employees(batch: Batch) -> bool:
    made, changed = traces_of(batch)
    if not _untouched(Employee, batch, [*made, *changed]):
        return False
    ended = {pk: before["placement"] for pk, before in changed.items() if "placement" in before}
    Employee.objects.filter(pk__in=[*made, *ended]).update(placement=None)
    Placement.objects.filter(employee_id__in=[*made, *ended], ended_on=None).delete()
    Placement.objects.filter(pk__in=ended.values()).update(ended_on=None)
    Employee.objects.filter(pk__in=made).delete()
    people = Employee.objects.in_bulk(changed)
    for pk, before in changed.items():
        _restore(people[pk], before, PERSON)
    Employee.objects.bulk_update(people.values(), [*PERSON, *SOURCE], batch_size=AT_ONCE)
    point_at_placements(list(ended))
    return True


def undo_signatories(batch: Batch) -> bool:
    made, changed = traces_of(batch)
    if not _untouched(Signatory, batch, [*made, *changed]):
        return False
    Signatory.objects.filter(pk__in=made).delete()
    rows = Signatory.objects.in_bulk(changed)
    nips = {before["nip"] for before in changed.values()}
    people = dict(Employee.objects.filter(nip__in=nips).values_list("nip", "pk"))
    for pk, before in changed.items():
        _restore(rows[pk], before, SIGNING)
        rows[pk].employee_id = people[before["nip"]]
    Signatory.objects.bulk_update(rows.values(), [*SIGNING, "employee", *SOURCE], batch_size=AT_ONCE)
    return True


def _restore(row: Any, before: dict[str, Any], names: tuple[str, ...]) -> None:
    for name in names:
        setattr(row, name, row._meta.get_field(name).to_python(before[name]))
    row.source_id, row.source_row = before["source"], before["source_row"]
