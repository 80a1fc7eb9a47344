"""Sealed results: who may read them, what still stands against sealing a period, what today's facts would change."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from types import MappingProxyType
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, Max, OuterRef, Q, QuerySet, Subquery

from petruk.access.authority import Authority
from petruk.access.permissions import Permission as P
from petruk.appraisal.content import Behind, Content, Figures, Seal, content, person_of
from petruk.appraisal.models import (
    HOLDS_A_SLOT,
    Assessment,
    AssessmentQuerySet,
    Extension,
    Objection,
    Period,
    Reopening,
    ReopeningQuerySet,
    Result,
    ResultQuerySet,
)
from petruk.appraisal.queries.material import Material, material
from petruk.appraisal.queries.periods import facts_of, rules_of
from petruk.core.scoring import Amendments
from petruk.core.sealing import Discrepancy, differences
from petruk.facts.models import Attendance, Behaviour, Fact, Performance

NOTHING: Mapping[int, Amendments] = MappingProxyType({})
IN_FORCE = Q(superseded_at=None)
COMPARED = ("person", "total")
COMPARED_LINE = ("code", "title", "value", "points", "sentence", "source")
"""What of a content, and of a line, a fact or a rename can change; the rest follows from it or is of its day."""


@dataclass(frozen=True)
class Pending:
    """An assessment that cannot be sealed yet, and the titles of the indicators that wait for the panel."""

    assessment: Assessment
    titles: tuple[str, ...]


@dataclass(frozen=True)
class Outlook:
    """What sealing a period would meet. ``closes_at`` is when the last unit closes."""

    closes_at: datetime
    ready: int
    drafts: int
    pending: tuple[Pending, ...]
    panel_open: bool

    def stands_open(self, at: datetime) -> bool:
        return at < self.closes_at


@dataclass(frozen=True)
class Touched:
    """A sealed result that would be another one today, and in what."""

    result: Result
    name: str
    changes: tuple[Discrepancy, ...]


def to_seal(authority: Authority, period: Period) -> AssessmentQuerySet:
    """Return everything of a period that holds a slot: a period is sealed whole, by whoever may decide for all."""
    if not authority.has(P.RESULT_DECIDE):
        return Assessment.objects.none()
    rows = Assessment.objects.filter(HOLDS_A_SLOT, period=period).order_by("pk")
    return rows.select_related("employee", "unit", "placement")


def outlook(authority: Authority, period: Period) -> Outlook:
    """Return what stands between a period and its sealing. The panel is looked at only where there is one."""
    ready = to_seal(authority, period)
    drafts = Assessment.objects.visible_to(authority, P.RESULT_DECIDE).filter(period=period, slot=None)
    last = Extension.objects.filter(period=period).aggregate(last=Max("closes_at"))["last"]
    asks_panel = bool(rules_of(period)[0].panels)
    pending: tuple[Pending, ...] = ()
    if asks_panel:
        waiting = list(ready)
        pending = tuple(pending_of(material(authority, period, waiting), waiting))
    return Outlook(
        closes_at=max(period.closes_at, last or period.closes_at),
        ready=ready.count(),
        drafts=drafts.count(),
        pending=pending,
        panel_open=asks_panel and period.panel_locked_at is None,
    )


def pending_of(known: Material, assessments: Iterable[Assessment]) -> Iterable[Pending]:
    """Return which of them still wait for something, with what it is."""
    for assessment in assessments:
        score = known.score(assessment)
        if not score.final:
            yield Pending(assessment, tuple(line.title for line in score.lines if line.pending or line.unmet))


def sealed_results(authority: Authority) -> ResultQuerySet:
    """Return the versions that somebody may read: those of his units, and his own once they are announced."""
    of_units = Result.objects.visible_to(replace(authority, employee_id=None), P.ASSESSMENT_VIEW)
    announced = Q(assessment__period__announced_at__isnull=False)
    visible = Result.objects.visible_to(authority, P.ASSESSMENT_VIEW).filter(
        announced | Q(pk__in=of_units.values("pk"))
    )
    return visible.select_related("assessment__period__instrument", "assessment__unit", "assessment__employee")


def own_versions(authority: Authority) -> ResultQuerySet:
    """Return every version of the announced results of this person himself."""
    own = sealed_results(authority).filter(assessment__employee=authority.employee_id or 0)
    return own.filter(assessment__period__announced_at__isnull=False)


def with_sealed(authority: Authority, rows: AssessmentQuerySet) -> AssessmentQuerySet:
    """Add to each assessment ``sealed_ref``: the public id of its result in force, None where none may be read."""
    current = sealed_results(authority).filter(IN_FORCE, assessment=OuterRef("pk"))
    return rows.annotate(sealed_ref=Subquery(current.values("public_id")[:1]))


def own_sealed(authority: Authority) -> ResultQuerySet:
    """Return the announced results of this person himself, the latest first."""
    announced = own_versions(authority).filter(IN_FORCE)
    return announced.order_by("-assessment__period__announced_at").defer("content")


def sealed_file(authority: Authority, public_id: str) -> Result | None:
    """Return one version for whoever decides or inspects: the bytes hold the sheets of the panel."""
    rows = Result.objects.visible_to(authority, P.RANKING_VIEW).select_related("assessment")
    return rows.filter(public_id=public_id).first()


def results_in_force(authority: Authority, period: Period) -> ResultQuerySet:
    rows = Result.objects.visible_to(authority, P.RANKING_VIEW).filter(IN_FORCE, assessment__period=period)
    return rows.select_related("assessment__unit")


def versions(authority: Authority, result: Result) -> ResultQuerySet:
    """Return every version of a result that came through the caller's scope, the latest first."""
    return sealed_results(authority).filter(assessment=result.assessment_id).order_by("-version").defer("content")


