from datetime import datetime
from hashlib import sha256

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from petruk.access.authority import Authority
from petruk.appraisal.actions import assessing, deciding
from petruk.appraisal.actions.assessing import Answers
from petruk.appraisal.actions.deciding import Decision
from petruk.appraisal.models import Assessment, Period
from petruk.audit.actions import record
from petruk.core.ids import new_verification_code
from petruk.core.lifecycle import Actor
from petruk.documents import fuller_sheet
from petruk.documents.models import Document, Rendering, Series
from petruk.documents.typesetting import render
from petruk.people.models import Employee

TEMPLATE = {Document.Kind.RESULT: "result-1"}
DECIDED_ANEW = "Kepala menetapkan skor yang berbeda dari yang tercetak."


@transaction.atomic
def submit(
    period: Period, employee: Employee, answers: Answers, *, key: str, at: datetime, by: Authority
) -> Assessment:
    """Submit an assessment and issue its result sheet, both or neither. Raises ``CannotAssess``."""
    assessment = assessing.submit(period, employee, answers, key=key, at=at, by=by)
    if not Document.objects.filter(assessment=assessment, revoked_at=None).exists():
        _issue(assessment, at=at, by=by)
    return assessment


@transaction.atomic
def withdraw(assessment: Assessment, *, reason: str, at: datetime, by: Authority) -> Assessment:
    """Withdraw an assessment and revoke its result sheet: whoever scans the printed one is told so."""
    assessment = assessing.withdraw(assessment, reason=reason, at=at, by=by)
    _revoke(assessment, reason, at=at, by=by)
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
    _revoke(assessment, reason, at=at, by=by)
    return assessment


def _in_step(assessment: Assessment, *, at: datetime, by: Authority) -> Assessment:
    """Issue the paper anew when the one in force says something else than the sheet."""
    sheet = assessment.sheet or {}
    paper = Document.objects.filter(assessment=assessment, revoked_at=None).first()
    if paper is None or any(paper.frozen.get(name) != said for name, said in sheet.items()):
        _revoke(assessment, DECIDED_ANEW, at=at, by=by)
        _issue(assessment, at=at, by=by)
    return assessment


def _revoke(assessment: Assessment, reason: str, *, at: datetime, by: Authority) -> None:
    for document in Document.objects.select_for_update().filter(assessment=assessment, revoked_at=None):
        document.revoked_at, document.revoked_because = at, reason
        document.save(update_fields=["revoked_at", "revoked_because"])
        record("document.revoked", document, by=by, number=document.number, reason=reason)


def _issue(assessment: Assessment, *, at: datetime, by: Authority) -> Document:
    """Issue the paper of an act that was allowed."""
    kind, code = Document.Kind.RESULT, new_verification_code()
    document = Document(kind=kind, code=code, assessment=assessment, issued_at=at, number=_next_number(kind, at))
    document.frozen = (assessment.sheet or {}) | {
        "kind": str(kind),
        "template": "result-2" if fuller_sheet.is_needed(assessment.sheet or {}) else "result-1",
        "number": document.number,
        "code": code,
        "verify_url": f"{settings.PETRUK_URL}/verifikasi/{code}/",
    }
    pdf = render(document.frozen)
    document.sha256 = sha256(pdf).hexdigest()
    document.save()
    Rendering.objects.create(document=document, pdf=pdf)
    record("document.issued", document, by=by, number=document.number, sha256=document.sha256)
    return document


def _next_number(kind: Document.Kind, at: datetime) -> str:
    """Return the next number of the year. The counter stays locked to the end, so a failed issue leaves no gap."""
    year = timezone.localtime(at).year
    Series.objects.bulk_create([Series(kind=kind, year=year)], ignore_conflicts=True)
    series = Series.objects.select_for_update().get(kind=kind, year=year)
    series.last += 1
    series.save(update_fields=["last"])
    return f"{series.last:03}/PETRUK/{year}"
