"""Try rules on the results of an earlier period: who would win, who would be tied, who would stay at 0."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from hashlib import sha256

from petruk.access.authority import Authority
from petruk.access.permissions import Permission
from petruk.appraisal.models import HOLDS_A_SLOT, Assessment, PanelScore, Period
from petruk.appraisal.queries.fitting import LeftOut, Row, Tried, fitting, tried
from petruk.appraisal.queries.instruments import parsed
from petruk.appraisal.queries.periods import periods, state_of
from petruk.core.indicators import Indicator
from petruk.core.instrument import Instrument
from petruk.core.numbers import round_half_up
from petruk.core.period import PeriodState
from petruk.core.ranking import Chain, Entry, Ranked, rank
from petruk.people.models import Unit


@dataclass(frozen=True)
class Unranked:
    """Somebody without a final score. ``because``: the titles of the indicators that stand against it."""

    name: str
    unit: Unit
    because: tuple[str, ...]


@dataclass(frozen=True)
class UnitResult:
    """The order in one unit under the rules. ``before`` is the name of who leads under the period's own rules."""

    unit: Unit
    order: tuple[Ranked, ...]
    before: str
    has_total: bool

    @property
    def winner(self) -> Ranked:
        return self.order[0]

    @property
    def tied(self) -> bool:
        """Whether the first two have the same total; where there is none, nobody is tied."""
        return self.has_total and self.winner.step is not None

    @property
    def changed(self) -> bool:
        return bool(self.before) and self.before != self.winner.entry.name


@dataclass(frozen=True)
class Reach:
    """How people do in one indicator that counts: how many have 0, all, no points. ``mean`` has two decimals."""

    indicator: Indicator
    zero: int
    full: int
    without: int
    mean: Decimal


@dataclass(frozen=True)
class Trial:
    """``rules`` are those tried: without what is left out. ``totals`` rise."""

    rules: Instrument
    left_out: tuple[LeftOut, ...]
    units: tuple[UnitResult, ...]
    unranked: tuple[Unranked, ...]
    reaches: tuple[Reach, ...]
    totals: tuple[Decimal, ...]
    at_zero: tuple[str, ...]

    @property
    def people(self) -> int:
        return len(self.totals) + len(self.unranked)

    @property
    def ties(self) -> int:
        return sum(1 for each in self.units if each.tied)

    @property
    def changes(self) -> int:
        return sum(1 for each in self.units if each.changed)


def earlier_periods(authority: Authority, *, at: datetime) -> list[Period]:
    """Return the periods that are over, the latest first, for who may see a ranking."""
    if not authority.has(Permission.RANKING_VIEW):
        return []
    return [period for period in periods(authority) if state_of(period, at) is PeriodState.CLOSED]


def trial(authority: Authority, rules: Instrument, period: Period) -> Trial:
    """Score what was handed in within reach under other rules. The period came from ``earlier_periods``. Two queries.

    A panel that is not locked is not read: its points are nobody's to see yet. A draw has a seed of its own.
    """
    own, panel_open = parsed(period.instrument), period.panel_locked_at is None
    rows = _rows(authority, period, own)
    narrowed, left_out = fitting(rules, own, panel_open=panel_open)
    everybody = [tried(narrowed, row) for row in rows]
    seed = sha256(f"uji coba {rules.sha256} {period.public_id}".encode()).digest()
    now = _orders(narrowed, everybody, seed)
    same, _left = fitting(own, own, panel_open=panel_open)
    then = _orders(same, [tried(same, row) for row in rows], seed)
    return Trial(
        rules=narrowed,
        left_out=left_out,
        units=tuple(
            UnitResult(unit, order, _first(then.get(unit, ())), narrowed.has_total) for unit, order in now.items()
        ),
        unranked=tuple(_unranked(each) for each in everybody if not each.score.final),
        reaches=tuple(_reach(each, everybody) for each in narrowed.indicators if each.counts),
        totals=tuple(sorted(each.score.total for each in everybody if each.score.final)),
        at_zero=tuple(each.entry.name for each in _all(now) if not each.entry.total) if narrowed.has_total else (),
    )


def _rows(authority: Authority, period: Period, own: Instrument) -> list[Row]:
    seen = Assessment.objects.visible_to(authority, Permission.RANKING_VIEW).filter(HOLDS_A_SLOT, period=period)
    known = list(seen.select_related("employee", "unit", "placement").order_by("unit__path", "pk"))
    sheets = _sheets(known) if own.panels and period.panel_locked_at else {}
    return [
        Row(each, {line["code"]: line for line in (each.sheet or {})["lines"]}, sheets.get(each.pk, ()))
        for each in known
    ]


def _sheets(known: Sequence[Assessment]) -> dict[int, list[dict[str, int]]]:
    handed_in = PanelScore.objects.filter(sheet__submitted_at__isnull=False, sheet__recused_because="")
    points = handed_in.filter(sheet__assessment__in=known).order_by("sheet_id", "pk")
    sheets: dict[tuple[int, int], dict[str, int]] = defaultdict(dict)
    for person, sheet, aspect, given in points.values_list("sheet__assessment_id", "sheet_id", "aspect", "points"):
        sheets[person, sheet][aspect] = given
    found: dict[int, list[dict[str, int]]] = defaultdict(list)
    for (person, _sheet), each in sheets.items():
        found[person].append(each)
    return found


def _orders(rules: Instrument, people: Iterable[Tried], seed: bytes) -> dict[Unit, tuple[Ranked, ...]]:
    """Return the order in every unit, in the order of the tree."""
    of_unit: dict[Unit, list[Entry]] = defaultdict(list)
    for each in people:
        if each.score.final:
            of_unit[each.row.assessment.unit].append(_entry(each))
    chain = Chain.of(rules, seed)
    return {unit: rank(entries, chain) for unit, entries in of_unit.items()}


def _entry(each: Tried) -> Entry:
    person = each.row.assessment.employee
    person.placement = each.row.assessment.placement  # of the day of the assessment; nothing is saved here
    return Entry.of(each.score, public_id=person.public_id, name=each.row.name, seniority=person.seniority)


def _first(order: Sequence[Ranked]) -> str:
    return order[0].entry.name if order else ""


def _all(orders: Mapping[Unit, Sequence[Ranked]]) -> Iterable[Ranked]:
    return (each for order in orders.values() for each in order)


def _unranked(each: Tried) -> Unranked:
    against = [line for line in each.score.lines if line.pending or line.unmet]
    return Unranked(each.row.name, each.row.assessment.unit, tuple(line.title for line in against))


def _reach(indicator: Indicator, everybody: Sequence[Tried]) -> Reach:
    lines = [line for each in everybody for line in each.score.lines if line.code == indicator.code]
    points = [line.points for line in lines if line.points is not None]
    return Reach(
        indicator=indicator,
        zero=sum(1 for given in points if not given),
        full=sum(1 for given in points if given == indicator.maximum),
        without=len(lines) - len(points),
        mean=round_half_up(sum(points, Decimal(0)) / len(points)) if points else Decimal(0),
    )
