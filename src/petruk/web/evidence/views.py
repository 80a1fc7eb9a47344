"""The files of one assessment: attach them place by place, read them, take them off a draft."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from petruk.access.permissions import Permission
from petruk.appraisal import antivirus
from petruk.appraisal.actions import evidence as actions
from petruk.appraisal.actions.assessing import PeriodNotOpen
from petruk.appraisal.actions.uploads import CannotAttach
from petruk.appraisal.queries import evidence as queries
from petruk.appraisal.queries.evidence import Place
from petruk.appraisal.queries.periods import Opening, extensions, opening, rules_of
from petruk.appraisal.queries.results import assessments
from petruk.core.files import QUOTA_BYTES
from petruk.core.lifecycle import Act, State, allowed
from petruk.privacy.queries import LookKind
from petruk.web.appraisal import closed
from petruk.web.evidence.forms import FileForm
from petruk.web.looked import looked
from petruk.web.page import PageRequest, page
from petruk.web.sending import sent


@dataclass(frozen=True)
class Slot:
    """One place with what is attached there, and the form to attach more; None where nothing may be changed."""

    place: Place
    files: tuple[Any, ...]
    form: FileForm | None

    @property
    def lacks(self) -> bool:
        return self.place.wanted and not self.files


@page(Permission.ASSESSMENT_VIEW, "GET", "POST")
def files(request: PageRequest, assessment: str) -> HttpResponse:
    found = get_object_or_404(assessments(request.authority), public_id=assessment)
    looked(request, found.employee_id, LookKind.EVIDENCE)
    if request.method != "POST":
        return _page(request, found)
    request.authority.require(Permission.ASSESSMENT_SUBMIT)
    place = _places(found).get(request.POST.get("place", ""))
    if place is None or not request.authority.covers(Permission.ASSESSMENT_SUBMIT, found.unit.path):
        raise Http404
    form = FileForm(request.POST, request.FILES, place=place)
    if form.is_valid():
        return _attached(request, found, form)
    return _page(request, found, form, status=422)


@page(Permission.ASSESSMENT_VIEW, "GET")
def download(request: PageRequest, evidence: str) -> HttpResponse:
    """Send a file to be kept, never to be shown here."""
    file = get_object_or_404(queries.evidence(request.authority), public_id=evidence)
    looked(request, file.assessment.employee_id, LookKind.EVIDENCE)
    return sent(queries.bytes_of(request.authority, file), name=file.file_name, media_type=file.media_type)


@page(Permission.ASSESSMENT_SUBMIT, "POST")
def remove(request: PageRequest, evidence: str) -> HttpResponse:
    file = get_object_or_404(queries.evidence_to_remove(request.authority), public_id=evidence)
    found = get_object_or_404(assessments(request.authority), pk=file.assessment_id)
    try:
        actions.remove(file, at=timezone.now(), by=request.authority)
    except PeriodNotOpen:
        return closed.answer(request, _opening(request, found), timezone.now())
    except CannotAttach as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("%(file)s is taken off.") % {"file": file.file_name})
    return redirect("evidence:files", found.public_id)


def _attached(request: PageRequest, found, form: FileForm) -> HttpResponse:
    place = form.place
    try:
        done = actions.attach(
            found, (place.indicator, place.item), form.upload(), at=timezone.now(), by=request.authority
        )
    except PeriodNotOpen:
        return closed.answer(request, _opening(request, found), timezone.now())
    except CannotAttach as refusal:
        form.add_error("file", str(refusal))
        return _page(request, found, form, status=422)
    messages.success(request, _("%(file)s is attached.") % {"file": done.file_name})
    return redirect("evidence:files", found.public_id)


def _page(request: PageRequest, found, sent: FileForm | None = None, *, status: int = 200) -> HttpResponse:
    attached = list(queries.files_of(request.authority, found))
    works_here = request.authority.covers(Permission.ASSESSMENT_SUBMIT, found.unit.path)
    drafting = works_here and Act.SAVE in allowed(State(found.state))
    window = _opening(request, found)
    changeable = drafting and window.is_open(timezone.now())
    context = {
        "assessment": found,
        "slots": list(_slots(found, attached, sent, changeable=changeable)),
        "sent": sent,
        "changeable": changeable,
        "drafting": drafting,
        "used_bytes": sum(file.size for file in attached),
        "quota_bytes": QUOTA_BYTES,
        "scanned": antivirus.is_on(),
        "twins": queries.twins(request.authority, found, attached),
    }
    return render(request, "evidence/files.html", context, status=status)


def _slots(found, attached: list[Any], sent: FileForm | None, *, changeable: bool) -> Iterator[Slot]:
    for place in _places(found).values():
        here = tuple(file for file in attached if (file.indicator, file.item) == (place.indicator, place.item))
        form = sent if sent is not None and sent.place == place else FileForm(place=place)
        yield Slot(place, here, form if changeable else None)


def _places(found) -> dict[str, Place]:
    instrument, _windows = rules_of(found.period)
    return {place.key: place for place in queries.places(instrument, found.placement)}


def _opening(request: PageRequest, found) -> Opening:
    return opening(found.period, found.unit.path, extensions(request.authority, found.period))
