"""From the ranking to the winners: the list of awards, and each act on it."""

from collections.abc import Callable
from itertools import groupby
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from petruk.access.permissions import Permission as P
from petruk.appraisal.actions import awards as actions
from petruk.appraisal.queries import ranking as queries
from petruk.appraisal.queries.award_changes import moved
from petruk.appraisal.queries.instruments import parsed
from petruk.appraisal.queries.sealed import own_sealed, results_in_force
from petruk.documents.actions.charters import revoke_award
from petruk.web.appraisal.forms import ReasonForm
from petruk.web.confirming import Fresh
from petruk.web.objections.words import finalities
from petruk.web.page import PageRequest, page
from petruk.web.paging import page_of
from petruk.web.ranking.forms import ChoiceForm
from petruk.web.ranking.views import find, standing
from petruk.web.ranking.words import award_badge, changes_of

OWN = 10


@page(P.RANKING_VIEW, "GET")
def award_list(request: PageRequest, public_id: str) -> HttpResponse:
    period = find(request, public_id)
    found = queries.awards(request.authority, period)
    rows = page_of(found, request.GET)
    changed = moved(request.authority, period, rows)
    context = {
        "rows": rows,
        "lines": [(award, award_badge(award, changed.get(award.pk)), award.pk in changed) for award in rows],
        "query": request.GET,
        "waiting": found.filter(state="proposed").count(),
    }
    return render(request, "ranking/awards.html", standing(request, period) | context)


@page(P.RESULT_DECIDE, "POST")
def propose(request: PageRequest, public_id: str) -> HttpResponse:
    period = find(request, public_id)
    try:
        made = actions.propose(period, at=timezone.now(), by=request.authority)
    except actions.CannotAward as refusal:
        messages.error(request, str(refusal))
    else:
        words = ngettext("%(count)d award is proposed.", "%(count)d awards are proposed.", len(made))
        messages.success(request, words % {"count": len(made)} if made else _("Nothing new is to be proposed."))
    return redirect("ranking:awards", public_id)


@page(P.RESULT_DECIDE, "GET", "POST", fresh=Fresh.OPENED)
def decide(request: PageRequest, public_id: str) -> HttpResponse:
    award = _find(request, public_id)
    places = queries.ranking(request.authority, award.period, award.unit).places
    within = [place for place in places if award.unit is None or place.who.unit_id == award.unit_id]
    rows = page_of(within, request.GET)
    first = {"result": within[0].who.ref} if within else {}
    form = ChoiceForm(request.POST if request.method == "POST" else None, places=rows, initial=first)
    if form.is_valid():
        chosen = get_object_or_404(
            results_in_force(request.authority, award.period), public_id=form.cleaned_data["result"]
        )
        try:
            actions.decide(award, chosen, reason=form.cleaned_data["reason"], at=timezone.now(), by=request.authority)
        except actions.ReasonWanted as refusal:
            form.add_error("reason", str(refusal))
        except actions.CannotAward as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The award is decided."))
            return redirect("ranking:awards", award.period.public_id)
    context = {"award": award, "form": form, "rows": rows, "query": request.GET}
    return render(request, "ranking/decide.html", _standing_of(request, award) | context)


@page(P.RESULT_DECIDE, "GET", "POST", fresh=Fresh.OPENED)
def revoke(request: PageRequest, public_id: str) -> HttpResponse:
    award = _find(request, public_id)
    form = ReasonForm(request.POST if request.method == "POST" else None)

    def act() -> None:
        revoke_award(award, reason=form.cleaned_data["reason"], at=timezone.now(), by=request.authority)

    if form.is_valid() and _done(request, form, act, _("The award is revoked.")):
        return redirect("ranking:awards", award.period.public_id)
    context = {"award": award, "form": form}
    return render(request, "ranking/revoke.html", _standing_of(request, award) | context)


@page(P.RESULT_DECIDE, "GET", "POST", fresh=Fresh.OPENED)
def announce(request: PageRequest, public_id: str) -> HttpResponse:
    period = find(request, public_id)
    form = forms.Form(request.POST if request.method == "POST" else None)

    def act() -> None:
        actions.announce(period, at=timezone.now(), by=request.authority)

    if form.is_valid() and _done(request, form, act, _("The winners are announced.")):
        return redirect("ranking:awards", public_id)
    counts = [award.state for award in queries.awards(request.authority, period)]
    context = {
        "form": form,
        "decided": counts.count("decided"),
        "waiting": counts.count("proposed"),
        "objection_days": parsed(period.instrument).objection.file_days,
    }
    return render(request, "ranking/announce.html", standing(request, period) | context)


@page(P.ASSESSMENT_VIEW, "GET")
def announcements(request: PageRequest) -> HttpResponse:
    """Show who won. Why somebody stands above whom is said only to whoever may see both."""
    rows = page_of(queries.announced_awards(request.authority), request.GET)
    lines = [(award, _explained(request, award)) for award in rows]
    found = [(period, list(each)) for period, each in groupby(lines, key=lambda line: line[0].period)]
    told = finalities(request.authority, [period for period, _each in found])
    groups = [(period, told[period.pk], each) for period, each in found]
    context = {"rows": rows, "groups": groups, "query": request.GET, "own": own_sealed(request.authority)[:OWN]}
    return render(request, "ranking/announcements.html", context)


def _done(request: PageRequest, form: forms.Form, act: Callable[[], None], words: str) -> bool:
    """Do one act and say so; a refusal stands on the form."""
    try:
        act()
    except actions.CannotAward as refusal:
        form.add_error(None, str(refusal))
        return False
    messages.success(request, words)
    return True


def _standing_of(request: PageRequest, award: Any) -> dict[str, Any]:
    """Return what the pages about one award draw: its period, its state, and what has moved since it was decided."""
    known = standing(request, award.period)
    now = moved(request.authority, award.period, [award]).get(award.pk)
    changes = changes_of(now, has_total=known["has_total"]) if now else ()
    return known | {"badge": award_badge(award, now), "changes": changes}


def _find(request: PageRequest, public_id: str) -> Any:
    return get_object_or_404(queries.every_award(request.authority), public_id=public_id)


def _explained(request: PageRequest, award: Any) -> str:
    if award.unit is None or not request.authority.covers(P.ASSESSMENT_VIEW, award.unit.path):
        return ""
    return str(award.explanation)
