"""A table as XLSX: typed cells, a NIP as text, a frozen header with a filter, a block to sign under it."""

from collections.abc import Sequence
from textwrap import wrap
from typing import Any, BinaryIO

import xlsxwriter

from petruk.core.harmless import in_workbook
from petruk.core.nip import display_nip
from petruk.web.tables.table import Column, Kind, Signature, Table, Value

OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
FOLIO = 14  # the paper of offices here, 215 x 330 mm
MARGIN = 0.5  # inches
SPACE_TO_SIGN = 4  # rows
LINE, MOST_LINES = 15, 20  # points; a row holds no more than 409
LONGEST_PAGE_NAME = 31


def write(table: Table, out: BinaryIO) -> int:
    """Write the table; return how many rows it has. Rows are read one by one and none is kept."""
    with xlsxwriter.Workbook(out, OPTIONS) as book:
        return _Page(book, table).fill()


class _Page:
    """The one sheet of a workbook, written from the top down as constant memory asks."""

    def __init__(self, book: Any, table: Table) -> None:
        self.table = table
        self.page = book.add_worksheet(table.name[:LONGEST_PAGE_NAME])
        self.bold = book.add_format({"bold": True, "font_size": 13})
        self.plain = book.add_format({"num_format": "@"})
        heading = {"bold": True, "text_wrap": True, "bg_color": "#E7EDF9", "bottom": 1}
        self.heads = [book.add_format(_aligned(column) | heading) for column in table.columns]
        self.formats = [book.add_format(_format(column)) for column in table.columns]
        self.top = len(table.terms) + 2  # the row of the header, below the title, the terms and an empty row

    def fill(self) -> int:
        self.set_up()
        self.text(0, 0, self.table.title, self.bold)
        for place, (label, term) in enumerate(self.table.terms, start=1):
            self.text(place, 0, f"{label}: {term}", self.plain)
        self.heighten(self.top, [str(column.label) for column in self.table.columns])
        for place, column in enumerate(self.table.columns):
            self.text(self.top, place, str(column.label), self.heads[place])
        last = self.top
        for last, row in enumerate(self.table.rows, start=self.top + 1):
            values = [column.read(row) for column in self.table.columns]
            self.heighten(last, values)
            for place, value in enumerate(values):
                if value is not None and value != "":
                    self.cell(last, place, value)
        self.page.autofilter(self.top, 0, last, len(self.table.columns) - 1)
        if self.table.signature:
            self.sign(last + 3, self.table.signature)
        return last - self.top

    def set_up(self) -> None:
        page = self.page
        page.set_landscape()
        page.set_paper(FOLIO)
        page.set_margins(MARGIN, MARGIN, MARGIN, MARGIN)
        page.fit_to_pages(1, 0)
        page.repeat_rows(self.top)
        page.set_footer("&L&8SI-PETRUK&R&8&P / &N")
        page.freeze_panes(self.top + 1, 0)
        page.ignore_errors({"number_stored_as_text": "A1:A1048576"})  # a NIP is meant to be text
        for place, column in enumerate(self.table.columns):
            page.set_column(place, place, column.width)

    def heighten(self, row: int, values: Sequence[Value]) -> None:
        """Make room for the longest text: not every program does so by itself."""
        columns = zip(self.table.columns, values, strict=True)
        lines = max((_lines(value, column.width) for column, value in columns if isinstance(value, str)), default=1)
        if lines > 1:
            self.page.set_row(row, min(lines, MOST_LINES) * LINE)

    def cell(self, row: int, place: int, value: Value) -> None:
        style, kind = self.formats[place], self.table.columns[place].kind
        if kind is Kind.DAY:
            self.page.write_datetime(row, place, value, style)
        elif kind is Kind.NUMBER:
            self.page.write_number(row, place, value, style)
        else:
            self.text(row, place, str(value), style)

    def text(self, row: int, place: int, text: str, style: Any) -> None:
        self.page.write_string(row, place, in_workbook(text), style)

    def sign(self, row: int, signature: Signature) -> None:
        """Write the block under the last columns, with room for the name to be written by hand."""
        place = max(len(self.table.columns) - 3, 0)
        above = (signature.place_and_date, *signature.position)
        below = (signature.name, f"NIP. {display_nip(signature.nip)}" if signature.nip else "")
        for at, line in enumerate((*above, *("",) * SPACE_TO_SIGN, *below), start=row):
            if line:
                self.text(at, place, line, self.plain)


def _lines(text: str, width: int) -> int:
    """Return into how many lines a text falls in a column of this many characters, by words."""
    if len(text) < width and "\n" not in text:
        return 1
    return sum(len(wrap(line, width - 1)) or 1 for line in text.splitlines()) or 1


def _aligned(column: Column) -> dict[str, Any]:
    return {"valign": "top", "align": "left"} | ({"align": "right", "indent": 1} if column.is_number else {})


def _format(column: Column) -> dict[str, Any]:
    common = _aligned(column) | {"text_wrap": column.kind is Kind.TEXT}
    if column.kind is Kind.NUMBER:
        return common | {"num_format": _digits(column.places)}
    return common | {"num_format": "dd-mm-yyyy" if column.kind is Kind.DAY else "@"}


def _digits(places: int | None) -> str:
    if places is None:
        return "General"
    return f"0.{'0' * places}" if places else "0"
