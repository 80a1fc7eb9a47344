"""What one entry of the audit log says, byte for byte, and what of it can be erased without harm to the rest.

Source: docs/rules/log.md sections 1 and 2.
"""

import hashlib
import hmac
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from petruk.core.log.merkle import leaf_hash
from petruk.core.sealing import canonical

VERSION = 1
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
        """Return the canonical text. Its hash is the leaf of the tree."""
        return canonical(
            {
                "action": self.action,
                "actor": self.actor,
                "at": self.at.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z"),
                "commit": self.commitment,
                "kind": self.kind,
                "object": self.object,
                "seq": self.seq,
                "v": VERSION,
            }
        )

    def leaf(self) -> bytes:
        return leaf_hash(self.body())


def payload(name: str, before: Mapping[str, object], after: Mapping[str, object]) -> bytes:
    """Return the canonical text of what may be erased: the name of who acted, and what was before and after.

    Raises ``SealingError`` for a value that has no single way to be written, such as a float.
    """
    return canonical({"after": dict(after), "before": dict(before), "name": name})


def commitment(salt: bytes, payload: bytes) -> str:
    """Bind the payload without giving it away: without the salt nobody can try out what it may have been."""
    return hmac.new(salt, payload, hashlib.sha256).hexdigest()
