"""Whether a paper is signed and how, who may sign it, and the signed file itself."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from petruk.access.authority import Authority
from petruk.access.permissions import Permission as P
from petruk.appraisal import vault
from petruk.documents.models import Document, DocumentQuerySet, Signature, SignatureQuerySet
from petruk.documents.queries.papers import documents, papers_by
from petruk.documents.signing import configured
from petruk.people.models import Employee

Kind = Document.Kind
SIGNED_BY: Mapping[P, tuple[Kind, ...]] = {
    P.PAPER_SIGN: (Kind.RESULT, Kind.LETTER),
    P.RESULT_DECIDE: (Kind.RECAP, Kind.MINUTES, Kind.CHARTER),
}
"""By which permission a signature is recorded or made, within the unit of the paper."""


@dataclass(frozen=True)
class Ways:
    """By which ways this reader may sign a paper, or record that it was signed."""

    scan: bool = False
    certificate: bool = False
    bsre: bool = False


def papers_to_sign(authority: Authority) -> DocumentQuerySet:
    """Return the papers whose signatures this person may record or make."""
    return papers_by(authority, SIGNED_BY)


def signatures(authority: Authority) -> SignatureQuerySet:
    """Return the signatures, ended ones too, of the papers that this person may read."""
    return Signature.objects.filter(document__in=documents(authority).values("pk")).select_related("document")


def signature_of(authority: Authority, document: Document) -> Signature | None:
    """Return the signature in force of a paper that came through the caller's scope."""
    return Signature.objects.filter(document=document, ended_at=None).first() if authority.signed_in else None


def bytes_of(authority: Authority, signature: Signature) -> bytes:
    """Return the signed file. The signature came through the caller's scope. Raises ``OSError`` when it is lost."""
    assert authority.signed_in
    return vault.read(signature.stored_as)


def ways(authority: Authority, document: Document, signature: Signature | None) -> Ways:
    """Return what this reader may do about the signature of a paper now."""
    if document.revoked_at is not None or not papers_to_sign(authority).filter(pk=document.pk).exists():
        return Ways()
    if signature is not None and signature.way != Signature.Way.INK:
        return Ways()
    himself = authority.employee_id is not None and authority.employee_id == document.employee_id
    official = signature is None and is_signatory(authority, document)
    return Ways(
        scan=not himself,
        certificate=official and configured.certificate_of(nip_of_signatory(document)) is not None,
        bsre=official and configured.service() is not None,
    )


def is_signatory(authority: Authority, document: Document) -> bool:
    """Say whether this person is the official who stands on a paper as the one who signs it."""
    nip = nip_of_signatory(document)
    if not nip or authority.employee_id is None:
        return False
    return Employee.objects.filter(pk=authority.employee_id, nip=nip).exists()


def signatory_of(document: Document) -> Mapping[str, Any]:
    """Return who stands on a paper as its signatory, nothing where nobody does."""
    return document.frozen.get("signatory") or {}


def nip_of_signatory(document: Document) -> str:
    return str(signatory_of(document).get("nip") or "")
