"""The first page of an assessment: which period, which unit."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from petruk.access.permissions import Permission
from petruk.appraisal.queries.candidates import unit_work
from petruk.appraisal.queries.periods import extensions, opening, state_of
from petruk.appraisal.queries.results import own_results
from petruk.web.choosing import known_periods, period_named
from petruk.web.page import PageRequest, page
from petruk.web.paging import page_of
from petruk.web.people.search import text_of


@page(Permission.ASSESSMENT_VIEW, "GET")
def start(request: PageRequest) -> HttpResponse:
    authority, now = request.authority, timezone.now()
    known = known_periods(authority)
    period = period_named(known, request.GET.get("periode", ""))
    own = list(own_results(authority)) if authority.reaches_own(Permission.ASSESSMENT_VIEW) else []
    context = {"periods": known, "period": period, "own": own, "units": [], "text": text_of(request.GET)}
    if period is None:
        return render(request, "appraisal/start.html", context)
    units, given = unit_work(authority, period), list(extensions(authority, period))
    found = [work for work in units if context["text"].casefold() in work.unit.name.casefold()]
    rows = page_of(found, request.GET)
    context |= {
        "state": state_of(period, now),
        "units": units,
        "rows": rows,
        "lines": [(work, opening(period, work.unit.path, given)) for work in rows],
    }
    return render(request, "appraisal/start.html", context)
