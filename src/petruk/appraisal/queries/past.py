"""What lies behind somebody on the day he is asked about: sanctions, tenure, predicates, wins, exemptions.

All of it comes with the row of the employee itself, so a list of people takes no query more than one of them.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, Exists, F, IntegerField, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce, JSONObject
from django.utils import timezone

from petruk.access.authority import Authority
from petruk.appraisal.models import Award, Override, Period
from petruk.core.dates import format_date
from petruk.core.eligibility import IneligibleReason, Rules, RunningSanction, SanctionLevel, Win
from petruk.core.predicate import Predicate
from petruk.facts.models import IN_FORCE, Performance, Sanction
from petruk.people.models import Employee, EmployeeQuerySet, Placement

MONTHS_OF_YEAR = 12
EXEMPTION = ("public_id", "granted", "lifts", "reason", "asked_by", "decided_by", "decided_at")


@dataclass(frozen=True, slots=True)
class Past:
    """As ``core.eligibility.Person`` takes it; ``exemptions`` are granted or still waiting, the latest first."""

    tenure_months: int | None
    sanctions: tuple[RunningSanction, ...]
    predicates: tuple[tuple[int, Predicate | None], ...]
    wins: tuple[Win, ...]
    exemptions: tuple["Exemption", ...]


@dataclass(frozen=True, slots=True)
class Exemption:
    """What the agency lets pass: the reasons it lifts, why, and by whom. Waiting, it lifts nothing yet."""

    public_id: str
    granted: bool
    lifts: frozenset[IneligibleReason]
    reason: str
    asked_by: str
    decided_by: str
    decided_on: date | None


def with_past(
    authority: Authority, people: EmployeeQuerySet, period: Period, rules: Rules, *, on: date
) -> EmployeeQuerySet:
    """Add what the rules of a period ask about, as ``past_of`` reads it. The people came through the caller's scope."""
    if not authority.signed_in:
        return people.none()
    return people.annotate(past=JSONObject(**_asked(period, rules, on)))


def past_of(employee: Employee, period: Period, rules: Rules, *, on: date) -> Past:
    """Read the past of somebody who came through ``with_past``. Raises ``KeyError`` for anybody else."""
    known: Mapping[str, Any] = vars(employee)["past"]
    return Past(
        tenure_months=_whole_months(known.get("since"), on),
        sanctions=tuple(map(_running, known.get("sanctions", ()))),
        predicates=tuple(_by_year(known.get("predicates", ()), period, rules)),
        wins=tuple(Win(win["ago"], win["period"]) for win in known.get("wins", ())),
        exemptions=tuple(map(_exemption, known["exemptions"])),
    )


def years_asked(period: Period, rules: Rules) -> range:
    """Return the years before the one in which the period opens; of each the predicate is asked."""
    opens = timezone.localdate(period.opens_at).year
    return range(opens - rules.predicate_years, opens)


def _asked(period: Period, rules: Rules, on: date) -> dict[str, Subquery]:
    """Return a subquery for each rule that the instrument has; what no rule asks is not looked up."""
    asked: dict[str, Subquery] = {"exemptions": ArraySubquery(_exemptions(period))}
    if rules.tenure_months:
        asked["since"] = Subquery(_first_placements().values("started_on")[:1])
    if rules.sanctions:
        asked["sanctions"] = ArraySubquery(_sanctions(on))
    if rules.minimum_predicate:
        asked["predicates"] = ArraySubquery(_predicates(period, rules))
    if rules.rest_periods:
        asked["wins"] = ArraySubquery(_wins(period))
    return asked


def _first_placements() -> QuerySet[Placement]:
    """Return the placements in the present unit since somebody last came into it; a new post there is no new start."""
    mine = Placement.objects.filter(employee=OuterRef("pk"), unit=OuterRef("placement__unit"))
    elsewhere = Placement.objects.filter(employee=OuterRef("employee"), started_on__gt=OuterRef("started_on"))
    return mine.filter(~Exists(elsewhere.exclude(unit=OuterRef("unit")))).order_by("started_on")


def _sanctions(on: date) -> QuerySet[Sanction, Any]:
    running = Q(effective_on__lte=on) & (Q(ends_on=None) | Q(ends_on__gte=on))
    mine = Sanction.objects.filter(IN_FORCE, running, employee=OuterRef("pk")).order_by("effective_on", "pk")
    return _objects(mine, "level", "decree_number", "effective_on", "ends_on")


def _predicates(period: Period, rules: Rules) -> QuerySet[Performance, Any]:
    years = years_asked(period, rules)
    mine = Performance.objects.filter(IN_FORCE, ~Q(predicate=""), employee=OuterRef("pk"), month=None, year__in=years)
    return _objects(mine, "year", "predicate")


def _wins(period: Period) -> QuerySet[Award, Any]:
    """Return what was decided in earlier periods, with how many periods ago that was: 1 is the one just before."""
    between = Period.objects.filter(published_at__isnull=False, opens_at__lt=period.opens_at)
    between = between.filter(opens_at__gt=OuterRef("period__opens_at")).order_by()
    counted = between.values(every=Value(1)).annotate(number=Count("pk")).values("number")
    number = Subquery(counted, output_field=IntegerField())
    mine = Award.objects.filter(state=Award.State.DECIDED, result__assessment__employee=OuterRef("pk"))
    mine = mine.filter(period__opens_at__lt=period.opens_at).order_by("-period__opens_at")
    return mine.values(win=JSONObject(period="period__name", ago=Coalesce(number, Value(0)) + 1))


def _exemptions(period: Period) -> QuerySet[Override, Any]:
    mine = Override.objects.filter(Q(granted=None) | Q(granted=True), employee=OuterRef("pk"), period=period)
    return _objects(mine.order_by("-pk"), *EXEMPTION)


def _objects(rows: QuerySet[Any], *names: str) -> QuerySet[Any, Any]:
    return rows.values(row=JSONObject(**{name: F(name) for name in names}))


def _whole_months(since: str | None, on: date) -> int | None:
    if since is None:
        return None
    day = date.fromisoformat(since)
    months = (on.year - day.year) * MONTHS_OF_YEAR + on.month - day.month - (on.day < day.day)
    return max(months, 0)


def _running(row: Mapping[str, str]) -> RunningSanction:
    """Write a sanction as the page shows it: "BERAT, SK 12/2025, sejak 3 Maret 2025 sampai 2 Maret 2026"."""
    since, ends = format_date(date.fromisoformat(row["effective_on"])), row["ends_on"]
    until = f" sampai {format_date(date.fromisoformat(ends))}" if ends else ""
    return RunningSanction(SanctionLevel(row["level"]), f"{row['level']}, {row['decree_number']}, sejak {since}{until}")


def _exemption(row: Mapping[str, Any]) -> Exemption:
    decided_at = datetime.fromisoformat(row["decided_at"]) if row["decided_at"] else None
    return Exemption(
        public_id=row["public_id"],
        granted=bool(row["granted"]),
        lifts=frozenset(map(IneligibleReason, row["lifts"])),
        reason=row["reason"],
        asked_by=row["asked_by"],
        decided_by=row["decided_by"],
        decided_on=timezone.localdate(decided_at) if decided_at else None,
    )


def _by_year(rows: Iterable[Mapping[str, Any]], period: Period, rules: Rules) -> Iterator[tuple[int, Predicate | None]]:
    known = {row["year"]: Predicate(row["predicate"]) for row in rows}
    return ((year, known.get(year)) for year in years_asked(period, rules))
