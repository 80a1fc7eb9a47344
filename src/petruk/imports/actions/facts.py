"""Writes facts: a correction is a new row, the row that it replaces stays and is no longer in force."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import fields
from datetime import datetime
from typing import Any

from petruk.audit.models import Source
from petruk.facts.models import IN_FORCE, Fact
from petruk.imports.planning import Entry, Plan
from petruk.imports.queries.known import FACTS
from petruk.people.models import Employee

AT_ONCE = 5_000

Progress = Callable[[int], None]
"""Is told how many rows are written."""


def write_facts(plan: Plan, kind: str, *, source: Source, at: datetime, progress: Progress) -> None:
    model, record = FACTS[kind]
    names = [field.name for field in fields(record) if field.name != "nip"]
    make: Any = model
    done = 0
    for entries in _pieces((*plan.changed, *plan.new)):
        ids = _employee_ids(entries)
        replaced = _replaced(model, entries, ids)
        model.objects.filter(pk__in=replaced.values()).update(superseded_at=at)
        model.objects.bulk_create(
            make(
                employee_id=ids[entry.record.nip],
                source_id=source.pk,
                source_row=entry.row,
                recorded_at=at,
                replaces_id=replaced.get(entry.record.key),
                **{name: getattr(entry.record, name) for name in names},
            )
            for entry in entries
        )
        done += len(entries)
        progress(done)


def _pieces(entries: Sequence[Entry]) -> Iterator[Sequence[Entry]]:
    for start in range(0, len(entries), AT_ONCE):
        yield entries[start : start + AT_ONCE]


def _employee_ids(entries: Sequence[Entry]) -> dict[str, int]:
    nips = {entry.record.nip for entry in entries}
    return dict(Employee.objects.filter(nip__in=nips).values_list("nip", "pk"))


def _replaced(model: type[Fact], entries: Sequence[Entry], ids: dict[str, int]) -> dict[Any, int]:
    """Return the rows in force that these entries replace, by the key of their record."""
    changed = [entry for entry in entries if entry.before is not None]
    if not changed:
        return {}
    keys = {entry.record.key for entry in changed}
    nips = {number: nip for nip, number in ids.items()}
    columns = _key_columns(model)
    rows = model.objects.filter(
        IN_FORCE,
        employee_id__in={ids[entry.record.nip] for entry in changed},
        year__in={entry.record.year for entry in changed} | {entry.before.year for entry in changed},
    )
    found = {(nips[employee], *key): pk for pk, employee, *key in rows.values_list("pk", "employee_id", *columns)}
    return {key: found[key] for key in keys}


def _key_columns(model: type[Fact]) -> tuple[str, ...]:
    columns = {"Attendance": ("year", "month"), "Performance": ("year", "month"), "Behaviour": ("year",)}
    return columns.get(model.__name__, ("decree_number",))
