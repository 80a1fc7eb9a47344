"""The recap of a period as a paper: its editions, what the next one would say otherwise, and issuing it."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from petruk.access.permissions import Permission as P
from petruk.documents.actions.heading import CannotIssue
from petruk.documents.actions.recaps import issue_recap
from petruk.documents.queries import editions as queries
from petruk.web.choosing import chosen, known_periods
from petruk.web.objections.words import finalities
from petruk.web.page import PageRequest, page
from petruk.web.papers.forms import EditionForm
from petruk.web.papers.words import state_badge

SHOWN = 50
"""Changes on the page; the paper has them all."""


@page(P.PAPER_ISSUE, "GET", "POST")
def recap(request: PageRequest, public_id: str) -> HttpResponse:
    period, at = chosen(known_periods(request.authority), public_id), timezone.now()
    draft = queries.draft(request.authority, period, at=at)
    form = EditionForm(request.POST if request.method == "POST" else None, first=draft.previous is None)
    if form.is_valid():
        try:
            issued = issue_recap(period, reason=form.cleaned_data.get("reason", ""), at=at, by=request.authority)
        except CannotIssue as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The edition is issued. It stands in the register."))
            return redirect("papers:paper", issued.public_id)
    editions = list(queries.editions(request.authority, period).defer("frozen"))
    context = {
        "period": period,
        "finality": finalities(request.authority, [period])[period.pk],
        "form": form,
        "draft": draft,
        "changes": [(each, draft.because.get(each.ref, "")) for each in draft.changes[:SHOWN]],
        "editions": [(len(editions) - place, each, state_badge(each)) for place, each in enumerate(editions)],
    }
    return render(request, "papers/recap.html", context)
