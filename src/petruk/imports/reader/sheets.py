"""What a file holds, whatever its kind: worksheets of numbered rows of cells, in the child's own notation."""

import datetime as dt
import math
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from itertools import islice
from typing import Any

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from petruk.imports.reader import archive as zipped
from petruk.imports.reader import limits, ods, ole, text, xls, xlsx
from petruk.imports.reader.limits import Refused
from petruk.imports.reader.marks import ERROR, FORMULA, PERCENT, Marks

ZIP = b"PK\x03\x04"
PICTURES_AND_PAPERS = (
    b"%PDF",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"MZ",
    b"\x7fELF",
    b"Rar!",
    b"7z\xbc\xaf",
    b"\x1f\x8b",
)
PRECISE = 10**15  # above this Excel has lost digits

Cell = Any
Row = tuple[int, list[Cell]]


@dataclass(frozen=True)
class Sheet:
    name: str
    hidden: bool
    rows: Iterator[Row]


def sheets(content: bytes) -> Iterator[Sheet]:
    """Yield the worksheets of a file. What it is is read from its content, never from its name."""
    if not content.strip(b"\xef\xbb\xbf \t\r\n"):
        raise Refused("empty-file")
    if content.startswith(ZIP):
        yield from _zipped(content)
    elif content.startswith(ole.SIGNATURE):
        found = xls.marks(content)
        yield from _workbook(content, found)
    elif content.startswith(PICTURES_AND_PAPERS):
        raise Refused("not-a-sheet")
    elif content.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        raise Refused("web-page")
    else:
        lines = list(islice(text.rows(content), limits.ROWS + 1))  # whole, before a single row is given
        if len(lines) > limits.ROWS:
            raise Refused("too-many-rows", rows=limits.ROWS)
        rows = ((number, [_field(field) for field in fields]) for number, fields in lines)
        yield Sheet("", hidden=False, rows=rows)


def _zipped(content: bytes) -> Iterator[Sheet]:
    archive = zipped.opened(content)
    names = {name.lower() for name in archive.namelist()}
    if "xl/workbook.bin" in names:
        raise Refused("xlsb")
    if xlsx.WORKBOOK not in names and ods.CONTENT not in names:
        raise Refused("not-a-sheet")
    zipped.refuse_entities(archive)
    yield from _workbook(content, (xlsx if xlsx.WORKBOOK in names else ods).marks(archive))


def _workbook(content: bytes, marks: list[Marks]) -> Iterator[Sheet]:
    try:
        book = CalamineWorkbook.from_filelike(BytesIO(content))
        known = book.sheets_metadata
        if len(known) != len(marks) or len(known) > limits.SHEETS:
            raise Refused("damaged")
        for number, meta in enumerate(known):
            if meta.typ == SheetTypeEnum.WorkSheet:
                rows = _rows(book.get_sheet_by_index(number), marks[number])
                yield Sheet(meta.name, hidden=meta.visible != SheetVisibleEnum.Visible, rows=rows)
    except PasswordError as error:
        raise Refused("password") from error
    except CalamineError as error:
        raise Refused("damaged") from error


def _rows(sheet: CalamineSheet, marks: Marks) -> Iterator[Row]:
    """Yield the rows that are not empty. Calamine leaves out empty columns on the left, but not empty rows on top."""
    marked: dict[int, dict[int, str]] = {}
    for (row, column), kind in marks.items():
        marked.setdefault(row, {})[column] = kind
    top, left = sheet.start or (0, 0)
    if left + sheet.width > limits.COLUMNS:
        raise Refused("too-many-columns", columns=left + sheet.width)
    for row, values in enumerate(islice(sheet.iter_rows(), top, None), start=top):
        cells = [None] * left + [_cell(value) for value in values]
        for column, kind in marked.pop(row, {}).items():
            cells += [None] * (column + 1 - len(cells))
            cells[column] = _marked(kind, cells[column])
        if any(cell is not None for cell in cells):
            yield row + 1, cells
    for row, kinds in sorted(marked.items()):  # formulas below the last value
        yield row + 1, [[kinds[column], ""] if column in kinds else None for column in range(max(kinds) + 1)]


def _marked(kind: str, cell: Cell) -> Cell:
    if kind == PERCENT and not isinstance(cell, int | float):
        return cell
    return [kind, "" if cell is None or kind == ERROR else str(cell[1] if isinstance(cell, list) else cell)]


def _cell(value: Any) -> Cell:
    if isinstance(value, bool):
        return value
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, int | float):
        return _number(value)
    return _moment(value)


def _field(value: str) -> Cell:
    """A field of a CSV that begins with = is a formula to every program that opens it."""
    return [FORMULA, value[:60]] if value.lstrip().startswith("=") else _text(value)


def _text(value: str) -> Cell:
    if not value.strip(" "):
        return None
    if len(value) > limits.TEXT_CHARACTERS:
        return ["l", value[:60]]
    return value


def _number(value: float) -> Cell:
    """Return what Excel would show: 15 significant digits, a whole number without a point."""
    if not math.isfinite(value):
        return [ERROR, ""]
    shown = float(f"{value:.15g}")
    return int(shown) if shown.is_integer() and abs(shown) < PRECISE else shown


def _moment(value: dt.date | dt.time | dt.timedelta) -> Cell:
    if isinstance(value, dt.datetime):
        midnight = value.time() == dt.time()
        return ["d", value.date().isoformat()] if midnight else ["t", value.isoformat(" ")]
    return ["d" if isinstance(value, dt.date) else "t", str(value)]
