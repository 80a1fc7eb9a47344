"""The tree as RFC 6962 section 2.1 defines it, by recursion: slow, and with nothing in common with the code."""

import hashlib


def _hash(content: bytes) -> bytes:
    return hashlib.sha256(content).digest()


def split(count: int) -> int:
    """Return the largest power of two smaller than the count."""
    return 1 << (count - 1).bit_length() - 1


def tree(entries: list[bytes]) -> bytes:
    if not entries:
        return _hash(b"")
    if len(entries) == 1:
        return _hash(b"\x00" + entries[0])
    at = split(len(entries))
    return _hash(b"\x01" + tree(entries[:at]) + tree(entries[at:]))


def path(index: int, entries: list[bytes]) -> list[bytes]:
    if len(entries) == 1:
        return []
    at = split(len(entries))
    if index < at:
        return [*path(index, entries[:at]), tree(entries[at:])]
    return [*path(index - at, entries[at:]), tree(entries[:at])]


def proof(earlier: int, entries: list[bytes], *, known: bool = True) -> list[bytes]:
    if earlier == len(entries):
        return [] if known else [tree(entries)]
    at = split(len(entries))
    if earlier <= at:
        return [*proof(earlier, entries[:at], known=known), tree(entries[at:])]
    return [*proof(earlier - at, entries[at:], known=False), tree(entries[:at])]
