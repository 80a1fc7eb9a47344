"""Read a log again, entry by entry, against everything that was signed of it.

Source: docs/rules/log.md section 5, which another program follows too: verifier/petruk_verify.py.
"""

import hmac
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import IntEnum

from petruk.core.log import notes
from petruk.core.log.entries import ERASED, commitment
from petruk.core.log.merkle import leaf_hash
from petruk.core.log.standing import ContradictionError, Reason, stands

_TEXT = r'"((?:[^"\\\x00-\x1f]|\\.)*)"'
_BODY = re.compile(
    rf'\{{"action":{_TEXT},"actor":{_TEXT},"at":"[0-9T:.-]+Z","commit":"([0-9a-f]{{64}})",'
    rf'"kind":{_TEXT},"object":{_TEXT},"seq":(0|[1-9][0-9]*),"v":1\}}',
)


class Code(IntEnum):
    """What a program answers to whoever started it."""

    OK = 0
    TAMPERED = 1
    INCOMPLETE = 2


@dataclass(frozen=True, slots=True)
class Payload:
    """What an entry binds, as canonical text, and its salt; both empty once they were erased."""

    salt: bytes
    text: bytes

    @property
    def erased(self) -> bool:
        return not self.salt and not self.text


@dataclass(frozen=True, slots=True)
class Line:
    """One entry as it was kept: its body, its hash, its payload where that is shown, and what its event says now."""

    body: str
    leaf: bytes
    payload: Payload | None = None
    told: str | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was found, and the root over all that was read.

    ``seq`` is the first entry that may be another one; the last ``loose`` entries are not signed yet.
    """

    code: Code
    reason: Reason | None = None
    seq: int | None = None
    size: int = 0
    signed: int = 0
    erased: int = 0
    root: bytes = b""

    @property
    def loose(self) -> int:
        return self.size - self.signed


def roots(signed: Iterable[str], verifier: notes.Verifier, scheme: notes.Scheme) -> dict[int, bytes]:
    """Return the signed root for each size. Raises ``ContradictionError`` for a forged note, or two that differ."""
    found: dict[int, bytes] = {}
    for note in signed:
        try:
            checkpoint = notes.opened_checkpoint(note, verifier, scheme)
        except notes.NoteError as error:
            raise ContradictionError(Reason.NOTE) from error
        if found.setdefault(checkpoint.size, checkpoint.root) != checkpoint.root:
            raise ContradictionError(Reason.FORK)
    return found


def verify(lines: Iterable[Line], signed: Mapping[int, bytes]) -> Verdict:
    """Say whether these are the entries that were signed. Without a checkpoint nobody can say: ``INCOMPLETE``."""
    reading = _Reading()
    try:
        grown = stands(reading.leaves(lines), signed)
        reading.require_named()
    except ContradictionError as error:
        return Verdict(Code.TAMPERED, error.reason, error.seq)
    code = Code.OK if signed else Code.INCOMPLETE
    return Verdict(code, None, None, grown.size, max(signed, default=0), len(reading.erased), grown.root())


@dataclass(slots=True)
class _Reading:
    erased: set[int] = field(default_factory=set)
    named: set[int] = field(default_factory=set)

    def leaves(self, lines: Iterable[Line]) -> Iterator[bytes]:
        """Yield the hash of each entry that says what it must. Raises ``ContradictionError``."""
        for place, line in enumerate(lines):
            said = _BODY.fullmatch(line.body)
            if said is None:
                raise ContradictionError(Reason.FORM, place)
            if int(said[6]) != place:
                raise ContradictionError(Reason.PLACE, place)
            leaf = leaf_hash(line.body.encode())
            if leaf != line.leaf:
                raise ContradictionError(Reason.LEAF, place)
            if line.told is not None and line.told != line.body:
                raise ContradictionError(Reason.ROW, place)
            if line.payload is not None:
                self._read(place, said[1], said[3], line.payload)
            yield leaf

    def require_named(self) -> None:
        """Raises ``ContradictionError`` for a payload that is gone without an erasure that says so."""
        unnamed = self.erased - self.named
        if unnamed:
            raise ContradictionError(Reason.UNNAMED, min(unnamed))

    def _read(self, place: int, action: str, commit: str, payload: Payload) -> None:
        if payload.erased:
            self.erased.add(place)
        elif not hmac.compare_digest(commitment(payload.salt, payload.text), commit):
            raise ContradictionError(Reason.PAYLOAD, place)
        elif action == ERASED:
            self.named.update(_named(place, payload.text))


def _named(place: int, text: bytes) -> list[int]:
    try:
        entries = json.loads(text)["after"]["entries"]
    except (KeyError, TypeError, ValueError) as error:
        raise ContradictionError(Reason.FORM, place) from error
    if not isinstance(entries, list) or not all(isinstance(entry, int) for entry in entries):
        raise ContradictionError(Reason.FORM, place)
    return entries
