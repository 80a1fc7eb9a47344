"""A PNG, chunk by chunk (ISO/IEC 15948): every checksum is tested, and only what draws the picture is kept."""

import struct
import zlib
from collections.abc import Iterator

from petruk.core.files.faults import Fault, FileRefused
from petruk.core.files.pixels import check_size

SIGNATURE = b"\x89PNG\r\n\x1a\n"
KEPT = frozenset({b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"sBIT", b"pHYs"})
DEPTHS = {0: {1, 2, 4, 8, 16}, 2: {8, 16}, 3: {1, 2, 4, 8}, 4: {8, 16}, 6: {8, 16}}
"""The lawful bits of a sample for each colour type."""

_HEADER = struct.Struct(">IIBBBBB")
_EXTRA = 12  # bytes of length, name and checksum around the data of a chunk

Chunk = tuple[bytes, bytes]


def clean_png(content: bytes) -> bytes:
    """Return the picture without texts, times, EXIF and anything after its end. Raises ``FileRefused``."""
    chunks = list(_chunks(content))
    _check_header(chunks)
    _check_picture(chunks)
    return SIGNATURE + b"".join(_written(name, data) for name, data in chunks if name in KEPT)


def _chunks(content: bytes) -> Iterator[Chunk]:
    at = len(SIGNATURE)
    while True:
        length = int.from_bytes(content[at : at + 4], "big")
        name, data = content[at + 4 : at + 8], content[at + 8 : at + 8 + length]
        checksum = content[at + 8 + length : at + _EXTRA + length]
        if len(checksum) < 4:
            raise FileRefused(Fault.CUT)
        if zlib.crc32(name + data) != int.from_bytes(checksum, "big"):
            raise FileRefused(Fault.BROKEN, repr(name))
        yield name, data
        if name == b"IEND":
            return
        at += _EXTRA + length


def _check_header(chunks: list[Chunk]) -> None:
    name, data = chunks[0]
    if name != b"IHDR" or len(data) != _HEADER.size:
        raise FileRefused(Fault.BROKEN, "IHDR")
    width, height, depth, colour, compression, filtering, interlace = _HEADER.unpack(data)
    if depth not in DEPTHS.get(colour, ()) or compression or filtering or interlace > 1:
        raise FileRefused(Fault.BROKEN, "IHDR")
    check_size(width, height)


def _check_picture(chunks: list[Chunk]) -> None:
    """The data of the picture stand together, once; a header or an unknown part that must be read occurs nowhere."""
    names = [name for name, _data in chunks]
    together = b"".join(b"x" if name == b"IDAT" else b"." for name in names).strip(b".")
    strange = [name for name in names if not name[0] & 0x20 and name not in KEPT]
    if not together or b"." in together or names.count(b"IHDR") != 1 or strange:
        raise FileRefused(Fault.BROKEN, "IDAT")


def _written(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
