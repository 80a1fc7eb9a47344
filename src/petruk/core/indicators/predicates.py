"""The official performance predicate of one or two years as an indicator: a minimum, and points or none."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar

from petruk.core.definition import Part
from petruk.core.indicators.base import COMMON, Indicator, read_common, read_missing
from petruk.core.indicators.kinds import Kind, Missing, Span
from petruk.core.numbers import format_decimal
from petruk.core.predicate import Predicate

YEARS_MAXIMUM = 2


@dataclass(frozen=True, slots=True)
class PredicatePoints:
    predicate: Predicate
    points: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Predicates(Indicator):
    """Every one of the last ``years`` must reach ``minimum``; the lowest of them gives the points.

    ``classes`` rise from the minimum; empty means that the predicate is required and shown, but not scored.
    """

    kind: ClassVar[Kind] = Kind.PREDICATE

    years: int
    minimum: Predicate
    classes: tuple[PredicatePoints, ...]
    subject: str

    @property
    def span(self) -> Span:
        return Span.YEAR

    @property
    def top(self) -> Decimal:
        return self.classes[-1].points if self.classes else Decimal(0)

    @property
    def rule(self) -> str:
        each = " setiap tahun" if self.years > 1 else ""
        points = "; ".join(f"{given.predicate.label}: {format_decimal(given.points, None)}" for given in self.classes)
        return f"minimal {self.minimum.label}{each}" + (f" ({points})" if points else "")

    def met(self, found: Sequence[Predicate]) -> bool:
        return all(predicate.order >= self.minimum.order for predicate in found)

    def points_for(self, found: Sequence[Predicate]) -> Decimal:
        """Return the points of the lowest of the years; none below the minimum."""
        lowest = min(found, key=lambda predicate: predicate.order)
        return next((given.points for given in self.classes if given.predicate is lowest), Decimal(0))


def read_predicates(part: Part) -> Predicates:
    part.only(*COMMON, "years", "minimum", "classes", "subject")
    years = part.whole("years", most=YEARS_MAXIMUM)
    if not years:
        raise part.refuse("years", "harus 1 atau 2")
    minimum = part.choice("minimum", Predicate)
    return Predicates(
        **read_common(part),
        missing=read_missing(part, Missing.BLOCK, Missing.ZERO, why="predikat yang disyaratkan"),
        years=years,
        minimum=minimum,
        classes=_classes(part, minimum) if "classes" in part else (),
        subject=part.text("subject"),
    )


def _classes(part: Part, minimum: Predicate) -> tuple[PredicatePoints, ...]:
    """Read the points of every class from the minimum up: one left out would silently give nothing."""
    due = [each for each in reversed(Predicate) if each.order >= minimum.order]
    classes: list[PredicatePoints] = []
    for item in part.parts("classes"):
        item.only("predicate", "points")
        given = PredicatePoints(item.choice("predicate", Predicate), item.number("points"))
        if len(classes) == len(due) or given.predicate is not due[len(classes)]:
            wanted = ", ".join(each.label for each in due)
            raise item.refuse("predicate", f"harus berurutan dari predikat minimum: {wanted}")
        if classes and given.points < classes[-1].points:
            raise item.refuse("points", "predikat yang lebih tinggi tidak boleh memperoleh poin lebih rendah")
        classes.append(given)
    if len(classes) < len(due):
        raise part.refuse("classes", f"poin untuk {due[len(classes)].label} belum ada")
    return tuple(classes)
