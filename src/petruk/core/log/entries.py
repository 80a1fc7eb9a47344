"""What one entry of the audit log says, byte for byte, and what of it can be erased without harm to the rest.

Source: docs/rules/log.md sections 1 and 2.
"""

import hmac
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from petruk.core.log.merkle import leaf_hash
from petruk.core.sealing import SealingError, canonical

VERSION = 1
_text = json.JSONEncoder(ensure_ascii=False).encode
_plain = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode
SALT_BYTES = 32
ERASED = "payload.erased"
"""The action that names whose payload was erased and why. It is never erased itself; a trigger knows this name."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What stays for ever: who (a random reference), did what, to what, when, and the seal on the rest.

    ``seq`` counts from 0 without gaps. ``commitment`` is that of the payload, in lower-case hexadecimal.
    """

    seq: int
    at: datetime
    actor: str
    action: str
    kind: str
    object: str
    commitment: str

    def body(self) -> bytes:
        """Return the canonical text, the keys in their order. Its hash is the leaf of the tree."""
        at = self.at.astimezone(UTC).isoformat(timespec="microseconds")[:-6]
        return (
            f'{{"action":{_text(self.action)},"actor":{_text(self.actor)},"at":"{at}Z","commit":"{self.commitment}",'
            f'"kind":{_text(self.kind)},"object":{_text(self.object)},"seq":{self.seq},"v":{VERSION}}}'
        ).encode()

    def leaf(self) -> bytes:
        return leaf_hash(self.body())


def payload(name: str, before: Mapping[str, object], after: Mapping[str, object]) -> bytes:
    """Return the canonical text of what may be erased: the name of who acted, and what was before and after.

    Raises ``SealingError`` for a value that has no single way to be written, such as a float.
    """
    return canonical({"after": dict(after), "before": dict(before), "name": name})


def payload_again(name: str, before: Mapping[str, object], after: Mapping[str, object]) -> bytes:
    """Return the payload of values that came back from JSON, ten times as fast where they are ASCII.

    Only to compare: what could never have been recorded gives a text that no entry binds.
    """
    text = _plain({"after": after, "before": before, "name": name})
    if text.isascii():
        return text.encode()
    try:
        return payload(name, before, after)
    except SealingError:
        return text.encode("utf-8", "replace")


def commitment(salt: bytes, payload: bytes) -> str:
    """Bind the payload without giving it away: without the salt nobody can try out what it may have been."""
    return hmac.digest(salt, payload, "sha256").hex()
