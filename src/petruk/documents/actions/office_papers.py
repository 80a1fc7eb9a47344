"""Papers of a panel and of an office: minutes, the letter that hands results in, the empty form.

Each replaces the one before about the same, and then needs a reason.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from petruk.access.authority import Authority
from petruk.access.permissions import Permission
from petruk.appraisal.models import Period
from petruk.appraisal.queries.panel_minutes import minutes
from petruk.appraisal.queries.periods import rules_of
from petruk.documents import frozen
from petruk.documents.actions.heading import CannotIssue, agency_of_day, official_of_day, signatory_of_day
from petruk.documents.actions.issuing import Subject, issue
from petruk.documents.asked import asked
from petruk.documents.models import Document
from petruk.documents.queries.editions import top_unit
from petruk.documents.queries.office import handed_in
from petruk.people.models import Official, Unit

Kind = Document.Kind


@transaction.atomic
def issue_minutes(period: Period, *, reason: str, at: datetime, by: Authority) -> Document:
    """Issue the minutes of a locked panel. Raises ``CannotIssue``."""
    by.require(Permission.PAPER_ISSUE)
    day, unit, told = timezone.localdate(at), top_unit(by), minutes(by, period)
    if unit is None or told is None:
        raise CannotIssue(_("The minutes come once the panel is locked."))
    agency = agency_of_day(day, by=by)
    content = (
        frozen.minutes(told)
        | frozen.office(agency, day)
        | {"agency_head": frozen.official(official_of_day(Official.Role.AGENCY_HEAD, day, by=by))}
        | frozen.public(agency=agency.name, unit=unit.name, period=period.name)
    )
    return _issue(Subject(Kind.MINUTES, unit, period), content, reason=reason, at=at, by=by)


@transaction.atomic
def issue_letter(period: Period, unit: Unit, *, reason: str, at: datetime, by: Authority) -> Document:
    """Issue the letter with which a unit hands in its results. Raises ``CannotIssue``."""
    _require(unit, by)
    rows = [
        {name: each.frozen["person"][name] for name in ("name", "nip", "position")}
        | {"number": each.number, "total": total}
        for each, total in handed_in(by, period, unit)
    ]
    if not rows:
        raise CannotIssue(_("This unit has handed in no result yet, so there is nothing to send."))
    return _issue_of_unit(Kind.LETTER, period, unit, {"rows": rows}, reason=reason, at=at, by=by)


@transaction.atomic
def issue_form(period: Period, unit: Unit, *, reason: str, at: datetime, by: Authority) -> Document:
    """Issue the empty form of the instrument for a unit. Raises ``CannotIssue``."""
    _require(unit, by)
    content = {"indicators": asked(*rules_of(period))}
    return _issue_of_unit(Kind.FORM, period, unit, content, reason=reason, at=at, by=by)


def _issue_of_unit(
    kind: Document.Kind,
    period: Period,
    unit: Unit,
    said: Mapping[str, Any],
    *,
    reason: str,
    at: datetime,
    by: Authority,
) -> Document:
    day = timezone.localdate(at)
    agency = agency_of_day(day, by=by)
    content = (
        {"period": period.name, **said}
        | frozen.office(agency, day, unit)
        | {"signatory": frozen.signatory(signatory_of_day(unit, day, by=by))}
        | frozen.public(agency=agency.name, unit=unit.name, period=period.name)
    )
    return _issue(Subject(kind, unit, period), content, reason=reason, at=at, by=by)


def _issue(subject: Subject, content: Mapping[str, Any], *, reason: str, at: datetime, by: Authority) -> Document:
    Period.objects.select_for_update(of=("self",)).get(pk=subject.period.pk)
    if subject.papers().in_force().exists() and not reason.strip():
        raise CannotIssue(_("Say why the paper is issued anew; the one before counts no more."))
    day, template = timezone.localdate(at), f"{subject.kind}-1"
    return issue(subject, content, template=template, dated_on=day, at=at, by=by, because=reason.strip())


def _require(unit: Unit, by: Authority) -> None:
    if not by.covers(Permission.ASSESSMENT_SUBMIT, unit.path):
        raise PermissionDenied(Permission.ASSESSMENT_SUBMIT)
