"""The definition of an instrument as a person reads it; the database keeps no order of keys."""

KEYS = (
    "kind", "code", "title", "description", "legal_basis", "places", "criterion", "maximum", "weight", "missing",
    "fact", "span", "operator", "value", "points", "meaning", "suffix", "subject", "decided_by", "guidance", "text",
    "label", "required", "levels", "eligibility", "indicators", "tie_breaks",
)  # fmt: skip


def readable(value: object) -> object:
    """Return the definition with what names a thing first and what it holds last; nothing else changes."""
    if isinstance(value, dict):
        return {key: readable(value[key]) for key in sorted(value, key=_place)}
    return [readable(each) for each in value] if isinstance(value, list) else value


def _place(key: str) -> tuple[int, str]:
    return (KEYS.index(key), "") if key in KEYS else (len(KEYS) - 1, key)
