"""Sign a paper, or record that it was signed with ink. No row is without its file, no file without its row.

Source: docs/rules/signing.md.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from petruk.access.authority import Authority
from petruk.appraisal import vault
from petruk.appraisal.actions import deciding
from petruk.appraisal.actions.uploads import Upload
from petruk.appraisal.models import Assessment
from petruk.audit.actions import record
from petruk.core.errors import Refusal
from petruk.core.files import shown_name
from petruk.documents.actions.scans import require_scan
from petruk.documents.models import Document, Signature
from petruk.documents.queries.papers import issued_pdf
from petruk.documents.queries.signatures import (
    bytes_of,
    hand_of,
    has_signed,
    papers_to_sign,
    signatories_of,
    signature_of,
)
from petruk.documents.signing import bsre, checking, configured, pades
from petruk.documents.signing.certificate import Key, open_key
from petruk.documents.signing.checking import Found, Hold
from petruk.documents.signing.shapes import Person
from petruk.documents.signing.trust import Trust

Way = Signature.Way
PDF = "application/pdf"


class CannotRecord(Refusal):
    """The paper is not signed by this; nothing has changed."""


@dataclass(frozen=True)
class _Made:
    """A signed file before it is kept, and what its row says."""

    way: Way
    signer: str
    file_name: str
    media_type: str
    content: bytes
    issuer: str = ""
    serial: str = ""
    signed_at: datetime | None = None


@dataclass(frozen=True)
class _Turn:
    """A paper, as whom somebody stands on it, and the file that he signs: as issued, or as signed by others."""

    document: Document
    hand: Mapping[str, Any]
    file: bytes

    @property
    def reason(self) -> str:
        return f"Menandatangani {self.document.number}"


@dataclass(frozen=True)
class _Pen:
    """An opened certificate, and whom this installation trusts."""

    key: Key
    trust: Trust


def record_scan(document: Document, upload: Upload, *, at: datetime, by: Authority) -> Signature:
    """Keep the scan of a paper signed with ink; an earlier scan ends. Raises ``CannotRecord``, ``NotThisPaper``."""
    document = _mine(document, by=by)
    signer = " dan ".join(each["name"] for each in signatories_of(document))
    clean = require_scan(document, upload, by=by)
    made = _Made(Way.INK, signer, shown_name(upload.file_name, clean.media_type), clean.media_type, clean.content)
    return _kept(document, made, at=at, by=by)


def sign_with_certificate(document: Document, passphrase: str, *, at: datetime, by: Authority) -> Signature:
    """Sign with the certificate of the official who stands on the paper. Raises ``CannotRecord``, ``CannotSign``."""
    turn = _turn(document, by=by)
    return _signed(turn, _pen(turn, passphrase, at=at), at=at, by=by)


def sign_together(documents: Iterable[Document], passphrase: str, *, at: datetime, by: Authority) -> int:
    """Sign papers of one official one after another, his certificate opened once, and return how many.

    What was signed before a refusal stays signed. Raises ``CannotRecord``, ``CannotSign``.
    """
    signed, pen = 0, None
    for document in documents:
        turn = _turn(document, by=by)
        pen = pen or _pen(turn, passphrase, at=at)
        _signed(turn, pen, at=at, by=by)
        signed += 1
    return signed


def sign_with_bsre(document: Document, person: Person, *, at: datetime, by: Authority) -> Signature:
    """Have BSrE sign for the official who stands on the paper. Raises ``CannotRecord``, ``ServiceRefused``."""
    turn = _turn(document, by=by)
    service = configured.service()
    if service is None:
        raise CannotRecord(_("Signing through BSrE is switched off here."))
    signed, found = bsre.sign(
        service, turn.file, person, name=turn.hand["name"], at=at, reason=turn.reason, trust=configured.trust()
    )
    return _kept(turn.document, _electronic(turn.document, Way.BSRE, signed, found), at=at, by=by)


@transaction.atomic
def confirm_on_paper(assessment: Assessment, *, version: int, at: datetime, by: Authority) -> Assessment:
    """Record that the head, who has no account, confirmed by signing the paper; its scan stands for that.

    Raises ``CannotRecord`` without a scan, ``CannotDecide`` where the state or a person stands against it.
    """
    document = papers_to_sign(by).in_force().filter(assessment=assessment).first()
    signature = signature_of(by, document) if document else None
    if document is None or signature is None or not signature.signer:
        raise CannotRecord(_("First send the scan of the signed sheet; it stands for the decision of the head."))
    official = deciding.OnPaper(signature.signer, document.number, signature.sha256)
    return deciding.confirm_on_paper(assessment, official, version=version, at=at, by=by)


def _mine(document: Document, *, by: Authority) -> Document:
    """Return the paper as it is now, if it counts and this person may do something about its signature."""
    document = papers_to_sign(by).filter(pk=document.pk).first() or _refuse_reach()
    if document.revoked_at is not None:
        raise CannotRecord(_("This paper no longer counts. Sign the one that took its place."))
    if by.employee_id is not None and by.employee_id == document.employee_id:
        raise CannotRecord(_("This paper is about you; somebody else records its signature."))
    return document


def _refuse_reach() -> Document:
    raise PermissionDenied


def _turn(document: Document, *, by: Authority) -> _Turn:
    """Return what this person signs next on a paper that he stands on. Raises ``CannotRecord``."""
    document = _mine(document, by=by)
    hand = hand_of(by, document)
    if hand is None:
        raise CannotRecord(_("Only the official who stands on the paper signs it electronically."))
    signature = signature_of(by, document)
    _require_turn(document, signature, Way.CERTIFICATE, by=by)
    return _Turn(document, hand, bytes_of(by, signature) if signature else issued_pdf(by, document))


def _pen(turn: _Turn, passphrase: str, *, at: datetime) -> _Pen:
    file = configured.certificate_of(turn.hand["nip"])
    if file is None:
        raise CannotRecord(_("There is no certificate of yours here. Ask the operator, or sign with ink."))
    trust = configured.trust()
    return _Pen(open_key(file, passphrase, at=at), trust)


def _signed(turn: _Turn, pen: _Pen, *, at: datetime, by: Authority) -> Signature:
    signed = pades.sign(turn.file, pen.key, at=at, reason=turn.reason, trust=pen.trust, hand=turn.hand["name"])
    found = checking.latest(signed, pen.trust)
    if found.hold is not Hold.VALID:
        raise CannotRecord(_("The signature could not be read back. Nothing was kept; tell the operator."))
    return _kept(turn.document, _electronic(turn.document, Way.CERTIFICATE, signed, found), at=at, by=by)


def _require_turn(document: Document, before: Signature | None, way: Way, *, by: Authority) -> None:
    """A better scan takes the place of a scan; an electronic signature joins those of others, never of himself."""
    if before is None or before.way == Way.INK == way:
        return
    alone = len(signatories_of(document)) < 2
    if alone or Way.INK in {before.way, way} or has_signed(by, document):
        raise CannotRecord(_("This paper carries a signature already."))


def _electronic(document: Document, way: Way, signed: bytes, found: Found) -> _Made:
    return _Made(
        way=way,
        signer=found.signer,
        file_name=shown_name(f"{document.number} (TTE)".replace("/", "-"), PDF),
        media_type=PDF,
        content=signed,
        issuer=found.issuer[:200],
        serial=found.serial[:64],
        signed_at=datetime.fromisoformat(found.signed_at),
    )


def _kept(document: Document, made: _Made, *, at: datetime, by: Authority) -> Signature:
    with vault.kept(made.content) as stored_as:
        return _recorded(document, made, stored_as, at=at, by=by)


@transaction.atomic
def _recorded(document: Document, made: _Made, stored_as: str, *, at: datetime, by: Authority) -> Signature:
    Document.objects.select_for_update(of=("self",)).get(pk=document.pk)
    document = _mine(document, by=by)
    before = signature_of(by, document)
    _require_turn(document, before, made.way, by=by)
    if before is not None and before.way != Way.INK and not made.content.startswith(bytes_of(by, before)):
        raise CannotRecord(_("Somebody else signed this paper just now. Sign once more."))
    if before is not None:
        before.ended_at = at
        before.save(update_fields=["ended_at"])
    signature = Signature.objects.create(
        document=document,
        way=made.way,
        signer=made.signer[:200],
        issuer=made.issuer,
        serial=made.serial,
        signed_at=made.signed_at,
        recorded_at=at,
        recorded_by=by.name,
        file_name=made.file_name,
        media_type=made.media_type,
        size=len(made.content),
        sha256=sha256(made.content).hexdigest(),
        stored_as=stored_as,
    )
    ended = {"sha256": before.sha256} if before else None
    way, number = str(made.way), document.number
    record("document.signed", document, by=by, before=ended, number=number, way=way, sha256=signature.sha256)
    return signature
