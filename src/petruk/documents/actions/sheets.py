"""Result sheets in step with the assessments that they print: both change in one transaction, or neither."""

from datetime import date, datetime

from django.db import transaction

from petruk.access.authority import Authority
from petruk.appraisal.actions import assessing, deciding
from petruk.appraisal.actions.assessing import Answers
from petruk.appraisal.actions.deciding import Decision
from petruk.appraisal.models import Assessment, Period
from petruk.core.lifecycle import Actor
from petruk.documents.actions.issuing import Subject, issue, revoke
from petruk.documents.models import Document
from petruk.people.models import Employee

TEMPLATE = "result-3"
DECIDED_ANEW = "Kepala menetapkan skor yang berbeda dari yang tercetak."


@transaction.atomic
def submit(
    period: Period, employee: Employee, answers: Answers, *, key: str, at: datetime, by: Authority
) -> Assessment:
    """Submit an assessment and issue its result sheet, both or neither. Raises ``CannotAssess``."""
    assessment = assessing.submit(period, employee, answers, key=key, at=at, by=by)
    if not Document.objects.in_force().filter(assessment=assessment).exists():
        _issue(assessment, at=at, by=by)
    return assessment


@transaction.atomic
def withdraw(assessment: Assessment, *, reason: str, at: datetime, by: Authority) -> Assessment:
    """Withdraw an assessment and revoke its result sheet: whoever scans the printed one is told so."""
    assessment = assessing.withdraw(assessment, reason=reason, at=at, by=by)
    revoke(subject_of(assessment), reason, at=at, by=by)
    return assessment


@transaction.atomic
def decide(assessment: Assessment, decision: Decision, *, at: datetime, by: Authority) -> Assessment:
    """Decide the head's points; a sheet that says others is revoked and a new one issued. Raises ``CannotDecide``."""
    return _in_step(deciding.decide(assessment, decision, at=at, by=by), at=at, by=by)


@transaction.atomic
def confirm(assessment: Assessment, decision: Decision, *, at: datetime, by: Authority) -> Assessment:
    """Decide the head's points and confirm, with the paper that says so. Raises ``CannotDecide``."""
    return _in_step(deciding.confirm(assessment, decision, at=at, by=by), at=at, by=by)


@transaction.atomic
def return_(
    assessment: Assessment, *, version: int, reason: str, actor: Actor, at: datetime, by: Authority
) -> Assessment:
    """Return an assessment to its office and revoke its result sheet. Raises ``CannotDecide``."""
    assessment = deciding.return_(assessment, version=version, reason=reason, actor=actor, at=at, by=by)
    revoke(subject_of(assessment), reason, at=at, by=by)
    return assessment


def _in_step(assessment: Assessment, *, at: datetime, by: Authority) -> Assessment:
    """Issue the paper anew when the one in force says something else than the sheet."""
    sheet = assessment.sheet or {}
    paper = Document.objects.in_force().filter(assessment=assessment).first()
    if paper is None or any(paper.frozen.get(name) != said for name, said in sheet.items()):
        _issue(assessment, at=at, by=by, because=DECIDED_ANEW)
    return assessment


def _issue(assessment: Assessment, *, at: datetime, by: Authority, because: str = "") -> Document:
    sheet = assessment.sheet or {}
    return issue(
        subject_of(assessment),
        sheet,
        template=TEMPLATE,
        dated_on=date.fromisoformat(sheet["date"]),
        at=at,
        by=by,
        because=because,
    )


def subject_of(assessment: Assessment) -> Subject:
    """Return what a result sheet is about."""
    return Subject(
        Document.Kind.RESULT,
        assessment.unit,
        assessment.period,
        assessment=assessment,
        employee_id=assessment.employee_id,
    )
