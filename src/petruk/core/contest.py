"""A contest under varied rules: the totals of all contestants as whole numbers, and who wins when something shifts.

Only sums and comparisons of integers, so a regency is done in well under two seconds and nothing is lost to rounding.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from petruk.core.indicators import FACT_MAXIMUM, Bands, Indicator, Measured, Panel, Threshold
from petruk.core.instrument import Instrument
from petruk.core.numbers import round_half_up
from petruk.core.ranking import Chain, Entry, rank
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
        self._points = [self._points_of(entry) for entry in entries]
        keys = chain.keys(entries)
        ties = sorted(range(self._size), key=lambda at: (keys[at], entries[at].public_id))
        self._tie = {at: self._size - 1 - place for place, at in enumerate(ties)}
        self.order = sorted(range(self._size), key=self.standing, reverse=True)
        self.winner = entries[self.order[0]]

    def standing(self, at: int) -> int:
        return self._total(at) * PERCENT * self._size + self._tie[at]

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
        """Return who wins when a limit is moved."""
        rule, code = limit.rule(percent), limit.indicator.code
        shifted = [self._shifted(at, rule, code) for at in range(self._size)]
        best = max(total for total, _ in shifted)
        tied = {self._entries[at].public_id: (at, entry) for at, (total, entry) in enumerate(shifted) if total == best}
        if len(tied) == 1:
            ((at, _),) = tied.values()
            return self._entries[at]
        leader = rank([replace(entry, total=Decimal(0)) for _, entry in tied.values()], self._chain)[0]
        return self._entries[tied[leader.entry.public_id][0]]

    def _varied(self, at: int, factor: Factor, percent: int) -> int:
        return self.standing(at) + percent * self.per_percent(at, factor)

    def _total(self, at: int) -> int:
        return int(self._entries[at].total * POINT)

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

    def _shifted(self, at: int, rule: Measured, code: str) -> tuple[int, Entry]:
        """Return the total and entry of one person under a moved limit; without a value nothing changes for him."""
        entry = self._entries[at]
        value = entry.values.get(code)
        if value is None:
            return self._total(at), entry
        points = weighted(rule.points_for(value.order), rule, self._places)
        if points is None or points == entry.points[code]:
            return self._total(at), entry
        gained = int(points * POINT) - self._points[at][code]
        known = [factor for factor in self._factors if factor.code in entry.points]
        whole, reachable = (sum(factor.maximum for factor in some) for some in (self._factors, known))
        return self._total(at) + gained * whole // reachable, replace(entry, points={**entry.points, code: points})
