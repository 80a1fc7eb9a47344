"""The register of papers, and one paper: what it is, whether it counts, its file."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from petruk.access.permissions import Permission as P
from petruk.documents.actions import revoking
from petruk.documents.queries import register as queries
from petruk.documents.queries.papers import documents, issued_pdf
from petruk.documents.queries.signatures import signature_of
from petruk.privacy.queries import LookKind
from petruk.web.appraisal.forms import ReasonForm
from petruk.web.appraisal.posted import values_of
from petruk.web.looked import looked
from petruk.web.page import PageRequest, page
from petruk.web.paging import page_of
from petruk.web.papers.asking import KEPT, fields_of, narrowed, nip_in
from petruk.web.papers.words import STATES, file_name, state_badge
from petruk.web.people.search import address_of, text_of
from petruk.web.sending import sent

OTHERS = 30


@page(P.ASSESSMENT_VIEW, "GET", "POST")
def register(request: PageRequest) -> HttpResponse:
    """List papers. A search goes by POST: words are sent on to an address, a NIP is answered here."""
    asked, digits = request.GET.dict(), ""
    if request.method == "POST":
        asked = values_of(request.POST)
        digits = nip_in(text_of(asked))
        if not digits:
            return redirect(f"{reverse('papers:register')}?{address_of(asked, KEPT)}")
    wanted = narrowed(asked, digits)
    rows = page_of(queries.register(request.authority, wanted), asked)
    query = QueryDict(mutable=True)
    query.update({key: asked.get(key, "") for key in KEPT} | {"cari": wanted.text})
    context = {
        "rows": rows,
        "lines": [(each, state_badge(each)) for each in rows],
        "kinds": queries.Kind.choices,
        "states": [(state, word) for state, (word, _kind) in STATES.items()],
        "years": queries.years(request.authority),
        "narrowed": wanted,
        "asked": wanted != queries.Narrowed(),
        "fields": fields_of(wanted),
        "query": query,
    }
    return render(request, "papers/register.html", context)


@page(P.ASSESSMENT_VIEW, "GET")
def paper(request: PageRequest, public_id: str) -> HttpResponse:
    found = _find(request, public_id)
    others = [each for each in queries.same_subject(request.authority, found) if each.pk != found.pk]
    context = {
        "paper": found,
        "badge": state_badge(found),
        "signature": signature_of(request.authority, found),
        "others": [(each, state_badge(each)) for each in others[:OTHERS]],
        "may_revoke": queries.may_revoke(request.authority, found),
    }
    return render(request, "papers/paper.html", context)


@page(P.ASSESSMENT_VIEW, "GET")
def pdf(request: PageRequest, public_id: str) -> HttpResponse:
    """Send the bytes as they were issued, also of a paper that counts no more: it is how one compares."""
    found = _find(request, public_id)
    content = issued_pdf(request.authority, found)
    return sent(content, name=file_name(found), media_type="application/pdf", as_attachment=False)


@page(P.ASSESSMENT_VIEW, "GET", "POST")
def revoke(request: PageRequest, public_id: str) -> HttpResponse:
    found = _find(request, public_id)
    if not queries.may_revoke(request.authority, found):
        raise PermissionDenied
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            revoking.revoke_paper(found, reason=form.cleaned_data["reason"], at=timezone.now(), by=request.authority)
        except revoking.CannotRevoke as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The paper is taken back. Whoever scans it is told so."))
            return redirect("papers:paper", public_id)
    return render(request, "papers/revoke.html", {"paper": found, "badge": state_badge(found), "form": form})


def _find(request: PageRequest, public_id: str) -> Any:
    rows = documents(request.authority).select_related("unit", "employee", "period", "replaced_by")
    found = get_object_or_404(rows.defer("replaced_by__frozen"), public_id=public_id)
    looked(request, found.employee_id, LookKind.PAPER)
    return found
