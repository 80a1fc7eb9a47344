"""The panel of a period before the agency: who sits in it, how far it is, where it is apart, and closing it."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from petruk.access.permissions import Permission as P
from petruk.appraisal.actions import panel as actions
from petruk.appraisal.queries import panel as queries
from petruk.appraisal.queries.panel_obstacles import obstacle_to_lock
from petruk.appraisal.queries.panelist import panels_of
from petruk.appraisal.queries.periods import periods
from petruk.web.confirming import Fresh
from petruk.web.page import PageRequest, page
from petruk.web.paging import page_of


@page(P.RANKING_VIEW, "GET")
def panels(request: PageRequest) -> HttpResponse:
    rows = page_of(queries.panel_periods(request.authority), request.GET)
    return render(request, "panel/panels.html", {"rows": rows})


@page(P.RANKING_VIEW, "GET")
def panel(request: PageRequest, period: str) -> HttpResponse:
    found = period_or_404(request, period)
    progress = progress_of(request, found)
    manages = request.authority.has(P.PANEL_MANAGE) and found.panel_locked_at is None
    obstacle = obstacle_to_lock(request.authority, found, progress, at=timezone.now()) if manages else ""
    context = {"period": found, "progress": progress, "manages": manages, "obstacle": obstacle}
    return render(request, "panel/panel.html", context)


@page(P.PANEL_MANAGE, "GET")
def third_opinions(request: PageRequest, period: str) -> HttpResponse:
    found = period_or_404(request, period)
    progress = progress_of(request, found)
    context = {
        "period": found,
        "progress": progress,
        "outcomes": queries.wide_spreads(request.authority, found, progress),
    }
    return render(request, "panel/third_opinions.html", context)


@page(P.PANEL_MANAGE, "GET", "POST", fresh=Fresh.OPENED)
def lock(request: PageRequest, period: str) -> HttpResponse:
    found = period_or_404(request, period)
    if request.method == "POST":
        try:
            actions.lock(found, at=timezone.now(), by=request.authority)
        except actions.CannotChangePanel as refusal:
            messages.error(request, str(refusal))
            return redirect("panel:panel", found.public_id)
        messages.success(request, _("The panel is locked. Its means now count in the ranking."))
        return redirect("panel:results", found.public_id)
    progress = progress_of(request, found)
    obstacle = obstacle_to_lock(request.authority, found, progress, at=timezone.now())
    return render(request, "panel/lock.html", {"period": found, "progress": progress, "obstacle": obstacle})


def period_or_404(request: PageRequest, public_id: str) -> Any:
    """Return an announced period whose instrument has a panel."""
    found = get_object_or_404(periods(request.authority), public_id=public_id, published_at__isnull=False)
    if not panels_of(found):
        raise Http404
    return found


def progress_of(request: PageRequest, period: Any) -> queries.Progress:
    return queries.progress(request.authority, period, on=timezone.localdate())
