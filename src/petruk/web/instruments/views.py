"""The instruments: what is asked, by which rules, and the very definition behind it."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from petruk.access.permissions import Permission as P
from petruk.appraisal.actions.instruments import publish_ready_made
from petruk.appraisal.queries.instruments import instruments, parsed, periods_of
from petruk.core.instrument import ready_made
from petruk.web.confirming import Fresh
from petruk.web.instruments.definition import as_text, file_name
from petruk.web.instruments.words import eligibility, preview
from petruk.web.page import PageRequest, page


@page(P.INSTRUMENT_VIEW, "GET")
def instrument_list(request: PageRequest) -> HttpResponse:
    known = [(each, parsed(each)) for each in instruments(request.authority)]
    waiting = ready_made().keys() - {each.code for each, _rules in known}
    manages = request.authority.has(P.PERIOD_MANAGE)
    context = {
        "instruments": known,
        "waiting": sorted(waiting) if manages else (),
        "drafts": request.authority.has(P.INSTRUMENT_MANAGE),
    }
    return render(request, "instruments/instruments.html", context)


@page(P.INSTRUMENT_VIEW, "GET")
def instrument(request: PageRequest, public_id: str) -> HttpResponse:
    found = _find(request, public_id)
    rules = parsed(found)
    context = {
        "instrument": found,
        "rules": rules,
        "parts": list(preview(rules)),
        "eligibility": list(eligibility(rules)),
        "periods": periods_of(request.authority, found),
        "periods_in_reach": request.authority.has(P.PERIOD_VIEW),
        "drafts": request.authority.has(P.INSTRUMENT_MANAGE),
    }
    return render(request, "instruments/instrument.html", context)


@page(P.INSTRUMENT_VIEW, "GET")
def definition(request: PageRequest, public_id: str) -> HttpResponse:
    """Hand the definition out as a file; scored or published elsewhere it has the same fingerprint."""
    found = _find(request, public_id)
    response = HttpResponse(as_text(found.definition), content_type="application/json; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{file_name(found.code, found.sha256)}"'
    return response


@page(P.PERIOD_MANAGE, "POST", fresh=Fresh.SENT)
def publish(request: PageRequest) -> HttpResponse:
    """Publish the instruments that come with this version and are not here yet."""
    made = len(publish_ready_made(at=timezone.now(), by=request.authority))
    words = ngettext("%(number)s instrument is published.", "%(number)s instruments are published.", made)
    messages.success(request, words % {"number": made} if made else _("All instruments of this version are here."))
    return redirect("instruments:instruments")


def _find(request: PageRequest, public_id: str) -> Any:
    return get_object_or_404(instruments(request.authority), public_id=public_id)
