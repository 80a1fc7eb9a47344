"""Codes of six digits that a phone and we work out of one secret and the time (TOTP, RFC 6238)."""

import base64
import hashlib
import hmac
import re
import secrets
import struct
from datetime import datetime
from urllib.parse import quote, urlencode

SECRET_BYTES = 20
STEP_SECONDS = 30
DIGITS = 6
STEPS_AROUND = 1
"""How many steps a clock may be off, either way."""
_CODE = re.compile(r"\A[0-9]{6}\Z")


def new_secret() -> str:
    """Return 160 random bits in base32, as apps for codes take them."""
    return base64.b32encode(secrets.token_bytes(SECRET_BYTES)).decode("ascii")


def step_of(at: datetime) -> int:
    """Return the number of the half minute to which a moment belongs, counted from 1970."""
    return int(at.timestamp()) // STEP_SECONDS


def code_at(secret: str, step: int) -> str:
    """Return the code of a step. Source: RFC 4226 section 5.3; examples in RFC 6238 appendix B."""
    digest = hmac.digest(base64.b32decode(secret), struct.pack(">Q", step), hashlib.sha1)
    start = digest[-1] & 0x0F
    number = int.from_bytes(digest[start : start + 4], "big") & 0x7FFF_FFFF
    return f"{number % 10**DIGITS:0{DIGITS}}"


def matching_step(secret: str, typed: str, *, now: int, after: int) -> int | None:
    """Return the step whose code was typed, if it is about now and later than the last one that was used.

    A code counts once: RFC 6238 section 5.2.
    """
    code = "".join(typed.split())
    if not _CODE.match(code):
        return None
    steps = range(now - STEPS_AROUND, now + STEPS_AROUND + 1)
    found = [step for step in steps if hmac.compare_digest(code_at(secret, step), code) and step > after]
    return found[0] if found else None


def address(secret: str, *, account: str, issuer: str) -> str:
    """Return what the QR code says to the app of a phone."""
    terms = urlencode({"secret": secret, "issuer": issuer}, quote_via=quote)
    return f"otpauth://totp/{quote(issuer)}:{quote(account)}?{terms}"
