"""Result sheets that do not say yet what is sealed."""

from django.db.models import Exists, OuterRef

from petruk.access.authority import Authority
from petruk.access.permissions import Permission as P
from petruk.appraisal.models import Period, Result, ResultQuerySet
from petruk.appraisal.queries.instruments import parsed
from petruk.documents.models import Document


def waiting_for_sheet(authority: Authority, period: Period) -> ResultQuerySet:
    """Return the results in force whose sheet was printed before the panel's points were sealed."""
    rows = Result.objects.visible_to(authority, P.RESULT_DECIDE).filter(assessment__period=period, superseded_at=None)
    if not parsed(period.instrument).panels:
        return rows.none()
    printed = Document.objects.in_force().filter(assessment=OuterRef("assessment")).exclude(frozen__has_key="sealed")
    known = rows.filter(Exists(printed)).select_related("assessment__unit", "assessment__period")
    return known.order_by("assessment__unit__path", "pk")
