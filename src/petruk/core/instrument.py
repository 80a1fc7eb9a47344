"""Turns the definition of an instrument (JSON, data) into checked, frozen objects.

A published definition never changes; its digest is printed with every result.
Source: docs/rules/scoring.md section 1; the ready-made definitions are in ``instruments/``.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from petruk.core.definition import InstrumentError, Part
from petruk.core.eligibility import Rules, read_rules
from petruk.core.indicators import (
    Automatic,
    Decider,
    Documents,
    FactName,
    Indicator,
    Judged,
    Kind,
    Level,
    Measured,
    Missing,
    Operator,
    Panel,
    Predicates,
    Rubric,
    Scale,
    Span,
    Suffix,
    TextField,
    Threshold,
    read_indicator,
)
from petruk.core.indicators.base import read_code
from petruk.core.numbers import format_decimal, round_half_up
from petruk.core.objection import ObjectionTerms, read_terms
from petruk.core.sealing import canonical, sha256
from petruk.core.tie_breaks import TieBreak, read_tie_breaks

__all__ = [
    "Decider", "FactName", "Indicator", "Instrument", "InstrumentError", "Judged", "Kind", "Level", "Missing",
    "Operator", "Rubric", "Scale", "Span", "Suffix", "TextField", "Threshold", "digest", "parse", "ready_made",
]  # fmt: skip

_READY_MADE = Path(__file__).parent / "instruments"
_KEYS = (
    "code", "title", "legal_basis", "places", "maximum", "eligibility", "indicators", "tie_breaks", "objection",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Instrument:
    """A whole definition, checked. ``places`` is the number of decimals of points and totals.

    ``maximum`` 0 means that nothing adds up to a total: such an instrument ranks by its tie breaks alone.
    """

    code: str
    title: str
    legal_basis: tuple[str, ...]
    places: int
    maximum: Decimal
    eligibility: Rules
    indicators: tuple[Indicator, ...]
    tie_breaks: tuple[TieBreak, ...]
    objection: ObjectionTerms
    sha256: str

    @property
    def has_total(self) -> bool:
        return self.maximum > 0

    @property
    def shown_divided_by(self) -> int:
        """What a total is divided by for display: that of the panel, where the panel is the whole total."""
        return next((panel.shown_divided_by for panel in self.panels if panel.maximum == self.maximum), 1)

    def shown(self, total: Decimal) -> Decimal:
        """Bring a total to the displayed scale, two decimals; one that is not divided stays as it is."""
        divisor = self.shown_divided_by
        return round_half_up(total / divisor) if divisor > 1 else total

    @property
    def automatic(self) -> tuple[Automatic, ...]:
        """The indicators that read facts, each in a data window of the period."""
        return tuple(each for each in self.indicators if isinstance(each, Automatic))

    @property
    def measured(self) -> tuple[Measured, ...]:
        return tuple(each for each in self.indicators if isinstance(each, Measured))

    @property
    def thresholds(self) -> tuple[Threshold, ...]:
        return tuple(each for each in self.indicators if isinstance(each, Threshold))

    @property
    def predicates(self) -> tuple[Predicates, ...]:
        return tuple(each for each in self.indicators if isinstance(each, Predicates))

    @property
    def judged(self) -> tuple[Judged, ...]:
        return tuple(each for each in self.indicators if isinstance(each, Judged))

    @property
    def documents(self) -> tuple[Documents, ...]:
        return tuple(each for each in self.indicators if isinstance(each, Documents))

    @property
    def panels(self) -> tuple[Panel, ...]:
        return tuple(each for each in self.indicators if isinstance(each, Panel))

    def indicator(self, code: str) -> Indicator:
        """Return one indicator. Raises ``KeyError``."""
        return {indicator.code: indicator for indicator in self.indicators}[code]


def ready_made() -> dict[str, dict[str, object]]:
    """Return the definitions that come with the product, by code."""
    definitions = [json.loads(file.read_text("utf-8")) for file in sorted(_READY_MADE.glob("*.json"))]
    return {definition["code"]: definition for definition in definitions}


def digest(definition: Mapping[str, object]) -> str:
    """Return the SHA-256 of the definition's meaning: key order, spacing and Unicode form do not count."""
    return sha256(canonical(definition))


def parse(definition: Mapping[str, object]) -> Instrument:
    """Check a definition whole. Raises ``InstrumentError`` with the first place that is wrong."""
    root = Part(definition)
    root.only(*_KEYS)
    places = root.whole("places", most=2)
    indicators = tuple(read_indicator(part, places) for part in root.parts("indicators"))
    _check_codes(root, indicators)
    instrument = Instrument(
        code=read_code(root),
        title=root.text("title"),
        legal_basis=root.texts("legal_basis"),
        places=places,
        maximum=root.number("maximum"),
        eligibility=read_rules(root.part("eligibility")),
        indicators=indicators,
        tie_breaks=read_tie_breaks(root, indicators),
        objection=read_terms(root),
        sha256=digest(definition),
    )
    _check_sum(root, instrument)
    return instrument


def _check_codes(root: Part, indicators: tuple[Indicator, ...]) -> None:
    """Refuse a code used twice, be it of an indicator, a document or an aspect: each is a column of a sheet."""
    known: set[str] = set()
    for at, indicator in enumerate(indicators):
        for place, code in _codes(indicator):
            if code in known:
                raise root.refuse(f"indicators[{at}]{place}.code", f"kode {code} sudah dipakai")
            known.add(code)


def _codes(indicator: Indicator) -> Iterator[tuple[str, str]]:
    yield "", indicator.code
    if isinstance(indicator, Documents):
        yield from ((f".items[{at}]", item.code) for at, item in enumerate(indicator.items))
    if isinstance(indicator, Panel):
        for at, group in enumerate(indicator.groups):
            yield f".groups[{at}]", group.code
            yield from ((f".groups[{at}].aspects[{one}]", aspect.code) for one, aspect in enumerate(group.aspects))


def _check_sum(root: Part, instrument: Instrument) -> None:
    together = sum((indicator.maximum for indicator in instrument.indicators), Decimal(0))
    if together != instrument.maximum:
        raise root.refuse("maximum", f"harus {format_decimal(together, None)}, jumlah maksimum semua indikator")
