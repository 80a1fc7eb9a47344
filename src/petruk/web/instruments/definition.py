"""The definition of an instrument as a person reads it, and as a file; the database keeps no order of keys."""

import json
from collections.abc import Mapping

KEYS = (
    "kind", "code", "title", "description", "legal_basis", "places", "criterion", "maximum", "weight", "missing",
    "fact", "span", "operator", "value", "points", "meaning", "suffix", "subject", "decided_by", "guidance", "text",
    "label", "required", "levels", "objection", "file_days", "answer_days", "eligibility", "indicators", "tie_breaks",
)  # fmt: skip


SHOWN_DIGITS = 16
"""So much of the fingerprint stands in the name of a file."""


def file_name(code: str, sha256: str) -> str:
    """Return the name of an exported file: it carries the beginning of the fingerprint of what is inside."""
    return f"{code or 'instrumen'}-{sha256[:SHOWN_DIGITS]}.json"


def as_text(definition: Mapping[str, object]) -> str:
    return f"{json.dumps(readable(dict(definition)), ensure_ascii=False, indent=2)}\n"


def readable(value: object) -> object:
    """Return the definition with what names a thing first and what it holds last; nothing else changes."""
    if isinstance(value, dict):
        return {key: readable(value[key]) for key in sorted(value, key=_place)}
    return [readable(each) for each in value] if isinstance(value, list) else value


def _place(key: str) -> tuple[int, str]:
    return (KEYS.index(key), "") if key in KEYS else (len(KEYS) - 1, key)
