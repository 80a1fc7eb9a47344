"""Opens a stranger's file in a child process and gives back its cells, each still knowing what it was.

The file is never parsed in this process: a file of 5 kB can abort the process that reads it. The child has 384 MiB of
address space, 20 s of processor time, an empty environment and no way to write a file.
"""

import datetime as dt
import json
import subprocess
import tempfile
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import IO, Any, cast

from django.utils.translation import gettext_lazy as _

from petruk.core import child
from petruk.core.errors import Refusal
from petruk.imports.reader import limits

WALL_SECONDS = 60
LINE_BYTES = 8 * limits.MiB

WORDS = {
    "empty-file": _("The file is empty."),
    "file-too-big": _("The file is larger than 10 MB. Split it, or save it without pictures."),
    "not-a-sheet": _("This is not a spreadsheet. Send xlsx, xls, ods or csv."),
    "web-page": _("This is a web page under the name of a spreadsheet. Open it, then save it as xlsx."),
    "xlsb": _("The xlsb format is not read. Save the file as xlsx."),
    "password": _("The file is locked with a password. Save it without one."),
    "zip-bomb": _(
        "The file unpacks to far more than its size. Copy the table into a new workbook and save it as xlsx."
    ),
    "entities": _("The file carries definitions that no spreadsheet needs, and is not opened. Save it anew as xlsx."),
    "damaged": _("The file is damaged. Open it in your spreadsheet program, save it anew and send that."),
    "too-heavy": _("The file needs too much memory or time. Copy only the table into a new workbook."),
    "too-many-rows": _("The file has more than %(rows)d rows. Split it."),
    "too-many-columns": _("The sheet is %(columns)d columns wide. Clear what stands to the right of the table."),
    "too-many-formulas": _("The file has too many formulas. Copy the table and paste its values only."),
    "csv-encoding": _("Line %(line)d has letters that cannot be read. Save the file as CSV UTF-8."),
    "csv-control": _("Line %(line)d has a control character: this is not a CSV text. Save the file as CSV UTF-8."),
    "csv-quotes": _("From line %(line)d on a quotation mark is not closed."),
    "csv-fields": _(
        "Line %(line)d has %(fields)d fields, the header %(wanted)d. Was the file cut, or is a comma too many?"
    ),
    "csv-delimiter": _("The columns are parted by more than one kind of mark. Use semicolons only."),
}


class UnreadableFile(Refusal):
    """The file is refused whole; ``code`` is for programs, the text for the user. ``line`` is of a CSV, else 0."""

    def __init__(self, code: str, details: Mapping[str, Any] | None = None) -> None:
        super().__init__(str(WORDS[code]) % (details or {}))
        self.code = code
        self.line = int((details or {}).get("line", 0))


class TooLongForNow(Exception):  # noqa: N818
    """The file has more rows than the caller can wait for."""


class Oddity(StrEnum):
    """What a cell is when its value alone would mislead."""

    FORMULA = "f"
    ERROR = "e"
    PERCENT = "p"
    TIME = "t"
    LONG = "l"


@dataclass(frozen=True, slots=True)
class Odd:
    kind: Oddity
    text: str


Cell = str | int | Decimal | bool | dt.date | Odd | None
"""Numbers are the 15 digits that Excel shows; a text is as it stands, spaces included."""


@dataclass(frozen=True, slots=True)
class Row:
    """``number`` counts as the user sees the sheet; the first cell is that of column A."""

    number: int
    cells: tuple[Cell, ...]

    def cell(self, column: int) -> Cell:
        return self.cells[column] if column < len(self.cells) else None


@dataclass(frozen=True)
class Sheet:
    name: str
    hidden: bool
    rows: tuple[Row, ...]


def read(content: bytes, *, most_rows: int = limits.ROWS) -> tuple[Sheet, ...]:
    """Return the sheets of a file, empty rows left out.

    Raises ``UnreadableFile`` with words for the user, ``TooLongForNow`` after ``most_rows`` rows.
    """
    if len(content) > limits.FILE_BYTES:
        raise UnreadableFile("file-too-big")
    with tempfile.TemporaryFile() as file:
        file.write(content)
        file.seek(0)
        with _child(file) as lines:
            return tuple(_sheets(lines, most_rows))


@contextmanager
def _child(file: IO[bytes]) -> Iterator[Iterator[list[Any]]]:
    """Yield the child's lines; whatever happens, it does not outlive the block."""
    process = child.start("petruk.imports.reader", file)
    clock = threading.Timer(WALL_SECONDS, process.kill)
    clock.start()
    try:
        yield _lines(process)
    finally:
        clock.cancel()
        process.kill()
        process.communicate()


def _lines(process: subprocess.Popen[bytes]) -> Iterator[list[Any]]:
    """Yield each answer up to ``["end"]``; a child that falls silent before it has failed."""
    assert process.stdout is not None
    left = limits.OUTPUT_BYTES
    while line := process.stdout.readline(LINE_BYTES):
        left -= len(line)
        if left < 0 or not line.endswith(b"\n"):
            raise UnreadableFile("too-heavy")
        words = json.loads(line, parse_float=Decimal)
        if words[0] == "end":
            return
        if words[0] == "refused":
            raise UnreadableFile(words[1], words[2])
        yield words
    raise UnreadableFile("too-heavy" if process.wait() < 0 else "damaged")


def _sheets(lines: Iterator[list[Any]], most_rows: int) -> Iterator[Sheet]:
    heading: list[Any] | None = None
    rows: list[Row] = []
    total = 0
    for words in lines:
        if words[0] == "sheet":
            if heading:
                yield Sheet(heading[1], heading[2], tuple(rows))
            heading, rows = words, []
            continue
        total += 1
        if total > most_rows:
            raise TooLongForNow
        rows.append(Row(words[0], tuple(_cell(word) for word in words[1:])))
    if heading:
        yield Sheet(heading[1], heading[2], tuple(rows))


def _cell(word: Any) -> Cell:
    if isinstance(word, list):
        kind, text = word
        return dt.date.fromisoformat(text) if kind == "d" else Odd(Oddity(kind), text)
    return cast("Cell", word)  # the child's notation has no other kinds
