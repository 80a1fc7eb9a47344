"""Looks at a file that an office hands in: is it what it claims, can it do harm, and what of it is kept.

The name and the browser's word for its kind decide nothing; the bytes do. Nothing is decoded into pictures or pages, so
a small file cannot become a large one here. Source: docs/rules/evidence.md.
"""

from collections.abc import Callable
from dataclasses import dataclass

from petruk.core.files.faults import Fault, FileRefused
from petruk.core.files.jpeg import clean_jpeg
from petruk.core.files.names import shown_name
from petruk.core.files.pdf import clean_pdf
from petruk.core.files.png import clean_png

__all__ = ["FILE_BYTES", "QUOTA_BYTES", "CleanFile", "Fault", "FileRefused", "inspect", "shown_name"]

FILE_BYTES = 5 * 1024 * 1024
QUOTA_BYTES = 30 * 1024 * 1024
"""Of all the files in force of one assessment."""

_KINDS: tuple[tuple[bytes, str, Callable[[bytes], bytes]], ...] = (
    (b"%PDF-", "application/pdf", clean_pdf),
    (b"\xff\xd8\xff", "image/jpeg", clean_jpeg),
    (b"\x89PNG\r\n\x1a\n", "image/png", clean_png),
)


@dataclass(frozen=True, slots=True)
class CleanFile:
    """What is kept of a file: pictures without what the camera wrote about place, time and device."""

    media_type: str
    content: bytes


def inspect(content: bytes) -> CleanFile:
    """Return what is kept. Raises ``FileRefused``; the caller has looked at the size before."""
    if not content:
        raise FileRefused(Fault.EMPTY)
    for magic, media_type, clean in _KINDS:
        if content.startswith(magic):
            return CleanFile(media_type, clean(content))
    raise FileRefused(Fault.UNKNOWN)