def opened(result: Result) -> Content:
    """Read the sealed bytes."""
    whole: Content = json.loads(bytes(result.content))
    return whole


def reopenings(authority: Authority) -> ReopeningQuerySet:
    known = Reopening.objects.visible_to(authority, P.RANKING_VIEW)
    return known.select_related("result__assessment__unit", "result__assessment__period__instrument").order_by("-pk")


def recomputed(
    authority: Authority,
    period: Period,
    assessments: Sequence[Assessment],
    amended: Mapping[int, Amendments] = NOTHING,
) -> dict[int, tuple[Figures, Behind]]:
    """Return, by assessment, what the same rules say today. Judgements and documents stay as they were handed in.

    Points that accepted objections set stay set; ``amended`` come on top, by assessment. The assessments came through
    ``with_amendments``.
    """
    known = material(authority, period, assessments)
    facts = facts_of(authority, period, [assessment.employee_id for assessment in assessments])
    found = {}
    for assessment in assessments:
        points = {**_amended(assessment), **amended.get(assessment.pk, {})}
        figures = Figures.of_score(known.score(assessment, facts[assessment.employee_id], points))
        found[assessment.pk] = (figures, known.behind(assessment, figures, at=None))
    return found


def with_amendments(authority: Authority, permission: P) -> AssessmentQuerySet:
    """Return assessments with the points that accepted objections set, the earliest first."""
    assessments = Assessment.objects.visible_to(authority, permission)
    accepted = Objection.objects.filter(accepted=True, result__assessment=OuterRef("pk"))
    points = accepted.order_by("answered_at", "pk").values_list("amended", flat=True)
    return assessments.annotate(amendments=ArraySubquery(points))


def _amended(assessment: Assessment) -> dict[str, Decimal]:
    """Return the points that objections set; the latest of one code holds."""
    found: dict[str, Decimal] = {}
    for points in vars(assessment)["amendments"]:
        found |= {code: Decimal(given) for code, given in points.items()}
    return found


def discrepancy_candidates(authority: Authority, period: Period) -> ResultQuerySet:
    """Return the results behind which something has moved since they were sealed: a fact, a name, a unit's name."""
    rows = results_in_force(authority, period)
    moved = Q(pk__in=())
    for model in (Performance, Attendance, Behaviour):
        moved |= Q(Exists(_changed(model)))
    renamed = [row["pk"] for row in _people(rows) if row["sealed"] != row["now"]]
    return rows.filter(moved | Q(pk__in=renamed)).order_by("assessment__unit__path", "pk")


def discrepancies(authority: Authority, period: Period, results: Sequence[Result]) -> list[Touched]:
    """Return what would be otherwise today in these results; those in which nothing would are left out."""
    ids = [result.assessment_id for result in results]
    rows = with_amendments(authority, P.RANKING_VIEW).filter(pk__in=ids)
    assessments = {each.pk: each for each in rows.select_related("employee", "unit", "placement")}
    for each in assessments.values():
        each.period = period
    today = recomputed(authority, period, list(assessments.values()))
    found = []
    for result in results:
        sealed, assessment = opened(result), assessments[result.assessment_id]
        changes = _compared(sealed, assessment, *today[assessment.pk])
        if changes:
            found.append(Touched(result, sealed["person"]["name"], changes))
    return found


def _compared(
    sealed: Mapping[str, Any], assessment: Assessment, figures: Figures, behind: Behind
) -> tuple[Discrepancy, ...]:
    seal = Seal(version=0, at=assessment.changed_at, by="")
    now = content(assessment, figures, behind, seal, person_of(assessment))
    return differences(_comparable(sealed), _comparable(now))


def _comparable(whole: Mapping[str, Any]) -> dict[str, Any]:
    lines = [{key: line[key] for key in COMPARED_LINE} for line in whole["lines"]]
    return {part: whole[part] for part in COMPARED} | {"lines": lines}


def _changed(model: type[Fact]) -> QuerySet[Fact]:
    """Return the rows of one person that came, or were replaced, after his assessment was handed in."""
    mine = model.objects.filter(employee=OuterRef("assessment__employee_id"))
    since = OuterRef("assessment__submitted_at")
    return mine.filter(Q(recorded_at__gt=since) | Q(superseded_at__gt=since))


def _people(rows: ResultQuerySet) -> Iterable[dict[str, Any]]:
    """Return of each result the person as sealed and as the register knows him now."""
    whole = rows.select_related("assessment__employee", "assessment__placement", "assessment__unit")
    for result in whole.defer("content", "assessment__sheet", "assessment__judgements"):
        yield {"pk": result.pk, "sealed": result.summary["person"], "now": person_of(result.assessment)}
