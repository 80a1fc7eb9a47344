"""The register: every paper that was issued, whatever became of it, and all papers about the same thing."""

from dataclasses import dataclass

from django.db.models import Q

from petruk.access.authority import Authority
from petruk.access.permissions import Permission as P
from petruk.documents.models import Document, DocumentQuerySet, State
from petruk.documents.queries.papers import documents

Kind = Document.Kind
ISSUED_BY = {
    Kind.CHARTER: P.PAPER_ISSUE,
    Kind.RECAP: P.PAPER_ISSUE,
    Kind.MINUTES: P.PAPER_ISSUE,
    Kind.LETTER: P.ASSESSMENT_SUBMIT,
    Kind.FORM: P.ASSESSMENT_SUBMIT,
}
"""Who takes a paper back. A result sheet follows its assessment and is taken back with it only."""


@dataclass(frozen=True)
class Narrowed:
    """To what the register is narrowed; every part holds at once. ``text`` is part of a number or of a name."""

    text: str = ""
    digits: str = ""
    kind: str = ""
    year: int | None = None
    state: str = ""


def register(authority: Authority, narrowed: Narrowed) -> DocumentQuerySet:
    """Return papers, the latest first."""
    found = documents(authority)
    if narrowed.digits:
        found = found.filter(employee__nip__startswith=narrowed.digits)
    for word in narrowed.text.split():
        found = found.filter(Q(number__icontains=word) | Q(employee__name__icontains=word))
    if narrowed.kind:
        found = found.filter(kind=narrowed.kind)
    if narrowed.year:
        found = found.filter(year=narrowed.year)
    if narrowed.state:
        found = found.filter(STATES[State(narrowed.state)])
    return _listed(found)


STATES = {
    State.ISSUED: Q(revoked_at=None),
    State.REPLACED: Q(replaced_by__isnull=False),
    State.REVOKED: Q(revoked_at__isnull=False, replaced_by=None),
}


def years(authority: Authority) -> list[int]:
    """Return the years of which there are papers, the latest first."""
    return sorted(set(documents(authority).order_by().values_list("year", flat=True).distinct()), reverse=True)


def same_subject(authority: Authority, document: Document) -> DocumentQuerySet:
    """Return every paper about the same, the latest first. The document came through the caller's scope."""
    rows = documents(authority).filter(kind=document.kind, assessment=document.assessment_id, award=document.award_id)
    if document.assessment_id is None and document.award_id is None:
        rows = rows.filter(period=document.period_id, unit=document.unit_id)
    return _listed(rows)


def may_revoke(authority: Authority, document: Document) -> bool:
    """Say whether this person may take a paper back, which came through the caller's scope."""
    permission = ISSUED_BY.get(Kind(document.kind))
    if document.state is not State.ISSUED or permission is None:
        return False
    return authority.covers(permission, document.unit.path)


def _listed(rows: DocumentQuerySet) -> DocumentQuerySet:
    """Return rows for a list: without what they say, which is long."""
    known = rows.select_related("unit", "employee", "period", "replaced_by")
    return known.defer("frozen", "replaced_by__frozen").order_by("-issued_at", "-pk")
