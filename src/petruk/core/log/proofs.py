"""A proof that one entry is in a log, as a text that goes along with a paper and needs no network to be checked.

Source: C2SP tlog-proof. Without extra data; the entry itself travels beside it.
"""

import base64
import re
from collections.abc import Sequence
from dataclasses import dataclass

from petruk.core.log.merkle import includes, leaf_hash
from petruk.core.log.notes import Checkpoint, NoteError, Scheme, Verifier, opened_checkpoint

HEAD = "c2sp.org/tlog-proof@v1"
_TEXT = re.compile(rf"{re.escape(HEAD)}\nindex (0|[1-9][0-9]{{0,14}})\n((?:[A-Za-z0-9+/]{{43}}=\n)*)\n(.+)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Proof:
    """The place of an entry, the hashes from it to the root, the nearest first, and the note that signs the root."""

    index: int
    hashes: tuple[bytes, ...]
    note: str


def written(index: int, hashes: Sequence[bytes], note: str) -> str:
    lines = "".join(base64.b64encode(each).decode() + "\n" for each in hashes)
    return f"{HEAD}\nindex {index}\n{lines}\n{note}"


def read(text: str) -> Proof:
    """Raises ``NoteError``."""
    parts = _TEXT.fullmatch(text)
    if parts is None:
        raise NoteError("the proof is not written as it must be")
    return Proof(int(parts[1]), tuple(map(base64.b64decode, parts[2].split())), parts[3])


def proven(entry: bytes, text: str, verifier: Verifier, scheme: Scheme) -> Checkpoint:
    """Return the checkpoint under which the proof shows this entry to be. Raises ``NoteError``."""
    proof = read(text)
    signed = opened_checkpoint(proof.note, verifier, scheme)
    if not includes(signed.root, signed.size, proof.index, leaf_hash(entry), proof.hashes):
        raise NoteError("the proof does not lead from the entry to the signed root")
    return signed
