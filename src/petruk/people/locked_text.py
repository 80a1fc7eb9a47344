"""A short secret locked with a key, so that whoever reads the database alone cannot use it."""

import base64
import secrets

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

KEY_BYTES, NONCE_BYTES = 32, 12


class UnreadableError(ValueError):
    """It was locked with another key or for something else, or was changed."""


def key_for(purpose: str, secret: str) -> bytes:
    """Return a key of its own for a purpose, from the secret of the installation."""
    return HKDF(SHA256(), KEY_BYTES, salt=None, info=purpose.encode()).derive(secret.encode())


def lock(text: str, *, key: bytes, owner: str) -> str:
    """Return the text so that only the key opens it, and only for the same owner (AES-256-GCM)."""
    nonce = secrets.token_bytes(NONCE_BYTES)
    locked = AESGCM(key).encrypt(nonce, text.encode(), owner.encode())
    return base64.urlsafe_b64encode(nonce + locked).decode("ascii")


def unlock(locked: str, *, key: bytes, owner: str) -> str:
    """Raises ``UnreadableError``."""
    try:
        raw = base64.urlsafe_b64decode(locked.encode("ascii"))
        return AESGCM(key).decrypt(raw[:NONCE_BYTES], raw[NONCE_BYTES:], owner.encode()).decode()
    except (ValueError, InvalidTag) as error:
        raise UnreadableError from error
