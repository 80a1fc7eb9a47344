"""Scores a sheet, with which an office tries an instrument: a column ``nip`` and one for each indicator code.

In an automatic column stands the value (empty: no data), in a judged one the points (empty: not judged yet).
Messages are Indonesian: they answer the office that typed the sheet.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from petruk.core.indicators import FACT_MAXIMUM, Indicator, Judged
from petruk.core.instrument import Instrument
from petruk.core.numbers import NumberError, format_decimal, parse_decimal
from petruk.core.scoring import Fact, Judgement, Score, score

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
        total = f"  Total {format_decimal(self.score.total, None)} dari {format_decimal(self.score.maximum, None)}"
        return "\n".join((self.nip, *reasons, total))

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
    facts = {item.code: Fact(_number(row[item.code])) for item in instrument.thresholds}
    judgements = {item.code: Judgement(_number(row[item.code])) for item in instrument.judged}
    return ScoredRow(row[NIP].strip(" "), score(instrument, facts=facts, judgements=judgements))


def _number(cell: str | None) -> Decimal | None:
    return parse_decimal(cell.strip(" ")) if cell and cell.strip(" ") else None


def _problems(instrument: Instrument, row: Mapping[str, str], number: int) -> Iterator[SheetProblem]:
    missing = [column for column in (NIP, *(item.code for item in instrument.indicators)) if column not in row]
    if missing:
        yield from (SheetProblem(HEADER_ROW, column, "", "kolom ini tidak ada") for column in missing)
        return
    if not _LABEL.match((row[NIP] or "").strip(" ")):
        yield SheetProblem(number, NIP, row[NIP] or "", "isi dengan angka NIP yang utuh, disimpan sebagai teks")
    for indicator in instrument.indicators:
        message = _cell_fault(indicator, row[indicator.code])
        if message:
            yield SheetProblem(number, indicator.code, row[indicator.code], message)


def _cell_fault(indicator: Indicator, cell: str | None) -> str:
    try:
        value = _number(cell)
    except NumberError:
        return "bukan angka yang dikenal; tulis misalnya 85 atau 97,45"
    if value is None:
        return ""
    if isinstance(indicator, Judged):
        return "" if value in indicator.options else f"hanya boleh {indicator.rule}"
    return "" if value <= FACT_MAXIMUM else f"nilai paling tinggi {FACT_MAXIMUM}"
