""" "Data Saya": what is held of the person who is signed in, from where, and who looked; what he wants put right."""

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from petruk.access.permissions import Permission as P
from petruk.privacy import queries
from petruk.privacy.actions import copies
from petruk.privacy.actions import corrections as actions
from petruk.web.page import PageRequest, page
from petruk.web.privacy import words
from petruk.web.privacy.forms import AskForm

MOST_LOOKS = 30


@page(P.DATA_OWN, "GET")
def own_data(request: PageRequest) -> HttpResponse:
    authority, now = request.authority, timezone.now()
    person = queries.own_employee(authority)
    if person is None:
        return render(request, "privacy/not_linked.html")
    context = {
        "person": person,
        "placements": queries.own_placements(authority),
        "facts": words.facts(queries.own_facts(authority)),
        "made": words.made(queries.own_made(authority), linked=authority.reaches_own(P.ASSESSMENT_VIEW)),
        "looks": queries.own_looks(authority)[:MOST_LOOKS],
        "lines": list(words.lines(queries.own_corrections(authority), now)),
    }
    return render(request, "privacy/own_data.html", context)


@page(P.DATA_OWN, "POST")
def copy(request: PageRequest) -> HttpResponse:
    """Answer with everything as one file; that it was taken is an event, so the form is posted."""
    at = timezone.now()
    held = copies.own_copy(at=at, by=request.authority)
    name = f"data-saya-{timezone.localdate(at):%Y-%m-%d}.json"
    headers = {"Content-Disposition": content_disposition_header(as_attachment=True, filename=name) or "attachment"}
    return JsonResponse(held, json_dumps_params={"ensure_ascii": False, "indent": 2}, headers=headers)


@page(P.DATA_OWN, "GET", "POST")
def ask(request: PageRequest) -> HttpResponse:
    sent = request.method == "POST"
    if queries.own_employee(request.authority) is None:
        return render(request, "privacy/not_linked.html", status=404 if sent else 200)
    form = AskForm(request.POST if sent else None)
    if form.is_valid():
        item, text = form.cleaned_data["item"], form.cleaned_data["text"]
        try:
            actions.ask(item, text, at=timezone.now(), by=request.authority)
        except actions.CannotAsk as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Your request is with the agency. It answers within 3 × 24 hours."))
            return redirect("privacy:own_data")
    return render(request, "privacy/ask.html", {"form": form}, status=422 if sent else 200)
