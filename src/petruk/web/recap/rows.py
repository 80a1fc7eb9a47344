"""One line of the recap as it is drawn: text already, as a page has hundreds of cells."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from petruk.appraisal.queries.recap import RecapCell, RecapColumn, RecapLine
from petruk.core.bands import Band, band
from petruk.core.nip import display_nip
from petruk.core.numbers import format_decimal
from petruk.web.templatetags.appraisal import state_word
from petruk.web.templatetags.petruk import date_id

BANDS: Mapping[Band, tuple[Promise, str]] = {
    Band.LOW: (_("Low"), "bad"),
    Band.FAIR: (_("Middling"), "wait"),
    Band.GOOD: (_("High"), ""),
    Band.BEST: (_("Very high"), "good"),
}
NO_TOTAL: tuple[str | Promise, str] = (_("No total score"), "none")
WAITS: tuple[str | Promise, str] = (_("Waits for the panel"), "none")
NOTHING = "–"


class Cell(NamedTuple):
    """``kind`` is the class of the cell."""

    kind: str
    label: str
    text: str
    missing: bool


@dataclass(frozen=True)
class Row:
    """``total`` is empty where there is none; ``shown`` where the total is shown as it is."""

    line: RecapLine
    ref: str
    name: str
    nip: str
    unit: str
    cells: tuple[Cell, ...]
    total: str
    shown: str
    word: str
    kind: str
    state: str
    submitted_on: str


def row_of(line: RecapLine, columns: Sequence[RecapColumn]) -> Row:
    word, kind = banded(line)
    rescaled = line.shown is not None and line.shown != line.total
    return Row(
        line=line,
        ref=line.ref,
        name=line.person["name"],
        nip=display_nip(line.person["nip"]),
        unit=line.person["unit"],
        cells=tuple(_cell(cell, column) for cell, column in zip(line.cells, columns, strict=True)),
        total="" if line.total is None else format_decimal(line.total, None),
        shown=format_decimal(line.shown) if line.shown is not None and rescaled else "",
        word=str(word),
        kind=kind,
        state=state_word(line.state),
        submitted_on=date_id(line.submitted_at),
    )


def banded(line: RecapLine) -> tuple[str | Promise, str]:
    """Return the word of a total and its colour; the word stands by itself."""
    if line.total is None:
        return WAITS if line.waits else NO_TOTAL
    return BANDS[band(line.total, line.maximum)]


def _cell(cell: RecapCell, column: RecapColumn) -> Cell:
    text = cell.shown or NOTHING if cell.points is None else format_decimal(cell.points, None)
    return Cell("num" if column.counts else "", column.title, text, cell.missing)
