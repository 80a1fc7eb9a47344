"""The form of one candidate: fill in, keep a draft, be asked once, hand in."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from petruk.access.permissions import Permission
from petruk.appraisal.actions.assessing import CannotAssess, Conflict, PeriodNotOpen, save_draft
from petruk.appraisal.blocking import blocking
from petruk.appraisal.queries.evidence import files_of
from petruk.documents.actions.sheets import submit
from petruk.privacy.queries import LookKind
from petruk.web.appraisal import closed, posted
from petruk.web.appraisal.desk import Desk, desk_or_404, following, saved_values, score_now
from petruk.web.appraisal.forms import JudgementsForm
from petruk.web.appraisal.parts import adds_up_plainly, parts
from petruk.web.appraisal.totals import total_of
from petruk.web.looked import looked
from petruk.web.page import PageRequest, page

ACTS = ("save", "next", "files", "check", "edit", "submit")
FINISHING = ("check", "submit")


@page(Permission.ASSESSMENT_SUBMIT, "GET", "POST")
def assess(request: PageRequest, period: str, employee: str) -> HttpResponse:
    desk = desk_or_404(request.authority, period, employee)
    looked(request, desk.employee.pk, LookKind.ASSESSMENT)
    if request.method == "POST":
        return _posted(request, desk)
    if desk.assessment is not None and not desk.takes_work:
        return redirect("appraisal:result", desk.assessment.public_id)
    return _stopped(request, desk) or _page(request, desk, desk.opened_form())


def _posted(request: PageRequest, desk: Desk) -> HttpResponse:
    values = posted.values_of(request.POST)
    act = values.get("act", "save")
    if act not in ACTS:
        raise BadRequest("No such act.")
    form = JudgementsForm(values, instrument=desk.instrument, finished=act in FINISHING)
    posted.report(request, form, desk.employee.public_id)
    if not desk.handed_in_with(values.get("key", "")) and (stopped := _stopped(request, desk, form)):
        return stopped
    if not form.is_valid():
        return _page(request, desk, form, status=422)
    if act == "edit":
        return _page(request, desk, form)
    if act == "check":
        return _page(request, desk, form, template="appraisal/confirm.html")
    return _written(request, desk, form, act)


def _written(request: PageRequest, desk: Desk, form: JudgementsForm, act: str) -> HttpResponse:
    """Save or hand in; a refusal keeps every word that was typed."""
    try:
        return _submitted(request, desk, form) if act == "submit" else _saved(request, desk, form, act)
    except Conflict as conflict:
        return _conflicting(request, desk, form, conflict)
    except PeriodNotOpen:
        return closed.answer(request, desk.opening, desk.at, form.typed())
    except CannotAssess as refusal:
        form.add_error(None, str(refusal))
        return _page(request, desk, form, status=409)


def _submitted(request: PageRequest, desk: Desk, form: JudgementsForm) -> HttpResponse:
    key = form.cleaned_data["key"]
    done = submit(desk.period, desk.employee, form.answers(), key=key, at=timezone.now(), by=request.authority)
    messages.success(request, _("The result of the assessment is recorded."))
    return redirect("appraisal:result", done.public_id)


def _saved(request: PageRequest, desk: Desk, form: JudgementsForm, act: str) -> HttpResponse:
    draft = save_draft(desk.period, desk.employee, form.answers(), at=timezone.now(), by=request.authority)
    messages.success(request, _("The draft for %(name)s is kept.") % {"name": desk.employee.titled_name})
    if act == "files":
        return redirect("evidence:files", draft.public_id)
    shown = following(request.authority, desk) if act == "next" else desk.candidate
    if shown is None:
        return redirect("appraisal:candidates", desk.period.public_id, desk.roll.unit.public_id)
    return redirect("appraisal:assess", desk.period.public_id, shown.employee.public_id)


def _conflicting(request: PageRequest, desk: Desk, form: JudgementsForm, conflict: Conflict) -> HttpResponse:
    """Show what was saved in between beside what was typed; saving again is then a decision, not an accident."""
    fresh = desk_or_404(request.authority, desk.period.public_id, desk.employee.public_id)
    if not fresh.takes_work:
        return _stopped_by(request, fresh, "appraisal/handed_in.html", form, status=409, words=str(conflict))
    version = str(fresh.assessment.version if fresh.assessment else 0)
    again = JudgementsForm({**form.data, "version": version}, instrument=desk.instrument, finished=False)
    again.full_clean()
    again.add_error(None, str(conflict))
    saved = JudgementsForm(instrument=desk.instrument, initial=saved_values(fresh.assessment))
    return _page(request, fresh, again, status=409, saved=saved)


def _stopped(request: PageRequest, desk: Desk, form: JudgementsForm | None = None) -> HttpResponse | None:
    """Return the page that says why nobody can work here, or nothing when he can."""
    if not desk.is_open:
        return closed.answer(request, desk.opening, desk.at, form.typed() if form else ())
    if not desk.candidate.eligible:
        return _stopped_by(request, desk, "appraisal/no_candidate.html", form, status=403)
    return None


def _stopped_by(
    request: PageRequest, desk: Desk, template: str, form: JudgementsForm | None, *, status: int, words: str = ""
) -> HttpResponse:
    context = {"desk": desk, "typed": form.typed() if form else (), "words": words}
    return render(request, template, context, status=status)


def _page(
    request: PageRequest,
    desk: Desk,
    form: JudgementsForm,
    *,
    status: int = 200,
    template: str = "appraisal/assess.html",
    **more: Any,
) -> HttpResponse:
    files = list(files_of(request.authority, desk.assessment))
    score = score_now(
        request.authority, form, period=desk.period, employee=desk.employee, placement=desk.placement, files=files
    )
    context = {
        "files": files,
        "desk": desk,
        "form": form,
        "parts": list(parts(form, score)),
        "score": score,
        "total": total_of(score.as_dict()),
        "blocked": blocking(score),
        "live": adds_up_plainly(desk.instrument, score),
    }
    return render(request, template, context | more, status=status)
