"""What anybody who holds a paper may know of it, without sign-in."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from petruk.access.authority import Authority
from petruk.core.nip import mask_nip
from petruk.documents import fuller_sheet
from petruk.documents.models import Document, Signature, State
from petruk.documents.queries.signatures import is_whole

Kind = Document.Kind


@dataclass(frozen=True)
class PublicPaper:
    """What anybody may know of a paper: what stands on it, the NIP masked, and whether it still counts.

    What a kind does not have is empty: a recap has no name, a result without points no ``total``. ``way`` is how it
    was signed, empty while it is not; a file with an electronic signature has a fingerprint of its own.
    """

    state: State
    kind: str
    number: str
    issued_on: date
    period: str
    agency: str
    unit: str
    name: str
    masked_nip: str
    total: str
    maximum: str
    sha256: str
    way: str
    signed_sha256: str
    revoked_at: datetime | None
    replaced_by: str

    @property
    def in_force(self) -> bool:
        return self.state is State.ISSUED


def public_paper(authority: Authority, code: str) -> PublicPaper | None:
    """Return what the bearer of a code may know; needs no sign-in, the code of 128 random bits is the key."""
    document = Document.objects.select_related("replaced_by").filter(code=code).first()
    return None if document is None else _public(authority, document)


def _public(authority: Authority, document: Document) -> PublicPaper:
    said = document.frozen.get("public") or _said_by_result(document.frozen)
    signature = Signature.objects.filter(document=document, ended_at=None).first()
    way = signature.way if signature and is_whole(authority, document, signature) else ""
    return PublicPaper(
        state=document.state,
        kind=str(Kind(document.kind).label),
        number=document.number,
        issued_on=document.dated_on,
        period=said["period"],
        agency=said["agency"],
        unit=said["unit"],
        name=said["name"],
        masked_nip=mask_nip(said["nip"]) if said["nip"] else "",
        total=said["total"],
        maximum=said["maximum"],
        sha256=document.sha256,
        way=way,
        signed_sha256=signature.sha256 if signature and way not in ("", Signature.Way.INK) else "",
        revoked_at=document.revoked_at,
        replaced_by=document.replaced_by.number if document.replaced_by else "",
    )


def _said_by_result(frozen: Mapping[str, Any]) -> Mapping[str, str]:
    """Return what a result sheet says of itself."""
    return {
        "period": frozen["period"],
        "agency": frozen["letterhead"]["agency"],
        "unit": frozen["person"]["unit"],
        "name": frozen["person"]["name"],
        "nip": frozen["person"]["nip"],
        "total": frozen["total"] if fuller_sheet.adds_up(frozen) else "",
        "maximum": frozen["maximum"],
    }
