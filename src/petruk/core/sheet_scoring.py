"""Scores a sheet, with which an office tries an instrument: a column ``nip`` and those of ``sheet_cells``.

Messages are Indonesian: they answer the office that typed the sheet.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from petruk.core.instrument import Instrument
from petruk.core.numbers import format_decimal
from petruk.core.scoring import Score, score
from petruk.core.sheet_cells import CellError, given, readers, unfinished

HEADER_ROW = 1  # rows are counted as a spreadsheet shows them
NIP = "nip"

_LABEL = re.compile(r"\A[0-9][0-9 ]*\Z")  # which person it is does not matter here, a spoilt number does


@dataclass(frozen=True, slots=True)
class SheetProblem:
    row: int
    column: str
    value: str
    message: str


class SheetError(ValueError):
    """A sheet with cells that cannot be read; it names all of them."""

    def __init__(self, problems: tuple[SheetProblem, ...]) -> None:
        super().__init__("\n".join(f"baris {item.row}, kolom {item.column}: {item.message}" for item in problems))
        self.problems = problems


@dataclass(frozen=True, slots=True)
class ScoredRow:
    nip: str
    score: Score

    def as_dict(self) -> dict[str, object]:
        """Return the row for JSON; numbers are strings with a decimal point."""
        whole = self.score.as_dict()
        return {"nip": self.nip, "total": whole["total"], "maximum": whole["maximum"], "lines": list(self._lines())}

    def as_text(self) -> str:
        """Write the row for a terminal: one line for each indicator, then the total."""
        reasons = (f"  {line.sentence}{f'. {line.meaning}' if line.meaning else ''}" for line in self.score.lines)
        return "\n".join((self.nip, *reasons, f"  {self._total()}"))

    def _total(self) -> str:
        if not self.score.has_total:
            return "Tanpa skor total"
        total = f"Total {format_decimal(self.score.total, None)} dari {format_decimal(self.score.maximum, None)}"
        if self.score.shown_maximum == self.score.maximum:
            return total
        return f"{total}, ditampilkan {format_decimal(self.score.shown_total)}"

    def _lines(self) -> Iterator[dict[str, object]]:
        for line in self.score.lines:
            fields = line.as_dict()
            yield {"indicator": line.code} | {key: fields[key] for key in ("value", "points", "maximum", "sentence")}


def score_sheet(instrument: Instrument, rows: Iterable[Mapping[str, str]]) -> list[dict[str, object]]:
    """Score every row, as JSON wants it. Raises ``SheetError`` with all bad cells; then nothing is scored."""
    return [row.as_dict() for row in score_rows(instrument, rows)]


def score_rows(instrument: Instrument, rows: Iterable[Mapping[str, str]]) -> list[ScoredRow]:
    """Score every row. Raises ``SheetError`` with all bad cells; then nothing is scored."""
    problems: list[SheetProblem] = []
    scored = []
    for number, row in enumerate(rows, start=HEADER_ROW + 1):
        found = tuple(_problems(instrument, row, number))
        problems.extend(found)
        if not found:
            scored.append(_scored(instrument, row))
        if any(problem.row == HEADER_ROW for problem in found):
            break
    if problems:
        raise SheetError(tuple(problems))
    return scored


def _scored(instrument: Instrument, row: Mapping[str, str]) -> ScoredRow:
    cells = {code: read(_cell(row, code)) for code, read in readers(instrument).items()}
    facts, judgements, documents, panels = given(instrument, cells)
    result = score(instrument, facts=facts, judgements=judgements, documents=documents, panels=panels)
    return ScoredRow(_cell(row, NIP), result)


def _cell(row: Mapping[str, str], column: str) -> str:
    return (row[column] or "").strip(" ")


def _problems(instrument: Instrument, row: Mapping[str, str], number: int) -> Iterator[SheetProblem]:
    reading = readers(instrument)
    missing = [column for column in (NIP, *reading) if column not in row]
    if missing:
        yield from (SheetProblem(HEADER_ROW, column, "", "kolom ini tidak ada") for column in missing)
        return
    if not _LABEL.match(_cell(row, NIP)):
        yield SheetProblem(number, NIP, row[NIP] or "", "isi dengan angka NIP yang utuh, disimpan sebagai teks")
    cells: dict[str, object] = {}
    for column, read in reading.items():
        try:
            cells[column] = read(_cell(row, column))
        except CellError as error:
            yield SheetProblem(number, column, row[column], str(error))
    yield from (SheetProblem(number, column, "", "belum dinilai") for column in unfinished(instrument, cells))
