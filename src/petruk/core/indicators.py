"""The kinds of indicator: what each holds, and how its rule reads on a page.

Source: docs/rules/scoring.md section 1.
"""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import ClassVar

from petruk.core.numbers import format_decimal, format_percent

FACT_MAXIMUM = 100  # every fact is measured 0 to 100


class Kind(StrEnum):
    THRESHOLD = "threshold"
    RUBRIC = "rubric"
    SCALE = "scale"


class Missing(StrEnum):
    """What happens when there is no data: nothing can be finished, the rest is scaled up, or no points."""

    BLOCK = "block"
    EXCLUDE = "exclude"
    ZERO = "zero"


class FactName(StrEnum):
    PERFORMANCE = "performance.score"
    ATTENDANCE = "attendance.realisation"
    BEHAVIOUR = "behaviour.value"


class Span(StrEnum):
    MONTHS = "months"
    YEAR = "year"


class Operator(StrEnum):
    AT_LEAST = ">="
    MORE_THAN = ">"

    @property
    def sign(self) -> str:
        return "≥" if self is Operator.AT_LEAST else ">"

    @property
    def failed_sign(self) -> str:
        return "<" if self is Operator.AT_LEAST else "≤"

    def holds(self, value: Decimal, limit: Decimal) -> bool:
        return value >= limit if self is Operator.AT_LEAST else value > limit


class Suffix(StrEnum):
    NONE = ""
    PERCENT = "%"


class Decider(StrEnum):
    OFFICER = "officer"
    UNIT_HEAD = "unit_head"


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator:
    """What all kinds share. ``maximum`` is the most points that count in the total, after ``weight``."""

    kind: ClassVar[Kind]

    code: str
    title: str
    description: str
    criterion: str
    maximum: Decimal
    missing: Missing
    weight: Decimal

    @property
    def top(self) -> Decimal:
        """The most points before the weight."""
        raise NotImplementedError

    @property
    def rule(self) -> str:
        """The rule as short as it is printed beside a value."""
        raise NotImplementedError

    def printed(self, window: str) -> str:
        """Return the criterion with its data window ("Maret 2021", "tahun 2020") filled in."""
        return " ".join(self.criterion.replace("{window}", window).split())


@dataclass(frozen=True, slots=True, kw_only=True)
class Threshold(Indicator):
    """Points when a fact reaches a value, otherwise none. The system scores it, nobody types."""

    kind: ClassVar[Kind] = Kind.THRESHOLD

    fact: FactName
    span: Span
    operator: Operator
    value: Decimal
    points: Decimal
    suffix: Suffix
    subject: str

    @property
    def top(self) -> Decimal:
        return self.points

    @property
    def rule(self) -> str:
        return f"{self.operator.sign} {self.written(self.value, None)}"

    def written(self, value: Decimal, places: int | None = 2) -> str:
        """Write a value of this fact: "84,00" or "94,00 %"."""
        return format_percent(value, places) if self.suffix else format_decimal(value, places)


@dataclass(frozen=True, slots=True)
class Level:
    points: Decimal
    meaning: str


@dataclass(frozen=True, slots=True)
class TextField:
    """What the assessor writes beside the points; ``maximum`` counts characters."""

    label: str
    maximum: int
    required: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged(Indicator):
    """A person decides, among ``options``; ``text`` is what he writes beside it, if anything."""

    decided_by: Decider
    guidance: str
    text: TextField | None = None

    @property
    def options(self) -> tuple[Decimal, ...]:
        raise NotImplementedError

    def meaning(self, points: Decimal | None) -> str:
        """Return what the points say of the person; empty where a number speaks for itself."""
        return ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rubric(Judged):
    """One level is chosen, each with its full meaning."""

    kind: ClassVar[Kind] = Kind.RUBRIC

    levels: tuple[Level, ...]

    @property
    def options(self) -> tuple[Decimal, ...]:
        return tuple(level.points for level in self.levels)

    @property
    def top(self) -> Decimal:
        return self.levels[-1].points

    @property
    def rule(self) -> str:
        return ", ".join(format_decimal(points, None) for points in self.options)

    def meaning(self, points: Decimal | None) -> str:
        return next((level.meaning for level in self.levels if level.points == points), "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale(Judged):
    """A number between two ends, in steps."""

    kind: ClassVar[Kind] = Kind.SCALE

    min: Decimal
    max: Decimal
    step: Decimal

    @property
    def options(self) -> tuple[Decimal, ...]:
        return tuple(self.min + self.step * at for at in range(int((self.max - self.min) / self.step) + 1))

    @property
    def top(self) -> Decimal:
        return self.max

    @property
    def rule(self) -> str:
        low, high, step = (format_decimal(number, None) for number in (self.min, self.max, self.step))
        return f"{low} sampai {high}, kelipatan {step}"
