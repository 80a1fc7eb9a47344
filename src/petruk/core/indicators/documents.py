"""A checklist of documents: which files belong to an assessment, and for whom."""

from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import ClassVar

from petruk.core.definition import Part
from petruk.core.indicators.base import COMMON, Indicator, read_code, read_common, read_missing
from petruk.core.indicators.kinds import Kind, Missing


class ItemRule(StrEnum):
    REQUIRED = "required"
    OPTIONAL = "optional"
    CONDITIONAL = "conditional"


class Condition(StrEnum):
    """A fact about the person that makes a conditional document required."""

    HOLDS_POST = "holds_post"

    @property
    def label(self) -> str:
        return _CONDITIONS[self]


_CONDITIONS = {Condition.HOLDS_POST: "wajib bagi yang menjabat"}
_RULES = {ItemRule.REQUIRED: "wajib", ItemRule.OPTIONAL: "opsional"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    code: str
    title: str
    rule: ItemRule
    condition: Condition | None
    note: str

    @property
    def demand(self) -> str:
        """The rule in words: "wajib", "opsional", "wajib bagi yang menjabat"."""
        return self.condition.label if self.condition else _RULES[self.rule]

    def wanted(self, conditions: Collection[Condition]) -> bool:
        """Whether somebody of whom these conditions are true must hand it in."""
        return self.rule is ItemRule.REQUIRED or self.condition in conditions


@dataclass(frozen=True, slots=True, kw_only=True)
class Documents(Indicator):
    """Complete when every wanted item has a file. ``points`` is what a complete list gives, mostly nothing."""

    kind: ClassVar[Kind] = Kind.DOCUMENTS

    items: tuple[Item, ...]
    points: Decimal

    @property
    def top(self) -> Decimal:
        return self.points

    @property
    def rule(self) -> str:
        required = sum(item.rule is ItemRule.REQUIRED for item in self.items)
        return f"{len(self.items)} berkas, {required} di antaranya wajib bagi semua"

    def lacking(self, present: Collection[str], conditions: Collection[Condition]) -> tuple[Item, ...]:
        """Return the wanted items that are not among the codes ``present``."""
        return tuple(item for item in self.items if item.wanted(conditions) and item.code not in present)


def read_documents(part: Part) -> Documents:
    part.only(*COMMON, "items", "points")
    return Documents(
        **read_common(part),
        missing=read_missing(part, Missing.BLOCK, Missing.ZERO, why="berkas yang belum lengkap"),
        items=tuple(_item(item) for item in part.parts("items")),
        points=part.number("points") if "points" in part else Decimal(0),
    )


def _item(part: Part) -> Item:
    part.only("code", "title", "rule", "condition", "note")
    rule = part.choice("rule", ItemRule)
    if rule is not ItemRule.CONDITIONAL and "condition" in part:
        raise part.refuse("condition", "hanya untuk berkas conditional")
    return Item(
        code=read_code(part),
        title=part.text("title"),
        rule=rule,
        condition=part.choice("condition", Condition) if rule is ItemRule.CONDITIONAL else None,
        note=part.text("note", blank=True) if "note" in part else "",
    )
