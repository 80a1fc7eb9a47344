"""Scores of a panel: aspects in groups, whole points, the mean over the panelists."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar

from petruk.core.definition import Part
from petruk.core.indicators.base import COMMON, Indicator, read_code, read_common, read_missing
from petruk.core.indicators.kinds import Kind, Missing

ASPECT_MAXIMUM = 100  # points
DIVISOR_MAXIMUM = 100
WHOLE = 100  # percent


@dataclass(frozen=True, slots=True, kw_only=True)
class Aspect:
    code: str
    title: str
    maximum: int
    guidance: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    code: str
    title: str
    maximum: int
    aspects: tuple[Aspect, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Panel(Indicator):
    """``gap`` is in percent of an aspect's maximum: two panelists further apart ask for the opinion of a third.

    ``shown_divided_by`` brings the sum to the scale people know: 300 points are shown as 100,00.
    """

    kind: ClassVar[Kind] = Kind.PANEL

    groups: tuple[Group, ...]
    gap: int
    shown_divided_by: int
    guidance: str

    @property
    def aspects(self) -> tuple[Aspect, ...]:
        return tuple(aspect for group in self.groups for aspect in group.aspects)

    @property
    def top(self) -> Decimal:
        return Decimal(sum(group.maximum for group in self.groups))

    @property
    def rule(self) -> str:
        sizes = " + ".join(str(group.maximum) for group in self.groups)
        return f"{len(self.aspects)} aspek, {sizes}"


def read_panel(part: Part) -> Panel:
    part.only(*COMMON, "groups", "gap", "shown_divided_by", "guidance")
    divisor = part.whole("shown_divided_by", most=DIVISOR_MAXIMUM) if "shown_divided_by" in part else 1
    if not divisor:
        raise part.refuse("shown_divided_by", "harus lebih dari 0")
    return Panel(
        **read_common(part),
        missing=read_missing(part, Missing.BLOCK, why="penilaian tim"),
        groups=tuple(_groups(part)),
        gap=part.whole("gap", most=WHOLE),
        shown_divided_by=divisor,
        guidance=part.text("guidance"),
    )


def _groups(part: Part) -> Iterator[Group]:
    for item in part.parts("groups"):
        item.only("code", "title", "maximum", "aspects")
        group = Group(
            code=read_code(item),
            title=item.text("title"),
            maximum=item.whole("maximum", most=ASPECT_MAXIMUM * len(item.parts("aspects"))),
            aspects=tuple(_aspect(aspect) for aspect in item.parts("aspects")),
        )
        together = sum(aspect.maximum for aspect in group.aspects)
        if together != group.maximum:
            raise item.refuse("maximum", f"harus {together}, jumlah maksimum semua aspeknya")
        yield group


def _aspect(part: Part) -> Aspect:
    part.only("code", "title", "maximum", "guidance")
    maximum = part.whole("maximum", most=ASPECT_MAXIMUM)
    if not maximum:
        raise part.refuse("maximum", "harus lebih dari 0")
    return Aspect(code=read_code(part), title=part.text("title"), maximum=maximum, guidance=part.text("guidance"))
