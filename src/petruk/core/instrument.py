"""Turns the definition of an instrument (JSON, data) into checked, frozen objects.

A published definition never changes; its digest is printed with every result.
Source: docs/rules/scoring.md section 1; the ready-made definitions are in ``instruments/``.
"""

import hashlib
import json
import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path
from typing import TypedDict

from petruk.core.definition import InstrumentError, Part
from petruk.core.eligibility import Rules
from petruk.core.indicators import (
    FACT_MAXIMUM,
    Decider,
    FactName,
    Indicator,
    Judged,
    Kind,
    Level,
    Missing,
    Operator,
    Rubric,
    Scale,
    Span,
    Suffix,
    TextField,
    Threshold,
)
from petruk.core.nip import EmployeeKind
from petruk.core.numbers import format_decimal, round_half_up
from petruk.core.ranks import ECHELONS

__all__ = [
    "Decider", "FactName", "Indicator", "Instrument", "InstrumentError", "Judged", "Kind", "Level", "Missing",
    "Operator", "Rubric", "Scale", "Span", "Suffix", "TextField", "Threshold", "digest", "parse", "ready_made",
]  # fmt: skip


TEXT_MAXIMUM = 5000  # characters; the known instruments ask for 500

_CODE = re.compile(r"\A[a-z][a-z0-9]*(-[a-z0-9]+)*\Z")
_READY_MADE = Path(__file__).parent / "instruments"
_COMMON = ("kind", "code", "title", "description", "criterion", "maximum", "missing", "weight")
_JUDGED = ("decided_by", "guidance")


class _CommonPart(TypedDict):
    code: str
    title: str
    description: str
    criterion: str
    maximum: Decimal
    weight: Decimal


class _JudgedPart(TypedDict):
    missing: Missing
    decided_by: Decider
    guidance: str


@dataclass(frozen=True, slots=True)
class Instrument:
    """A whole definition, checked. ``places`` is the number of decimals of points and totals."""

    code: str
    title: str
    legal_basis: tuple[str, ...]
    places: int
    maximum: Decimal
    eligibility: Rules
    indicators: tuple[Indicator, ...]
    sha256: str

    @property
    def thresholds(self) -> tuple[Threshold, ...]:
        return tuple(indicator for indicator in self.indicators if isinstance(indicator, Threshold))

    @property
    def judged(self) -> tuple[Judged, ...]:
        return tuple(indicator for indicator in self.indicators if isinstance(indicator, Judged))

    def indicator(self, code: str) -> Indicator:
        """Return one indicator. Raises ``KeyError``."""
        return {indicator.code: indicator for indicator in self.indicators}[code]


def ready_made() -> dict[str, dict[str, object]]:
    """Return the definitions that come with the product, by code."""
    definitions = [json.loads(file.read_text("utf-8")) for file in sorted(_READY_MADE.glob("*.json"))]
    return {definition["code"]: definition for definition in definitions}


def digest(definition: Mapping[str, object]) -> str:
    """Return the SHA-256 of the definition's meaning: key order, spacing and Unicode form do not count."""
    canonical = json.dumps(_composed(definition), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode("utf-8")).hexdigest()


def parse(definition: Mapping[str, object]) -> Instrument:
    """Check a definition whole. Raises ``InstrumentError`` with the first place that is wrong."""
    root = Part(definition)
    root.only("code", "title", "legal_basis", "places", "maximum", "eligibility", "indicators")
    places = root.whole("places", most=2)
    instrument = Instrument(
        code=_code(root),
        title=root.text("title"),
        legal_basis=root.texts("legal_basis"),
        places=places,
        maximum=root.positive("maximum"),
        eligibility=_eligibility(root.part("eligibility")),
        indicators=tuple(_indicator(part, places) for part in root.parts("indicators")),
        sha256=digest(definition),
    )
    _check_whole(root, instrument)
    return instrument


def _composed(value: object) -> object:
    """Bring every text to NFC, so that two spellings of one letter have one digest."""
    if isinstance(value, str):
        return unicodedata.normalize("NFC", value)
    if isinstance(value, Mapping):
        return {_composed(key): _composed(item) for key, item in value.items()}
    return [_composed(item) for item in value] if isinstance(value, list | tuple) else value


def _check_whole(root: Part, instrument: Instrument) -> None:
    codes = [indicator.code for indicator in instrument.indicators]
    for at, code in enumerate(codes):
        if code in codes[:at]:
            raise root.refuse(f"indicators[{at}].code", f"kode {code} sudah dipakai")
    together = sum((indicator.maximum for indicator in instrument.indicators), Decimal(0))
    if together != instrument.maximum:
        raise root.refuse("maximum", f"harus {format_decimal(together, None)}, jumlah maksimum semua indikator")


def _code(part: Part) -> str:
    code = part.text("code")
    if not _CODE.match(code) or code == "nip":
        raise part.refuse("code", "harus huruf kecil dan angka, boleh disambung dengan -; bukan nip")
    return code


