"""A QR code as one line that a page draws itself, so that no picture has to be fetched."""

from dataclasses import dataclass

import segno

QUIET = 4
"""Modules of white that readers need on every side."""


@dataclass(frozen=True)
class Drawing:
    """The side of the square in modules, and the path that fills the dark ones."""

    side: int
    path: str


def drawn(text: str) -> Drawing:
    rows = segno.make_qr(text, error="m").matrix
    dark = (f"M{x + QUIET} {y + QUIET}h1v1h-1z" for y, row in enumerate(rows) for x, module in enumerate(row) if module)
    return Drawing(len(rows) + 2 * QUIET, "".join(dark))
