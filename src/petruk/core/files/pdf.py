"""A PDF as bytes (ISO 32000): whole, not locked, and without anything that runs, opens or carries another file.

No page is drawn and no object followed, so nothing in it can loop. What could hide is looked for where it could: names
written with escapes, objects packed into streams, and a file of another kind before, behind or within.
"""

import re
import zlib
from collections.abc import Iterator, Mapping

from petruk.core.files.faults import Fault, FileRefused

PAGES_MAXIMUM = 2_000
PACKED_MAXIMUM = 20_000_000  # bytes of all packed objects once unpacked
TAIL = 1_024  # bytes in which a file must say that it ends
ZIP_TAIL = 66_000  # bytes in which a zip archive keeps its list

_NAME_END = rb"(?![A-Za-z0-9])"
_FORBIDDEN: Mapping[Fault, tuple[bytes, ...]] = {
    Fault.ENCRYPTED: (b"Encrypt",),
    Fault.ACTIVE: (
        b"JavaScript", b"JS", b"Launch", b"AA", b"XFA", b"SubmitForm", b"ImportData", b"GoToE", b"GoToR", b"RichMedia",
        b"Rendition", b"Movie", b"Sound", b"3D",
    ),
    Fault.ATTACHMENT: (b"EmbeddedFile", b"EmbeddedFiles", b"FileAttachment"),
}  # fmt: skip
_LONG_ENOUGH = 6  # letters; a shorter name occurs by chance in compressed data
_ESCAPED = re.compile(rb"#([0-9A-Fa-f]{2})")
_STREAM = re.compile(rb"\bstream(?:\r\n|\n|\r)")
_PAGE = re.compile(rb"/Type\s*/Page" + _NAME_END)
_PACKED = re.compile(rb"/ObjStm" + _NAME_END)
_ACTION_ON_OPENING = re.compile(rb"/OpenAction" + _NAME_END + rb"(?!\s*\[)")
_OBJECT = re.compile(rb"\b\d+\s+\d+\s+obj\b")
_MARKUP = re.compile(rb"<(?:!doctype\s+html|html|head|body|script|svg|iframe|object|embed)[\s>/]", re.IGNORECASE)


def clean_pdf(content: bytes) -> bytes:
    """Return the file as it came. Raises ``FileRefused``."""
    _check_ends(content)
    spoken, streams = _split(content)
    _check_parts(spoken)
    packed = list(_unpacked(streams))
    if len(_PACKED.findall(_plain(content))) != len(packed):
        raise FileRefused(Fault.BROKEN, "ObjStm")
    for text in (spoken, *packed):
        _check_names(_plain(text), shortest=0)
    _check_names(_plain(content), shortest=_LONG_ENOUGH)
    if sum(len(_PAGE.findall(_plain(text))) for text in (spoken, *packed)) > PAGES_MAXIMUM:
        raise FileRefused(Fault.PAGES)
    return content


def _check_ends(content: bytes) -> None:
    end = content.rfind(b"%%EOF")
    if end < 0 or b"startxref" not in content[-TAIL - (len(content) - end) :]:
        raise FileRefused(Fault.CUT)
    if content[end + 5 :].strip(b"\r\n\t \x00"):
        raise FileRefused(Fault.APPENDED)
    if b"PK\x05\x06" in content[-ZIP_TAIL:] or _MARKUP.search(content[:TAIL]):
        raise FileRefused(Fault.DISGUISED)


def _split(content: bytes) -> tuple[bytes, list[tuple[bytes, bytes]]]:
    """Part what the file says of itself from its streams; each stream comes with the dictionary before it."""
    spoken, streams, at = [], [], 0
    while found := _STREAM.search(content, at):
        until = content.find(b"endstream", found.end())
        if until < 0:
            raise FileRefused(Fault.CUT)
        said = content[at : found.start()]
        spoken.append(said)
        streams.append((said[said.rfind(b"obj") :], content[found.end() : until]))
        at = until + len(b"endstream")
    return b"\n".join([*spoken, content[at:]]), streams


def _check_parts(spoken: bytes) -> None:
    if not _OBJECT.search(spoken) or (b"trailer" not in spoken and b"/XRef" not in spoken):
        raise FileRefused(Fault.BROKEN)
    if _MARKUP.search(spoken):
        raise FileRefused(Fault.DISGUISED)


def _unpacked(streams: list[tuple[bytes, bytes]]) -> Iterator[bytes]:
    """Return the packed objects of a file, unpacked. Raises ``FileRefused`` where they are packed in an unusual way."""
    left = PACKED_MAXIMUM
    for dictionary, data in streams:
        said = _plain(dictionary)
        if not _PACKED.search(said):
            continue
        if b"/Filter" not in said:
            unpacked = data
        elif re.search(rb"/Filter\s*(?:\[\s*)?/FlateDecode\s*(?:\]|/|>)", said) and b"/Predictor" not in said:
            unpacked = _inflated(data, left)
        else:
            raise FileRefused(Fault.BROKEN, "ObjStm")
        left -= len(unpacked)
        yield unpacked


def _inflated(data: bytes, most: int) -> bytes:
    unpacker = zlib.decompressobj()
    try:
        unpacked = unpacker.decompress(data, max(most, 1))
    except zlib.error as error:
        raise FileRefused(Fault.BROKEN, "ObjStm") from error
    if unpacker.unconsumed_tail:
        raise FileRefused(Fault.BROKEN, "ObjStm")
    return unpacked


def _check_names(text: bytes, *, shortest: int) -> None:
    """Refuse what a reader must never meet. An action on opening is one; a mere place to open at is harmless."""
    for fault, names in _FORBIDDEN.items():
        for name in names:
            if len(name) >= shortest and re.search(rb"/" + name + _NAME_END, text):
                raise FileRefused(fault, f"/{name.decode()}")
    if _ACTION_ON_OPENING.search(text):
        raise FileRefused(Fault.ACTIVE, "/OpenAction")


def _plain(text: bytes) -> bytes:
    """Write escaped letters of names plainly: /J#61vaScript is /JavaScript."""
    return _ESCAPED.sub(lambda found: bytes((int(found[1], 16),)), text) if b"#" in text else text
