"""How the scores of a period are spread: totals, units, and the panel."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from django.http import HttpResponse
from django.shortcuts import render

from petruk.access.permissions import Permission
from petruk.appraisal.queries import spread as queries
from petruk.appraisal.queries.recap import is_final, maximum_of
from petruk.core.bands import band
from petruk.core.numbers import round_half_up
from petruk.core.spread import Figures, figures
from petruk.web.histogram import Bar, histogram
from petruk.web.page import PageRequest, page
from petruk.web.paging import page_of
from petruk.web.recap.asked import Asked, read
from petruk.web.recap.rows import BANDS


@dataclass(frozen=True)
class Reach:
    """One line from the lowest to the highest with a mark at the mean, all 0 to 100 percent, and that in words."""

    label: str
    lowest: Decimal
    mean: Decimal
    highest: Decimal
    number: int

    @property
    def width(self) -> Decimal:
        return self.highest - self.lowest


@page(Permission.RECAP_VIEW, "GET")
def spread(request: PageRequest) -> HttpResponse:
    asked = read(request.authority, request.GET.dict())
    if asked.period is None:
        return render(request, "recap/spread.html", {"asked": asked})
    totals = queries.totals(request.authority, asked.period, asked.narrowed)
    units = queries.unit_spreads(request.authority, asked.period, asked.narrowed)
    rows = page_of(units, request.GET)
    aspects = queries.aspect_spreads(request.authority, asked.period, asked.narrowed.unit_path)
    context = _totals(asked, totals) | {
        "asked": asked,
        "query": asked.query,
        "rows": rows,
        "units": [_reach(each.unit, each.given) for each in rows],
        "judged": queries.judged(asked.period),
        "aspects": [Bar(each.title, each.mean) for each in aspects],
        "wide": [each for each in aspects if each.wide],
    }
    return render(request, "recap/spread.html", context)


def _totals(asked: Asked, totals: list[Decimal]) -> dict[str, object]:
    known = figures(totals)
    if known is None:
        return {"known": None, "waits": not is_final(asked.period)}
    maximum = maximum_of(asked.period)
    bars = histogram(totals, maximum)
    return {
        "known": known,
        "maximum": maximum,
        "bars": bars,
        "most": max(bar.value for bar in bars),
        "bands": list(_bands(totals, maximum)),
    }


def _bands(totals: list[Decimal], maximum: Decimal) -> Iterator[tuple[str, str, int]]:
    found = [band(total, maximum) for total in totals]
    for each, (word, kind) in BANDS.items():
        yield str(word), kind, found.count(each)


def _reach(label: str, given: Figures) -> Reach:
    lowest, mean, highest = (round_half_up(each, 1) for each in (given.lowest, given.mean, given.highest))
    return Reach(label, lowest, mean, highest, given.count)
