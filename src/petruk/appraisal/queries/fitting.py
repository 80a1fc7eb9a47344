"""What rules find in the frozen sheets of an earlier period: decided by the code of each indicator, and said otherwise.

Nothing is looked up anew: values stand in the lines of a sheet, points are those that people gave.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from enum import StrEnum
from typing import Any

from petruk.appraisal.models import Assessment
from petruk.appraisal.queries.evidence import conditions_of
from petruk.core.indicators import Documents, Indicator, Judged, Measured, Panel, Predicates
from petruk.core.instrument import Instrument
from petruk.core.panel import PanelError, check_sheet
from petruk.core.predicate import Predicate, PredicateError, parse_predicate
from petruk.core.scoring import Checklist, Fact, Judgement, PanelSheets, PredicateFact, Score, score

HERE = "ADA"
LineOf = Mapping[str, Any]
"""A line of a frozen sheet, as ``core.scoring.Line.as_dict`` wrote it."""


class Misfit(StrEnum):
    """Why an indicator of the rules finds nothing in the period."""

    ABSENT = "absent"
    OTHER_KIND = "other_kind"
    OTHER_DATA = "other_data"
    OTHER_DOCUMENTS = "other_documents"
    OTHER_ASPECTS = "other_aspects"
    PANEL_OPEN = "panel_open"


@dataclass(frozen=True)
class LeftOut:
    indicator: Indicator
    why: Misfit


@dataclass(frozen=True)
class Row:
    """One handed-in assessment: its lines by code, and the sheets of the panel."""

    assessment: Assessment
    lines: Mapping[str, LineOf]
    sheets: Sequence[Mapping[str, int]]

    @property
    def name(self) -> str:
        return self.assessment.employee.titled_name


@dataclass(frozen=True)
class Tried:
    """The score of one person under the rules. Points that the rules do not offer count as not given."""

    row: Row
    score: Score


@dataclass
class _Given:
    """What a sheet holds for the rules, keyed as ``score`` takes it."""

    facts: dict[str, Any] = field(default_factory=dict)
    judgements: dict[str, Judgement] = field(default_factory=dict)
    documents: dict[str, Checklist] = field(default_factory=dict)
    panels: dict[str, PanelSheets] = field(default_factory=dict)


def fitting(rules: Instrument, own: Instrument, *, panel_open: bool) -> tuple[Instrument, tuple[LeftOut, ...]]:
    """Return the rules with what finds something under the instrument of the period, and what does not."""
    known = {each.code: each for each in own.indicators}
    misfits = {each.code: _misfit(each, known.get(each.code), panel_open=panel_open) for each in rules.indicators}
    kept = tuple(each for each in rules.indicators if misfits[each.code] is None)
    codes = {each.code for each in kept} | {code for each in kept if isinstance(each, Panel) for code in _inside(each)}
    tried = replace(
        rules,
        indicators=kept,
        maximum=sum((each.maximum for each in kept), Decimal(0)),
        tie_breaks=tuple(step for step in rules.tie_breaks if not step.code or step.code in codes),
    )
    return tried, tuple(LeftOut(each, why) for each in rules.indicators if (why := misfits[each.code]))


def tried(rules: Instrument, row: Row) -> Tried:
    """Score one sheet under rules that fit its period."""
    given = _Given()
    for each in rules.indicators:
        _collect(given, each, row)
    found = score(rules, facts=given.facts, judgements=given.judgements, documents=given.documents, panels=given.panels)
    return Tried(row, found)


def _inside(panel: Panel) -> Iterable[str]:
    return [group.code for group in panel.groups] + [aspect.code for aspect in panel.aspects]


def _misfit(each: Indicator, own: Indicator | None, *, panel_open: bool) -> Misfit | None:
    if own is None:
        return Misfit.ABSENT
    if isinstance(each, Panel) and panel_open:
        return Misfit.PANEL_OPEN
    match each, own:
        case (Measured(), Measured()):
            fits, why = (each.fact, each.span) == (own.fact, own.span), Misfit.OTHER_DATA
        case (Predicates(), Predicates()):
            fits, why = each.years <= own.years, Misfit.OTHER_DATA
        case (Judged(), Judged()):
            fits, why = not each.options or bool(own.options), Misfit.OTHER_KIND
        case (Documents(), Documents()):
            fits, why = _codes(each) <= _codes(own), Misfit.OTHER_DOCUMENTS
        case (Panel(), Panel()):
            fits, why = _reaches(each, own), Misfit.OTHER_ASPECTS
        case _:
            fits, why = False, Misfit.OTHER_KIND
    return None if fits else why


def _codes(documents: Documents) -> set[str]:
    return {item.code for item in documents.items}


def _reaches(each: Panel, own: Panel) -> bool:
    """Say whether every aspect was scored then, with a maximum that still has room."""
    known = {aspect.code: aspect.maximum for aspect in own.aspects}
    return all(known.get(aspect.code, aspect.maximum + 1) <= aspect.maximum for aspect in each.aspects)


def _collect(given: _Given, each: Indicator, row: Row) -> None:
    line = row.lines[each.code]
    match each:
        case Measured():
            given.facts[each.code] = Fact(_number(line["value"]), line["source"])
        case Predicates():
            given.facts[each.code] = PredicateFact(_predicates(line)[-each.years :], line["source"])
        case Judged():
            _judged(given, each, row)
        case Documents():
            given.documents[each.code] = Checklist(_files(line), conditions_of(row.assessment.placement))
        case Panel():
            _panel(given, each, row)


def _judged(given: _Given, each: Judged, row: Row) -> None:
    points = _number(row.assessment.judgements.get(each.code, {}).get("points")) if each.options else None
    given.judgements[each.code] = Judgement(points if points in each.options else None)


def _panel(given: _Given, each: Panel, row: Row) -> None:
    wanted = [aspect.code for aspect in each.aspects]
    sheets = tuple({code: sheet[code] for code in wanted if code in sheet} for sheet in row.sheets)
    fits = all(_is_whole(each, sheet) for sheet in sheets)
    given.panels[each.code] = PanelSheets(sheets if fits else ())


def _is_whole(panel: Panel, sheet: Mapping[str, int]) -> bool:
    try:
        check_sheet(panel, sheet)
    except PanelError:
        return False
    return True


def _number(text: Any) -> Decimal | None:
    return None if text in {None, ""} else Decimal(str(text))


def _predicates(line: LineOf) -> tuple[tuple[int, Predicate | None], ...]:
    return tuple((int(each["code"]), _predicate(each["shown"])) for each in line.get("details", ()))


def _predicate(shown: str) -> Predicate | None:
    try:
        return parse_predicate(shown)
    except PredicateError:
        return None


def _files(line: LineOf) -> dict[str, tuple[str, ...]]:
    """Read from the frozen list which documents there were."""
    return {detail["code"]: (HERE,) for detail in line.get("details", ()) if detail["shown"] == HERE}
