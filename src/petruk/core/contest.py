"""A contest under varied rules: the totals of all contestants as whole numbers, and who wins when something shifts.

Only sums and comparisons of integers, so a regency is done in well under two seconds and nothing is lost to rounding.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from petruk.core.indicators import FACT_MAXIMUM, Bands, Indicator, Measured, Panel, Threshold
from petruk.core.instrument import Instrument
from petruk.core.numbers import round_half_up
from petruk.core.ranking import Chain, Entry, SortKey, Value
from petruk.core.scoring import weighted

POINT = 1_000_000  # a point: two decimals of a mean times four of a weight
PERCENT = 100
LIMIT_PLACES = 2


@dataclass(frozen=True, slots=True)
class Factor:
    """A weight that can vary: of an indicator that counts, or of a group of the panel. ``maximum`` counts POINTs."""

    code: str
    title: str
    weight: Decimal
    maximum: int


@dataclass(frozen=True, slots=True)
class Limit:
    """A threshold, or the start of a band, that can shift."""

    indicator: Threshold | Bands
    at: int

    @property
    def value(self) -> Decimal:
        return self.indicator.value if isinstance(self.indicator, Threshold) else self.indicator.bands[self.at].start

    def moved(self, percent: int) -> Decimal:
        """Return the limit shifted by so many percent, two decimals, at most what a fact can be."""
        shifted = round_half_up(self.value * (PERCENT + percent) / PERCENT, LIMIT_PLACES)
        return min(shifted, Decimal(FACT_MAXIMUM))

    def rule(self, percent: int) -> Measured:
        """Return the indicator with this limit moved."""
        if isinstance(self.indicator, Threshold):
            return replace(self.indicator, value=self.moved(percent))
        bands = list(self.indicator.bands)
        bands[self.at] = replace(bands[self.at], start=self.moved(percent))
        return replace(self.indicator, bands=tuple(bands))


def factors(instrument: Instrument) -> tuple[Factor, ...]:
    """Return every weight by which a total is made."""
    return tuple(factor for indicator in instrument.indicators if indicator.counts for factor in _factors(indicator))


def limits(instrument: Instrument) -> tuple[Limit, ...]:
    """Return every limit on which points depend."""
    found: list[Limit] = []
    for indicator in instrument.measured:
        if indicator.counts and isinstance(indicator, Threshold):
            found.append(Limit(indicator, 0))
        if indicator.counts and isinstance(indicator, Bands):
            found.extend(Limit(indicator, at) for at in range(1, len(indicator.bands)))
    return tuple(found)


def _factors(indicator: Indicator) -> tuple[Factor, ...]:
    if not isinstance(indicator, Panel):
        # the points of an entry are weighted already
        return (Factor(indicator.code, indicator.title, Decimal(1), int(indicator.maximum * POINT)),)
    weight = indicator.weight
    return tuple(
        Factor(group.code, group.title, weight, int(group.maximum * weight * POINT)) for group in indicator.groups
    )


class Contest:
    """Contestants under one instrument. A person is named by his place in ``entries``; ``order`` is the ranking.

    A *standing* is a total that also holds the tie breaks, so two of them are never equal.
    """

    def __init__(self, instrument: Instrument, entries: Sequence[Entry], chain: Chain) -> None:
        if not entries:
            raise ValueError("nobody takes part")
        self._entries = entries
        self._places = instrument.places
        self._chain = chain
        self._size = len(entries)
        self._factors = factors(instrument)
        self._totals = {at: int(entry.total * POINT) for at, entry in enumerate(entries)}
        self._points = [self._points_of(entry) for entry in entries]
        self._keys = chain.keys(entries)
        ties = sorted(range(self._size), key=lambda at: (self._keys[at], entries[at].public_id))
        self._tie = {at: self._size - 1 - place for place, at in enumerate(ties)}
        self.order = sorted(range(self._size), key=self.standing, reverse=True)
        self.winner = entries[self.order[0]]

    def standing(self, at: int) -> int:
        return self._totals[at] * PERCENT * self._size + self._tie[at]

    def per_percent(self, at: int, factor: Factor) -> int:
        """Return by how much a standing moves when the weight of a factor moves by one percent."""
        return self._points[at][factor.code] * self._size

    def turning_point(self, factor: Factor, sign: int) -> tuple[int, Entry | None]:
        """Return the smallest whole percent by which the weight falls or rises until another wins, and who does."""
        first, *rest = self.order
        percents = []
        for at in rest:
            gain = sign * (self.per_percent(at, factor) - self.per_percent(first, factor))
            if gain > 0:
                percents.append((self.standing(first) - self.standing(at)) // gain + 1)
        if not percents:
            return 0, None
        percent = min(percents)
        return percent, self._entries[max(self.order, key=lambda at: self._varied(at, factor, sign * percent))]

    def winner_with(self, limit: Limit, percent: int) -> Entry:
        """Return who wins when a limit is moved: only whose value lies where it moves can gain or lose by it."""
        rule, code = limit.rule(percent), limit.indicator.code
        low, high = sorted((limit.value, limit.moved(percent)))
        moved = {
            at: weighted(rule.points_for(value.order), rule, self._places)
            for at, value in self._values(code)
            if low <= value.order <= high
        }
        totals = self._totals | {at: self._total_with(at, code, points) for at, points in moved.items()}
        best = max(totals.values())
        tied = [at for at, total in totals.items() if total == best]
        return self._entries[min(tied, key=lambda at: self._tie_key(at, code, moved.get(at)))]

    def _varied(self, at: int, factor: Factor, percent: int) -> int:
        return self.standing(at) + percent * self.per_percent(at, factor)

    def _points_of(self, entry: Entry) -> Mapping[str, int]:
        """Return the points by factor. One without data that is excluded counts as the share reached in the others."""
        known = {
            factor.code: int(entry.points[factor.code] * factor.weight * POINT)
            for factor in self._factors
            if factor.code in entry.points
        }
        reachable = sum(factor.maximum for factor in self._factors if factor.code in known)
        together = sum(known.values())
        return {
            factor.code: known.get(factor.code, factor.maximum * together // reachable if reachable else 0)
            for factor in self._factors
        }

    def _values(self, code: str) -> Iterator[tuple[int, Value]]:
        """Return by place who has a value of an indicator; without one no limit matters."""
        for at, entry in enumerate(self._entries):
            if code in entry.values:
                yield at, entry.values[code]

    def _total_with(self, at: int, code: str, points: Decimal | None) -> int:
        """Return the total of one person with other points; what is excluded for him counts in proportion to them."""
        if points is None:
            return self._totals[at]
        gained = int(points * POINT) - self._points[at][code]
        known = [factor for factor in self._factors if factor.code in self._entries[at].points]
        whole, reachable = (sum(factor.maximum for factor in some) for some in (self._factors, known))
        return self._totals[at] + gained * whole // reachable

    def _tie_key(self, at: int, code: str, points: Decimal | None) -> tuple[SortKey, str]:
        """Return what orders one person among those of his total, with other points than his own if there are any."""
        entry, key = self._entries[at], self._keys[at]
        if points is not None and points != entry.points.get(code):
            (key,) = self._chain.keys([replace(entry, points={**entry.points, code: points})])
        return key, entry.public_id
