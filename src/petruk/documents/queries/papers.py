"""Issued papers: who may read which, and their bytes."""

from collections.abc import Mapping

from django.db.models import OuterRef, Q, Subquery
from django.db.models.functions import JSONObject

from petruk.access.authority import Authority
from petruk.access.permissions import Permission as P
from petruk.appraisal.models import Assessment, AssessmentQuerySet
from petruk.documents.models import Document, DocumentQuerySet, Signature

Kind = Document.Kind
READ_BY: Mapping[P, tuple[Kind, ...]] = {
    P.ASSESSMENT_VIEW: (Kind.RESULT, Kind.LETTER, Kind.FORM),
    P.RECAP_VIEW: (Kind.RECAP,),
    P.RANKING_VIEW: (Kind.MINUTES, Kind.CHARTER),
}
"""By which permission a paper is read, within its unit or as one's own; a charter by more once winners are known."""


def documents(authority: Authority) -> DocumentQuerySet:
    """Return the papers that this person may read, charters also as results are once they are announced."""
    announced = Document.objects.visible_to(authority, P.ASSESSMENT_VIEW).filter(
        kind=Kind.CHARTER, period__announced_at__isnull=False
    )
    return papers_by(authority, READ_BY) | Document.objects.filter(pk__in=announced.values("pk"))


def papers_by(authority: Authority, kinds_of: Mapping[P, tuple[Kind, ...]]) -> DocumentQuerySet:
    """Return the papers within reach, each kind by the permission under which it is named."""
    reach = Q(pk__in=())
    for permission, kinds in kinds_of.items():
        visible = Document.objects.visible_to(authority, permission).filter(kind__in=kinds)
        reach |= Q(pk__in=visible.values("pk"))
    return Document.objects.filter(reach)


def valid_paper(authority: Authority, assessment: Assessment) -> Document | None:
    """Return the result sheet in force of an assessment that came through the caller's scope."""
    return _sheets(authority).filter(assessment=assessment).first()


def with_paper(authority: Authority, rows: AssessmentQuerySet) -> AssessmentQuerySet:
    """Add to each assessment its result sheet in force, None where there is none.

    The sheet is a mapping with ``ref``, ``number``, ``code`` and ``way``, in which it is signed: None while it is not.
    """
    signature = Signature.objects.filter(document=OuterRef("pk"), ended_at=None)
    valid = _sheets(authority).filter(assessment=OuterRef("pk")).annotate(way=Subquery(signature.values("way")[:1]))
    said = JSONObject(ref="public_id", number="number", code="code", way="way")
    return rows.annotate(paper=Subquery(valid.values(json=said)[:1]))


def pdf_of(authority: Authority, assessment: Assessment) -> bytes | None:
    """Return the bytes of the result sheet in force as they were issued."""
    document = valid_paper(authority, assessment)
    return None if document is None else issued_pdf(authority, document)


def issued_pdf(authority: Authority, document: Document) -> bytes:
    """Return the bytes of a paper as they were issued, whatever its state. It came through the caller's scope."""
    return bytes(Document.objects.filter(pk=document.pk).values_list("rendering__pdf", flat=True).get())


def _sheets(authority: Authority) -> DocumentQuerySet:
    return Document.objects.visible_to(authority, P.ASSESSMENT_VIEW).filter(kind=Kind.RESULT).in_force()
