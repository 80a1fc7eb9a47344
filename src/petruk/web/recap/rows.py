"""One line of the recap, read from the frozen sheet: what it said on its day, whatever the register says now."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from petruk.core.bands import Band, band

BANDS: Mapping[Band, tuple[Promise, str]] = {
    Band.LOW: (_("Low"), "bad"),
    Band.FAIR: (_("Middling"), "wait"),
    Band.GOOD: (_("High"), ""),
    Band.BEST: (_("Very high"), "good"),
}


NO_TOTAL: tuple[str | Promise, str] = (_("No total score"), "none")


@dataclass(frozen=True)
class Row:
    """``points`` follow the order of the instrument; None is an indicator that does not count."""

    assessment: Any
    person: Mapping[str, str]
    points: tuple[tuple[str, Decimal | None, bool], ...]
    word: str | Promise
    kind: str


def row_of(assessment: Any) -> Row:
    word, kind = BANDS[band(assessment.total, assessment.maximum)] if assessment.maximum else NO_TOTAL
    lines = assessment.sheet["lines"]
    return Row(assessment, assessment.sheet["person"], tuple(map(_points, lines)), word, kind)


def _points(line: Mapping[str, Any]) -> tuple[str, Decimal | None, bool]:
    return line["title"], None if line["points"] is None else Decimal(line["points"]), line["missing"]
