"""The line of an indicator that a person decides: levels, a scale, or a text alone."""

import unicodedata
from dataclasses import replace

from petruk.core.indicators import Judged
from petruk.core.instrument import Instrument
from petruk.core.scoring.given import Judgement, ScoringError
from petruk.core.scoring.line import Line, blank, out_of, weighted

NOT_YET = "belum dinilai"


def judged_line(indicator: Judged, instrument: Instrument, judgement: Judgement) -> Line:
    _check(indicator, judgement)
    chosen = judgement.points
    return replace(
        blank(indicator),
        points=weighted(chosen, indicator, instrument.places),
        sentence=f"{indicator.title}: {_outcome(indicator, instrument, judgement)}",
        meaning=indicator.meaning(chosen),
        text=judgement.text,
        shown="" if chosen is None else indicator.named(chosen),
        order=chosen,
        pending=chosen is None and bool(indicator.options),
    )


def _outcome(indicator: Judged, instrument: Instrument, judgement: Judgement) -> str:
    if not indicator.options:
        return "sudah diuraikan" if judgement.text.strip() else "belum diuraikan"
    points = weighted(judgement.points, indicator, instrument.places)
    if points is not None:
        return out_of(points, indicator)
    return NOT_YET if judgement.points is None else indicator.named(judgement.points)


def _check(indicator: Judged, judgement: Judgement) -> None:
    if judgement.points is not None and judgement.points not in indicator.options:
        raise ScoringError(f"{indicator.code}: {judgement.points} is not among {indicator.rule}")
    most = indicator.text.maximum if indicator.text else 0
    if len(unicodedata.normalize("NFC", judgement.text)) > most:
        raise ScoringError(f"{indicator.code}: the text is longer than {most} characters")
