"""An assessment as the page draws it: one part for each indicator, in the order of the instrument."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.forms import BoundField

from petruk.core.indicators import Indicator, Judged, Kind, Rubric
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
    def judged(self) -> bool:
        return isinstance(self.indicator, Judged)

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
        return "" if self.judged or self.line.points is None else f"{self.line.points:f}"


def parts(form: JudgementsForm, score: Score) -> Iterator[Part]:
    for number, (indicator, line) in enumerate(zip(form.instrument.indicators, score.lines, strict=True), start=1):
        if isinstance(indicator, Judged):
            points = form[points_name(indicator)] if indicator.options else None
            text = form[text_name(indicator)] if indicator.text else None
            yield Part(number, indicator, line, points, text)
        else:
            yield Part(number, indicator, line)


def adds_up_plainly(instrument: Instrument, score: Score) -> bool:
    """Say whether the total is the plain sum of the points, so that the page may add it up as they are chosen."""
    counting = [line for line in score.lines if line.counts]
    open_ended = any(line.points is None and (line.missing or line.kind is Kind.PANEL) for line in counting)
    weighted = any(indicator.weight != 1 for indicator in instrument.indicators)
    return instrument.has_total and not open_ended and not weighted
