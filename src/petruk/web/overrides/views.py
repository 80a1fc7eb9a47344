"""Exemptions: ask for one, and decide one that somebody else asked for."""

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from petruk.access.permissions import Permission
from petruk.appraisal.actions import overrides as actions
from petruk.appraisal.actions.overrides import CannotExempt
from petruk.appraisal.queries import overrides as queries
from petruk.appraisal.queries.seconds import open_reopenings
from petruk.web.appraisal import posted
from petruk.web.appraisal.desk import period_or_404
from petruk.web.appraisal.forms import ReasonForm
from petruk.web.confirming import Fresh
from petruk.web.page import PageRequest, page
from petruk.web.paging import page_of

REOPENINGS = 30
ACTS = {"grant": actions.grant, "refuse": actions.refuse}


@page(Permission.OVERRIDE_MANAGE, "GET")
def overrides(request: PageRequest) -> HttpResponse:
    rows = page_of(queries.overrides(request.authority), request.GET)
    context = {"rows": rows, "reopenings": open_reopenings(request.authority)[:REOPENINGS]}
    return render(request, "overrides/overrides.html", context)


@page(Permission.OVERRIDE_MANAGE, "GET", "POST")
def ask(request: PageRequest, period: str, employee: str) -> HttpResponse:
    authority, today = request.authority, timezone.localdate()
    round_ = period_or_404(authority, period)
    person = queries.person_to_exempt(authority, round_, employee, on=today)
    if person is None:
        raise Http404
    form = ReasonForm(posted.values_of(request.POST) if request.method == "POST" else None)
    if form.is_valid() and (done := _asked(request, round_, person, form)):
        return done
    standing = queries.standing_of(authority, person, round_, on=today)
    context = {"period": round_, "person": person, "stand": standing, "form": form}
    return render(request, "overrides/ask.html", context, status=422 if form.is_bound else 200)


@page(Permission.OVERRIDE_MANAGE, "GET", "POST", fresh=Fresh.OPENED)
def decide(request: PageRequest, override: str) -> HttpResponse:
    authority = request.authority
    found = get_object_or_404(queries.overrides(authority), public_id=override)
    if request.method == "POST":
        return _decided(request, found)
    today = timezone.localdate()
    person = queries.person_to_exempt(authority, found.period, found.employee.public_id, on=today)
    context = {
        "override": found,
        "stand": queries.standing_of(authority, person, found.period, on=today) if person else None,
        "own": found.asked_by_ref == authority.ref or found.employee_id == authority.employee_id,
    }
    return render(request, "overrides/decide.html", context)


def _asked(request: PageRequest, period, person, form: ReasonForm) -> HttpResponse | None:
    posted.report(request, form, person.public_id)
    try:
        done = actions.ask(period, person, reason=form.cleaned_data["reason"], at=timezone.now(), by=request.authority)
    except CannotExempt as refusal:
        form.add_error(None, str(refusal))
        return None
    messages.success(request, _("The exemption is asked for. Another person of the agency decides it."))
    return redirect("overrides:decide", done.public_id)


def _decided(request: PageRequest, found) -> HttpResponse:
    act = ACTS.get(posted.values_of(request.POST).get("act", ""))
    if act is None:
        raise BadRequest("No such act.")
    try:
        done = act(found, at=timezone.now(), by=request.authority)
    except CannotExempt as refusal:
        messages.error(request, str(refusal))
    else:
        words = _("The exemption is granted.") if done.granted else _("The exemption is refused; the rule holds.")
        messages.success(request, words)
    return redirect("overrides:decide", found.public_id)
