"""Reopening a sealed result: one person asks, another answers."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from petruk.access.permissions import Permission as P
from petruk.appraisal.actions import reopening as actions
from petruk.appraisal.queries import sealed as queries
from petruk.documents.actions.sealed import grant_reopening
from petruk.web.appraisal.forms import ReasonForm
from petruk.web.confirming import Fresh
from petruk.web.page import PageRequest, page

ACTS = ("grant", "refuse")


@page(P.RESULT_DECIDE, "GET", "POST", fresh=Fresh.OPENED)
def ask(request: PageRequest, public_id: str) -> HttpResponse:
    result = get_object_or_404(queries.sealed_results(request.authority), public_id=public_id)
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            actions.ask(result, reason=form.cleaned_data["reason"], at=timezone.now(), by=request.authority)
        except actions.CannotReopen as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Your request is recorded. Another person must decide it."))
            return redirect("ranking:why", public_id)
    context = {"form": form, "changes": _changes(request, result)}
    return render(request, "ranking/reopen.html", _about(result) | context)


@page(P.RESULT_DECIDE, "GET", "POST", fresh=Fresh.OPENED)
def answer(request: PageRequest, public_id: str) -> HttpResponse:
    """Show what a new version would change, and take the decision of a second person."""
    asked = get_object_or_404(queries.reopenings(request.authority), public_id=public_id)
    result = asked.result
    if request.method == "POST":
        act = request.POST.get("act")
        if act not in ACTS:
            raise BadRequest("No such act.")
        try:
            return _answered(request, asked, grants=act == "grant")
        except actions.CannotReopen as refusal:
            messages.error(request, str(refusal))
            return redirect("ranking:answer_reopening", public_id)
    own = asked.asked_by_ref == request.authority.ref
    context = {"asked": asked, "own": own, "changes": _changes(request, result) if asked.granted is None else ()}
    return render(request, "ranking/answer_reopening.html", _about(result) | context)


def _answered(request: PageRequest, asked: Any, *, grants: bool) -> HttpResponse:
    at = timezone.now()
    if grants:
        newer = grant_reopening(asked, at=at, by=request.authority)
        messages.success(request, _("A new version is sealed. The old one stays readable."))
        return redirect("ranking:why", newer.public_id)
    actions.refuse(asked, at=at, by=request.authority)
    messages.success(request, _("The request is refused; the result stays as it is."))
    return redirect("ranking:why", asked.result.public_id)


def _changes(request: PageRequest, result: Any) -> Any:
    found = queries.discrepancies(request.authority, result.assessment.period, [result])
    return found[0].changes if found else ()


def _about(result: Any) -> dict[str, Any]:
    return {"result": result, "person": result.summary["person"], "period": result.assessment.period}
