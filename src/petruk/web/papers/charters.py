"""The charters of a period: order them, see how far they are, take them all along."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from petruk.access.permissions import Permission as P
from petruk.documents.actions import charters as actions
from petruk.documents.queries import charters as queries
from petruk.web.page import PageRequest, page
from petruk.web.papers.archive import zipped
from petruk.web.papers.forms import CharterForm
from petruk.web.papers.words import file_name
from petruk.web.ranking.views import find, standing
from petruk.web.sending import sent

PAGE_SIZE = 30
PART = 250
"""Charters of one file to take along, about ten megabytes."""


@page(P.PAPER_ISSUE, "GET", "POST")
def charters(request: PageRequest, public_id: str) -> HttpResponse:
    period = find(request, public_id)
    known = queries.progress(request.authority, period)
    form = CharterForm(request.POST if request.method == "POST" else None, initial=_initial(known.run))
    if form.is_valid():
        try:
            actions.order(period, form.terms(), at=timezone.now(), by=request.authority)
        except actions.CannotIssue as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The charters are ordered. You may leave this page; they go on."))
            return redirect("papers:charters", public_id)
    found = queries.charters(request.authority, period).select_related("employee", "unit").defer("frozen")
    context = {
        "form": form,
        "progress": known,
        "parts": range(1, -(-known.issued // PART) + 1),
        "rows": Paginator(found, PAGE_SIZE).get_page(request.GET.get("halaman")),
        "query": request.GET,
    }
    return render(request, "papers/charters.html", standing(request, period) | context)


@page(P.PAPER_ISSUE, "GET")
def progress(request: PageRequest, public_id: str) -> HttpResponse:
    """Say how far the issuing is; the page asks every few seconds and shows itself anew once it is done."""
    known = queries.progress(request.authority, find(request, public_id))
    response = render(request, "papers/_progress.html", {"progress": known})
    if not known.busy:
        response.headers["HX-Refresh"] = "true"
    return response


@page(P.PAPER_ISSUE, "GET")
def archive(request: PageRequest, public_id: str) -> HttpResponse:
    """Send the charters in force of one part as one file, in the order of their numbers."""
    found = queries.charters(request.authority, find(request, public_id)).select_related("rendering").defer("frozen")
    part = Paginator(found, PART).get_page(request.GET.get("bagian"))
    files = ((file_name(each), bytes(each.rendering.pdf)) for each in part)
    return sent(zipped(files), name=f"Piagam {part.number}.zip", media_type="application/zip")


def _initial(last: Any) -> dict[str, Any]:
    """Offer what the last order of the period said."""
    return {"dated_on": timezone.localdate()} | ({"honour": last.honour, "decree": last.decree} if last else {})
