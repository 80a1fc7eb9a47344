from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from django.db.models import OuterRef, Subquery
from django.db.models.functions import JSONObject

from petruk.access.authority import Authority
from petruk.access.permissions import Permission
from petruk.appraisal.models import Assessment, AssessmentQuerySet
from petruk.core.nip import mask_nip
from petruk.documents import fuller_sheet
from petruk.documents.models import Document, DocumentQuerySet


class Standing(StrEnum):
    """What the public page says of a paper."""

    PRINTED = "printed"
    REVOKED = "revoked"


@dataclass(frozen=True)
class PublicPaper:
    """What anybody may know of a paper: what stands on it, the NIP masked, and whether it still counts.

    ``total`` is empty where the paper shows none.
    """

    standing: Standing
    number: str
    issued_on: date
    kind: str
    period: str
    agency: str
    unit: str
    name: str
    masked_nip: str
    total: str
    maximum: str
    sha256: str
    revoked_at: datetime | None
    replaced_by: str


def documents(authority: Authority) -> DocumentQuerySet:
    return Document.objects.visible_to(authority, Permission.ASSESSMENT_VIEW)


def valid_paper(authority: Authority, assessment: Assessment) -> Document | None:
    """Return the result sheet in force of an assessment that came through the caller's scope."""
    return documents(authority).filter(assessment=assessment, revoked_at=None).first()


def with_paper(authority: Authority, rows: AssessmentQuerySet) -> AssessmentQuerySet:
    """Add to each assessment the number and code of its result sheet in force, None where there is none."""
    valid = documents(authority).filter(assessment=OuterRef("pk"), revoked_at=None)
    return rows.annotate(paper=Subquery(valid.values(json=JSONObject(number="number", code="code"))[:1]))


def pdf_of(authority: Authority, assessment: Assessment) -> bytes | None:
    """Return the bytes as they were issued."""
    papers = documents(authority).filter(assessment=assessment, revoked_at=None)
    pdf = papers.values_list("rendering__pdf", flat=True).first()
    return None if pdf is None else bytes(pdf)


def public_paper(authority: Authority, code: str) -> PublicPaper | None:
    """Return what the bearer of a code may know; needs no sign-in, the code of 128 random bits is the key."""
    document = Document.objects.filter(code=code).first()
    return None if document is None else _public(document)


def _public(document: Document) -> PublicPaper:
    frozen = document.frozen
    person = frozen["person"]
    newer = Document.objects.filter(assessment=document.assessment_id, issued_at__gt=document.issued_at)
    return PublicPaper(
        standing=Standing.REVOKED if document.revoked_at else Standing.PRINTED,
        number=document.number,
        issued_on=date.fromisoformat(frozen["date"]),
        kind=document.kind,
        period=frozen["period"],
        agency=frozen["letterhead"]["agency"],
        unit=person["unit"],
        name=person["name"],
        masked_nip=mask_nip(person["nip"]),
        total=frozen["total"] if fuller_sheet.adds_up(frozen) else "",
        maximum=frozen["maximum"],
        sha256=document.sha256,
        revoked_at=document.revoked_at,
        replaced_by=newer.order_by("issued_at").values_list("number", flat=True).first() or "",
    )
