"""One way to write a thing down, byte for byte, so that a hash can witness it; and what differs between two.

Source: docs/rules/sealing.md.
"""

import hashlib
import json
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from petruk.core.differences import Difference, Sort, Step, Walk
from petruk.core.words import label, written

INTEGER_MAXIMUM = 2**53 - 1  # beyond it, readers of JSON disagree


class SealingError(TypeError):
    """A value that has no single way to be written. ``place`` reads like ``lines[2].points``."""

    def __init__(self, place: str, message: str) -> None:
        super().__init__(f"{place or 'the whole'}: {message}")
        self.place = place
        self.message = message

    def within(self, step: str) -> "SealingError":
        """Return the same error as it reads one level further out."""
        apart = "." if self.place and not self.place.startswith("[") else ""
        return SealingError(f"{step}{apart}{self.place}", self.message)


def canonical(value: object) -> bytes:
    """Return the one JSON text: keys sorted by code point, no spaces, NFC, UTF-8; a Decimal becomes its digits.

    Raises ``SealingError`` for a float, for a type that JSON lacks, and for two keys that are one letter in NFC.
    """
    plain = _plain(value)
    return json.dumps(plain, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode("utf-8")


def sha256(sealed: bytes) -> str:
    """Return the hash of sealed bytes in lower-case hexadecimal."""
    return hashlib.sha256(sealed).hexdigest()


@dataclass(frozen=True, slots=True)
class Discrepancy:
    """What a result would say now and did not say when it was sealed. ``words`` are Indonesian."""

    place: str
    before: object
    after: object
    words: str


def differences(sealed: Mapping[str, object], recomputed: Mapping[str, object]) -> tuple[Discrepancy, ...]:
    """Return every place where the two differ, in the order of the sealed one; none means that nothing would change.

    Both are compared as they would be sealed. Raises ``SealingError`` for what cannot be.
    """
    before, after = (json.loads(canonical(value)) for value in (sealed, recomputed))
    found = Walk({}).differences(before, after)
    return tuple(Discrepancy(each.place, each.before, each.after, _words(each)) for each in found)


def _words(found: Difference) -> str:
    where = ", ".join(name for name in map(_named, found.path) if name)
    if found.sort is Sort.MOVED:
        return f"{where}: semula {_below(found.before)}, sekarang {_below(found.after)}"
    before = "tidak ada" if found.sort is Sort.ADDED else _value(found.path[-1], found.before)
    after = "tidak ada" if found.sort is Sort.REMOVED else _value(found.path[-1], found.after)
    return f"{where}: semula {before}, sekarang {after}"


def _named(step: Step) -> str:
    return str(step.item.get("title", step.name)) if step.item is not None else label(step.key)


def _below(item: object) -> str:
    return f"sesudah {item.get('title')}" if isinstance(item, Mapping) else "paling atas"


def _value(step: Step, value: object) -> str:
    """Write a value; of a whole object in a list only that it is there."""
    return "ada" if step.item is not None else written(step.key, value)


def _plain(value: object) -> object:
    if isinstance(value, str):
        return _composed(value)
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, int):
        return _whole(value)
    if isinstance(value, Decimal):
        return _digits(value)
    if isinstance(value, Mapping):
        return _object(value)
    if isinstance(value, list | tuple):
        return _items(value)
    raise SealingError("", f"{type(value).__name__} cannot be sealed")


def _composed(text: str) -> str:
    """Bring a text to NFC, so that two spellings of one letter have one seal. A StrEnum becomes its text."""
    if text.isascii():
        return str(text)
    composed = unicodedata.normalize("NFC", text)
    try:
        composed.encode("utf-8")
    except UnicodeEncodeError as error:
        raise SealingError("", "half a character") from error
    return composed


def _whole(number: int) -> int:
    if abs(number) > INTEGER_MAXIMUM:
        raise SealingError("", "the number is too large; write it as text")
    return int(number)


def _digits(number: Decimal) -> str:
    if not number.is_finite():
        raise SealingError("", f"{number} is no number")
    return f"{abs(number) if number.is_zero() else number:f}"


def _object(values: Mapping[object, object]) -> dict[str, object]:
    plain: dict[str, object] = {}
    for key, value in values.items():
        name = _key(key)
        if name in plain:
            raise SealingError("", f"the key {name!r} is there twice")
        if type(value) is str and value.isascii():
            plain[name] = value  # most of what is sealed, and its own composed form
            continue
        try:
            plain[name] = _plain(value)
        except SealingError as error:
            raise error.within(name) from error
    return plain


@lru_cache(maxsize=4_096)
def _key(key: object) -> str:
    """Return the name of a part; the same few stand in every result."""
    if not isinstance(key, str):
        raise SealingError("", f"the key {key!r} is no text")
    return _composed(key)


def _items(values: Sequence[object]) -> list[object]:
    plain: list[object] = []
    for at, item in enumerate(values):
        try:
            plain.append(_plain(item))
        except SealingError as error:
            raise error.within(f"[{at}]") from error
    return plain
