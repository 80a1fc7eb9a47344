"""What may stand in the cells of a sheet with which an office tries an instrument.

One column for each indicator code: the value of a fact (empty: no data), the points of a judgement (empty: not judged
yet), the predicates of the years from the earliest with "/" between them, or a text. A checklist has one column for
each document (ADA, TIDAK ADA, and where only some must have it TIDAK WAJIB), a panel one for each aspect.
"""

from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from functools import partial

from petruk.core.indicators import (
    FACT_MAXIMUM,
    Aspect,
    Documents,
    Indicator,
    Item,
    Judged,
    Measured,
    Panel,
    Predicates,
    Text,
)
from petruk.core.instrument import Instrument
from petruk.core.numbers import NumberError, parse_decimal
from petruk.core.predicate import Predicate, PredicateError, parse_predicate
from petruk.core.scoring import AnyFact, Checklist, Fact, Judgement, PanelSheets, PredicateFact

PRESENT, ABSENT, NOT_ASKED = "ADA", "TIDAK ADA", "TIDAK WAJIB"

Reader = Callable[[str], object]
Cells = Mapping[str, object]
Given = tuple[dict[str, AnyFact], dict[str, Judgement], dict[str, Checklist], dict[str, PanelSheets]]


class CellError(ValueError):
    """A cell that cannot be read; the message says what to write instead."""


def readers(instrument: Instrument) -> dict[str, Reader]:
    """Return the columns that a sheet must have, and how a cell of each is read. A reader raises ``CellError``."""
    return {code: read for indicator in instrument.indicators for code, read in _columns(indicator)}


def unfinished(instrument: Instrument, cells: Cells) -> Iterator[str]:
    """Return the aspects left empty although the panelist gave points to others of the same panel."""
    for panel in instrument.panels:
        empty = [aspect.code for aspect in panel.aspects if cells.get(aspect.code, 0) is None]
        yield from empty if len(empty) < len(panel.aspects) else ()


def given(instrument: Instrument, cells: Cells) -> Given:
    """Put the cells together to what ``score`` takes."""
    facts = {each.code: _fact(cells[each.code]) for each in instrument.automatic}
    judgements = {each.code: _judgement(cells[each.code]) for each in instrument.judged}
    documents = {each.code: _checklist(each, cells) for each in instrument.documents}
    panels = {each.code: _sheets(each, cells) for each in instrument.panels}
    return facts, judgements, documents, panels


def _columns(indicator: Indicator) -> Iterator[tuple[str, Reader]]:
    match indicator:
        case Measured():
            yield indicator.code, _value
        case Predicates():
            yield indicator.code, partial(_predicates, indicator)
        case Text():
            yield indicator.code, partial(_text, indicator)
        case Judged():
            yield indicator.code, partial(_points, indicator)
        case Documents():
            yield from ((item.code, partial(_presence, item)) for item in indicator.items)
        case Panel():
            yield from ((aspect.code, partial(_aspect, aspect)) for aspect in indicator.aspects)


def _number(cell: str) -> Decimal | None:
    try:
        return parse_decimal(cell) if cell else None
    except NumberError as error:
        raise CellError("bukan angka yang dikenal; tulis misalnya 85 atau 97,45") from error


def _value(cell: str) -> Decimal | None:
    value = _number(cell)
    if value is not None and value > FACT_MAXIMUM:
        raise CellError(f"nilai paling tinggi {FACT_MAXIMUM}")
    return value


def _points(indicator: Judged, cell: str) -> Decimal | None:
    """Read points, or the name of a level that gives none."""
    named = {indicator.named(points): points for points in indicator.options}
    points = named[cell] if cell in named else _number(cell)
    if points is not None and points not in indicator.options:
        raise CellError(f"hanya boleh {indicator.rule}")
    return points


def _text(indicator: Text, cell: str) -> str:
    most = indicator.text.maximum if indicator.text else 0
    if len(cell) > most:
        raise CellError(f"paling banyak {most} karakter")
    return cell


def _predicates(indicator: Predicates, cell: str) -> tuple[Predicate, ...]:
    words = [word for word in cell.split("/") if word.strip()]
    if len(words) > indicator.years:
        raise CellError(f"paling banyak {indicator.years} predikat")
    try:
        return tuple(parse_predicate(word) for word in words)
    except PredicateError as error:
        raise CellError(f"hanya boleh {', '.join(each.label for each in Predicate)}") from error


def _presence(item: Item, cell: str) -> str:
    allowed = (PRESENT, ABSENT, NOT_ASKED) if item.condition else (PRESENT, ABSENT)
    word = cell.upper() or ABSENT
    if word not in allowed:
        raise CellError(f"hanya boleh {', '.join(allowed)}")
    return word


def _aspect(aspect: Aspect, cell: str) -> int | None:
    points = _number(cell)
    if points is not None and (points != int(points) or points > aspect.maximum):
        raise CellError(f"harus bilangan bulat 0 sampai {aspect.maximum}")
    return None if points is None else int(points)


def _fact(cell: object) -> AnyFact:
    """A sheet names no years, so they are counted from the earliest."""
    if isinstance(cell, tuple):
        return PredicateFact(tuple(enumerate(cell, start=1)))
    return Fact(cell if isinstance(cell, Decimal) else None)


def _judgement(cell: object) -> Judgement:
    return Judgement(None, cell) if isinstance(cell, str) else Judgement(cell if isinstance(cell, Decimal) else None)


def _checklist(indicator: Documents, cells: Cells) -> Checklist:
    files = {item.code: (item.title,) for item in indicator.items if cells[item.code] == PRESENT}
    holding = {item.condition for item in indicator.items if item.condition and cells[item.code] == ABSENT}
    return Checklist(files, frozenset(holding))


def _sheets(panel: Panel, cells: Cells) -> PanelSheets:
    sheet = {aspect.code: points for aspect in panel.aspects if isinstance(points := cells[aspect.code], int)}
    return PanelSheets((sheet,) if sheet else ())
