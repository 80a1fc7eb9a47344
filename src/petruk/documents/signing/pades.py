"""Sign a paper as PAdES (ETSI EN 319 142): with a trust the revocation list goes into the file too.

Without a service that stamps time there is no proof of the moment but our clock: docs/adr/0007 says what that means.
"""

import io
from collections.abc import Sequence
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
from petruk.documents.signing.place import Place, find_places, place_of, tell_readers
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


def sign(pdf: bytes, key: Key, *, at: datetime, reason: str = "", trust: Trust | None = None, hand: str = "") -> bytes:
    """Return the paper with a signature appended, visible where the paper leaves room for it.

    ``hand`` says whose room of several it is; each is filled once. With a trust the certificate is checked against it
    first, and its revocation list is embedded (B-LT); without, the signature is B-B. Raises ``CannotSign``.
    """
    if trust is not None:
        trust.require(key, at=at)
    writer, places = _opened(pdf)
    place = place_of(hand, places)
    name = FIELD if place is None else _names(places)[places.index(place)]
    _make_room(writer, name, places)
    signer = PdfSigner(_metadata(name, reason, trust), key.signer, stamp_style=_style(place, key, at))
    signed = signer.sign_pdf(writer, existing_fields_only=True, bytes_reserved=_room_for(key))
    return bytes(signed.getbuffer())


def _opened(pdf: bytes) -> tuple[IncrementalPdfFileWriter, list[Place]]:
    try:
        writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
        return writer, find_places(writer)
    except (PdfError, ValueError, KeyError, TypeError) as error:
        raise CannotSign(Fault.NOT_A_PAPER) from error


def _names(places: Sequence[Place]) -> list[str]:
    return [FIELD] if len(places) == 1 else [f"{FIELD}{number}" for number in range(1, len(places) + 1)]


def _make_room(writer: IncrementalPdfFileWriter, name: str, places: Sequence[Place]) -> None:
    """Give every room its field before the first signature: what came later would count as a change behind it.

    So would a second signature in a field that stands in the structure; only that of a single room is put there.
    """
    free = {each: value is None for each, value, _field in enumerate_sig_fields(writer)}
    if free and not free.get(name):
        raise CannotSign(Fault.SIGNED_ALREADY)
    if free:
        return
    for each, place in zip(_names(places), places, strict=True):
        append_signature_field(writer, _field(each, place))
    if len(places) == 1:
        tell_readers(writer, places[0], writer.root["/AcroForm"]["/Fields"].raw_get(0))
    if name == FIELD and len(places) != 1:
        append_signature_field(writer, _field(FIELD, None))


def _room_for(key: Key) -> int:
    """Return how many hexadecimal digits a signature may need; trying it out would take as long as signing."""
    chain = [key.certificate, *key.signer.cert_registry]
    return 2 * (SIGNATURE_BYTES + sum(len(certificate.dump()) for certificate in chain))


def _field(name: str, place: Place | None) -> SigFieldSpec:
    if place is None:
        return SigFieldSpec(name, readable_field_name=LABEL)
    left, low, right, high = place.box
    return SigFieldSpec(name, on_page=place.page, box=(left, low, right, high), readable_field_name=LABEL)  # type: ignore[arg-type]


def _metadata(name: str, reason: str, trust: Trust | None) -> PdfSignatureMetadata:
    return PdfSignatureMetadata(
        field_name=name,
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
