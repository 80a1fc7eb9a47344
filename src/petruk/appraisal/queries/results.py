"""What was assessed: one assessment with all that belongs to it."""

from django.db.models import Q

from petruk.access.authority import Authority
from petruk.access.permissions import Permission as P
from petruk.appraisal.models import Assessment, AssessmentQuerySet, Period
from petruk.core.lifecycle import State


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
