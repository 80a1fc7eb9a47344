"""A draw that nobody can steer: its seed is committed when the period opens and shown when it has closed.

Source: docs/rules/ranking.md section 3.
"""

import hashlib
import hmac

SEED_BYTES = 32


class DrawError(ValueError):
    """A seed too short to be secret."""


def commitment(seed: bytes) -> str:
    """Return what is published when the period opens: the SHA-256 of the seed. Raises ``DrawError``."""
    return hashlib.sha256(_checked(seed)).hexdigest()


def draw_number(seed: bytes, public_id: str) -> str:
    """Return the 64 hexadecimal digits that somebody draws; the lowest wins. Raises ``DrawError``."""
    return hmac.digest(_checked(seed), public_id.encode("utf-8"), "sha256").hex()


def _checked(seed: bytes) -> bytes:
    if len(seed) < SEED_BYTES:
        raise DrawError(f"{len(seed)} bytes instead of {SEED_BYTES}")
    return seed
