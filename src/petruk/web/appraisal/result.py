"""The review of one result: read it, print it, take it back."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from petruk.access.authority import Authority
from petruk.access.permissions import Permission
from petruk.appraisal.actions import assessing
from petruk.appraisal.actions.assessing import CannotAssess, PeriodNotOpen
from petruk.appraisal.queries.evidence import files_of, twins
from petruk.appraisal.queries.periods import Opening, extensions, opening, rules_of
from petruk.appraisal.queries.results import assessments, assessments_to_change
from petruk.appraisal.queries.sealed import with_sealed
from petruk.audit.queries import history
from petruk.core.lifecycle import Act, Actor, State, allowed
from petruk.documents.actions import sheets as papers
from petruk.documents.queries.papers import pdf_of, with_paper
from petruk.privacy.queries import LookKind
from petruk.web.appraisal import closed, posted
from petruk.web.appraisal.desk import draft_ref, saved_values, score_now
from petruk.web.appraisal.forms import JudgementsForm, ReasonForm
from petruk.web.appraisal.journey import steps
from petruk.web.appraisal.totals import total_of
from petruk.web.deciding.standing import standing
from petruk.web.looked import looked
from petruk.web.page import PageRequest, page
from petruk.web.sending import sent


@page(Permission.ASSESSMENT_VIEW, "GET")
def result(request: PageRequest, assessment: str) -> HttpResponse:
    rows = with_sealed(request.authority, with_paper(request.authority, assessments(request.authority)))
    found: Any = get_object_or_404(rows, public_id=assessment)
    looked(request, found.employee_id, LookKind.ASSESSMENT)
    window = _opening(request.authority, found)
    acts = _acts(request.authority, found, window)
    decision = standing(request.authority, found, window)
    files = list(files_of(request.authority, found))
    sheet = found.sheet if _is_frozen(found) else _preview(request.authority, found, files)
    context = {
        "assessment": found,
        "sheet": sheet,
        "total": total_of(sheet or {}),
        "files": files,
        "twins": twins(request.authority, found, files),
        "is_draft": not _is_frozen(found),
        "paper": found.paper,
        "steps": list(steps(history(request.authority, found), found.state, decision.waits)),
        "decision": decision,
        "reach_unit": request.authority.covers(Permission.ASSESSMENT_VIEW, found.unit.path),
        "draft_ref": draft_ref(found.period, found.employee),
        "may_sign": _may_sign(request.authority, found),
        "may_withdraw": Act.WITHDRAW in acts,
        "may_resume": Act.RESUME in acts,
        "may_save": Act.SAVE in acts,
    }
    return render(request, "appraisal/result.html", context)


@page(Permission.ASSESSMENT_VIEW, "GET")
def printed(request: PageRequest, assessment: str) -> HttpResponse:
    """Send the paper as it was issued, byte by byte. Nothing in it can run, and its name says no NIP."""
    found = get_object_or_404(assessments(request.authority), public_id=assessment)
    looked(request, found.employee_id, LookKind.PAPER)
    pdf = pdf_of(request.authority, found)
    if pdf is None:
        raise Http404
    person = (found.sheet or {})["person"]
    name = f"Hasil Penilaian {person['name']}.pdf"
    return sent(pdf, name=name, media_type="application/pdf", as_attachment=False)


@page(Permission.ASSESSMENT_SUBMIT, "GET", "POST")
def withdraw(request: PageRequest, assessment: str) -> HttpResponse:
    found = get_object_or_404(assessments_to_change(request.authority), public_id=assessment)
    form = ReasonForm(posted.values_of(request.POST) if request.method == "POST" else None)
    if Act.WITHDRAW not in allowed(State(found.state)):
        messages.error(request, _("This can no longer be withdrawn; its state has changed."))
        return redirect("appraisal:result", found.public_id)
    if not (window := _opening(request.authority, found)).is_open(timezone.now()):
        return closed.answer(request, window, timezone.now(), _typed(form))
    if form.is_valid():
        return _withdrawn(request, found, form)
    status = 422 if form.is_bound else 200
    return render(request, "appraisal/withdraw.html", {"assessment": found, "form": form}, status=status)


@page(Permission.ASSESSMENT_SUBMIT, "POST")
def resume(request: PageRequest, assessment: str) -> HttpResponse:
    found = get_object_or_404(assessments_to_change(request.authority), public_id=assessment)
    try:
        assessing.resume(found, at=timezone.now(), by=request.authority)
    except PeriodNotOpen:
        return closed.answer(request, _opening(request.authority, found), timezone.now())
    except CannotAssess as refusal:
        messages.error(request, str(refusal))
        return redirect("appraisal:result", found.public_id)
    return redirect("appraisal:assess", found.period.public_id, found.employee.public_id)


def _withdrawn(request: PageRequest, found, form: ReasonForm) -> HttpResponse:
    posted.report(request, form, found.public_id)
    try:
        papers.withdraw(found, reason=form.cleaned_data["reason"], at=timezone.now(), by=request.authority)
    except PeriodNotOpen:
        return closed.answer(request, _opening(request.authority, found), timezone.now(), _typed(form))
    except CannotAssess as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("The result is withdrawn, and its printed sheet no longer counts."))
    return redirect("appraisal:result", found.public_id)


def _typed(form: ReasonForm) -> list[tuple[str, str]]:
    field = form["reason"]
    return [(str(field.label), str(field.value()))] if field.value() else []


def _is_frozen(assessment) -> bool:
    """Say whether the sheet is what was handed in; a draft that was taken up again still has its old one."""
    return State(assessment.state) is not State.DRAFT


def _preview(authority: Authority, assessment, files) -> dict[str, object]:
    """Return a draft as it would be scored now."""
    instrument, _windows = rules_of(assessment.period)
    form = JudgementsForm(instrument=instrument, initial=saved_values(assessment))
    employee, placement = assessment.employee, assessment.placement
    now = score_now(authority, form, period=assessment.period, employee=employee, placement=placement, files=files)
    person = {"name": employee.titled_name, "nip": employee.nip, "position": placement.position}
    person["unit"] = assessment.unit.name
    return now.as_dict() | {
        "person": person,
        "evidence_note": assessment.evidence_note,
        "period": assessment.period.name,
    }


def _acts(authority: Authority, assessment, window: Opening) -> tuple[Act, ...]:
    """Return what the reader may do with this assessment now."""
    works_here = authority.covers(Permission.ASSESSMENT_SUBMIT, assessment.unit.path)
    if not works_here or not window.is_open(timezone.now()):
        return ()
    return allowed(State(assessment.state), Actor.OFFICER)


def _may_sign(authority: Authority, assessment) -> bool:
    """Say whether the reader may sign the sheet or send its scan, which nobody does for himself."""
    himself = assessment.employee_id == authority.employee_id
    return not himself and authority.covers(Permission.PAPER_SIGN, assessment.unit.path)


def _opening(authority: Authority, assessment) -> Opening:
    """Return when the unit may work; extensions are only asked for once the period itself is over."""
    own = Opening(assessment.period, assessment.period.closes_at, extended=False)
    longer = () if own.is_open(timezone.now()) else extensions(authority, assessment.period)
    return opening(assessment.period, assessment.unit.path, longer)
