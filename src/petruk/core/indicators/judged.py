"""Indicators that a person decides: levels with their meaning, a scale, or a text alone."""

from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar

from petruk.core.definition import Part
from petruk.core.indicators.base import COMMON, CommonPart, Indicator, read_common, read_missing, read_weight
from petruk.core.indicators.kinds import Decider, Kind, Missing
from petruk.core.numbers import format_decimal

TEXT_MAXIMUM = 5000  # characters; the known instruments ask for 500

_JUDGED = (*COMMON, "decided_by", "guidance")


@dataclass(frozen=True, slots=True)
class Level:
    """``title`` names a level that gives no points, such as "Mudah bekerja sama"."""

    points: Decimal
    meaning: str
    title: str = ""


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

    def named(self, points: Decimal) -> str:
        """Write a choice in one word or number."""
        return format_decimal(points, None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rubric(Judged):
    """One level is chosen, each with its full meaning. Where the rubric does not count, the points only order."""

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
        return ", ".join(self.named(points) for points in self.options)

    def meaning(self, points: Decimal | None) -> str:
        return next((level.meaning for level in self.levels if level.points == points), "")

    def named(self, points: Decimal) -> str:
        title = next((level.title for level in self.levels if level.points == points), "")
        return title if title and not self.counts else format_decimal(points, None)


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Text(Judged):
    """Something described in words, without points."""

    kind: ClassVar[Kind] = Kind.TEXT

    @property
    def options(self) -> tuple[Decimal, ...]:
        return ()

    @property
    def top(self) -> Decimal:
        return Decimal(0)

    @property
    def rule(self) -> str:
        return f"uraian paling banyak {self.text.maximum} karakter" if self.text else "uraian"


class _JudgedPart(CommonPart):
    missing: Missing
    decided_by: Decider
    guidance: str


def read_rubric(part: Part) -> Rubric:
    part.only(*_JUDGED, "levels", "text")
    return Rubric(
        **_judged(part),
        levels=_levels(part),
        text=_text_field(part.part("text")) if "text" in part else None,
    )


def read_scale(part: Part) -> Scale:
    part.only(*_JUDGED, "min", "max", "step")
    low, high, step = part.number("min"), part.positive("max"), part.positive("step")
    if low >= high:
        raise part.refuse("min", "harus kurang dari max")
    if (high - low) % step:
        raise part.refuse("step", "kelipatan ini tidak mencapai max")
    return Scale(**_judged(part), min=low, max=high, step=step)


def read_text(part: Part) -> Text:
    part.only(*_JUDGED, "text")
    return Text(**_judged(part), text=_text_field(part.part("text")))


def _judged(part: Part) -> _JudgedPart:
    """Read what people's judgements share. Without a judgement nothing can be finished, so only "block" is lawful."""
    return {
        **read_common(part),
        "missing": read_missing(part, Missing.BLOCK, why="indikator yang dinilai orang"),
        "decided_by": part.choice("decided_by", Decider),
        "guidance": part.text("guidance"),
    }


def _levels(part: Part) -> tuple[Level, ...]:
    """Read levels from the lowest to the highest; a level above the maximum could never count."""
    levels: list[Level] = []
    for item in part.parts("levels"):
        item.only("points", "meaning", "title")
        title = item.text("title") if "title" in item else ""
        level = Level(item.number("points"), item.text("meaning"), title)
        if levels and level.points <= levels[-1].points:
            raise item.refuse("points", "harus lebih besar daripada poin tingkat sebelumnya")
        _check_reach(part, item, level)
        levels.append(level)
    if len(levels) < 2:
        raise part.refuse("levels", "perlu sedikitnya dua tingkat")
    return tuple(levels)


def _check_reach(part: Part, item: Part, level: Level) -> None:
    weight = read_weight(part)
    most = part.number("maximum") / weight if weight else level.points
    if level.points > most:
        raise item.refuse("points", f"tidak akan pernah terpakai; maksimum {format_decimal(most, None)}")


def _text_field(part: Part) -> TextField:
    part.only("label", "maximum", "required")
    maximum = part.whole("maximum", most=TEXT_MAXIMUM)
    if not maximum:
        raise part.refuse("maximum", "harus lebih dari 0")
    return TextField(part.text("label"), maximum, required=part.flag("required"))
