"""What a locked panel says: the means of each candidate, and the minutes."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render

from petruk.access.permissions import Permission as P
from petruk.appraisal.queries.panel import candidates_of_panel, outcomes
from petruk.appraisal.queries.panel_minutes import candidate_means, minutes
from petruk.web.page import PageRequest, page
from petruk.web.paging import page_of
from petruk.web.panel.agency import period_or_404
from petruk.web.people.search import text_of


@page(P.RANKING_VIEW, "GET")
def results(request: PageRequest, period: str) -> HttpResponse:
    found = period_or_404(request, period)
    if found.panel_locked_at is None:
        return _not_yet(request, found)
    text = text_of(request.GET)
    nominees = candidates_of_panel(request.authority, found)
    for word in text.split():
        nominees = nominees.filter(employee__name__icontains=word)
    rows = page_of(nominees, request.GET)
    means = [candidate_means(each) for each in outcomes(request.authority, found, list(rows))]
    return render(request, "panel/results.html", {"period": found, "text": text, "rows": rows, "means": means})


@page(P.RANKING_VIEW, "GET")
def result(request: PageRequest, period: str, assessment: str) -> HttpResponse:
    found = period_or_404(request, period)
    nominee = get_object_or_404(candidates_of_panel(request.authority, found), public_id=assessment)
    if found.panel_locked_at is None:
        return _not_yet(request, found)
    [outcome] = outcomes(request.authority, found, [nominee])
    context = {"period": found, "nominee": nominee, "means": candidate_means(outcome)}
    return render(request, "panel/result.html", context)


@page(P.RANKING_VIEW, "GET")
def minutes_page(request: PageRequest, period: str) -> HttpResponse:
    found = period_or_404(request, period)
    told = minutes(request.authority, found)
    if told is None:
        return _not_yet(request, found)
    return render(
        request,
        "panel/minutes.html",
        {"period": found, "minutes": told, "issues": request.authority.has(P.PAPER_ISSUE)},
    )


def _not_yet(request: PageRequest, period: Any) -> HttpResponse:
    return render(request, "panel/not_yet.html", {"period": period})
