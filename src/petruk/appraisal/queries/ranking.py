"""Who stands where in a period: of sealed results, and before that, provisionally, of what was handed in."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from hashlib import sha256

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet

from petruk.access.authority import Authority
from petruk.access.permissions import Permission as P
from petruk.appraisal.content import Figures, content_of_sheet, entry_of, summary_of
from petruk.appraisal.models import HOLDS_A_SLOT, Assessment, Award, AwardQuerySet, Period, Result
from petruk.appraisal.queries.instruments import parsed
from petruk.appraisal.queries.material import material
from petruk.core.draw import commitment
from petruk.core.ranking import Chain, Entry, Ranked, rank
from petruk.core.tie_breaks import By
from petruk.people.models import Unit

DRAWN_LATER = "nilai dan senioritas sama; undian dibuka saat hasil disegel"


@dataclass(frozen=True, slots=True)
class Contestant:
    """Somebody in a ranking. ``ref`` is the public id of the sealed result, or of the assessment before sealing."""

    entry: Entry
    person: Mapping[str, str]
    unit_id: int
    ref: str


@dataclass(frozen=True, slots=True)
class Place:
    """One place. ``because`` says in words why he stands above the next; ``tied``, whether their totals are equal."""

    number: int
    who: Contestant
    ranked: Ranked
    tied: bool
    drawn_later: bool

    @property
    def because(self) -> str:
        """Written when it is asked for: a page shows few of many."""
        if self.drawn_later and self.ranked.over:
            return f"setara dengan {self.ranked.over.name}: {DRAWN_LATER}"
        return self.ranked.reason


@dataclass(frozen=True)
class Ranking:
    """The places among those within reach. ``sealed`` tells whether it is final or provisional."""

    sealed: bool
    places: tuple[Place, ...]

    def place_of(self, ref: str) -> Place | None:
        return next((place for place in self.places if place.who.ref == ref), None)


def ranking(authority: Authority, period: Period, unit: Unit | None = None) -> Ranking:
    """Return the ranking of what this person may rank, of one unit and those below it, or of all. One query."""
    people = contestants(authority, period, unit.path if unit else "")
    return Ranking(period.sealed_at is not None, ranked(period, people))


def ranked(period: Period, people: Sequence[Contestant]) -> tuple[Place, ...]:
    """Return the places of these people among one another, whoever they are."""
    by_id = {each.entry.public_id: each for each in people}
    order = rank([each.entry for each in people], chain_of(period))
    has_total, sealed = parsed(period.instrument).has_total, period.sealed_at is not None
    return tuple(
        Place(
            number=each.place,
            who=by_id[each.entry.public_id],
            ranked=each,
            tied=each.step is not None and has_total,
            drawn_later=not sealed and each.step is not None and each.step.by is By.DRAW,
        )
        for each in order
    )


def contestants(
    authority: Authority, period: Period, unit_path: str = "", permission: P = P.RANKING_VIEW
) -> list[Contestant]:
    if period.sealed_at is not None:
        return list(_sealed(authority, period, unit_path, permission))
    return list(_provisional(authority, period, unit_path, permission))


def units_ranked(authority: Authority, period: Period) -> list[tuple[Unit, int]]:
    """Return the units with somebody to rank, in the order of the tree, each with how many."""
    rows = Assessment.objects.visible_to(authority, P.RANKING_VIEW).filter(HOLDS_A_SLOT, period=period)
    counts = dict(rows.order_by().values_list("unit").annotate(Count("pk")))
    known = Unit.objects.visible_to(authority, P.RANKING_VIEW).filter(pk__in=counts)
    return [(unit, counts[unit.pk]) for unit in known]


def periods_to_rank(authority: Authority) -> QuerySet[Period]:
    """Return the periods in which there is something to rank, or will be."""
    if not authority.has(P.RANKING_VIEW):
        return Period.objects.none()
    return Period.objects.filter(published_at__isnull=False).select_related("instrument")


def chain_of(period: Period) -> Chain:
    """Return the steps of the instrument. The committed seed decides only once nothing can change any more."""
    committed = period.sealed_at is not None and period.draw_seed
    neutral = sha256(f"sementara {period.public_id}".encode()).digest()
    return Chain.of(parsed(period.instrument), bytes.fromhex(period.draw_seed) if committed else neutral)


def commitment_of(period: Period) -> str:
    """Return the hash of the seed, which everybody may know as soon as the period is published."""
    return commitment(bytes.fromhex(period.draw_seed)) if period.draw_seed else ""


def revealed_seed(period: Period) -> str:
    """Return the seed once the results are sealed; before, it would tell who wins a draw while times can still move."""
    return period.draw_seed if period.sealed_at is not None else ""


def awards(authority: Authority, period: Period) -> AwardQuerySet:
    """Return the awards of a period, also the proposed and the revoked, for whoever decides or inspects."""
    return every_award(authority).filter(period=period)


def every_award(authority: Authority) -> AwardQuerySet:
    """Return the awards within reach; who wins among all is for those who may rank all.

    ``stirred`` tells of each whether a result of its period was replaced or made anew since it was decided.
    """
    rows = Award.objects.visible_to(authority, P.RANKING_VIEW)
    if not authority.reaches_top(P.RANKING_VIEW):
        rows = rows.exclude(unit=None)
    since = Q(sealed_at__gt=OuterRef("decided_at")) | Q(superseded_at__gt=OuterRef("decided_at"))
    later = Result.objects.filter(since, assessment__period=OuterRef("period"))
    return _with_all(rows).annotate(stirred=Exists(later)).order_by(F("unit__path").asc(nulls_first=True), "pk")


def announced_awards(authority: Authority) -> AwardQuerySet:
    """Return who was announced as winner: of one's units, and one's own."""
    rows = Award.objects.visible_to(authority, P.ASSESSMENT_VIEW)
    shown = rows.filter(period__announced_at__isnull=False, state=Award.State.DECIDED)
    return _with_all(shown).order_by("-period__announced_at", F("unit__path").asc(nulls_first=True), "pk")


def _with_all(rows: AwardQuerySet) -> AwardQuerySet:
    return rows.select_related("period", "unit", "result__assessment__unit").defer(
        "result__content", "result__assessment__sheet"
    )


def _sealed(authority: Authority, period: Period, unit_path: str, permission: P) -> Iterable[Contestant]:
    rows = Result.objects.visible_to(authority, permission).within(unit_path)
    rows = rows.filter(assessment__period=period, superseded_at=None).order_by()
    for ref, total, summary, unit_id in rows.values_list("public_id", "total", "summary", "assessment__unit_id"):
        yield Contestant(entry_of(summary, total), summary["person"], unit_id, ref)


def _provisional(authority: Authority, period: Period, unit_path: str, permission: P) -> Iterable[Contestant]:
    """Read the sheets handed in. What a panel says counts once it is locked: before that nobody may know it."""
    rows = Assessment.objects.visible_to(authority, permission).within(unit_path).filter(HOLDS_A_SLOT, period=period)
    people = list(rows.select_related("employee", "placement").order_by())
    known = material(authority, period, people) if period.panel_locked_at else None
    for each in people:
        figures = known.figures(each) if known else Figures.of_sheet(each.sheet or {})
        summary = summary_of(content_of_sheet(each, figures))
        yield Contestant(entry_of(summary, Decimal(figures.total)), summary["person"], each.unit_id, each.public_id)
