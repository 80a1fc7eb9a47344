"""A JPEG, segment by segment (ITU T.81): its size is read from the header, and what only describes it is left out.

EXIF goes, with place, time and device; of it stays one number, which way is up, or phone pictures would lie on their
side.
"""

import re
import struct
from collections.abc import Iterator

from petruk.core.files.faults import Fault, FileRefused
from petruk.core.files.pixels import check_size

START, END, SCAN = 0xD8, 0xD9, 0xDA
FRAMES = {0xC0, 0xC1, 0xC2}
"""Baseline, extended and progressive with Huffman coding: all that cameras and scanners write."""
KEPT = {0xC0, 0xC1, 0xC2, 0xC4, 0xDA, 0xDB, 0xDD, 0xE0, 0xEE}
"""Frames, tables, scans, restarts; JFIF; and Adobe's note on colours, without which CMYK pictures turn wrong."""
COMPONENTS = {1, 3, 4}
UPRIGHT = 1
ORIENTATION = 0x0112  # the tag of EXIF that says which way is up, 1 to 8

_ESCAPE = re.compile(rb"\xff+([^\xff\x00\xd0-\xd7])")  # a marker within a scan; FF00 is data, D0-D7 restart it

Segment = tuple[int, bytes]
"""A marker, and its data; those of a scan include the coded picture."""


def clean_jpeg(content: bytes) -> bytes:
    """Return the picture without EXIF, comments and anything after its end. Raises ``FileRefused``."""
    segments = list(_segments(content))
    _check_frame(segments)
    up = _orientation(segments)
    described = [_segment(0xE1, _exif(up))] if up != UPRIGHT else []
    kept = [_segment(marker, data) for marker, data in segments if marker in KEPT and _is_plain(marker, data)]
    return b"\xff\xd8" + b"".join([*described, *kept]) + b"\xff\xd9"


def _segments(content: bytes) -> Iterator[Segment]:
    at = 2
    while True:
        marker, at = _marker(content, at)
        if marker == END:
            return
        length = int.from_bytes(content[at : at + 2], "big")
        until = at + length
        if length < 2 or until > len(content):
            raise FileRefused(Fault.CUT)
        data = content[at + 2 : until]
        if marker == SCAN:
            until = _end_of_scan(content, until)
            data = content[at:until]
        yield marker, data
        at = until


def _marker(content: bytes, at: int) -> tuple[int, int]:
    """Return the marker that stands here, and where its data begin."""
    if content[at : at + 1] != b"\xff":
        raise FileRefused(Fault.CUT if at >= len(content) else Fault.BROKEN)
    while content[at : at + 1] == b"\xff":
        at += 1
    if at >= len(content):
        raise FileRefused(Fault.CUT)
    return content[at], at + 1


def _end_of_scan(content: bytes, at: int) -> int:
    found = _ESCAPE.search(content, at)
    if found is None:
        raise FileRefused(Fault.CUT)
    if found.start() == at:
        raise FileRefused(Fault.BROKEN)
    return found.start()


def _check_frame(segments: list[Segment]) -> None:
    frames = [
        (marker, data) for marker, data in segments if 0xC0 <= marker <= 0xCF and marker not in {0xC4, 0xC8, 0xCC}
    ]
    if len(frames) != 1 or frames[0][0] not in FRAMES or not any(marker == SCAN for marker, _data in segments):
        raise FileRefused(Fault.BROKEN)
    _marker_of_frame, data = frames[0]
    if len(data) < 6 or data[5] not in COMPONENTS or len(data) != 6 + 3 * data[5]:
        raise FileRefused(Fault.BROKEN)
    _precision, height, width = struct.unpack(">BHH", data[:5])
    check_size(width, height)


def _is_plain(marker: int, data: bytes) -> bool:
    """Say whether a segment that may stay is what its kind is for: JFIF without a thumbnail, Adobe's twelve bytes."""
    if marker == 0xE0:
        return data.startswith(b"JFIF\x00") and len(data) == 14
    return marker != 0xEE or (data.startswith(b"Adobe") and len(data) == 12)


def _segment(marker: int, data: bytes) -> bytes:
    if marker == SCAN:  # its length stands already before the coded picture
        return bytes((0xFF, marker)) + data
    return bytes((0xFF, marker)) + struct.pack(">H", len(data) + 2) + data


def _orientation(segments: list[Segment]) -> int:
    """Read which way is up; whatever EXIF says that makes no sense counts as upright."""
    for marker, data in segments:
        if marker == 0xE1 and data.startswith(b"Exif\x00\x00"):
            return _tag(data[6:])
    return UPRIGHT


def _tag(tiff: bytes) -> int:
    order = {b"II": "<", b"MM": ">"}.get(tiff[:2])
    if order is None or len(tiff) < 8:
        return UPRIGHT
    (start,) = struct.unpack(f"{order}I", tiff[4:8])
    entries = tiff[start + 2 :]
    count = min(int.from_bytes(tiff[start : start + 2], "little" if order == "<" else "big"), len(entries) // 12)
    for at in range(count):
        tag, _kind, _number, value = struct.unpack(f"{order}HHIH", entries[at * 12 : at * 12 + 10])
        if tag == ORIENTATION:
            return value if 1 <= value <= 8 else UPRIGHT
    return UPRIGHT


def _exif(up: int) -> bytes:
    """Write an EXIF that says which way is up, and nothing else."""
    entry = struct.pack(">HHIHH", ORIENTATION, 3, 1, up, 0)
    return b"Exif\x00\x00MM\x00\x2a" + struct.pack(">IH", 8, 1) + entry + struct.pack(">I", 0)
