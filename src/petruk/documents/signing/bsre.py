"""Sign through the certified service of BSrE, inside the agency's network. Off unless an operator names its address.

The service is believed in nothing: what it returns must begin with our paper, and carry one whole signature.
"""

import io
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

from petruk.core.errors import Refusal
from petruk.documents.signing.checking import Found, Hold, NotReadable, signatures
from petruk.documents.signing.line import Address, Answer, NoAnswer, Trouble
from petruk.documents.signing.mark import Mark
from petruk.documents.signing.place import find_places, place_of
from petruk.documents.signing.shapes import SHAPES, Person, Picture, Version
from petruk.documents.signing.trust import Trust

ISSUER = "BSrE – BSSN"
MAY_SIGN = "ISSUE"
NIK = re.compile(r"\A[0-9]{16}\Z")


class ServiceFault(StrEnum):
    """What went wrong with the service."""

    NIK = "nik"
    NO_PROOF = "no-proof"
    UNREACHABLE = "unreachable"
    SLOW = "slow"
    CUT = "cut"
    TOO_LONG = "too-long"
    STRANGERS = "strangers"
    FAILED = "failed"
    NOT_REGISTERED = "not-registered"
    LOCKED = "locked"
    NOT_ISSUED = "not-issued"
    SAID = "said"
    NOT_UNDERSTOOD = "not-understood"
    OTHER_DOCUMENT = "other-document"
    NOT_SIGNED = "not-signed"


WORDS: Mapping[ServiceFault, Promise] = {
    ServiceFault.NIK: _("The NIK has 16 digits. Type it as it stands on the identity card."),
    ServiceFault.NO_PROOF: _("Type the passphrase."),
    ServiceFault.UNREACHABLE: _("The signing service cannot be reached. Nothing was signed; tell the operator."),
    ServiceFault.SLOW: _("The signing service did not answer in time. Nothing was kept; try again later."),
    ServiceFault.CUT: _("The signing service broke off its answer. Nothing was kept; try again."),
    ServiceFault.TOO_LONG: _("The signing service answered more than it may. Nothing was kept; tell the operator."),
    ServiceFault.STRANGERS: _("The signing service does not know this installation. Tell the operator."),
    ServiceFault.FAILED: _("The signing service failed (%(status)d). Nothing was signed; try again later."),
    ServiceFault.NOT_REGISTERED: _("This NIK is not registered with BSrE. Ask the verificator of your agency."),
    ServiceFault.LOCKED: _("The passphrase is not right. Type it again."),
    ServiceFault.NOT_ISSUED: _("The certificate with BSrE cannot sign now (%(status)s). Ask the verificator."),
    ServiceFault.SAID: _("The signing service refused (code %(code)d). Nothing was signed; tell the operator."),
    ServiceFault.NOT_UNDERSTOOD: _("The answer of the signing service makes no sense. Nothing was kept."),
    ServiceFault.OTHER_DOCUMENT: _(
        "The signing service returned another document. Nothing was kept; tell the operator."
    ),
    ServiceFault.NOT_SIGNED: _("What the signing service returned carries no whole signature. Nothing was kept."),
}
CODES: Mapping[int, ServiceFault] = {2011: ServiceFault.NOT_REGISTERED, 2031: ServiceFault.LOCKED}
NO_ANSWER: Mapping[Trouble, ServiceFault] = {
    Trouble.UNREACHABLE: ServiceFault.UNREACHABLE,
    Trouble.SLOW: ServiceFault.SLOW,
    Trouble.CUT: ServiceFault.CUT,
    Trouble.TOO_LONG: ServiceFault.TOO_LONG,
}


class ServiceRefused(Refusal):
    """The service did not sign, or did not do it well; nothing has changed here."""

    def __init__(self, fault: ServiceFault, **details: Any) -> None:
        super().__init__(str(WORDS[fault]) % details)
        self.fault = fault


@dataclass(frozen=True)
class Service:
    address: Address
    version: Version


@dataclass(frozen=True)
class Conclusion:
    """What the service thinks of a file: its word for it, and who signed."""

    word: str
    signers: tuple[str, ...]


