"""Read the signatures of a file back: by whom, when, and whether they still hold. Nothing is fetched.

A certificate counts as it stood when it signed: expired since then is no fault, revoked before then is one.
"""

import io
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.general import SigningError, UnacceptableSignerError
from pyhanko.sign.validation import (
    DocumentSecurityStore,
    EmbeddedPdfSignature,
    PdfSignatureStatus,
    SignatureCoverageLevel,
    validate_pdf_signature,
)
from pyhanko.sign.validation.errors import NoDSSFoundError, SignatureValidationError, ValidationInfoReadingError
from pyhanko.sign.validation.settings import KeyUsageConstraints
from pyhanko_certvalidator import ValidationContext

from petruk.documents.signing.certificate import SIGNING, common_name
from petruk.documents.signing.trust import Trust

BROKEN_IN_FORM = (
    *(PdfError, SigningError, UnacceptableSignerError, SignatureValidationError, ValidationInfoReadingError),
    *(ValueError, KeyError, TypeError, IndexError, AttributeError, AssertionError, RecursionError, OSError),
)
"""What a library raises over a stranger's file: all of it means that the file is not in order."""


class Hold(StrEnum):
    """What a signature is worth."""

    VALID = "valid"
    UNKNOWN = "unknown"
    REVOKED = "revoked"
    CHANGED = "changed"
    BROKEN = "broken"


@dataclass(frozen=True)
class Found:
    """One signature of a file. ``until_end``: nothing but proofs was added behind what was signed."""

    hold: Hold
    signer: str = ""
    issuer: str = ""
    serial: str = ""
    signed_at: str = ""
    until_end: bool = False

    def as_dict(self) -> dict[str, Any]:
        return asdict(self)


class NotReadable(ValueError):  # noqa: N818  named for what is wrong
    """The file is no PDF that can be read."""


def signatures(pdf: bytes, trust: Trust) -> tuple[Found, ...]:
    """Return the signatures of a file in the order they were made. Raises ``NotReadable``."""
    reader, embedded = _read(pdf)
    return tuple(_found(each, reader, trust) for each in embedded)


def latest(pdf: bytes, trust: Trust) -> Found:
    """Return the last signature of a file that we signed just now: what stands behind it are our own proofs.

    Comparing those with what was signed takes most of the time of a check. Raises ``NotReadable``.
    """
    reader, embedded = _read(pdf)
    return _found(embedded[-1], reader, trust, compares=False)


def _read(pdf: bytes) -> tuple[PdfFileReader, list[EmbeddedPdfSignature]]:
    try:
        reader = PdfFileReader(io.BytesIO(pdf))
        return reader, list(reader.embedded_regular_signatures)
    except BROKEN_IN_FORM as error:
        raise NotReadable(type(error).__name__) from error


def _found(signature: EmbeddedPdfSignature, reader: PdfFileReader, trust: Trust, *, compares: bool = True) -> Found:
    try:
        at = signature.self_reported_timestamp or datetime.now(UTC)
        status = validate_pdf_signature(
            signature,
            signer_validation_context=_context(reader, trust, at),
            key_usage_settings=KeyUsageConstraints(key_usage=set(SIGNING)),
            skip_diff=not compares,
        )
        certificate = signature.signer_cert
        nothing_else = bool(status.docmdp_ok) or not compares
        return Found(
            hold=_hold(status, nothing_else=nothing_else, taken_back=trust.took_back(certificate, at=at)),
            signer=common_name(certificate.subject),
            issuer=common_name(certificate.issuer),
            serial=f"{certificate.serial_number:x}",
            signed_at=at.astimezone(UTC).isoformat(timespec="seconds"),
            until_end=nothing_else and status.coverage >= SignatureCoverageLevel.ENTIRE_REVISION,
        )
    except BROKEN_IN_FORM:
        return Found(Hold.BROKEN)


def _hold(status: PdfSignatureStatus, *, nothing_else: bool, taken_back: bool) -> Hold:
    if not (status.intact and status.valid):
        return Hold.CHANGED
    if status.coverage < SignatureCoverageLevel.ENTIRE_REVISION or not nothing_else:
        return Hold.CHANGED
    if status.revoked or taken_back:
        return Hold.REVOKED
    return Hold.VALID if status.trusted else Hold.UNKNOWN


def _context(reader: PdfFileReader, trust: Trust, at: datetime) -> ValidationContext:
    """Return what the certificate is checked against: our roots, our list and the list in the file."""
    known: dict[str, Any] = {
        "trust_roots": list(trust.roots),
        "crls": list(trust.lists),
        "allow_fetching": False,
        "revocation_mode": "soft-fail",
        "retroactive_revinfo": True,
        "moment": at.astimezone(UTC),
    }
    try:
        return DocumentSecurityStore.read_dss(reader).as_validation_context(known)
    except NoDSSFoundError:
        return ValidationContext(**known)
