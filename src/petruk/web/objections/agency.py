"""The desk of the agency: which objections wait and how long still, and the answer to one."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from petruk.access.permissions import Permission as P
from petruk.appraisal.actions import objections as actions
from petruk.appraisal.queries import objections as queries
from petruk.appraisal.queries.instruments import parsed
from petruk.appraisal.queries.sealed import discrepancies
from petruk.appraisal.queries.why import why
from petruk.core.scoring import amendable
from petruk.documents.actions.sealed import accept_objection
from petruk.privacy.queries import LookKind
from petruk.web.appraisal import posted
from petruk.web.confirming import Fresh
from petruk.web.looked import looked
from petruk.web.objections.forms import ACTS, AnswerForm
from petruk.web.objections.words import STANDINGS, lines
from petruk.web.page import PageRequest, page
from petruk.web.paging import page_of


@page(P.RANKING_VIEW, "GET")
def desk(request: PageRequest) -> HttpResponse:
    chosen = _chosen(request.GET.get("keadaan", ""))
    rows = page_of(queries.desk(request.authority, chosen), request.GET)
    context = {
        "rows": rows,
        "lines": list(lines(request.authority, rows)),
        "choices": [(each.value, word) for each, (word, _kind) in STANDINGS.items()],
        "chosen": chosen,
        "query": request.GET,
        "answers": request.authority.has(P.OBJECTION_ANSWER),
    }
    return render(request, "objections/desk.html", context)


@page(P.OBJECTION_ANSWER, "GET", "POST", fresh=Fresh.SENT)
def answer(request: PageRequest, objection: str) -> HttpResponse:
    found = get_object_or_404(queries.to_answer(request.authority), public_id=objection)
    result = found.result
    looked(request, result.assessment.employee_id, LookKind.OBJECTION)
    indicator = parsed(result.assessment.period.instrument).indicator(found.indicator)
    told = why(request.authority, result)
    line = next(each for each in told.content["lines"] if each["code"] == found.indicator)
    sent = request.method == "POST"
    form = AnswerForm(posted.values_of(request.POST) if sent else None, indicator=indicator, line=line)
    if sent and (done := _answered(request, found, form)):
        return done
    context = _context(request, found) | {
        "explained": next(each for each in told.explained if each.code == found.indicator),
        "form": form,
        "settable": bool(amendable(indicator)),
    }
    return render(request, "objections/answer.html", context, status=422 if sent else 200)


def _answered(request: PageRequest, objection: Any, form: AnswerForm) -> HttpResponse | None:
    act = request.POST.get("act")
    if act not in ACTS:
        raise BadRequest("No such act.")
    posted.report(request, form, objection.public_id)
    if not form.is_valid():
        return None
    given, at = form.answered(), timezone.now()
    try:
        if act == "accept":
            accept_objection(objection, given, at=at, by=request.authority)
            words = _("The objection is accepted and a new version is sealed. Check whether the winners still hold.")
        else:
            actions.reject(objection, given, at=at, by=request.authority)
            words = _("The objection is rejected; the employee reads your answer.")
    except actions.CannotAnswer as refusal:
        form.add_error(None, str(refusal))
        return None
    messages.success(request, words)
    return redirect("objections:objection", objection.public_id)


def _context(request: PageRequest, objection: Any) -> dict[str, Any]:
    """Return what the agency looks at besides the line: whose it is, and what today's data would change."""
    authority, result = request.authority, objection.result
    (shown,) = lines(authority, [objection])
    found = discrepancies(authority, result.assessment.period, [result]) if shown.waits else []
    changes = found[0].changes if found else ()
    own = objection.filed_by_ref == authority.ref or result.assessment.employee_id == authority.employee_id
    return {
        "line": shown,
        "objection": objection,
        "changes": changes,
        "touched": any(each.place.startswith(f"lines[{objection.indicator}]") for each in changes),
        "own": own,
    }


def _chosen(word: str) -> queries.Standing | None:
    return queries.Standing(word) if word in set(queries.Standing) else None
