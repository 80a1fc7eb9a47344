"""Reads one indicator of whatever kind, and checks what must hold for all."""

from collections.abc import Callable
from dataclasses import replace

from petruk.core.definition import Part
from petruk.core.indicators.base import Indicator
from petruk.core.indicators.documents import read_documents
from petruk.core.indicators.judged import read_rubric, read_scale, read_text
from petruk.core.indicators.kinds import Kind
from petruk.core.indicators.measured import Measured, read_bands, read_shown, read_threshold
from petruk.core.indicators.panel import read_panel
from petruk.core.indicators.predicates import Predicates, read_predicates
from petruk.core.numbers import format_decimal, round_half_up

_READERS: dict[Kind, Callable[[Part], Indicator]] = {
    Kind.THRESHOLD: read_threshold,
    Kind.BANDS: read_bands,
    Kind.SHOWN: read_shown,
    Kind.PREDICATE: read_predicates,
    Kind.RUBRIC: read_rubric,
    Kind.SCALE: read_scale,
    Kind.TEXT: read_text,
    Kind.DOCUMENTS: read_documents,
    Kind.PANEL: read_panel,
}


def read_indicator(part: Part, places: int) -> Indicator:
    """Read and check one indicator; ``places`` is the number of decimals of points. Raises ``InstrumentError``."""
    indicator = _READERS[part.choice("kind", Kind)](part)
    if indicator.maximum != indicator.top * indicator.weight:
        most = format_decimal(indicator.top * indicator.weight, None)
        raise part.refuse("maximum", f"harus {most}, yaitu poin tertinggi dikali bobot")
    if indicator.maximum != round_half_up(indicator.maximum, places):
        raise part.refuse("maximum", f"paling banyak {places} angka di belakang koma")
    return replace(indicator, criterion=_filled(part, indicator))


def _filled(part: Part, indicator: Indicator) -> str:
    """Fill rule and maximum into the printed sentence, so that it cannot say another figure than the rule has."""
    filled = indicator.criterion.replace("{rule}", indicator.rule)
    filled = filled.replace("{maximum}", format_decimal(indicator.maximum, None))
    rest = filled.replace("{window}", "") if isinstance(indicator, Measured | Predicates) else filled
    if "{" in rest or "}" in rest:
        raise part.refuse("criterion", "hanya boleh berisi {rule}, {maximum} dan, bila otomatis, {window}")
    return filled
