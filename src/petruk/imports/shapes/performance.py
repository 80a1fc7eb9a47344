"""e-Kinerja: a monthly score, or the ratings and the predicate of BKN for a month or (month 13) the year."""

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from petruk.access.permissions import Permission
from petruk.core.predicate import Predicate, PredicateError, Rating, parse_predicate, parse_rating, predicate
from petruk.imports import cells
from petruk.imports.cells import CellFault
from petruk.imports.reading import Cell
from petruk.imports.shapes.columns import NIP, YEAR
from petruk.imports.shapes.shape import Kind, RowFault, Shape, Values
from petruk.imports.tables import Column

THE_YEAR = 13
PAY_MONTHS = {14: "THR", 15: "TPP ke-13"}


@dataclass(frozen=True, slots=True, kw_only=True)
class PerformanceRow:
    """``month`` is None for the year. A file says the score or the ratings; the other part is kept."""

    nip: str
    year: int
    month: int | None
    score: Decimal | None = None
    result_rating: str = ""
    behaviour_rating: str = ""
    predicate: str = ""

    @property
    def key(self) -> tuple[str, int, int | None]:
        return self.nip, self.year, self.month


def month_or_year(cell: Cell, today: date) -> int | None:
    """Read 1 to 12 as a month and 13 as the whole year (None)."""
    number = cells.whole(0, 99)(cell, today)
    if number == THE_YEAR:
        return None
    if number in PAY_MONTHS:
        raise CellFault(
            _("Month %(month)d is a pay run (%(name)s) and no month of work. Remove the row.")
            % {"month": number, "name": PAY_MONTHS[number]}
        )
    if not 1 <= number <= 12:
        raise CellFault(_("The month must be 1 to 12, or 13 for the whole year."))
    return int(number)


def rating(cell: Cell, _today: date) -> Rating:
    try:
        return parse_rating(str(cells.plain(cell)))
    except PredicateError as error:
        raise CellFault(_("Choose one of: %(options)s.") % {"options": _labels(Rating)}) from error


def predicate_cell(cell: Cell, _today: date) -> Predicate:
    try:
        return parse_predicate(str(cells.plain(cell)))
    except PredicateError as error:
        raise CellFault(_("Choose one of: %(options)s.") % {"options": _labels(Predicate)}) from error


def _labels(kind: Any) -> str:
    return ", ".join(each.label for each in kind)


MONTH_OR_YEAR = Column("month", "BULAN", month_or_year, also=("BLN",))
SCORE = (
    NIP,
    MONTH_OR_YEAR,
    YEAR,
    Column("score", "NILAI SKP", cells.number(), also=("NILAI", "NILAI KINERJA", "NILAI E-KINERJA", "SKOR")),
)
RATINGS = (
    NIP,
    YEAR,
    MONTH_OR_YEAR,
    Column("result", "HASIL KERJA", rating, also=("RATING HASIL KERJA",), empty=None),
    Column("behaviour", "PERILAKU KERJA", rating, also=("PERILAKU", "RATING PERILAKU KERJA"), empty=None),
    Column("predicate", "PREDIKAT KINERJA", predicate_cell, also=("PREDIKAT", "HASIL AKHIR"), empty=None),
)


def rated(values: Values) -> PerformanceRow:
    result, behaviour, said = values["result"], values["behaviour"], values["predicate"]
    if (result is None) != (behaviour is None):
        raise RowFault("behaviour" if result else "result", _("Give both ratings, or neither."))
    if result is not None:
        follows = predicate(result, behaviour)
        if said not in {None, follows}:
            raise RowFault(
                "predicate",
                _("The two ratings give %(predicate)s. Correct one of the three.") % {"predicate": follows.label},
            )
        said = follows
    if said is None:
        raise RowFault("predicate", _("The row has neither ratings nor a predicate."))
    return PerformanceRow(
        nip=values["nip"],
        year=values["year"],
        month=values["month"],
        result_rating=result or "",
        behaviour_rating=behaviour or "",
        predicate=said,
    )


def over(record: PerformanceRow, current: PerformanceRow) -> PerformanceRow:
    """Keep the score under new ratings, and the ratings under a new score."""
    if record.score is None:
        return replace(record, score=current.score)
    return replace(current, score=record.score)


PERFORMANCE = Kind(
    name="performance",
    permission=Permission.FACTS_IMPORT,
    shapes=(Shape(SCORE, lambda values: PerformanceRow(**values)), Shape(RATINGS, rated)),
    people=("nip",),
    over=over,
    computed={"result_rating": "HASIL KERJA", "behaviour_rating": "PERILAKU KERJA"},
)