def sign(
    service: Service, pdf: bytes, person: Person, *, name: str, at: datetime, reason: str, trust: Trust
) -> tuple[bytes, Found]:
    """Return the signed paper and its signature as we read it. Raises ``ServiceRefused``."""
    _require_person(person)
    shape, picture = SHAPES[service.version], _picture(pdf, Mark(name, ISSUER, at))
    before = len(signatures(pdf, trust))
    try:
        answer = shape.sign(service.address, pdf, person, picture, reason)
        _require_good(answer)
        signed = shape.signed_pdf(service.address, answer)
    except NoAnswer as error:
        raise ServiceRefused(NO_ANSWER[error.trouble]) from error
    return signed, _require_signed(pdf, signed, trust, number=before + 1)


def verify(service: Service, pdf: bytes) -> Conclusion:
    """Return what the service thinks of a file. Raises ``ServiceRefused``."""
    said = _said(service, lambda: SHAPES[service.version].verify(service.address, pdf))
    word = said.get("conclusion") or said.get("summary")
    if not isinstance(word, str):
        raise ServiceRefused(ServiceFault.NOT_UNDERSTOOD)
    return Conclusion(word, tuple(_signers(said)))


def user_status(service: Service, nik: str) -> str:
    """Return the service's word for whether somebody may sign: ``ISSUE`` means yes. Raises ``ServiceRefused``."""
    if not NIK.match(nik):
        raise ServiceRefused(ServiceFault.NIK)
    status = _said(service, lambda: SHAPES[service.version].status(service.address, nik)).get("status")
    if not isinstance(status, str):
        raise ServiceRefused(ServiceFault.NOT_UNDERSTOOD)
    return status


def require_may_sign(service: Service, nik: str) -> None:
    """Raises ``ServiceRefused`` unless the certificate of somebody can sign now."""
    status = user_status(service, nik)
    if status != MAY_SIGN:
        raise ServiceRefused(ServiceFault.NOT_ISSUED, status=_word(status))


def _said(service: Service, question: Any) -> Mapping[str, Any]:
    try:
        answer: Answer = question()
    except NoAnswer as error:
        raise ServiceRefused(NO_ANSWER[error.trouble]) from error
    _require_good(answer)
    return answer.said()


def _require_person(person: Person) -> None:
    if not NIK.match(person.nik):
        raise ServiceRefused(ServiceFault.NIK)
    if not (person.passphrase or person.totp):
        raise ServiceRefused(ServiceFault.NO_PROOF)


def _require_good(answer: Answer) -> None:
    """An error hides behind any status, 200 too; its code says more than its words, and only the code is told."""
    code = answer.said().get("status_code")
    if isinstance(code, int) and code in CODES:
        raise ServiceRefused(CODES[code])
    if answer.status in {401, 403}:
        raise ServiceRefused(ServiceFault.STRANGERS)
    if isinstance(code, int) and (code >= 2000 or "error" in answer.said()):
        raise ServiceRefused(ServiceFault.SAID, code=code)
    if answer.status != 200:
        raise ServiceRefused(ServiceFault.FAILED, status=answer.status)


def _require_signed(pdf: bytes, signed: bytes, trust: Trust, *, number: int) -> Found:
    if not signed.startswith(b"%PDF-"):
        raise ServiceRefused(ServiceFault.NOT_UNDERSTOOD)
    if not signed.startswith(pdf):
        raise ServiceRefused(ServiceFault.OTHER_DOCUMENT)
    try:
        found = signatures(signed, trust)
    except NotReadable as error:
        raise ServiceRefused(ServiceFault.NOT_SIGNED) from error
    if len(found) != number or found[-1].hold not in {Hold.VALID, Hold.UNKNOWN} or not found[-1].until_end:
        raise ServiceRefused(ServiceFault.NOT_SIGNED)
    return found[-1]


def _picture(pdf: bytes, mark: Mark) -> Picture | None:
    writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
    place = place_of(mark.signer, find_places(writer))
    if place is None:
        return None
    page = writer.find_page_for_modification(place.page)[0].get_object()
    low, high = float(page["/MediaBox"][1]), float(page["/MediaBox"][3])
    return Picture(mark.picture(place.size), place.page + 1, place.box, high - low)


def _signers(said: Mapping[str, Any]) -> list[str]:
    """Return the names of those who signed; the first version calls them otherwise than the second."""
    rows = said.get("signatureInformations") or said.get("details") or []
    found = []
    for row in rows if isinstance(rows, list) else []:
        if isinstance(row, dict):
            name = row.get("signerName") or (row.get("info_signer") or {}).get("signer_name")
            found.append(str(name or ""))
    return [name for name in found if name]


def _word(status: str) -> str:
    """Return a status as one harmless word."""
    return re.sub(r"[^A-Z0-9_ ]", "", status.upper())[:40]
