"""What was assessed: one assessment with all that belongs to it, and lists of results."""

from dataclasses import dataclass

from django.db.models import DecimalField, F, Q
from django.db.models.expressions import Expression, OrderBy
from django.db.models.fields.json import KeyTextTransform, KeyTransform
from django.db.models.functions import Cast

from petruk.access.authority import Authority
from petruk.access.permissions import Permission as P
from petruk.appraisal.models import HOLDS_A_SLOT, Assessment, AssessmentQuerySet, Period
from petruk.appraisal.queries.instruments import parsed
from petruk.core.lifecycle import State


@dataclass(frozen=True)
class RecapFilter:
    """What the reader narrowed the recap to; every part holds at once.

    ``sort`` is one of ``recap_columns``; ``digits`` are the first of a NIP.
    """

    name: str = ""
    digits: str = ""
    unit_path: str = ""
    sort: str = "total"
    reverse: bool = True


def assessments(authority: Authority) -> AssessmentQuerySet:
    """Return what this person may read. A draft is the assessing office's own until it is submitted."""
    own_work = Assessment.objects.visible_to(authority, P.ASSESSMENT_SUBMIT)
    visible = Assessment.objects.visible_to(authority, P.ASSESSMENT_VIEW)
    visible = visible.filter(~Q(state=State.DRAFT) | Q(pk__in=own_work.values("pk")))
    return visible.select_related("period__instrument", "employee", "unit", "placement")


def assessment_of(authority: Authority, period: Period, employee_id: int) -> Assessment | None:
    return assessments(authority).filter(period=period, employee_id=employee_id).first()


def assessments_to_change(authority: Authority) -> AssessmentQuerySet:
    """Return what this person's office may withdraw or take up again."""
    own_work = Assessment.objects.visible_to(authority, P.ASSESSMENT_SUBMIT)
    return own_work.select_related("period__instrument", "employee", "unit")


def own_results(authority: Authority) -> AssessmentQuerySet:
    """Return what was handed in about this person himself, the latest first."""
    if authority.employee_id is None:
        return Assessment.objects.none()
    return assessments(authority).filter(employee_id=authority.employee_id).order_by("-submitted_at")


def recap_columns(period: Period) -> dict[str, Expression | F]:
    """Return by what the recap of a period can be sorted; the points of an indicator under ``points:<code>``."""
    columns: dict[str, Expression | F] = {
        "name": F("employee__name"),
        "unit": F("unit__name"),
        "total": F("total"),
        "submitted": F("submitted_at"),
    }
    for at, indicator in enumerate(parsed(period.instrument).indicators):
        line = KeyTransform(at, KeyTransform("lines", "sheet"))
        columns[f"points:{indicator.code}"] = Cast(
            KeyTextTransform("points", line), DecimalField(max_digits=6, decimal_places=2)
        )
    return columns


def recap(authority: Authority, period: Period, narrowed: RecapFilter) -> AssessmentQuerySet:
    """Return the submitted assessments of a period, by the filter. The name shown is the one frozen at submission."""
    rows = Assessment.objects.visible_to(authority, P.RECAP_VIEW).filter(HOLDS_A_SLOT, period=period)
    if narrowed.unit_path:
        rows = rows.within(narrowed.unit_path)
    for word in narrowed.name.split():
        rows = rows.filter(employee__name__icontains=word)
    if narrowed.digits:
        rows = rows.filter(employee__nip__startswith=narrowed.digits)
    column = recap_columns(period)[narrowed.sort]
    first = OrderBy(column, descending=narrowed.reverse, nulls_last=True)
    return rows.select_related("employee", "unit").order_by(first, "employee__name", "pk")
