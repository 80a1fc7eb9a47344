"""The wrong rows of a file, given back as a workbook: each wrong cell marked, with a note on it.

Every text is written as text, so that a NIP keeps its digits and nothing becomes a formula.
"""

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal
from io import BytesIO
from typing import Any

import xlsxwriter
from django.utils.translation import gettext as _

from petruk.core.harmless import in_workbook
from petruk.imports.cells import shown
from petruk.imports.problems import Problem, column_letters
from petruk.imports.reader.xlsx import column_number
from petruk.imports.reading import Cell, Row, Sheet
from petruk.imports.shapes.shape import Kind
from petruk.imports.tables import find_table

NEVER_CLEVER = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "in_memory": True}
FORBIDDEN_IN_NAMES = str.maketrans(dict.fromkeys("[]:*?/\\'", " "))
PRECISE = 10**15  # a larger number cell has lost digits; it goes back as the text that Excel showed
COLUMN_WIDTH = 18


def workbook(sheets: Sequence[Sheet], problems: Sequence[Problem], kind: Kind) -> bytes:
    """Return a workbook of the rows that have problems, under the header that the file has."""
    out = BytesIO()
    with xlsxwriter.Workbook(out, NEVER_CLEVER) as book:
        for number, sheet in enumerate(sheets, start=1):
            wrong = [problem for problem in problems if problem.sheet == sheet.name]
            if wrong and not sheet.hidden:
                _Page(book, _page_name(sheet.name, number)).fill(sheet, wrong, kind)
        if not book.worksheets():
            book.add_worksheet().write_column(0, 0, [problem.message for problem in problems])
    return out.getvalue()


def _page_name(name: str, number: int) -> str:
    return name.translate(FORBIDDEN_IN_NAMES).strip()[:25] + f" {number}" if name else f"{number}"


class _Page:
    """One sheet that goes back."""

    def __init__(self, book: Any, name: str) -> None:
        self.page = book.add_worksheet(name)
        self.head = book.add_format({"bold": True, "bottom": 1, "num_format": "@"})
        self.text = book.add_format({"num_format": "@"})
        self.day = book.add_format({"num_format": "dd-mm-yyyy"})
        self.wrong = book.add_format({"num_format": "@", "bg_color": "#FAD9D5"})

    def fill(self, sheet: Sheet, problems: Sequence[Problem], kind: Kind) -> None:
        table = find_table(sheet, kind.templates)
        header = table.header if table else sheet.rows[0]
        by_row: dict[int, list[Problem]] = {}
        for problem in problems:
            by_row.setdefault(problem.row, []).append(problem)
        rows = [row for row in sheet.rows if row.number in by_row and row is not header]
        width = max(len(row.cells) for row in (header, *rows))
        self.write_header(header, by_row.get(header.number, []), width)
        for place, row in enumerate(rows, start=1):
            wrong = by_row[row.number]
            self.write_row(place, row, wrong, self.text)
            self.page.write_number(place, width, row.number)
            words = " ".join(f"{problem.column}: {problem.message}" for problem in wrong)
            self.page.write_string(place, width + 1, in_workbook(words), self.wrong)

    def write_header(self, header: Row, problems: list[Problem], width: int) -> None:
        self.write_row(0, header, problems, self.head)
        self.page.write_string(0, width, _("ROW IN THE FILE"), self.head)
        self.page.write_string(0, width + 1, _("WHAT IS WRONG"), self.head)
        for place, problem in enumerate((problem for problem in problems if not problem.letters), start=2):
            self.page.write_string(0, width + place, problem.message, self.wrong)
        self.page.set_column(0, width + 1, COLUMN_WIDTH)
        self.page.freeze_panes(1, 0)

    def write_row(self, place: int, row: Row, problems: list[Problem], usual: Any) -> None:
        notes = {problem.letters: problem.message for problem in problems if problem.letters}
        for column in range(max(len(row.cells), *(column_number(letters) + 1 for letters in notes), 0)):
            note = notes.get(column_letters(column))
            self.write_cell(place, column, row.cell(column), self.wrong if note else usual)
            if note:
                self.page.write_comment(place, column, note)

    def write_cell(self, place: int, column: int, cell: Cell, usual: Any) -> None:
        if cell is None:
            self.page.write_blank(place, column, None, usual)
        elif isinstance(cell, dt.date):
            self.page.write_datetime(place, column, cell, self.day)
        elif isinstance(cell, int | Decimal) and _keeps_its_digits(cell):
            self.page.write_number(place, column, cell, self.wrong if usual is self.wrong else None)
        else:
            self.page.write_string(place, column, in_workbook(shown(cell)), usual)


def _keeps_its_digits(number: int | Decimal) -> bool:
    return not isinstance(number, bool) and abs(Decimal(number)) < PRECISE
