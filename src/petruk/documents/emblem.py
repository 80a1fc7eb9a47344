"""The picture of a coat of arms: what of a file is taken."""

import struct

import typst

from petruk.core.files import Fault, FileRefused, inspect
from petruk.documents.typesetting import as_text, draw

FILE_BYTES = 200_000
LEAST, MOST = 100, 600
"""Pixels of a side. The largest on a paper is 32 mm high, which 400 pixels fill; more only makes every paper heavy."""
_SIZE = struct.Struct(">II")
_AT = 16  # where a PNG says its width and height


class OutOfMeasure(ValueError):  # noqa: N818  named for what it is
    """So few pixels that they would be seen, or so many that every paper would be heavy."""


def clean(content: bytes) -> bytes:
    """Return what is kept of a PNG: the picture, without texts and camera data.

    Raises ``FileRefused`` for what is no whole PNG or cannot be drawn, ``OutOfMeasure`` for one out of measure.
    """
    if not content.startswith(b"\x89PNG"):
        raise FileRefused(Fault.EMPTY if not content else Fault.UNKNOWN)
    kept = inspect(content).content
    width, height = _SIZE.unpack_from(kept, _AT)
    if not LEAST <= min(width, height) <= max(width, height) <= MOST:
        raise OutOfMeasure(f"{width} x {height}")
    try:
        draw("marks/emblem-1", {"arms": as_text(kept)}, form="png")
    except typst.TypstError as error:
        raise FileRefused(Fault.BROKEN) from error
    return kept
