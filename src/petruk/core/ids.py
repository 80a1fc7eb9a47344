"""Random names: an address that does not count people, a code that nobody guesses."""

import base64
import secrets

BYTES = 16  # 128 random bits


def new_public_id() -> str:
    """Return the 22 characters under which a row appears in an address."""
    return secrets.token_urlsafe(BYTES)


def new_verification_code() -> str:
    """Return the 26 characters printed on a paper: lower-case base32, so no 0, 1, 8 or 9 to mistake for a letter."""
    return base64.b32encode(secrets.token_bytes(BYTES)).decode("ascii").rstrip("=").lower()
