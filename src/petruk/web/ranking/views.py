"""Who stands where: the periods, and the ranking of one of them, of all or of one unit."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from petruk.access.permissions import Permission as P
from petruk.appraisal.queries import ranking as queries
from petruk.appraisal.queries.instruments import parsed
from petruk.web.objections.words import finalities
from petruk.web.page import PageRequest, page
from petruk.web.paging import page_of
from petruk.web.ranking.words import stage


@page(P.RANKING_VIEW, "GET")
def period_list(request: PageRequest) -> HttpResponse:
    rows = page_of(queries.periods_to_rank(request.authority), request.GET)
    at = timezone.now()
    return render(request, "ranking/periods.html", {"rows": rows, "lines": [(each, stage(each, at)) for each in rows]})


@page(P.RANKING_VIEW, "GET")
def ranking(request: PageRequest, public_id: str) -> HttpResponse:
    period = find(request, public_id)
    units = queries.units_ranked(request.authority, period)
    unit = unit_named(units, request.GET.get("unit", ""))
    found = queries.ranking(request.authority, period, unit)
    context = {
        **standing(request, period),
        "units": units,
        "unit": unit,
        "people": len(found.places),
        "rows": page_of(found.places, request.GET),
        "names": {each.pk: each.name for each, _count in units},
        "query": request.GET,
        "fields": [("unit", unit.public_id)] if unit else [],
    }
    return render(request, "ranking/ranking.html", context)


def find(request: PageRequest, public_id: str) -> Any:
    return get_object_or_404(queries.periods_to_rank(request.authority), public_id=public_id)


def standing(request: PageRequest, period: Any) -> dict[str, Any]:
    """Return what every page of a period's decision draws: how far it is, the draw, and what may be done."""
    return {
        "period": period,
        "stage": stage(period, timezone.now()),
        "sealed": period.sealed_at is not None,
        "has_total": parsed(period.instrument).has_total,
        "commitment": queries.commitment_of(period),
        "seed": queries.revealed_seed(period),
        "decides": request.authority.has(P.RESULT_DECIDE),
        "finality": finalities(request.authority, [period])[period.pk],
    }


def unit_named(units: list[tuple[Any, int]], public_id: str) -> Any:
    """Return the unit that the address names. One without anybody to rank, or out of reach, is not there."""
    for unit, _count in units:
        if unit.public_id == public_id:
            return unit
    if public_id:
        raise Http404
    return None
