"""How an instrument breaks a tie: the steps after the total, the last of them a draw that nobody can steer.

Source: docs/rules/ranking.md section 2.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from petruk.core.definition import Part
from petruk.core.indicators import Automatic, Indicator, Judged, Panel


class By(StrEnum):
    POINTS = "points"
    VALUE = "value"
    SENIORITY = "seniority"
    DRAW = "draw"


@dataclass(frozen=True, slots=True)
class TieBreak:
    """One step. ``code`` names an indicator, or for points also a group or aspect of the panel; else it is empty.

    ``subject`` is what the explanation names: "skor Inovasi", "tingkat kehadiran".
    """

    by: By
    code: str = ""
    subject: str = ""


DEFAULT = (TieBreak(By.SENIORITY), TieBreak(By.DRAW))


def read_tie_breaks(root: Part, indicators: Sequence[Indicator]) -> tuple[TieBreak, ...]:
    """Read the chain, or return the default where a definition has none. Raises ``InstrumentError``."""
    if "tie_breaks" not in root:
        return DEFAULT
    parts = root.parts("tie_breaks")
    steps: list[TieBreak] = []
    for part in parts:
        step = _step(part, indicators)
        if step in steps:
            raise part.refuse("by", "langkah ini sudah ada")
        steps.append(step)
    if steps[-1].by is not By.DRAW:
        raise parts[-1].refuse("by", "langkah terakhir harus draw, agar selalu ada keputusan")
    return tuple(steps)


def _step(part: Part, indicators: Sequence[Indicator]) -> TieBreak:
    by = part.choice("by", By)
    if by in {By.SENIORITY, By.DRAW}:
        part.only("by")
        return TieBreak(by)
    part.only("by", "indicator")
    subjects = _scored(indicators) if by is By.POINTS else _valued(indicators)
    code = part.text("indicator")
    if code not in subjects:
        raise part.refuse("indicator", f"harus salah satu dari: {', '.join(subjects)}")
    return TieBreak(by, code, subjects[code])


def _scored(indicators: Sequence[Indicator]) -> dict[str, str]:
    """Return what has points that can differ, by code, with the words for it."""
    titles = {indicator.code: indicator.title for indicator in indicators if indicator.counts}
    for group in (group for each in indicators if isinstance(each, Panel) for group in each.groups):
        titles |= {group.code: group.title} | {aspect.code: aspect.title for aspect in group.aspects}
    return {code: f"skor {title}" for code, title in titles.items()}


def _valued(indicators: Sequence[Indicator]) -> dict[str, str]:
    """Return what has a value behind its points, by code, with the words for it."""
    subjects = {}
    for indicator in indicators:
        if isinstance(indicator, Automatic):
            subjects[indicator.code] = indicator.subject[:1].lower() + indicator.subject[1:]
        elif isinstance(indicator, Judged) and indicator.options:
            subjects[indicator.code] = indicator.title
    return subjects
