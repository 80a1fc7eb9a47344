"""Decides what a file would do. Preview and application ask the same function, so what was seen is what happens."""

import hashlib
from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from petruk.imports.problems import Problem
from petruk.imports.reading import Row, Sheet
from petruk.imports.shapes.shape import Kind, RowFault, Shape
from petruk.imports.shapes.tree import tree_problems
from petruk.imports.tables import Table, find_table


@dataclass(frozen=True)
class Known:
    """What whoever imports may reach: NIPs and unit codes in scope, and the record in force under each key.

    ``taken`` are keys that exist outside that reach; ``may_add_root`` says whether a unit may have no parent.
    """

    people: frozenset[str] = frozenset()
    units: frozenset[str] = frozenset()
    current: Mapping[Hashable, Any] = field(default_factory=dict)
    taken: frozenset[str] = frozenset()
    may_add_root: bool = False


@dataclass(frozen=True, slots=True)
class Entry:
    """A row that would be written. ``before`` is the record in force, None for a new one."""

    sheet: str
    row: int
    record: Any
    before: Any = None


@dataclass(frozen=True)
class Plan:
    """What a file would do. With a single problem it does nothing, not even in part."""

    new: tuple[Entry, ...] = ()
    changed: tuple[Entry, ...] = ()
    same: int = 0
    problems: tuple[Problem, ...] = ()
    warnings: tuple[Problem, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def applicable(self) -> bool:
        return not self.problems and bool(self.new or self.changed)

    @property
    def digest(self) -> str:
        """A fingerprint of what would be written over what."""
        state = hashlib.sha256()
        for entry in (*self.new, *self.changed):
            state.update(repr(entry).encode())
        return state.hexdigest()

    def as_json(self) -> dict[str, Any]:
        problems = [problem.as_json() for problem in self.problems]
        return {"new": len(self.new), "changed": len(self.changed), "same": self.same, "problems": problems}


def plan(sheets: Iterable[Sheet], *, kind: Kind, known: Known, today: date) -> Plan:
    """Return what the file would do, every problem of it named by cell.

    Hidden sheets are not read: nobody who looked at the file saw them.
    """
    tables, notes = _tables(sheets, kind)
    found = _Findings(kind, known, today)
    for table in tables:
        found.take(table)
    if not tables:
        found.problems.append(Problem("", 1, "", "", _no_table(kind)))
    elif not found.rows and not found.problems:
        found.problems.append(
            Problem(tables[0].sheet.name, tables[0].header.number, "", "", _("The table has no rows."))
        )
    return found.plan(notes)


def _tables(sheets: Iterable[Sheet], kind: Kind) -> tuple[list[Table], tuple[str, ...]]:
    tables, notes = [], []
    for sheet in sheets:
        table = None if sheet.hidden or not sheet.rows else find_table(sheet, kind.templates)
        if table:
            tables.append(table)
        elif sheet.rows:
            notes.append(_("The sheet %(name)s was not read.") % {"name": sheet.name})
    return tables, tuple(notes)


def _no_table(kind: Kind) -> str:
    names = "; ".join(", ".join(column.name for column in columns if not column.optional) for columns in kind.templates)
    return _("No table was found. The header must have these columns: %(names)s.") % {"names": names}


class _Findings:
    """Goes through the rows once and keeps what each would do."""

    def __init__(self, kind: Kind, known: Known, today: date) -> None:
        self.kind, self.known, self.today = kind, known, today
        self.problems: list[Problem] = []
        self.warnings: list[Problem] = []
        self.entries: list[tuple[Table, Row, Any]] = []
        self.first: dict[Hashable, tuple[str, int]] = {}
        self.rows = 0

    def take(self, table: Table) -> None:
        self.problems += table.problems
        if table.problems:
            return
        shape = self.kind.shape_of(table.columns)
        for row in table.rows:
            self.rows += 1
            self.take_row(table, shape, row)

    def take_row(self, table: Table, shape: Shape, row: Row) -> None:
        values, problems = table.values(row, self.today)
        if not problems:
            try:
                record = shape.build(values)
            except RowFault as fault:
                problems = [table.problem(row, fault.field, str(fault))]
            else:
                problems = list(self._objections(table, row, record))
                self.warnings += [table.problem(row, name, text) for name, text in shape.warn(values)]
                self.entries.append((table, row, record))
        self.problems += problems

    def _objections(self, table: Table, row: Row, record: Any) -> Iterator[Problem]:
        """Yield what the register and the rest of the file have against a row that is right in itself."""
        for name in self.kind.people:
            if getattr(record, name) not in self.known.people:
                yield table.problem(row, name, _("No employee of your units has this NIP. Check the number."))
        for name in self.kind.units:
            if getattr(record, name) not in self.known.units:
                yield table.problem(row, name, _("None of your units has this code. Check the code."))
        if record.key in self.known.taken:
            yield table.problem(
                row, table.columns[0].field, _("This is registered outside your units. Ask the agency.")
            )
        if _is_ahead(record, self.today):
            yield table.problem(row, "month", _("This month has not come yet."))
        here = (table.sheet.name, row.number)
        sheet, number = self.first.setdefault(record.key, here)
        if (sheet, number) != here:
            words = _("The same stands in row %(row)d of sheet %(sheet)s already. Keep one of the two.")
            yield table.problem(row, table.columns[0].field, words % {"row": number, "sheet": sheet or "-"})

    def plan(self, notes: tuple[str, ...]) -> Plan:
        problems = self.problems
        if self.kind.name == "units" and not problems:
            problems = tree_problems(self.entries, self.known.current, may_add_root=self.known.may_add_root)
        wrong = {(problem.sheet, problem.row) for problem in problems}
        new, changed, same = [], [], 0
        for table, row, record in self.entries:
            if (table.sheet.name, row.number) in wrong:
                continue
            before = self.known.current.get(record.key)
            after = record if before is None else self.kind.over(record, before)
            entry = Entry(table.sheet.name, row.number, after, before)
            if before is None:
                new.append(entry)
            elif after != before:
                changed.append(entry)
            else:
                same += 1
        return Plan(tuple(new), tuple(changed), same, tuple(problems), tuple(self.warnings), notes)


def _is_ahead(record: Any, today: date) -> bool:
    month = getattr(record, "month", None)
    return month is not None and (record.year, month) > (today.year, today.month)
