"""Files made by hand, byte by byte: small, sound, and as harmful as a test needs."""

import struct
import zlib

GPS = b"GPS-DI-SINI"


def pdf(objects: bytes = b"") -> bytes:
    """Return a document of one page, with whatever else is put into it."""
    body = b"%PDF-1.7\n" + objects + b"\n1 0 obj <</Type /Catalog /Pages 2 0 R>> endobj\n"
    body += b"2 0 obj <</Type /Pages /Kids [3 0 R] /Count 1>> endobj\n3 0 obj <</Type /Page /Parent 2 0 R>> endobj\n"
    return body + b"trailer <</Root 1 0 R>>\nstartxref\n" + str(len(body)).encode() + b"\n%%EOF\n"


def packed_pdf(objects: bytes) -> bytes:
    """Return a document with objects packed into a compressed stream, as newer programs do."""
    data = zlib.compress(objects)
    said = b"7 0 obj <</Type /ObjStm /N 1 /First 4 /Filter /FlateDecode /Length %d>> stream\n" % len(data)
    return pdf(said + data + b"\nendstream endobj")


def png_chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def png(*, width: int = 2, height: int = 2, depth: int = 8, extra: bytes = b"") -> bytes:
    """Return a grey picture; with another size than 2 x 2 only its header says so."""
    header = png_chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, depth, 0, 0, 0, 0))
    rows = png_chunk(b"IDAT", zlib.compress(b"\0\x10\x20" * 2))
    return b"\x89PNG\r\n\x1a\n" + header + extra + rows + png_chunk(b"IEND", b"")


def jpeg(
    *, width: int = 8, height: int = 8, frame: int = 0xC0, exif: bytes = b"", up: int = 1, comment: bytes = b"",
    raw_exif: bytes | None = None,
) -> bytes:  # fmt: skip
    """Return a grey picture of 8 x 8; with another size only its header says so. ``exif`` is what the camera wrote."""
    described = _segment(0xE1, b"Exif\0\0" + (_tiff(exif, up) if raw_exif is None else raw_exif))
    parts = [
        b"\xff\xd8",
        _segment(0xE0, b"JFIF\0\x01\x01\0\0\x01\0\x01\0\0"),
        described if exif or raw_exif is not None else b"",
        _segment(0xFE, comment) if comment else b"",
        _segment(0xDB, b"\0" + b"\x01" * 64),
        _segment(frame, struct.pack(">BHHB", 8, height, width, 1) + b"\x01\x11\0"),
        _segment(0xC4, b"\0\x01" + b"\0" * 15 + b"\0"),
        _segment(0xC4, b"\x10\x01" + b"\0" * 15 + b"\0"),
        _segment(0xDA, b"\x01\x01\0\0\x3f\0"),
        b"\x3f\xff\xd9",
    ]
    return b"".join(parts)


def _segment(marker: int, data: bytes) -> bytes:
    return bytes((0xFF, marker)) + struct.pack(">H", len(data) + 2) + data


def _tiff(text: bytes, up: int) -> bytes:
    """Return the EXIF of a camera, little-endian: which way is up, and a description that tells a place."""
    entries = struct.pack("<HHIHH", 0x0112, 3, 1, up, 0) + struct.pack("<HHII", 0x010E, 2, len(text), 38)
    return b"II\x2a\0" + struct.pack("<IH", 8, 2) + entries + struct.pack("<I", 0) + text


def drawn_png(*, width: int, height: int, grey: int = 128) -> bytes:
    """Return a PNG that every viewer draws: one grey all over."""
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    rows = zlib.compress((b"\0" + bytes([grey]) * width) * height)
    chunks = (png_chunk(b"IHDR", header), png_chunk(b"IDAT", rows), png_chunk(b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)
