"""Random names: an address that does not count people, a code that nobody guesses."""

import base64
import secrets

BYTES = 16  # 128 random bits
_LEGIBLE = "abcdefghjkmnpqrstuvwxyz23456789"


def new_public_id() -> str:
    """Return the 22 characters under which a row appears in an address."""
    return secrets.token_urlsafe(BYTES)


def new_verification_code() -> str:
    """Return the 26 characters printed on a paper: lower-case base32, so no 0, 1, 8 or 9 to mistake for a letter."""
    return base64.b32encode(secrets.token_bytes(BYTES)).decode("ascii").rstrip("=").lower()


def new_one_time_password() -> str:
    """Return sixteen characters in groups of four, about 79 random bits, none of which is mistaken for another."""
    groups = ("".join(secrets.choice(_LEGIBLE) for _ in range(4)) for _ in range(4))
    return "-".join(groups)


def new_recovery_code() -> str:
    """Return ten characters in two groups, about 49 random bits, none of which is mistaken for another."""
    groups = ("".join(secrets.choice(_LEGIBLE) for _ in range(5)) for _ in range(2))
    return "-".join(groups)
