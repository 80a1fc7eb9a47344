"""An assessment as the page draws it: one part for each indicator, in the order of the instrument."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.forms import BoundField

from petruk.core.indicators import Indicator, Judged, Missing, Rubric
from petruk.core.instrument import Instrument
from petruk.core.scoring import Line, Score
from petruk.web.appraisal.forms import JudgementsForm, points_name, text_name


@dataclass(frozen=True)
class Part:
    """One indicator: what it says now, and the fields by which a person decides it, if one does."""

    number: int
    indicator: Indicator
    line: Line
    points: BoundField | None = None
    text: BoundField | None = None

    @property
    def widget(self) -> str:
        """Say how points are asked: ``choices`` with their meaning, ``chips`` in a row, a ``number``, or not at all."""
        if self.points is None:
            return ""
        if isinstance(self.indicator, Rubric):
            return "choices"
        return "chips" if self.points.widget_type == "radioselect" else "number"

    @property
    def fixed(self) -> str:
        """The points that the server alone decides, for the running total."""
        return "" if self.points or self.line.points is None else f"{self.line.points:f}"


def parts(form: JudgementsForm, score: Score) -> Iterator[Part]:
    for number, (indicator, line) in enumerate(zip(form.instrument.indicators, score.lines, strict=True), start=1):
        if isinstance(indicator, Judged):
            text = form[text_name(indicator)] if indicator.text else None
            yield Part(number, indicator, line, form[points_name(indicator)], text)
        else:
            yield Part(number, indicator, line)


def blocked_by(instrument: Instrument, score: Score) -> list[str]:
    """Return the indicators without which this instrument lets nothing be handed in, and which have no data."""
    return [
        line.title for line in score.lines if line.missing and instrument.indicator(line.code).missing is Missing.BLOCK
    ]


def adds_up_plainly(instrument: Instrument, score: Score) -> bool:
    """Say whether the total is the plain sum of the points, so that the page may add it up as they are chosen."""
    excluded = any(line.missing and line.points is None for line in score.lines)
    return not excluded and all(indicator.weight == 1 for indicator in instrument.indicators)
