"""What stands behind many assessments at once: rows of facts with their files, sheets of the panel, evidence."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from types import MappingProxyType
from typing import Any, TypeVar

from django.db.models import CharField, F, Q, QuerySet, Value
from django.db.models.functions import Cast

from petruk.access.authority import Authority
from petruk.appraisal.content import Behind, Figures, moment
from petruk.appraisal.models import Assessment, Evidence, PanelScore, Period
from petruk.appraisal.queries.held import HELD, fact_of
from petruk.appraisal.queries.periods import rules_of
from petruk.appraisal.queries.readings import source_words
from petruk.core.indicators import Automatic, Panel
from petruk.core.instrument import Instrument
from petruk.core.scoring import Amendments, AnyFact, PanelSheets, Score, rescore
from petruk.core.windows import Window
from petruk.facts.models import Fact

P = TypeVar("P", int, Decimal)
NOTHING: Amendments = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class FactRow:
    """One row of a fact, in force or not, with the file it came from. A yearly value has no month."""

    employee_id: int
    fact: str
    year: int
    month: int | None
    value: str
    file_name: str
    sha256: str
    row: int
    imported_at: datetime
    imported_by: str
    recorded_at: datetime
    superseded_at: datetime | None

    @property
    def source(self) -> str:
        return source_words(self.file_name, self.row, self.imported_at)

    def as_dict(self, indicator: str) -> dict[str, object]:
        return {
            "indicator": indicator,
            "year": self.year,
            "month": self.month,
            "value": self.value,
            "file": self.file_name,
            "sha256": self.sha256,
            "row": self.row,
            "imported_at": moment(self.imported_at),
            "imported_by": self.imported_by,
        }


@dataclass(frozen=True)
class Material:
    """Rows of facts by employee; sheets of the panel and evidence by assessment."""

    instrument: Instrument
    windows: Mapping[str, Window]
    rows: Mapping[int, Sequence[FactRow]]
    sheets: Mapping[int, Sequence[Mapping[str, int]]]
    evidence: Mapping[int, Sequence[Mapping[str, str]]]

    def score(
        self,
        assessment: Assessment,
        facts: Mapping[str, AnyFact] | None = None,
        amended: Amendments = NOTHING,
    ) -> Score:
        """Return the score of the frozen lines with the panel of now and, where given, with these facts and points."""
        sheets = self.sheets.get(assessment.pk, ())
        panels = {
            panel.code: PanelSheets(tuple(_part(panel, sheet) for sheet in sheets), _part(panel, amended))
            for panel in self._panels
        }
        lines = (assessment.sheet or {})["lines"]
        return rescore(self.instrument, lines, facts=facts, panels=panels, amended=amended)

    def figures(self, assessment: Assessment) -> Figures:
        """Return the figures to be sealed. Where no panel takes part they are those of the sheet, digit by digit."""
        if self._panels:
            return Figures.of_score(self.score(assessment))
        return Figures.of_sheet(assessment.sheet or {})

    def behind(self, assessment: Assessment, figures: Figures, *, at: datetime | None) -> Behind:
        """Return the rows that the figures name as their source, as they were known at a moment."""
        rows = self.rows.get(assessment.employee_id, ())
        sources = {str(line["code"]): str(line["source"]) for line in figures.lines}
        used = [
            row.as_dict(each.code)
            for each in self.instrument.automatic
            for row in _used(each, self.windows[each.code], rows, sources[each.code], at)
        ]
        return Behind(used, self.sheets.get(assessment.pk, ()), self.evidence.get(assessment.pk, ()))

    @property
    def _panels(self) -> tuple[Panel, ...]:
        return self.instrument.panels


def material(authority: Authority, period: Period, assessments: Sequence[Assessment]) -> Material:
    """Return what stands behind these assessments, which came through the caller's scope. Three queries."""
    instrument, windows = rules_of(period)
    if not authority.signed_in:
        return Material(instrument, windows, {}, {}, {})
    return Material(
        instrument,
        windows,
        _rows([assessment.employee_id for assessment in assessments], instrument, windows),
        _sheets(assessments) if instrument.panels else {},
        _evidence(assessments),
    )


def _rows(
    employee_ids: Sequence[int], instrument: Instrument, windows: Mapping[str, Window]
) -> dict[int, list[FactRow]]:
    """Return the rows of the facts that the instrument asks for, in the years of its windows."""
    years = {year for window in windows.values() for year in window.years}
    asked = sorted(set(map(fact_of, instrument.automatic)))
    found: dict[int, list[FactRow]] = defaultdict(list)
    if not asked:
        return found
    first, *rest = (_values(fact).filter(employee_id__in=employee_ids, year__in=years) for fact in asked)
    for values in first.union(*rest, all=True):
        row = FactRow(*values)  # the columns, in the order of the fields
        found[row.employee_id].append(row)
    return found


def _values(fact: str) -> QuerySet[Fact, tuple[Any, ...]]:
    held = HELD[fact]
    named = {"fact": Value(str(fact), CharField()), "value_read": Cast(F(held.column), CharField())}
    source = ("source__file_name", "source__sha256", "source_row", "source__imported_at", "source__imported_by")
    columns = ("employee_id", "fact", "year", "of_month", "value_read", *source, "recorded_at", "superseded_at")
    return held.rows().order_by().annotate(**named, of_month=held.month).values_list(*columns)


def _sheets(assessments: Sequence[Assessment]) -> dict[int, list[dict[str, int]]]:
    """Return the sheets handed in. They are ordered by what stands on them, which tells nobody whose they are."""
    handed_in = PanelScore.objects.filter(Q(sheet__recused_because=""), sheet__submitted_at__isnull=False)
    points = handed_in.filter(sheet__assessment__in=assessments).order_by("aspect")
    sheets: dict[tuple[int, int], dict[str, int]] = defaultdict(dict)
    for assessment, sheet, aspect, given in points.values_list("sheet__assessment_id", "sheet_id", "aspect", "points"):
        sheets[assessment, sheet][aspect] = given
    found: dict[int, list[dict[str, int]]] = defaultdict(list)
    for (assessment, _sheet), points_given in sheets.items():
        found[assessment].append(points_given)
    return {key: sorted(each, key=lambda sheet: sorted(sheet.items())) for key, each in found.items()}


def _evidence(assessments: Sequence[Assessment]) -> dict[int, list[dict[str, str]]]:
    files = Evidence.objects.filter(assessment__in=assessments, removed_at=None).order_by("indicator", "item", "pk")
    found: dict[int, list[dict[str, str]]] = defaultdict(list)
    for each in files:
        entry = {"indicator": each.indicator, "item": each.item, "file": each.file_name, "sha256": each.sha256}
        found[each.assessment_id].append(entry)
    return found


def _part(panel: Panel, points: Mapping[str, P]) -> dict[str, P]:
    """Return of points by aspect those of one panel indicator."""
    return {aspect.code: points[aspect.code] for aspect in panel.aspects if aspect.code in points}


def _used(
    indicator: Automatic, window: Window, rows: Sequence[FactRow], source: str, at: datetime | None
) -> list[FactRow]:
    """Return the rows that a line names, in the order of time.

    A value that was corrected in the same file, row and day has two; the one known at the moment counts.
    """
    name = fact_of(indicator)
    months = window.months or (None,)
    of_window = [row for row in rows if row.fact == name and row.year in window.years and row.month in months]
    named = [row for row in of_window if row.source in source]
    known = [row for row in named if at and row.recorded_at <= at] or named
    latest = {(row.year, row.month or 0): row for row in sorted(known, key=lambda row: row.recorded_at)}
    return [latest[key] for key in sorted(latest)]
