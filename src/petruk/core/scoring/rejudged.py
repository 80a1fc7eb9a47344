"""Judges frozen lines anew: what the head decides replaces what was noted for him, all else stays as it was frozen."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from petruk.core.indicators import Decider, Judged
from petruk.core.instrument import Instrument
from petruk.core.scoring.frozen import FrozenLine, thaw
from petruk.core.scoring.given import Judgement, ScoringError
from petruk.core.scoring.judged import judged_line
from petruk.core.scoring.line import Line
from petruk.core.scoring.score import Score, score_of


def headed(instrument: Instrument) -> tuple[Judged, ...]:
    """Return the indicators whose points the head of the office decides."""
    return tuple(each for each in instrument.judged if each.decided_by is Decider.UNIT_HEAD and each.options)


def rejudge(instrument: Instrument, lines: Sequence[FrozenLine], points: Mapping[str, Decimal]) -> Score:
    """Return the score of frozen lines with new points for those that the head decides; texts stay.

    Raises ``ScoringError`` for another indicator than ``headed``, points outside its options, or foreign lines.
    """
    frozen = {str(line["code"]): line for line in lines}
    if list(frozen) != [indicator.code for indicator in instrument.indicators]:
        raise ScoringError(f"these are not the lines of {instrument.code}: {', '.join(frozen)}")
    decided = {indicator.code: indicator for indicator in headed(instrument)}
    if strange := set(points) - set(decided):
        raise ScoringError(f"not for the head to decide: {', '.join(sorted(strange))}")
    anew = {code: _judged(decided[code], instrument, frozen[code], given) for code, given in points.items()}
    return score_of(instrument, tuple(anew.get(code) or thaw(line) for code, line in frozen.items()))


def _judged(indicator: Judged, instrument: Instrument, frozen: FrozenLine, points: Decimal) -> Line:
    return judged_line(indicator, instrument, Judgement(points, str(frozen["text"])))
