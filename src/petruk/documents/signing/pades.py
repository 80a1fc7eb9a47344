"""Sign a paper as PAdES (ETSI EN 319 142): with a trust the revocation list goes into the file too.

Without a service that stamps time there is no proof of the moment but our clock: docs/adr/0007 says what that means.
"""

import io
from datetime import datetime

from pyhanko.pdf_utils.content import ImportedPdfPage
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.layout import Margins, SimpleBoxLayoutRule
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.fields import SigFieldSpec, SigSeedSubFilter, append_signature_field, enumerate_sig_fields
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner
from pyhanko.stamp import StaticStampStyle

from petruk.documents.signing.certificate import Key
from petruk.documents.signing.mark import Mark
from petruk.documents.signing.place import Place, find_place, tell_readers
from petruk.documents.signing.refusals import CannotSign, Fault
from petruk.documents.signing.trust import Trust

FIELD = "TandaTangan"
LABEL = "Tanda tangan elektronik"
DIGEST = "sha256"
SIGNATURE_BYTES = 3_072  # a signature without its certificates; with RSA of 4,096 bits it has 1,300


class _DrawnMark(ImportedPdfPage):
    """A page that is in memory instead of a file."""

    def __init__(self, page: bytes) -> None:
        super().__init__(file_name="")  # type: ignore[no-untyped-call]
        self.page = page

    def render(self) -> bytes:
        name = b"/Mark"
        drawn = self._ensure_writer.import_page_as_xobject(PdfFileReader(io.BytesIO(self.page)))
        self.resources.xobject[name.decode()] = drawn
        return name + b" Do"


def sign(pdf: bytes, key: Key, *, at: datetime, reason: str = "", trust: Trust | None = None) -> bytes:
    """Return the paper with a signature appended, visible where the paper leaves room for it.

    With a trust the certificate is checked against it first, and its revocation list is embedded (B-LT); without, the
    signature is B-B. Raises ``CannotSign``.
    """
    if trust is not None:
        trust.require(key, at=at)
    writer = _opened(pdf)
    place = find_place(writer)
    append_signature_field(writer, _field(place))
    if place is not None:
        tell_readers(writer, place, writer.root["/AcroForm"]["/Fields"].raw_get(0))
    signer = PdfSigner(_metadata(reason, trust), key.signer, stamp_style=_style(place, key, at))
    signed = signer.sign_pdf(writer, existing_fields_only=True, bytes_reserved=_room_for(key))
    return bytes(signed.getbuffer())


def _opened(pdf: bytes) -> IncrementalPdfFileWriter:
    try:
        writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
        if any(True for _each in enumerate_sig_fields(writer, filled_status=True)):
            raise CannotSign(Fault.SIGNED_ALREADY)
    except (PdfError, ValueError, KeyError, TypeError) as error:
        raise CannotSign(Fault.NOT_A_PAPER) from error
    return writer


def _room_for(key: Key) -> int:
    """Return how many hexadecimal digits a signature may need; trying it out would take as long as signing."""
    chain = [key.certificate, *key.signer.cert_registry]
    return 2 * (SIGNATURE_BYTES + sum(len(certificate.dump()) for certificate in chain))


def _field(place: Place | None) -> SigFieldSpec:
    if place is None:
        return SigFieldSpec(FIELD, readable_field_name=LABEL)
    left, low, right, high = place.box
    return SigFieldSpec(FIELD, on_page=place.page, box=(left, low, right, high), readable_field_name=LABEL)  # type: ignore[arg-type]


def _metadata(reason: str, trust: Trust | None) -> PdfSignatureMetadata:
    return PdfSignatureMetadata(
        field_name=FIELD,
        md_algorithm=DIGEST,
        reason=reason or None,
        subfilter=SigSeedSubFilter.PADES,
        embed_validation_info=trust is not None,
        validation_context=None if trust is None else trust.context(),
        signer_key_usage=set(),
    )


def _style(place: Place | None, key: Key, at: datetime) -> StaticStampStyle | None:
    if place is None:
        return None
    return StaticStampStyle(
        border_width=0,
        background=_DrawnMark(Mark(key.subject, key.issuer, at).drawn(place.size)),
        background_layout=SimpleBoxLayoutRule(x_align=0, y_align=0, margins=Margins.uniform(0)),  # type: ignore[arg-type]
        background_opacity=1,
    )
