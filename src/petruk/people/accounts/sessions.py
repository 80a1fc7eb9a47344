"""What a session holds of ours, and when it is over."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from django.conf import settings
from django.contrib.auth import HASH_SESSION_KEY

SIGNED_IN_AT = "signed_in_at"
SEEN_AT = "seen_at"
PROVED_AT = "proved_at"
REF = "ref"
DEVICE = "device"
ADDRESS = "address"


class Ended(StrEnum):
    """Why somebody stands before the sign-in page again, as the address of that page says it."""

    IDLE = "diam"
    OLD = "lama"
    CLOSED = "ditutup"
    LEFT = "keluar"


@dataclass(frozen=True)
class OpenSession:
    """A browser in which somebody is signed in. ``ref`` names it to him; it opens nothing."""

    ref: str
    device: str
    address: str
    signed_in_at: datetime
    seen_at: datetime


def why_ended(data: Mapping[str, Any], sessions_ended_at: datetime | None, *, now: datetime) -> Ended | None:
    """Say why a session is over: from elsewhere, by age or by standing idle."""
    signed_in_at, seen_at = (datetime.fromisoformat(data[key]) for key in (SIGNED_IN_AT, SEEN_AT))
    if sessions_ended_at and signed_in_at <= sessions_ended_at:
        return Ended.CLOSED
    if now - signed_in_at > settings.SESSION_ABSOLUTE:
        return Ended.OLD
    return Ended.IDLE if now - seen_at > settings.SESSION_IDLE else None


def opened(
    data: Mapping[str, Any], auth_hash: str, sessions_ended_at: datetime | None, *, now: datetime
) -> OpenSession | None:
    """Return the session as its owner sees it; nothing when it is over or was begun under another password."""
    if not {SIGNED_IN_AT, SEEN_AT} <= data.keys() or data.get(HASH_SESSION_KEY) != auth_hash:
        return None
    if why_ended(data, sessions_ended_at, now=now):
        return None
    times = (datetime.fromisoformat(data[key]) for key in (SIGNED_IN_AT, SEEN_AT))
    return OpenSession(data[REF], data.get(DEVICE, ""), data.get(ADDRESS, ""), *times)
