"""One line of the recap as it is drawn: the word and colour of its total beside what the query says."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from petruk.appraisal.queries.recap import RecapLine
from petruk.core.bands import Band, band

BANDS: Mapping[Band, tuple[Promise, str]] = {
    Band.LOW: (_("Low"), "bad"),
    Band.FAIR: (_("Middling"), "wait"),
    Band.GOOD: (_("High"), ""),
    Band.BEST: (_("Very high"), "good"),
}
NO_TOTAL: tuple[str | Promise, str] = (_("No total score"), "none")
WAITS: tuple[str | Promise, str] = (_("Waits for the panel"), "none")


@dataclass(frozen=True)
class Row:
    line: RecapLine
    word: str | Promise
    kind: str


def row_of(line: RecapLine) -> Row:
    return Row(line, *banded(line))


def banded(line: RecapLine) -> tuple[str | Promise, str]:
    """Return the word of a total and its colour; the word stands by itself."""
    if line.total is None:
        return WAITS if line.waits else NO_TOTAL
    return BANDS[band(line.total, line.maximum)]
