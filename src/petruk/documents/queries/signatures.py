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
Way = Signature.Way
HANDS = ("signatory", "evaluator", "agency_head", "regional_head")
"""Where frozen papers name those who sign them."""
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
    ink = signature is not None and signature.way == Way.INK
    himself = authority.employee_id is not None and authority.employee_id == document.employee_id
    hand = None if ink or has_signed(authority, document) else hand_of(authority, document)
    return Ways(
        scan=(signature is None or ink) and not himself,
        certificate=hand is not None and configured.certificate_of(hand["nip"]) is not None,
        bsre=hand is not None and configured.service() is not None,
    )


def hand_of(authority: Authority, document: Document) -> Mapping[str, Any] | None:
    """Return as whom of those who sign a paper this person stands on it; nobody who does not."""
    nip = nip_of(authority)
    return next((each for each in signatories_of(document) if each["nip"] == nip), None) if nip else None


def nip_of(authority: Authority) -> str:
    """Return the NIP of this person, nothing for one who is no employee."""
    if authority.employee_id is None:
        return ""
    return Employee.objects.values_list("nip", flat=True).get(pk=authority.employee_id)


def has_signed(authority: Authority, document: Document) -> bool:
    """Say whether this person signed a paper electronically, maybe before others did."""
    return _electronic(document).filter(recorded_by=authority.name).exists()


def signatories_of(document: Document) -> list[Mapping[str, Any]]:
    """Return who stands on a paper to sign it: one on a result sheet, two on a charter, maybe nobody."""
    return [each for name in HANDS if (each := document.frozen.get(name))]


def is_whole(authority: Authority, document: Document, signature: Signature) -> bool:
    """Say whether everybody who stands on a paper has signed it. A scan shows them all."""
    hands = len(signatories_of(document))
    return signature.way == Way.INK or hands < 2 or _electronic(document).count() >= hands


def _electronic(document: Document) -> SignatureQuerySet:
    """Return the electronic signatures of a paper; each further one is in a file of its own and ends the row before."""
    return Signature.objects.filter(document=document).exclude(way=Way.INK)
