"""The acts on a published period: each asks once and says what happens."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from petruk.access.permissions import Permission as P
from petruk.appraisal.actions import periods as actions
from petruk.appraisal.queries.periods import extensions
from petruk.appraisal.queries.readiness import readiness
from petruk.people.queries import find_units
from petruk.web.confirming import Fresh
from petruk.web.page import PageRequest, page
from petruk.web.paging import page_of
from petruk.web.periods.findings import shown
from petruk.web.periods.forms import ExtensionForm, OpeningForm
from petruk.web.periods.views import find, progress, standing

LONGEST_SEARCH = 100


@page(P.PERIOD_MANAGE, "GET", "POST", fresh=Fresh.OPENED)
def publish(request: PageRequest, public_id: str) -> HttpResponse:
    found, at = find(request, public_id), timezone.now()
    form = _plain(request)
    if form.is_valid():
        try:
            actions.publish_period(found, at=at, by=request.authority)
        except actions.CannotChangePeriod as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The period is published."))
            return redirect("periods:period", public_id=public_id)
    report = readiness(request.authority, found, at=at)
    context = {"form": form, "report": report, "findings": list(shown(report, found, request.authority))}
    return render(request, "periods/publish.html", standing(found) | context)


@page(P.PERIOD_MANAGE, "GET", "POST", fresh=Fresh.OPENED)
def open_period(request: PageRequest, public_id: str) -> HttpResponse:
    found, at = find(request, public_id), timezone.now()
    initial = {"closes_at": found.closes_at} if found.closes_at > at else {}
    form = OpeningForm(_posted(request), initial=initial)
    if form.is_valid():
        try:
            actions.open_now(found, closes_at=form.cleaned_data["closes_at"], at=at, by=request.authority)
        except actions.CannotChangePeriod as refusal:
            form.add_error("closes_at", str(refusal))
        else:
            messages.success(request, _("The period is open."))
            return redirect("periods:period", public_id=public_id)
    return render(request, "periods/open.html", standing(found) | {"form": form})


@page(P.PERIOD_MANAGE, "GET", "POST", fresh=Fresh.OPENED)
def close_period(request: PageRequest, public_id: str) -> HttpResponse:
    found, at = find(request, public_id), timezone.now()
    form = _plain(request)
    if form.is_valid():
        try:
            actions.close_now(found, at=at, by=request.authority)
        except actions.CannotChangePeriod as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The period is closed."))
            return redirect("periods:period", public_id=public_id)
    running = [each for each in extensions(request.authority, found) if each.closes_at > at]
    context = {"form": form, "running": running, "progress": progress(request, found)}
    return render(request, "periods/close.html", standing(found) | context)


@page(P.PERIOD_MANAGE, "GET", "POST")
def extend(request: PageRequest, public_id: str) -> HttpResponse:
    """Choose a unit by searching, then say until when and why."""
    found = find(request, public_id)
    reachable = find_units(request.authority, "").visible_to(request.authority, P.PERIOD_MANAGE)
    if not request.GET.get("unit"):
        return _units(request, found)
    unit = get_object_or_404(reachable, public_id=request.GET["unit"])
    form = ExtensionForm(_posted(request), initial=_known(request, found, unit))
    if form.is_valid():
        try:
            actions.extend(found, unit, **form.cleaned_data, at=timezone.now(), by=request.authority)
        except actions.CannotChangePeriod as refusal:
            form.add_error("closes_at", str(refusal))
        else:
            messages.success(request, _("%(unit)s has more time.") % {"unit": unit.name})
            return redirect("periods:period", public_id=public_id)
    return render(request, "periods/extend.html", standing(found) | {"form": form, "unit": unit})


def _units(request: PageRequest, found: Any) -> HttpResponse:
    text = " ".join(request.GET.get("cari", "").split())[:LONGEST_SEARCH]
    units = find_units(request.authority, text).visible_to(request.authority, P.PERIOD_MANAGE).filter(active=True)
    rows = page_of(units, request.GET)
    return render(request, "periods/choose_unit.html", standing(found) | {"text": text, "rows": rows})


def _known(request: PageRequest, found: Any, unit: Any) -> dict[str, Any]:
    """Return what an earlier extension of this unit said."""
    earlier = extensions(request.authority, found).filter(unit=unit).first()
    return {"closes_at": earlier.closes_at, "reason": earlier.reason} if earlier else {}


def _plain(request: PageRequest) -> forms.Form:
    """Return a form that asks nothing but the button, and carries the refusal if there is one."""
    return forms.Form(_posted(request))


def _posted(request: PageRequest) -> Any:
    return request.POST if request.method == "POST" else None
