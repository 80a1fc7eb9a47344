"""The line of the panel: the mean of what its members gave, by aspect and by group."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from petruk.core.indicators import Panel
from petruk.core.instrument import Instrument
from petruk.core.numbers import format_decimal
from petruk.core.panel import AspectResult, GroupResult, PanelError, PanelResult, evaluate
from petruk.core.scoring.given import PanelSheets, ScoringError
from petruk.core.scoring.line import BY_OBJECTION, Detail, Line, blank, out_of, weighted


def panel_line(indicator: Panel, instrument: Instrument, given: PanelSheets) -> Line:
    try:
        result = evaluate(indicator, given.sheets, given.amended)
    except PanelError as error:
        raise ScoringError(str(error)) from error
    if result is None:
        return replace(blank(indicator), sentence=f"{indicator.title}: belum dinilai", pending=True)
    return replace(
        blank(indicator),
        points=weighted(result.total, indicator, instrument.places),
        sentence=_sentence(indicator, instrument, result),
        meaning=_third(result),
        shown=format_decimal(result.shown, 2 if indicator.shown_divided_by > 1 else None),
        order=result.total,
        details=tuple(_details(result)),
    )


def _sentence(indicator: Panel, instrument: Instrument, result: PanelResult) -> str:
    points = weighted(result.total, indicator, instrument.places)
    outcome = format_decimal(result.total, None) if points is None else out_of(points, indicator)
    scale = f", ditampilkan {format_decimal(result.shown)}" if indicator.shown_divided_by > 1 else ""
    changed = f", {BY_OBJECTION}" if any(each.given is not None for each in _aspects(result)) else ""
    return f"{indicator.title}, rata-rata {result.panelists} penilai: {outcome}{scale}{changed}"


def _third(result: PanelResult) -> str:
    """Ask for a third opinion, naming every aspect that needs it; empty where none does."""
    if not result.asks_third:
        return ""
    apart = ", ".join(f"{each.aspect.title} {_range(each)}" for each in result.wide)
    return f"Penilai berbeda jauh, minta pendapat penilai ketiga: {apart}."


def _details(result: PanelResult) -> Iterator[Detail]:
    for group in result.groups:
        yield _group(group)
        yield from (_aspect(each, group.group.code) for each in group.aspects)


def _group(result: GroupResult) -> Detail:
    return Detail(
        code=result.group.code,
        title=result.group.title,
        shown=format_decimal(result.shown),
        points=result.total,
        maximum=Decimal(result.group.maximum),
    )


def _aspect(result: AspectResult, group: str) -> Detail:
    return Detail(
        code=result.aspect.code,
        title=result.aspect.title,
        shown=format_decimal(result.mean, None),
        points=result.mean,
        maximum=Decimal(result.aspect.maximum),
        within=group,
        note=_note(result),
    )


def _aspects(result: PanelResult) -> Iterator[AspectResult]:
    return (each for group in result.groups for each in group.aspects)


def _note(result: AspectResult) -> str:
    if result.given is not None:
        return f"semula {format_decimal(result.given, None)}, {BY_OBJECTION}"
    return _range(result) if result.spread else ""


def _range(result: AspectResult) -> str:
    return f"{result.lowest} sampai {result.highest} dari {result.aspect.maximum}"
