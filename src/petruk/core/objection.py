"""The time for an objection (sanggah), and when the results of a period are final.

Source: docs/rules/objection.md.
"""

from dataclasses import dataclass
from enum import StrEnum

from petruk.core.definition import Part

FILE_DAYS = 14
ANSWER_DAYS = 7
MOST_DAYS = 60


@dataclass(frozen=True, slots=True)
class ObjectionTerms:
    """Working days: to object after the announcement, and to answer after an objection was filed."""

    file_days: int = FILE_DAYS
    answer_days: int = ANSWER_DAYS


class Finality(StrEnum):
    """Why the results of a period are still provisional, or that they are final."""

    NOT_SEALED = "not_sealed"
    NOT_ANNOUNCED = "not_announced"
    WINDOW_OPEN = "window_open"
    OBJECTIONS_OPEN = "objections_open"
    FINAL = "final"


def finality(*, sealed: bool, announced: bool, window_open: bool, objections_open: bool) -> Finality:
    """Return the first thing that keeps results provisional; final is what nothing can change any more."""
    if not sealed:
        return Finality.NOT_SEALED
    if not announced:
        return Finality.NOT_ANNOUNCED
    if window_open:
        return Finality.WINDOW_OPEN
    return Finality.OBJECTIONS_OPEN if objections_open else Finality.FINAL


def read_terms(root: Part) -> ObjectionTerms:
    """Read the terms of a definition; what it does not say is 14 and 7. Raises ``InstrumentError``."""
    if "objection" not in root:
        return ObjectionTerms()
    part = root.part("objection")
    part.only("file_days", "answer_days")
    return ObjectionTerms(
        file_days=_days(part, "file_days", FILE_DAYS), answer_days=_days(part, "answer_days", ANSWER_DAYS)
    )


def _days(part: Part, key: str, default: int) -> int:
    if key not in part:
        return default
    days = part.whole(key, most=MOST_DAYS)
    if not days:
        raise part.refuse(key, "harus lebih dari 0")
    return days
