"""The recap as a paper: each edition stays as it was issued, the next one replaces it and says what changed and why."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from petruk.access.authority import Authority
from petruk.access.permissions import Permission
from petruk.appraisal.models import Period
from petruk.appraisal.queries.instruments import parsed
from petruk.documents import frozen
from petruk.documents.actions.heading import CannotIssue, agency_of_day, official_of_day
from petruk.documents.actions.issuing import Subject, issue
from petruk.documents.models import Document
from petruk.documents.queries.editions import draft, editions, top_unit
from petruk.people.models import Official
from petruk.people.queries import official_on

REPLACED = "Diganti oleh edisi berikutnya: {reason}"
LONGEST = 300


@transaction.atomic
def issue_recap(period: Period, *, reason: str, at: datetime, by: Authority) -> Document:
    """Issue the next edition of the recap of a period, as the results stand now. Raises ``CannotIssue``."""
    by.require(Permission.PAPER_ISSUE)
    period = Period.objects.select_for_update(of=("self",)).select_related("instrument").get(pk=period.pk)
    unit, day, reason = top_unit(by), timezone.localdate(at), reason.strip()
    said = draft(by, period, at=at)
    if unit is None or not said.rows:
        raise CannotIssue(_("No unit has handed in a result, so there is nothing to list."))
    if said.previous is not None and not reason:
        raise CannotIssue(_("Say why a new edition is issued; the paper says it too."))
    agency = agency_of_day(day, by=by)
    signs = {"agency_head": frozen.official(official_of_day(Official.Role.AGENCY_HEAD, day, by=by))}
    evaluator = official_on(by, Official.Role.EVALUATOR, day)
    if evaluator is not None and not parsed(period.instrument).panels:
        signs["evaluator"] = frozen.official(evaluator)
    edition = editions(by, period).count() + 1
    whole = frozen.recap(period, said, edition=edition, reason=reason, unit=unit, agency=agency)
    content = whole | signs | frozen.of_agency(agency, day)
    subject = Subject(Document.Kind.RECAP, unit, period)
    because = REPLACED.format(reason=reason) if said.previous else ""
    return issue(subject, content, template="recap-1", dated_on=day, at=at, by=by, because=because)
