"""Sealing a period, and what today's facts would change in what is sealed."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import ngettext

from petruk.access.permissions import Permission as P
from petruk.appraisal.actions.sealing import CannotSeal
from petruk.appraisal.queries import sealed as queries
from petruk.documents.actions import sealed as actions
from petruk.web.confirming import Fresh
from petruk.web.page import PageRequest, page
from petruk.web.paging import page_of
from petruk.web.ranking.views import find, standing

REQUESTS = 30


@page(P.RESULT_DECIDE, "GET", "POST", fresh=Fresh.OPENED)
def seal(request: PageRequest, public_id: str) -> HttpResponse:
    period, at = find(request, public_id), timezone.now()
    form = forms.Form(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            done = actions.seal(period, at=at, by=request.authority)
        except CannotSeal as refusal:
            form.add_error(None, str(refusal))
        else:
            words = ngettext("%(count)d result is sealed.", "%(count)d results are sealed.", done.count)
            messages.success(request, words % {"count": done.count})
            return redirect("ranking:ranking", public_id)
    ahead = queries.outlook(request.authority, period)
    ready = not (period.sealed_at or ahead.stands_open(at) or ahead.pending or ahead.panel_open) and ahead.ready > 0
    context = {"form": form, "ahead": ahead, "open": ahead.stands_open(at), "ready": ready}
    return render(request, "ranking/seal.html", standing(request, period) | context)


@page(P.RANKING_VIEW, "GET")
def discrepancies(request: PageRequest, public_id: str) -> HttpResponse:
    period = find(request, public_id)
    rows = page_of(queries.discrepancy_candidates(request.authority, period), request.GET)
    context = {
        "rows": rows,
        "touched": queries.discrepancies(request.authority, period, list(rows)),
        "query": request.GET,
        "requests": queries.reopenings(request.authority).filter(result__assessment__period=period)[:REQUESTS],
    }
    return render(request, "ranking/discrepancies.html", standing(request, period) | context)
