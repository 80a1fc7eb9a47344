"""One machine for every paper: freeze, number, render, issue, replace, revoke.

Called within the transaction of an act that was allowed; what the paper says is the caller's.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from typing import Any

from django.conf import settings

from petruk.access.authority import Authority
from petruk.appraisal.models import Assessment, Award, Period
from petruk.audit.actions import record
from petruk.core.ids import new_verification_code
from petruk.core.numbering import number
from petruk.core.sealing import canonical
from petruk.documents.models import Document, DocumentQuerySet, PaperRule, Rendering, Series
from petruk.documents.queries.emblems import emblem_on
from petruk.documents.queries.rules import rule_on
from petruk.documents.typesetting import render
from petruk.people.models import Unit


@dataclass(frozen=True)
class Subject:
    """What a paper is about, and the unit within which it may be read."""

    kind: Document.Kind
    unit: Unit
    period: Period
    assessment: Assessment | None = None
    award: Award | None = None
    employee_id: int | None = None

    def papers(self) -> DocumentQuerySet:
        """Return every paper ever issued about this."""
        rows = Document.objects.filter(kind=self.kind, assessment=self.assessment, award=self.award)
        if self.assessment or self.award:
            return rows
        return rows.filter(period=self.period, unit=self.unit)


def issue(
    subject: Subject,
    content: Mapping[str, Any],
    *,
    template: str,
    dated_on: date,
    at: datetime,
    by: Authority,
    because: str = "",
    rule: PaperRule | None = None,
) -> Document:
    """Issue a paper; one in force about the same is replaced by it, for the reason given.

    Whoever issues many of one day passes the rule that holds for them.
    """
    rule = rule or rule_on(by, subject.kind, dated_on)
    series = _held_series(subject.kind, dated_on.year)
    _end(subject.papers().in_force(), because, at=at, by=by)
    series.last += 1
    series.save(update_fields=["last"])
    document = _document(subject, series, rule, dated_on=dated_on, at=at)
    whole = dict(content) | {
        "kind": str(subject.kind),
        "template": template,
        "size": rule.size,
        "number": document.number,
        "code": document.code,
        "verify_url": f"{settings.PETRUK_URL}/verifikasi/{document.code}/",
    }
    arms = emblem_on(by, dated_on) if whole.get("emblem", True) else None
    if arms:
        whole["arms"] = arms.sha256
    document.frozen = json.loads(canonical(whole))
    pdf = render(document.frozen, bytes(arms.png) if arms else None)
    document.sha256 = sha256(pdf).hexdigest()
    document.save()
    Rendering.objects.create(document=document, pdf=pdf)
    subject.papers().filter(revoked_at__isnull=False, replaced_by=None).update(replaced_by=document)
    record("document.issued", document, by=by, number=document.number, sha256=document.sha256)
    return document


def revoke(subject: Subject, reason: str, *, at: datetime, by: Authority) -> None:
    """Take back the paper in force about something, if there is one; nothing comes in its place."""
    _end(subject.papers().in_force(), reason, at=at, by=by)


def _document(subject: Subject, series: Series, rule: PaperRule, *, dated_on: date, at: datetime) -> Document:
    return Document(
        kind=subject.kind,
        code=new_verification_code(),
        number=number(rule.pattern, series.last, dated_on),
        year=series.year,
        serial=series.last,
        unit=subject.unit,
        period=subject.period,
        employee_id=subject.employee_id,
        assessment=subject.assessment,
        award=subject.award,
        dated_on=dated_on,
        issued_at=at,
    )


def _held_series(kind: Document.Kind, year: int) -> Series:
    """Return the counter of the year. It stays locked to the end, so a failed issue leaves no gap."""
    counter = Series.objects.select_for_update().filter(kind=kind, year=year)
    known = counter.first()
    if known is None:
        Series.objects.bulk_create([Series(kind=kind, year=year)], ignore_conflicts=True)
    return known or counter.get()


def _end(papers: DocumentQuerySet, reason: str, *, at: datetime, by: Authority) -> None:
    for document in papers.select_for_update():
        end(document, reason, at=at, by=by)


def end(document: Document, reason: str, *, at: datetime, by: Authority) -> None:
    """Let a paper, which the caller holds, count no more from now on."""
    document.revoked_at, document.revoked_because = at, reason
    document.save(update_fields=["revoked_at", "revoked_because"])
    record("document.revoked", document, by=by, number=document.number, reason=reason)
