"""Give an assessment back to its office, with a reason: the same page for the head and for the agency."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from petruk.appraisal.actions.deciding import CannotDecide
from petruk.appraisal.queries.deciding import stopped
from petruk.appraisal.queries.periods import extensions, opening
from petruk.core.lifecycle import Act, Actor
from petruk.documents.actions import sheets as papers
from petruk.web.appraisal import posted
from petruk.web.deciding.desks import assessment_or_404, sent_to_result
from petruk.web.deciding.forms import ReturnForm
from petruk.web.page import PageRequest

DESK = {Actor.UNIT_HEAD: "deciding:head", Actor.AGENCY: "deciding:agency"}


def returned(request: PageRequest, public_id: str, actor: Actor) -> HttpResponse:
    found = assessment_or_404(request.authority, actor, public_id)
    if why := stopped(request.authority, found, Act.RETURN, actor):
        return sent_to_result(request, found, why)
    if request.method != "POST":
        return _page(request, found, ReturnForm(initial={"version": found.version}), actor)
    form = ReturnForm(posted.values_of(request.POST))
    posted.report(request, form, found.public_id)
    if not form.is_valid():
        return _page(request, found, form, actor, status=422)
    return _written(request, found, form, actor)


def _written(request: PageRequest, found: Any, form: ReturnForm, actor: Actor) -> HttpResponse:
    version, reason = int(form.cleaned_data["version"]), form.cleaned_data["reason"]
    try:
        papers.return_(found, version=version, reason=reason, actor=actor, at=timezone.now(), by=request.authority)
    except CannotDecide as refusal:
        return _refused(request, found, form, actor, str(refusal))
    messages.success(request, _("The assessment went back to its office; its printed sheet no longer counts."))
    return redirect("appraisal:result", found.public_id)


def _refused(request: PageRequest, found: Any, form: ReturnForm, actor: Actor, why: str) -> HttpResponse:
    """Keep the words where it can still be returned; elsewhere say what happened in between."""
    fresh = assessment_or_404(request.authority, actor, found.public_id)
    if stopped(request.authority, fresh, Act.RETURN, actor):
        return sent_to_result(request, fresh, why)
    again = ReturnForm({**form.data, "version": str(fresh.version)})
    again.full_clean()
    again.add_error(None, why)
    return _page(request, fresh, again, actor, status=409)


def _page(request: PageRequest, found: Any, form: ReturnForm, actor: Actor, *, status: int = 200) -> HttpResponse:
    window = opening(found.period, found.unit.path, extensions(request.authority, found.period))
    context = {
        "assessment": found,
        "sheet": found.sheet,
        "form": form,
        "desk": DESK[actor],
        "closed": not window.is_open(timezone.now()),
    }
    return render(request, "deciding/return.html", context, status=status)
