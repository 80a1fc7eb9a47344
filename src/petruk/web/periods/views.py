"""The periods: the list, one of them, and preparing it."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from petruk.access.permissions import Permission as P
from petruk.appraisal.actions import periods as actions
from petruk.appraisal.queries.candidates import unit_work
from petruk.appraisal.queries.instruments import instruments, parsed
from petruk.appraisal.queries.periods import extensions, opening, periods, rules_of
from petruk.appraisal.queries.readiness import readiness as readiness_of
from petruk.audit.queries import history
from petruk.core.period import PeriodState
from petruk.web.page import PageRequest, page
from petruk.web.paging import page_of
from petruk.web.periods.findings import shown
from petruk.web.periods.forms import MONTHS_OF, TermsForm, initial_of, typed
from petruk.web.periods.words import told

NOT_SAVING = frozenset({"instrument", "preview"})
"""Buttons that draw the form again, with another instrument or with the preview, and save nothing."""


@page(P.PERIOD_VIEW, "GET")
def period_list(request: PageRequest) -> HttpResponse:
    rows = page_of(periods(request.authority), request.GET)
    at = timezone.now()
    lines = [(period, opening(period, "", ()).state(at)) for period in rows]
    context = {"rows": rows, "lines": lines, "manages": request.authority.has(P.PERIOD_MANAGE)}
    return render(request, "periods/periods.html", context)


@page(P.PERIOD_VIEW, "GET")
def period(request: PageRequest, public_id: str) -> HttpResponse:
    found = find(request, public_id)
    instrument, windows = rules_of(found)
    extended = list(extensions(request.authority, found))
    names = {extension.unit.public_id: extension.unit.name for extension in extended}
    context = {
        **standing(found),
        "windows": [(indicator, windows[indicator.code]) for indicator in instrument.automatic],
        "instrument": instrument,
        "extensions": extended,
        "progress": progress(request, found),
        "events": list(told(history(request.authority, found).order_by("-pk"), names)),
        "manages": request.authority.has(P.PERIOD_MANAGE),
    }
    return render(request, "periods/period.html", context)


@page(P.PERIOD_MANAGE, "GET", "POST", several=(MONTHS_OF,))
def create(request: PageRequest) -> HttpResponse:
    """Ask for the instrument first, then for all that it needs to know."""
    chosen = _instrument(request)
    if chosen is None:
        return render(request, "periods/choose_instrument.html", {"instruments": instruments(request.authority)})
    form = _form(request, chosen, {"instrument": chosen.public_id})
    if _saves(request) and form.is_valid():
        try:
            made = actions.create_period(form.terms(chosen), by=request.authority)
        except actions.CannotChangePeriod as refusal:
            _tell(form, refusal)
        else:
            messages.success(request, _("The period is prepared. Officers see it only after you publish it."))
            return redirect("periods:period", public_id=made.public_id)
    return _form_page(request, form, chosen, None)


@page(P.PERIOD_MANAGE, "GET", "POST", several=(MONTHS_OF,))
def change(request: PageRequest, public_id: str) -> HttpResponse:
    found = find(request, public_id)
    if found.published_at is not None and request.method != "POST":
        return redirect("periods:period", public_id=public_id)
    chosen = _instrument(request) or found.instrument
    form = _form(request, chosen, initial_of(actions.terms_of(found), chosen.public_id))
    if _saves(request) and form.is_valid():
        try:
            actions.change_period(found, form.terms(chosen), by=request.authority)
        except actions.CannotChangePeriod as refusal:
            _tell(form, refusal)
        else:
            messages.success(request, _("The period is changed."))
            return redirect("periods:period", public_id=public_id)
    return _form_page(request, form, chosen, found)


@page(P.PERIOD_VIEW, "GET")
def readiness(request: PageRequest, public_id: str) -> HttpResponse:
    found = find(request, public_id)
    report = readiness_of(request.authority, found, at=timezone.now())
    context = {**standing(found), "report": report, "findings": list(shown(report, found, request.authority))}
    return render(request, "periods/readiness.html", context)


def find(request: PageRequest, public_id: str) -> Any:
    return get_object_or_404(periods(request.authority), public_id=public_id)


def standing(found: Any) -> dict[str, Any]:
    """Return a period with its state at this moment, for the page."""
    state = opening(found, "", ()).state(timezone.now())
    return {
        "period": found,
        "state": state,
        "is_draft": state is PeriodState.DRAFT,
        "is_open": state is PeriodState.OPEN,
    }


def progress(request: PageRequest, found: Any) -> dict[str, int]:
    """Return how far the units within reach are, in numbers."""
    work = unit_work(request.authority, found)
    return {
        "units": len(work),
        "done": sum(1 for unit in work if unit.nominees >= min(found.nominees_per_unit, unit.people)),
        "drafts": sum(unit.drafts for unit in work),
        "nominees": sum(unit.nominees for unit in work),
    }


def _instrument(request: PageRequest) -> Any:
    """Return the instrument that the form or the address names; one that is not there is a 404."""
    ref = request.POST.get("instrument") or request.GET.get("instrumen", "")
    return get_object_or_404(instruments(request.authority), public_id=ref) if ref else None


def _form(request: PageRequest, chosen: Any, initial: dict[str, Any]) -> TermsForm:
    choices = [(each.public_id, f"{each.title} ({each.code})") for each in instruments(request.authority)]
    rules = parsed(chosen)
    if _saves(request):
        return TermsForm(request.POST, rules=rules, instruments=choices)
    form = TermsForm(rules=rules, instruments=choices, initial=initial)
    if request.method == "POST":
        form.initial = typed(form, request.POST)
    return form


def _saves(request: PageRequest) -> bool:
    return request.method == "POST" and request.POST.get("act") not in NOT_SAVING


def _tell(form: TermsForm, refusal: actions.CannotChangePeriod) -> None:
    form.add_error("name" if isinstance(refusal, actions.NameTaken) else None, str(refusal))


def _form_page(request: PageRequest, form: TermsForm, chosen: Any, found: Any) -> HttpResponse:
    context = {"form": form, "chosen": chosen, "period": found, "preview": request.POST.get("act") == "preview"}
    return render(request, "periods/form.html", context)
