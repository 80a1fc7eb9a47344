"""The typeface of the papers: which faces are used and which letters they can draw.

PDF/A forbids a letter without a glyph, and a person's name is no reason to fail: what the typeface cannot draw is
shown as ``SUBSTITUTE``, and the paper says so.
"""

import struct
import unicodedata
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from font_source_sans_pro import font_directory

FAMILY = "Source Sans Pro"
SUBSTITUTE = "☐"

# The wheel holds every face twice (OTF and TTF). Only these files are shown to the compiler, so that the choice, and
# with it every byte of a paper, does not depend on the order in which a disk lists its files.
FACES: tuple[Path, ...] = tuple(
    Path(font_directory) / f"SourceSansPro-{face}.ttf" for face in ("Regular", "It", "Semibold", "Bold")
)


@cache
def drawable() -> frozenset[str]:
    """Return the characters that every face of the papers can draw."""
    common = frozenset.intersection(*(_mapped(face.read_bytes()) for face in FACES))
    return frozenset(letter for letter in map(chr, common) if unicodedata.category(letter) not in {"Cc", "Cf", "Co"})


def printable(text: str) -> str:
    """Return ``text`` composed (NFC), without marks that draw nothing, undrawable letters as ``SUBSTITUTE``.

    Line ends become ``\\n``. Direction marks go too: a name reads in the order in which it is stored.
    """
    lines = unicodedata.normalize("NFC", text).splitlines()
    return "\n".join("".join(map(_letter, line)) for line in lines)


def printable_words(words: Mapping[str, Any]) -> dict[str, Any]:
    """Return nested words made printable, and under ``substituted`` the letters that could not be (``U+1F600``)."""
    missing: dict[str, None] = {}

    def made(word: Any) -> Any:
        match word:
            case str():
                missing.update(dict.fromkeys(filter(_undrawable, unicodedata.normalize("NFC", word))))
                return printable(word)
            case Mapping():
                return {key: made(value) for key, value in word.items()}
            case list() | tuple():
                return [made(item) for item in word]
            case _:
                return word

    printed = {key: made(value) for key, value in words.items()}
    return printed | {"substituted": [f"U+{ord(letter):04X}" for letter in missing]}


def _letter(letter: str) -> str:
    if letter in drawable():
        return letter
    if letter == "\t":
        return " "
    return SUBSTITUTE if _undrawable(letter) else ""


def _undrawable(letter: str) -> bool:
    return letter not in drawable() and not _draws_nothing(letter)


def _draws_nothing(letter: str) -> bool:
    """Tell whether a letter is a control, a format mark or a variation selector."""
    return unicodedata.category(letter) in {"Cc", "Cf"} or unicodedata.name(letter, "").startswith("VARIATION SELECTOR")


def _mapped(font: bytes) -> frozenset[int]:
    """Return the code points with a glyph in a TrueType font, from its Unicode character map (format 4).

    Source: the OpenType specification, table ``cmap``. Raises ``ValueError`` if the font has no such map.
    """
    start = _table(font, b"cmap")
    (count,) = struct.unpack_from(">H", font, start + 2)
    for index in range(count):
        _, _, offset = struct.unpack_from(">HHI", font, start + 4 + 8 * index)
        (form,) = struct.unpack_from(">H", font, start + offset)
        if form == 4:
            return _segments(font, start + offset)
    raise ValueError("The font has no Unicode character map of format 4.")


def _table(font: bytes, tag: bytes) -> int:
    (count,) = struct.unpack_from(">H", font, 4)
    for index in range(count):
        name, _, offset, _ = struct.unpack_from(">4sIII", font, 12 + 16 * index)
        if name == tag:
            return int(offset)
    raise ValueError(f"The font has no table {tag!r}.")


def _segments(font: bytes, start: int) -> frozenset[int]:
    (doubled,) = _shorts(font, start + 6, 1)
    count = doubled // 2
    ends = _shorts(font, start + 14, count)
    starts = _shorts(font, start + 16 + doubled, count)
    deltas = _shorts(font, start + 16 + 2 * doubled, count)
    ranges_at = start + 16 + 3 * doubled
    ranges = _shorts(font, ranges_at, count)

    def drawn(segment: int, code: int) -> bool:
        if ranges[segment] == 0:
            return (code + deltas[segment]) % 65536 != 0
        at = ranges_at + 2 * segment + ranges[segment] + 2 * (code - starts[segment])
        (found,) = _shorts(font, at, 1)
        return found != 0 and (found + deltas[segment]) % 65536 != 0

    return frozenset(
        code
        for segment in range(count)
        for code in range(starts[segment], min(ends[segment], 0xFFFE) + 1)
        if drawn(segment, code)
    )


def _shorts(font: bytes, at: int, count: int) -> tuple[int, ...]:
    return struct.unpack_from(f">{count}H", font, at)
