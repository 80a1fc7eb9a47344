"""The charters of a period: order them, see how far they are, take them all along."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from petruk.access.permissions import Permission as P
from petruk.core.errors import Refusal
from petruk.documents.actions import charters as actions
from petruk.documents.actions.heading import CannotIssue
from petruk.documents.actions.signing import sign_together
from petruk.documents.queries import charters as queries
from petruk.web.confirming import Fresh
from petruk.web.page import PageRequest, page
from petruk.web.paging import page_of
from petruk.web.papers.archive import zipped
from petruk.web.papers.forms import CharterForm
from petruk.web.papers.words import file_name
from petruk.web.ranking.views import find, standing
from petruk.web.sending import sent
from petruk.web.signing.forms import CertificateForm

SIGNED_AT_ONCE = 100
"""Charters signed by one request: some nine seconds."""
PART = 250
"""Charters of one file to take along, about ten megabytes."""


@page(P.PAPER_ISSUE, "GET", "POST", fresh=Fresh.SENT)
def charters(request: PageRequest, public_id: str) -> HttpResponse:
    period = find(request, public_id)
    known = queries.progress(request.authority, period)
    signs = request.POST.get("act") == "sign"
    orders = request.method == "POST" and not signs
    certificate = CertificateForm(request.POST if signs else None)
    form = CharterForm(request.POST if orders else None, initial=_initial(known.run))
    if (signs and _sign(request, period, certificate)) or (orders and _order(request, period, form)):
        return redirect("papers:charters", public_id)
    found = queries.charters(request.authority, period).select_related("employee", "unit").defer("frozen")
    context = {
        "form": form,
        "progress": known,
        "waiting": queries.waiting_for_hand(request.authority, period).count(),
        "certificate": certificate,
        "parts": range(1, -(-known.issued // PART) + 1),
        "rows": page_of(found, request.GET),
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


def _order(request: PageRequest, period: Any, form: CharterForm) -> bool:
    if not form.is_valid():
        return False
    try:
        actions.order(period, form.terms(), at=timezone.now(), by=request.authority)
    except CannotIssue as refusal:
        form.add_error(None, str(refusal))
        return False
    messages.success(request, _("The charters are ordered. You may leave this page; they go on."))
    return True


def _sign(request: PageRequest, period: Any, form: CertificateForm) -> bool:
    """Sign the next charters on which the reader stands, as many as one request may take."""
    waiting = queries.waiting_for_hand(request.authority, period)[:SIGNED_AT_ONCE]
    if not form.is_valid():
        return False
    try:
        number = sign_together(waiting, form.cleaned_data["passphrase"], at=timezone.now(), by=request.authority)
    except Refusal as refusal:
        form.add_error(None, str(refusal))
        return False
    messages.success(request, _("%(number)s charters are signed.") % {"number": number})
    return True


def _initial(last: Any) -> dict[str, Any]:
    """Offer what the last order of the period said."""
    return {"dated_on": timezone.localdate()} | ({"honour": last.honour, "decree": last.decree} if last else {})