def _eligibility(part: Part) -> Rules:
    part.only("kinds", "excluded_echelons", "legal_statuses")
    return Rules(
        kinds=frozenset(EmployeeKind(kind) for kind in part.texts_among("kinds", EmployeeKind)),
        excluded_echelons=frozenset(part.texts_among("excluded_echelons", ECHELONS, blank=True)),
        legal_statuses=frozenset(part.texts("legal_statuses")),
    )


def _indicator(part: Part, places: int) -> Indicator:
    readers: dict[Kind, Callable[[Part], Indicator]] = {
        Kind.THRESHOLD: _threshold,
        Kind.RUBRIC: _rubric,
        Kind.SCALE: _scale,
    }
    indicator = readers[part.choice("kind", Kind)](part)
    if indicator.maximum != indicator.top * indicator.weight:
        most = format_decimal(indicator.top * indicator.weight, None)
        raise part.refuse("maximum", f"harus {most}, yaitu poin tertinggi dikali bobot")
    if indicator.maximum != round_half_up(indicator.maximum, places):
        raise part.refuse("maximum", f"paling banyak {places} angka di belakang koma")
    return replace(indicator, criterion=_filled(part, indicator))


def _threshold(part: Part) -> Threshold:
    part.only(*_COMMON, "fact", "span", "operator", "value", "points", "suffix", "subject")
    operator, value = part.choice("operator", Operator), part.number("value")
    if not operator.holds(Decimal(FACT_MAXIMUM), value):
        raise part.refuse("value", f"tidak akan pernah tercapai; nilai paling tinggi {FACT_MAXIMUM}")
    return Threshold(
        **_common(part),
        missing=part.choice("missing", Missing),
        fact=part.choice("fact", FactName),
        span=part.choice("span", Span),
        operator=operator,
        value=value,
        points=part.positive("points"),
        suffix=part.choice("suffix", Suffix) if part.text("suffix", blank=True) else Suffix.NONE,
        subject=part.text("subject"),
    )


def _rubric(part: Part) -> Rubric:
    part.only(*_COMMON, *_JUDGED, "levels", "text")
    return Rubric(
        **_common(part),
        **_judged(part),
        levels=_levels(part),
        text=_text_field(part.part("text")) if "text" in part else None,
    )


def _scale(part: Part) -> Scale:
    part.only(*_COMMON, *_JUDGED, "min", "max", "step")
    low, high, step = part.number("min"), part.positive("max"), part.positive("step")
    if low >= high:
        raise part.refuse("min", "harus kurang dari max")
    if (high - low) % step:
        raise part.refuse("step", "kelipatan ini tidak mencapai max")
    return Scale(**_common(part), **_judged(part), min=low, max=high, step=step)


def _levels(part: Part) -> tuple[Level, ...]:
    """Read levels from the lowest to the highest; a level above the maximum could never count."""
    levels: list[Level] = []
    most = part.positive("maximum") / _weight(part)
    for item in part.parts("levels"):
        item.only("points", "meaning")
        level = Level(item.number("points"), item.text("meaning"))
        if levels and level.points <= levels[-1].points:
            raise item.refuse("points", "harus lebih besar daripada poin tingkat sebelumnya")
        if level.points > most:
            raise item.refuse("points", f"tidak akan pernah terpakai; maksimum {format_decimal(most, None)}")
        levels.append(level)
    if len(levels) < 2:
        raise part.refuse("levels", "perlu sedikitnya dua tingkat")
    return tuple(levels)


def _text_field(part: Part) -> TextField:
    part.only("label", "maximum", "required")
    maximum = part.whole("maximum", most=TEXT_MAXIMUM)
    if not maximum:
        raise part.refuse("maximum", "harus lebih dari 0")
    return TextField(part.text("label"), maximum, required=part.flag("required"))


def _common(part: Part) -> _CommonPart:
    return {
        "code": _code(part),
        "title": part.text("title"),
        "description": part.text("description"),
        "criterion": part.text("criterion"),
        "maximum": part.positive("maximum"),
        "weight": _weight(part),
    }


def _judged(part: Part) -> _JudgedPart:
    """Read what people's judgements share. Without a judgement nothing can be finished, so only "block" is lawful."""
    if "missing" in part and part.choice("missing", Missing) is not Missing.BLOCK:
        raise part.refuse("missing", "indikator yang dinilai orang hanya boleh block")
    return {
        "missing": Missing.BLOCK,
        "decided_by": part.choice("decided_by", Decider),
        "guidance": part.text("guidance"),
    }


def _weight(part: Part) -> Decimal:
    return part.positive("weight") if "weight" in part else Decimal(1)


def _filled(part: Part, indicator: Indicator) -> str:
    """Fill rule and maximum into the printed sentence, so that it cannot say another figure than the rule has."""
    filled = indicator.criterion.replace("{rule}", indicator.rule)
    filled = filled.replace("{maximum}", format_decimal(indicator.maximum, None))
    allowed = "{window}" if indicator.kind is Kind.THRESHOLD else ""
    rest = filled.replace(allowed, "") if allowed else filled
    if "{" in rest or "}" in rest:
        raise part.refuse("criterion", "hanya boleh berisi {rule}, {maximum} dan, bila ambang batas, {window}")
    return filled
