"""Finds the table of a sheet by its header: names in any order and spelling, under a title or not."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from petruk.imports.cells import CellFault, Reader, folded, shown
from petruk.imports.problems import Problem, column_letters
from petruk.imports.reading import Cell, Row, Sheet

HEADER_WITHIN = 15  # rows from the top
REQUIRED: Any = object()


@dataclass(frozen=True)
class Column:
    """One column of a template. ``name`` is what the template says; ``empty`` the value of an empty cell."""

    field: str
    name: str
    read: Reader
    also: tuple[str, ...] = ()
    empty: Any = REQUIRED
    optional: bool = False  # the sheet may do without the column

    @property
    def names(self) -> frozenset[str]:
        return frozenset(folded(name) for name in (self.name, *self.also))


@dataclass(frozen=True)
class Table:
    """Where the columns of a template stand in a sheet."""

    sheet: Sheet
    header: Row
    places: dict[str, int]
    columns: tuple[Column, ...]
    problems: tuple[Problem, ...] = field(default=())

    @property
    def rows(self) -> tuple[Row, ...]:
        return self.sheet.rows[self.sheet.rows.index(self.header) + 1 :]

    def values(self, row: Row, today: date) -> tuple[dict[str, Any], list[Problem]]:
        """Read one row: the values of its columns, and a problem for each cell that has none."""
        values: dict[str, Any] = {}
        problems = []
        for column in self.columns:
            try:
                values[column.field] = self._value(column, row, today)
            except CellFault as fault:
                problems.append(self.problem(row, column.field, str(fault)))
        return values, problems

    def _value(self, column: Column, row: Row, today: date) -> Any:
        cell = self._cell(column.field, row)
        if cell is not None and not (isinstance(cell, str) and not cell.strip()):
            return column.read(cell, today)
        if column.empty is REQUIRED:
            raise CellFault(_("The cell is empty. Fill it in, or remove the whole row."))
        return column.empty

    def _cell(self, name: str, row: Row) -> Cell:
        return row.cell(self.places[name]) if name in self.places else None

    def problem(self, row: Row, name: str, message: str) -> Problem:
        """Name a cell by the header that the user sees above it."""
        place = self.places.get(name)
        if place is None:
            missing = next((column.name for column in self.columns if column.field == name), "")
            return Problem(self.sheet.name, row.number, missing, "", message)
        header = " ".join(shown(self.header.cell(place)).split())
        value = shown(row.cell(place))
        return Problem(self.sheet.name, row.number, header, value, message, column_letters(place))


def find_table(sheet: Sheet, templates: Sequence[tuple[Column, ...]]) -> Table | None:
    """Return the table of the template that fits best, with the problems of its header; None if none fits at all.

    A template fits if two of its columns are there, or its only one.
    """
    candidates = [_table(sheet, row, columns) for row in sheet.rows[:HEADER_WITHIN] for columns in templates]
    fitting = [table for table in candidates if len(table.places) >= min(2, len(table.columns))]
    return min(fitting, key=lambda table: (len(table.problems), -len(table.places)), default=None)


def _table(sheet: Sheet, header: Row, columns: tuple[Column, ...]) -> Table:
    found: dict[str, int] = {}
    problems = []
    for place, cell in enumerate(header.cells):
        name = folded(cell) if isinstance(cell, str) else ""
        column = next((column for column in columns if name in column.names), None)
        if column and column.field in found:
            message = _("The column %(name)s stands twice. Remove one.") % {"name": column.name}
            problems.append(
                Problem(sheet.name, header.number, column.name, shown(cell), message, column_letters(place))
            )
        elif column:
            found[column.field] = place
    missing = [column.name for column in columns if column.field not in found and not column.optional]
    problems += [Problem(sheet.name, header.number, name, "", _missing(name)) for name in missing]
    return Table(sheet, header, found, columns, tuple(problems))


def _missing(name: str) -> str:
    return _("The column %(name)s is missing. Add it with this name in the header.") % {"name": name}
