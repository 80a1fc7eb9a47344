"""The desk of the agency: which corrections people ask for, how long is left, and the answer to one."""

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from petruk.access.permissions import Permission as P
from petruk.privacy import queries
from petruk.privacy.actions import corrections as actions
from petruk.privacy.actions.corrections import Answer
from petruk.web.page import PageRequest, page
from petruk.web.paging import page_of
from petruk.web.privacy import words
from petruk.web.privacy.forms import AnswerForm

ACTS = {"accept": True, "decline": False}


@page(P.CORRECTION_ANSWER, "GET")
def desk(request: PageRequest) -> HttpResponse:
    rows = page_of(queries.corrections(request.authority), request.GET)
    lines = list(words.lines(rows, timezone.now()))
    return render(request, "privacy/desk.html", {"rows": rows, "lines": lines, "query": request.GET})


@page(P.CORRECTION_ANSWER, "GET", "POST")
def answer(request: PageRequest, correction: str) -> HttpResponse:
    authority = request.authority
    found = get_object_or_404(queries.corrections(authority), public_id=correction)
    sent = request.method == "POST"
    act = request.POST.get("act", "")
    if sent and act not in ACTS:
        raise BadRequest("No such act.")
    form = AnswerForm(request.POST if sent else None)
    if form.is_valid():
        given = Answer(ACTS[act], form.cleaned_data["answer"])
        try:
            actions.answer(found, given, at=timezone.now(), by=authority)
        except actions.CannotAnswer as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The request is answered; the employee reads your words."))
            return redirect("privacy:desk")
    (line,) = words.lines([found], timezone.now())
    own = found.asked_by_ref == authority.ref or found.employee_id == authority.employee_id
    context = {"line": line, "correction": found, "form": form, "own": own}
    return render(request, "privacy/answer.html", context, status=422 if sent else 200)
