"""What was assessed: one assessment with all that belongs to it, and lists of results."""

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Q

from petruk.access.authority import Authority
from petruk.access.permissions import Permission as P
from petruk.appraisal.models import HOLDS_A_SLOT, Assessment, AssessmentQuerySet, Period
from petruk.core.lifecycle import State

SORTS = {
    "total": ("-total", "employee__name"),
    "total_up": ("total", "employee__name"),
    "name": ("employee__name",),
    "name_down": ("-employee__name",),
    "unit": ("unit__path", "-total"),
    "unit_down": ("-unit__path", "-total"),
    "submitted": ("-submitted_at",),
    "submitted_up": ("submitted_at",),
}


@dataclass(frozen=True)
class RecapFilter:
    """What the reader narrowed the recap to; every part holds at once."""

    search: str = ""
    unit_path: str = ""
    sort: str = "total"


def assessments(authority: Authority) -> AssessmentQuerySet:
    """Return what this person may read. A draft is the assessing office's own until it is submitted."""
    own_work = Assessment.objects.visible_to(authority, P.ASSESSMENT_SUBMIT)
    visible = Assessment.objects.visible_to(authority, P.ASSESSMENT_VIEW)
    visible = visible.filter(~Q(state=State.DRAFT) | Q(pk__in=own_work.values("pk")))
    return visible.select_related("period__instrument", "employee", "unit", "placement")


def assessment_of(authority: Authority, period: Period, employee_id: int) -> Assessment | None:
    return assessments(authority).filter(period=period, employee_id=employee_id).first()


def recap(authority: Authority, period: Period, narrowed: RecapFilter) -> AssessmentQuerySet:
    """Return the submitted assessments of a period, by the filter. The name shown is the one frozen at submission."""
    rows = Assessment.objects.visible_to(authority, P.RECAP_VIEW).filter(HOLDS_A_SLOT, period=period)
    rows = rows.select_related("employee", "unit").order_by(*SORTS.get(narrowed.sort, SORTS["total"]), "pk")
    if narrowed.unit_path:
        rows = rows.within(narrowed.unit_path)
    if narrowed.search:
        digits = narrowed.search.replace(" ", "")
        rows = rows.filter(Q(employee__name__icontains=narrowed.search) | Q(employee__nip__startswith=digits))
    return rows


def points(assessment: Assessment) -> dict[str, Decimal]:
    """Return the frozen points by indicator code."""
    return {line["code"]: Decimal(line["points"]) for line in (assessment.sheet or {}).get("lines", ())}
