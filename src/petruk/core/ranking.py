"""Puts people in order by total and tie breaks, and says in Indonesian why each stands above the next.

The place of somebody follows from his own figures alone, so neither the order of the input nor a worse candidate can
change who wins. Source: docs/rules/ranking.md; worked cases in tests/golden/ranking.csv.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from petruk.core.draw import draw_number
from petruk.core.instrument import Instrument
from petruk.core.numbers import format_decimal
from petruk.core.ranks import Rung, Seniority
from petruk.core.scoring import Score
from petruk.core.tie_breaks import By, TieBreak

NO_DATA = "belum ada data"
SHORTEST_DRAW = 8  # hexadecimal digits that an explanation shows

SortKey = tuple[object, ...]
Figure = Callable[["Entry"], SortKey]


class RankingError(ValueError):
    """The same person twice, or a score that is not final: a fault of the caller."""


@dataclass(frozen=True, slots=True)
class Value:
    """What a tie break by value compares, higher is better, and how it is written."""

    order: Decimal
    shown: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One person to be ranked. ``points`` are by code of indicator, panel group and aspect, ``values`` by indicator.

    What is absent is unknown and stands below everything known. ``public_id`` is what the draw is made with.
    """

    public_id: str
    name: str
    total: Decimal
    points: Mapping[str, Decimal]
    values: Mapping[str, Value]
    seniority: Seniority

    @classmethod
    def of(cls, score: Score, *, public_id: str, name: str, seniority: Seniority) -> "Entry":
        """Take from a score what ranking needs. Raises ``RankingError`` while something is still to be done."""
        if not score.final:
            raise RankingError(f"{public_id}: the score is not final")
        points = {line.code: line.points for line in score.lines}
        points |= {detail.code: detail.points for line in score.lines for detail in line.details}
        return cls(
            public_id=public_id,
            name=name,
            total=score.total,
            points={code: given for code, given in points.items() if given is not None},
            values={line.code: Value(line.order, line.shown) for line in score.lines if line.order is not None},
            seniority=seniority,
        )


@dataclass(frozen=True, slots=True)
class Chain:
    """The steps after the total, and the seed of the draw that ends them."""

    steps: tuple[TieBreak, ...]
    seed: bytes

    @classmethod
    def of(cls, instrument: Instrument, seed: bytes) -> "Chain":
        return cls(instrument.tie_breaks, seed)

    @property
    def figures(self) -> tuple[Figure, ...]:
        """What reads from an entry the figure of each step, in their order; the lower figure wins."""
        return tuple(_figure(step, self.seed) for step in self.steps)

    def keys(self, entries: Iterable[Entry]) -> list[SortKey]:
        """Return what orders entries of one total, best first: one part for each step."""
        figures = self.figures
        return [tuple(figure(entry) for figure in figures) for entry in entries]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranked:
    """A place, 1 is the first. ``over`` is the next below; ``reason`` says why, and is empty for the last.

    ``step`` is the tie break that decided between the two; None means that the totals differ (or that nobody follows).
    """

    place: int
    entry: Entry
    over: Entry | None
    step: TieBreak | None
    seed: bytes = field(repr=False)

    @property
    def reason(self) -> str:
        if self.over is None:
            return ""
        return f"menang atas {self.over.name} karena {_because(self.step, self.entry, self.over, self.seed)}"


def rank(entries: Iterable[Entry], chain: Chain) -> tuple[Ranked, ...]:
    """Return everybody in order, each with a place of his own. Raises ``RankingError`` for a public id twice."""
    people = list(entries)
    if len({entry.public_id for entry in people}) < len(people):
        raise RankingError("a public id stands there twice")
    if not people:
        return ()
    steps = ((None, lambda entry: (-entry.total,)), *zip(chain.steps, chain.figures, strict=True))
    ordered = list(_ordered(people, steps, None))
    below = [*(entry for entry, _step in ordered[1:]), None]
    return tuple(
        Ranked(place=place, entry=entry, over=over, step=step, seed=chain.seed)
        for place, ((entry, step), over) in enumerate(zip(ordered, below, strict=True), start=1)
    )


def _ordered(
    tied: Sequence[Entry], steps: Sequence[tuple[TieBreak | None, Figure]], last: TieBreak | None
) -> Iterator[tuple[Entry, TieBreak | None]]:
    """Yield people who are equal so far, best first, each with the step that tells him from the next.

    ``last`` tells the last of them from whoever follows. A figure is read only of those whom no step before told
    apart: of thousands, few come as far as the draw.
    """
    if len(tied) == 1:
        yield tied[0], last
        return
    (step, figure), *further = steps
    *better, worst = _grouped(tied, figure)
    for group in better:
        yield from _ordered(group, further, step)
    yield from _ordered(worst, further, last)


def _grouped(tied: Sequence[Entry], figure: Figure) -> list[list[Entry]]:
    """Return those of one figure together, the best first."""
    groups: dict[SortKey, list[Entry]] = {}
    for entry in tied:
        groups.setdefault(figure(entry), []).append(entry)
    return [groups[each] for each in sorted(groups)]


def _figure(step: TieBreak, seed: bytes) -> Figure:
    code = step.code
    match step.by:
        case By.POINTS:
            return lambda entry: _highest_first(entry.points.get(code))
        case By.VALUE:
            return lambda entry: _highest_first(entry.values[code].order if code in entry.values else None)
        case By.SENIORITY:
            return lambda entry: entry.seniority.standing
        case By.DRAW:
            return lambda entry: (draw_number(seed, entry.public_id),)


def _highest_first(value: Decimal | None) -> SortKey:
    return (1, Decimal(0)) if value is None else (0, -value)


def _because(step: TieBreak | None, better: Entry, worse: Entry, seed: bytes) -> str:
    if step is None:
        return f"total {format_decimal(better.total, None)} > {format_decimal(worse.total, None)}"
    match step.by:
        case By.POINTS:
            points = (entry.points.get(step.code) for entry in (better, worse))
            return _compared(step.subject, *(None if each is None else format_decimal(each, None) for each in points))
        case By.VALUE:
            values = (entry.values.get(step.code) for entry in (better, worse))
            return _compared(step.subject, *(each.shown if each else None for each in values))
        case By.SENIORITY:
            return _senior(*better.seniority.over(worse.seniority))
        case By.DRAW:
            return _drawn(draw_number(seed, better.public_id), draw_number(seed, worse.public_id))


def _compared(subject: str, better: str | None, worse: str | None) -> str:
    return f"{subject} {better} > {worse}" if worse is not None else f"{subject} {better}, pembandingnya {NO_DATA}"


def _senior(high: Rung, low: Rung) -> str:
    """Name the rung of the seniority order on which the two differ first."""
    if not low.shown:
        return f"lebih senior: {high.name} {high.shown}, pembandingnya {NO_DATA}"
    return f"lebih senior: {high.name} {high.shown} {high.relation} {low.shown}"


def _drawn(better: str, worse: str) -> str:
    """Show as many digits of the two numbers drawn as tell them apart."""
    apart = next(at for at, (one, other) in enumerate(zip(better, worse, strict=True)) if one != other)
    digits = max(SHORTEST_DRAW, apart + 1)
    return f"undian: angka {better[:digits]} < {worse[:digits]}, dari benih yang dikunci saat periode dibuka"
