"""Who sits in a panel: appoint, ask a third opinion, release."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from petruk.access.permissions import Permission
from petruk.appraisal.actions import panel as actions
from petruk.appraisal.queries import panel as queries
from petruk.appraisal.queries.panel_obstacles import known_obstacles
from petruk.web.appraisal.posted import values_of
from petruk.web.page import PageRequest, page
from petruk.web.paging import page_of
from petruk.web.panel.agency import period_or_404
from petruk.web.panel.forms import ReleaseForm
from petruk.web.people.search import text_of

MANAGE = Permission.PANEL_MANAGE


@page(MANAGE, "GET", "POST")
def appoint(request: PageRequest, period: str) -> HttpResponse:
    """Choose whom to appoint: everybody who holds the role of a panelist, and what stands against each."""
    found = period_or_404(request, period)
    if request.method == "POST":
        user = _chosen(request)
        try:
            actions.appoint(found, user, at=timezone.now(), by=request.authority)
        except actions.CannotChangePanel as refusal:
            return _choose(request, found, refusal=refusal)
        messages.success(request, _("%(name)s now scores in this panel.") % {"name": user.name})
        return redirect("panel:panel", found.public_id)
    return _choose(request, found)


@page(MANAGE, "GET", "POST")
def ask_third(request: PageRequest, period: str, assessment: str) -> HttpResponse:
    found = period_or_404(request, period)
    nominee = get_object_or_404(queries.candidates_of_panel(request.authority, found), public_id=assessment)
    if request.method == "POST":
        user = _chosen(request)
        try:
            actions.ask_third(nominee, user, at=timezone.now(), by=request.authority)
        except actions.CannotChangePanel as refusal:
            return _choose(request, found, nominee=nominee, refusal=refusal)
        messages.success(request, _("%(name)s is asked for a third opinion.") % {"name": user.name})
        return redirect("panel:third_opinions", found.public_id)
    return _choose(request, found, nominee=nominee)


@page(MANAGE, "GET", "POST")
def release(request: PageRequest, period: str, member: str) -> HttpResponse:
    found = period_or_404(request, period)
    sitting = queries.members(request.authority, found).filter(released_at=None)
    who = get_object_or_404(sitting, public_id=member)
    form = ReleaseForm(values_of(request.POST) if request.method == "POST" else None)
    if form.is_valid():
        try:
            actions.release(who, reason=form.cleaned_data["reason"], at=timezone.now(), by=request.authority)
        except actions.CannotChangePanel as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, _("%(name)s is out of the panel.") % {"name": who.user.name})
        return redirect("panel:panel", found.public_id)
    context = {"period": found, "member": who, "form": form}
    return render(request, "panel/release.html", context, status=422 if form.is_bound else 200)


def _choose(
    request: PageRequest, period: Any, *, nominee: Any = None, refusal: actions.CannotChangePanel | None = None
) -> HttpResponse:
    text = text_of(request.GET)
    able = queries.panelists(request.authority, text, on=timezone.localdate())
    rows = page_of(able, request.GET)
    against: Mapping[int, str] = known_obstacles(request.authority, period, rows.object_list)
    context = {
        "period": period,
        "nominee": nominee,
        "text": text,
        "rows": rows,
        "lines": [(user, against.get(user.pk, "")) for user in rows],
        "refusal": refusal,
    }
    return render(request, "panel/choose.html", context, status=409 if refusal else 200)


def _chosen(request: PageRequest) -> Any:
    """Return the account that the form names; one that holds no such role is as good as none."""
    named = values_of(request.POST).get("user", "")
    return get_object_or_404(queries.panelists(request.authority, "", on=timezone.localdate()), public_id=named)
