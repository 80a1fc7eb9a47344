"""How firm a winner is: whether the same person would win under slightly different weights and thresholds.

The grid is fixed, so the answer is the same on every machine. Source: docs/rules/firmness.md.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from operator import gt

from petruk.core.contest import Contest, Factor, Limit, factors, limits
from petruk.core.instrument import Instrument
from petruk.core.numbers import format_decimal
from petruk.core.ranking import Chain, Entry

WEIGHT_SPREAD = 20  # percent, the furthest a weight is varied
LIMIT_SPREAD = 5  # percent, the furthest a threshold is shifted
JOINT_MAXIMUM = 6  # factors that are varied together, the heaviest: three settings of each make 729 together
SHIFTS = tuple(sorted((each for each in range(-LIMIT_SPREAD, LIMIT_SPREAD + 1) if each), key=abs))


@dataclass(frozen=True, slots=True)
class Tally:
    """In how many of the variations tried the same person wins."""

    held: int
    tried: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A single change that makes somebody else win. ``percent`` is signed; ``words`` say what is changed."""

    code: str
    percent: int
    winner: Entry
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Firmness:
    """``smallest`` is None where no single change within the spread makes somebody else win."""

    winner: Entry
    rivals: int
    weights: Tally
    limits: Tally
    smallest: Change | None

    @property
    def held(self) -> int:
        return self.weights.held + self.limits.held

    @property
    def tried(self) -> int:
        return self.weights.tried + self.limits.tried

    @property
    def percent(self) -> int:
        """The share of variations that keep the winner, rounded down, so that 100 means all."""
        return 100 * self.held // self.tried if self.tried else 100

    @property
    def sentence(self) -> str:
        if not self.rivals:
            return "Satu-satunya kandidat, jadi tidak ada pembanding."
        if not self.tried:
            return "Instrumen ini tidak menjumlahkan skor, jadi tidak ada bobot atau ambang yang dapat digeser."
        share = f"Tetap menang pada {self.held} dari {self.tried} variasi bobot dan ambang ({self.percent} %)."
        return f"{share} {self._smallest()}"

    def _smallest(self) -> str:
        if self.smallest:
            return (
                f"Perubahan terkecil yang mengubahnya: {self.smallest.words}, lalu pemenangnya menjadi {self._next()}."
            )
        return (
            f"Tidak ada satu perubahan bobot sampai {WEIGHT_SPREAD} % "
            f"atau ambang sampai {LIMIT_SPREAD} % yang mengubah pemenang."
        )

    def _next(self) -> str:
        return self.smallest.winner.name if self.smallest else ""


def firmness(instrument: Instrument, entries: Sequence[Entry], chain: Chain) -> Firmness:
    """Return how firm the winner among the entries is. Raises ``ValueError`` when there is none."""
    contest = Contest(instrument, entries, chain)
    varied = factors(instrument)
    shifts = [(limit, each, contest.winner_with(limit, each)) for limit in limits(instrument) for each in SHIFTS]
    lost = [shift for shift in shifts if shift[2] is not contest.winner]
    changes = [*_weight_changes(contest, varied), *(_limit_change(*shift) for shift in lost)]
    return Firmness(
        winner=contest.winner,
        rivals=len(entries) - 1,
        weights=_joint(contest, varied),
        limits=Tally(len(shifts) - len(lost), len(shifts)),
        smallest=min(changes, key=lambda change: abs(change.percent), default=None),
    )


def _joint(contest: Contest, varied: Sequence[Factor]) -> Tally:
    """Vary the heaviest weights together: each by minus, nothing or plus the spread, in every combination but none."""
    heaviest = sorted(varied, key=lambda factor: -factor.maximum)[:JOINT_MAXIMUM]
    own, *others = (_grid(contest, at, heaviest) for at in contest.order)
    if not others:
        return Tally(len(own), len(own))
    best = others[0] if len(others) == 1 else map(max, *others)
    return Tally(sum(map(gt, own, best)), len(own))


def _grid(contest: Contest, at: int, heaviest: Sequence[Factor]) -> list[int]:
    """Return the standing of one person in every combination; the one in the middle changes nothing and is left out."""
    standings = [contest.standing(at)]
    for factor in heaviest:
        step = WEIGHT_SPREAD * contest.per_percent(at, factor)
        standings = [each + change for each in standings for change in (-step, 0, step)]
    del standings[len(standings) // 2]
    return standings


def _weight_changes(contest: Contest, varied: Sequence[Factor]) -> Iterator[Change]:
    """Return for each weight the smallest cut and the smallest rise, in whole percent, under which another wins."""
    for factor in varied:
        for sign, verb in ((-1, "diturunkan"), (1, "dinaikkan")):
            percent, winner = contest.turning_point(factor, sign)
            if winner and percent <= WEIGHT_SPREAD:
                words = f"bobot {factor.title} {verb} {percent} %"
                yield Change(code=factor.code, percent=sign * percent, winner=winner, words=words)


def _limit_change(limit: Limit, percent: int, winner: Entry) -> Change:
    """Say from where to where a threshold moves: "ambang Kinerja digeser dari 85 ke 85,85"."""
    before, after = (format_decimal(each, None) for each in (limit.value, limit.moved(percent)))
    words = f"ambang {limit.indicator.title} digeser dari {before} ke {after}"
    return Change(code=limit.indicator.code, percent=percent, winner=winner, words=words)
