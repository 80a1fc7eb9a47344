"""Why a panelist may not judge a candidate, whatever he thinks of it himself.

Source: docs/rules/panel.md section 5.
"""

from dataclasses import dataclass
from enum import StrEnum


class Conflict(StrEnum):
    """He is the candidate; he competes with the candidate; they work in one line of units."""

    SELF = "self"
    RIVAL = "rival"
    OWN_UNIT = "own_unit"


@dataclass(frozen=True, slots=True)
class Judge:
    """A panelist: his employee number, if he is a civil servant, the path of his unit, and whether he competes."""

    employee_id: int | None
    unit_path: str
    competes: bool


@dataclass(frozen=True, slots=True)
class Judged:
    """A candidate: the paths are those of the unit that nominated him and of the one he works in today."""

    employee_id: int
    unit_paths: tuple[str, ...]


def conflict(judge: Judge, judged: Judged) -> Conflict | None:
    """Return what stands between the two, the gravest first; None when nothing does."""
    if judge.employee_id == judged.employee_id:
        return Conflict.SELF
    if judge.competes:
        return Conflict.RIVAL
    in_line = any(in_one_line(judge.unit_path, path) for path in judged.unit_paths)
    return Conflict.OWN_UNIT if in_line else None


def in_one_line(one: str, other: str) -> bool:
    """Say whether two units are the same, or one stands above the other: 0001.0002 and 0001.0002.0003.

    A path is four digits a level, so that what one path begins with is the path of a unit above.
    """
    return bool(one and other) and (one.startswith(other) or other.startswith(one))
