"""Who holds it up: how far each unit of a period is, at which step it stands still, and since when."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from petruk.access.permissions import Permission
from petruk.appraisal.queries.holdups import Step, together, unit_roads
from petruk.web.choosing import known_periods
from petruk.web.deciding.desks import chosen_period
from petruk.web.page import PageRequest, page
from petruk.web.paging import page_of

WORDS = {
    "belum": Step.NOT_BEGUN,
    "draf": Step.DRAFT,
    "dikembalikan": Step.RETURNED,
    "terkirim": Step.SUBMITTED,
    "dikonfirmasi": Step.CONFIRMED,
    "diverifikasi": Step.VERIFIED,
}


@page(Permission.ASSESSMENT_VERIFY, "GET")
def progress(request: PageRequest) -> HttpResponse:
    known, now = known_periods(request.authority), timezone.now()
    period = chosen_period(known, request.GET.get("periode", ""))
    if period is None:
        return render(request, "deciding/progress.html", {"periods": known, "period": None})
    roads = unit_roads(request.authority, period, at=now)
    step = WORDS.get(request.GET.get("langkah", ""))
    found = [road for road in roads if step is None or road.piles[step].count]
    rows = page_of(found, request.GET)
    sums = together(roads)
    context = {
        "periods": known,
        "period": period,
        "now": now,
        "step": step,
        "sums": [(word, each, sums[each]) for word, each in WORDS.items()],
        "roads": roads,
        "rows": rows,
        "lines": [(road, [(word, each, road.piles[each]) for word, each in WORDS.items()]) for road in rows],
    }
    return render(request, "deciding/progress.html", context)
