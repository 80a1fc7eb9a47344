"""How the results of a period are spread: totals, what each unit gives its own people, how far a panel is apart."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count, Max, Min
from django.db.models.fields.json import KeyTextTransform, KeyTransform

from petruk.access.authority import Authority
from petruk.access.permissions import Permission as P
from petruk.appraisal.models import PanelScore, Period
from petruk.appraisal.queries.instruments import parsed
from petruk.appraisal.queries.panel import candidates_of_panel
from petruk.appraisal.queries.recap import RecapFilter, is_final, recap
from petruk.core.indicators import Judged, Panel
from petruk.core.spread import Figures, figures

WHOLE = 100  # percent


@dataclass(frozen=True)
class UnitSpread:
    """What the people of one unit were given by hand, in percent of what could be given."""

    unit: str
    given: Figures


@dataclass(frozen=True)
class AspectSpread:
    """How far the panelists are apart on one aspect: the mean over the candidates, in percent of its maximum.

    ``wide``: of how many candidates they are further apart than the instrument allows.
    """

    title: str
    mean: Decimal
    wide: int
    candidates: int


def totals(authority: Authority, period: Period, narrowed: RecapFilter) -> list[Decimal]:
    """Return the totals of the recap, where they are whole; nothing for an instrument that adds nothing up."""
    if not is_final(period) or not parsed(period.instrument).has_total:
        return []
    return list(recap(authority, period, narrowed).order_by().values_list("total", flat=True))


def judged(period: Period) -> tuple[Judged, ...]:
    """Return the indicators that an office gives by hand and that count."""
    return tuple(each for each in parsed(period.instrument).judged if each.counts)


def unit_spreads(authority: Authority, period: Period, narrowed: RecapFilter) -> list[UnitSpread]:
    """Return the units of the recap, the most generous first."""
    top = sum((each.top for each in judged(period)), Decimal(0))
    if not top:
        return []
    given: dict[tuple[int, str], list[Decimal]] = {}
    for unit, name, *points in _given(authority, period, narrowed):
        sum_of_person = sum((Decimal(each) for each in points if each), Decimal(0))
        given.setdefault((unit, name), []).append(sum_of_person * WHOLE / top)
    known = [UnitSpread(name, found) for (_unit, name), shares in given.items() if (found := figures(shares))]
    return sorted(known, key=lambda each: (-each.given.mean, each.unit))


def aspect_spreads(authority: Authority, period: Period, unit_path: str = "") -> list[AspectSpread]:
    """Return how far a locked panel is apart, by aspect and without a name; nothing before it is locked."""
    if period.panel_locked_at is None or not authority.has(P.RANKING_VIEW):
        return []
    nominees = candidates_of_panel(authority, period).within(unit_path).order_by()
    scores = PanelScore.objects.filter(sheet__assessment__in=nominees.values("pk"), sheet__submitted_at__isnull=False)
    grouped = scores.filter(sheet__member__period=period).values_list("sheet__assessment", "aspect")
    ranges = grouped.annotate(most=Max("points"), least=Min("points"), sheets=Count("pk")).filter(sheets__gt=1)
    gaps: dict[str, list[int]] = {}
    for _assessment, aspect, most, least, _sheets in ranges.order_by():
        gaps.setdefault(aspect, []).append(most - least)
    return [spread for panel in parsed(period.instrument).panels for spread in _aspects(panel, gaps)]


def _given(authority: Authority, period: Period, narrowed: RecapFilter) -> Iterator[tuple[int, str, *tuple[str, ...]]]:
    at = "assessment__" if period.sealed_at else ""
    points = {
        f"given_{place}": KeyTextTransform("points", KeyTransform(each.code, f"{at}judgements"))
        for place, each in enumerate(judged(period))
    }
    rows = recap(authority, period, narrowed).order_by().annotate(**points)
    yield from rows.values_list(f"{at}unit", f"{at}unit__name", *points)


def _aspects(panel: Panel, gaps: dict[str, list[int]]) -> Iterator[AspectSpread]:
    for aspect in panel.aspects:
        shares = [Decimal(gap) * WHOLE / aspect.maximum for gap in gaps.get(aspect.code, [])]
        if known := figures(shares):
            wide = sum(1 for share in shares if share > panel.gap)
            yield AspectSpread(aspect.title, known.mean, wide, known.count)
