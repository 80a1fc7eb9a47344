"""The signature of one paper: send a scan, sign electronically, record what a head decided on paper."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from petruk.access.permissions import Permission
from petruk.appraisal.queries.deciding import stopped_on_paper
from petruk.appraisal.queries.results import assessments_to_change
from petruk.core.errors import Refusal
from petruk.documents.actions import outbox
from petruk.documents.actions import signing as actions
from petruk.documents.queries import signatures as queries
from petruk.documents.queries.mail import mail_state
from petruk.documents.queries.papers import documents
from petruk.privacy.queries import LookKind
from petruk.web.confirming import Fresh
from petruk.web.looked import looked
from petruk.web.page import PageRequest, page
from petruk.web.sending import sent
from petruk.web.signing.forms import BsreForm, CertificateForm, MailForm, OnPaperForm, ScanForm


@dataclass(frozen=True)
class Deed:
    """One thing that may be sent to the page: its form, what it does, and what is said when it is done."""

    form: type[forms.Form]
    do: Callable[[PageRequest, Any, Any], object]
    done: str | Promise


def _scan(request: PageRequest, found, form: ScanForm) -> object:
    return actions.record_scan(found, form.upload(), at=timezone.now(), by=request.authority)


def _certificate(request: PageRequest, found, form: CertificateForm) -> object:
    passphrase = form.cleaned_data["passphrase"]
    return actions.sign_with_certificate(found, passphrase, at=timezone.now(), by=request.authority)


def _bsre(request: PageRequest, found, form: BsreForm) -> object:
    return actions.sign_with_bsre(found, form.person(), at=timezone.now(), by=request.authority)


def _on_paper(request: PageRequest, found, form: OnPaperForm) -> object:
    assessment = get_object_or_404(assessments_to_change(request.authority), pk=found.assessment_id)
    version = int(form.cleaned_data["version"])
    return actions.confirm_on_paper(assessment, version=version, at=timezone.now(), by=request.authority)


def _mail(request: PageRequest, found, _form: MailForm) -> object:
    return outbox.send(found, at=timezone.now(), by=request.authority)


DEEDS: Mapping[str, Deed] = {
    "scan": Deed(ScanForm, _scan, _("The scan is kept. The paper counts as signed with ink.")),
    "certificate": Deed(CertificateForm, _certificate, _("The paper is signed.")),
    "bsre": Deed(BsreForm, _bsre, _("The paper is signed.")),
    "on_paper": Deed(OnPaperForm, _on_paper, _("The decision of the head is recorded; the scan stands for it.")),
    "mail": Deed(MailForm, _mail, _("The signed result is on its way to the agency. How it stands is shown here.")),
}


@page(Permission.ASSESSMENT_VIEW, "GET", "POST", fresh=Fresh.SENT)
def paper(request: PageRequest, document: str) -> HttpResponse:
    found = get_object_or_404(documents(request.authority), public_id=document)
    looked(request, found.employee_id, LookKind.PAPER)
    if request.method != "POST":
        return _page(request, found)
    request.authority.require(Permission.PAPER_SIGN)
    get_object_or_404(queries.papers_to_sign(request.authority), pk=found.pk)
    act = request.POST.get("act", "")
    if act not in DEEDS:
        raise BadRequest("No such act.")
    form = DEEDS[act].form(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, found, {act: form}, status=422)
    try:
        DEEDS[act].do(request, found, form)
    except Refusal as refusal:
        form.add_error(None, str(refusal))
        return _page(request, found, {act: form}, status=422)
    messages.success(request, str(DEEDS[act].done))
    return redirect("signing:paper", found.public_id)


@page(Permission.ASSESSMENT_VIEW, "GET")
def download(request: PageRequest, signature: str) -> HttpResponse:
    """Send a signed file to be kept, never to be shown here."""
    found = get_object_or_404(queries.signatures(request.authority), public_id=signature)
    looked(request, found.document.employee_id, LookKind.PAPER)
    try:
        content = queries.bytes_of(request.authority, found)
    except OSError as error:
        raise Http404 from error
    return sent(content, name=found.file_name, media_type=found.media_type)


def _page(request: PageRequest, found, sent: Mapping[str, Any] | None = None, *, status: int = 200) -> HttpResponse:
    signature = queries.signature_of(request.authority, found)
    open_forms = {act: (sent or {}).get(act) or form for act, form in _forms(request, found, signature).items()}
    context = {
        "document": found,
        "person": (found.frozen.get("person") or {}).get("name", ""),
        "signatories": queries.signatories_of(found),
        "signature": signature,
        "whole": signature is not None and queries.is_whole(request.authority, found, signature),
        "forms": open_forms,
        "mailing": mail_state(request.authority, signature),
        "wrong": next(iter((sent or {}).values()), None),
        "assessment_ref": found.assessment.public_id if found.assessment_id else "",
    }
    return render(request, "signing/paper.html", context, status=status)


def _forms(request: PageRequest, found, signature) -> dict[str, forms.Form]:
    """Return the empty forms of what this reader may do now."""
    ways = queries.ways(request.authority, found, signature)
    offered: dict[str, forms.Form] = {}
    if ways.scan:
        offered["scan"] = ScanForm(auto_id="scan_%s")
    if ways.certificate:
        offered["certificate"] = CertificateForm(auto_id="certificate_%s")
    if ways.bsre:
        offered["bsre"] = BsreForm(auto_id="bsre_%s")
    if version := _version_on_paper(request, found, signature):
        offered["on_paper"] = OnPaperForm(initial={"version": version}, auto_id="on_paper_%s")
    return offered


def _version_on_paper(request: PageRequest, found, signature) -> int:
    """Return on which version the officer may record what the head decided with ink; 0 where he may not."""
    if signature is None or found.assessment_id is None or found.revoked_at is not None:
        return 0
    rows = assessments_to_change(request.authority).select_related("period", "employee", "unit")
    assessment = rows.filter(pk=found.assessment_id).first()
    if assessment is None or stopped_on_paper(request.authority, assessment, on=timezone.localdate()):
        return 0
    return int(assessment.version)
