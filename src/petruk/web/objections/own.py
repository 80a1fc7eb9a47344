"""An employee's own announced results: each number with its reason, and the way to object to it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from petruk.access.permissions import Permission as P
from petruk.appraisal.actions import objections as actions
from petruk.appraisal.actions.uploads import CannotAttach
from petruk.appraisal.queries import objections as queries
from petruk.appraisal.queries.instruments import parsed
from petruk.appraisal.queries.sealed import own_sealed, own_versions, versions
from petruk.appraisal.queries.why import why
from petruk.core.why import Explained
from petruk.web.appraisal import posted
from petruk.web.objections.forms import ObjectionForm
from petruk.web.objections.words import Line, finalities, lines, window_left
from petruk.web.page import PageRequest, page
from petruk.web.paging import page_of


@dataclass(frozen=True)
class Row:
    """One indicator of the result, with the objection to it if there is one."""

    explained: Explained
    line: Line | None


@page(P.OBJECTION_FILE, "GET")
def own_list(request: PageRequest) -> HttpResponse:
    rows = page_of(own_sealed(request.authority), request.GET)
    told = finalities(request.authority, [result.assessment.period for result in rows])
    context = {"rows": rows, "results": [(each, told[each.assessment.period_id]) for each in rows]}
    return render(request, "objections/own_list.html", context)


@page(P.OBJECTION_FILE, "GET")
def own_result(request: PageRequest, result: str) -> HttpResponse:
    """Show the version in force; an earlier one leads to it."""
    authority = request.authority
    found = get_object_or_404(own_versions(authority), public_id=result)
    if found.superseded_at is not None:
        newest = own_versions(authority).get(assessment=found.assessment_id, superseded_at=None)
        return redirect("objections:own_result", newest.public_id)
    period = found.assessment.period
    told = why(authority, found)
    context = {
        "result": found,
        "period": period,
        "content": told.content,
        "total_sentence": told.total,
        "has_total": told.has_total,
        "rows": list(_rows(request, found, told.explained)),
        "finality": finalities(authority, [period])[period.pk],
        "left": window_left(authority, period),
        "versions": versions(authority, found),
    }
    return render(request, "objections/own_result.html", context)


@page(P.OBJECTION_FILE, "GET", "POST")
def file(request: PageRequest, result: str, indicator: str) -> HttpResponse:
    found = get_object_or_404(own_sealed(request.authority), public_id=result)
    period = found.assessment.period
    titles = {each.code: each.title for each in parsed(period.instrument).indicators}
    if indicator not in titles:
        raise Http404
    sent = request.method == "POST"
    form = ObjectionForm(request.POST if sent else None, request.FILES if sent else None)
    if form.is_valid() and (done := _filed(request, found, indicator, form)):
        return done
    told = why(request.authority, own_versions(request.authority).get(pk=found.pk))
    context = {
        "result": found,
        "period": period,
        "title": titles[indicator],
        "explained": next(each for each in told.explained if each.code == indicator),
        "form": form,
        "left": window_left(request.authority, period),
        "answer_days": parsed(period.instrument).objection.answer_days,
    }
    return render(request, "objections/file.html", context, status=422 if sent else 200)


@page(P.OBJECTION_FILE, "POST")
def withdraw(request: PageRequest, objection: str) -> HttpResponse:
    found = get_object_or_404(queries.own_objections(request.authority), public_id=objection)
    try:
        actions.withdraw(found, at=timezone.now(), by=request.authority)
    except actions.CannotObject as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Your objection is taken back."))
    return redirect("objections:objection", objection)


def _filed(request: PageRequest, result: Any, indicator: str, form: ObjectionForm) -> HttpResponse | None:
    posted.report(request, form, result.public_id)
    text = form.cleaned_data["text"]
    try:
        done = actions.file(result, indicator, text, form.upload(), at=timezone.now(), by=request.authority)
    except CannotAttach as refusal:
        form.add_error("file", str(refusal))
        return None
    except actions.CannotObject as refusal:
        form.add_error(None, str(refusal))
        return None
    messages.success(request, _("Your objection is filed. The agency answers it, and you read the answer here."))
    return redirect("objections:objection", done.public_id)


def _rows(request: PageRequest, result: Any, explained: tuple[Explained, ...]) -> Iterator[Row]:
    """Return the indicators in their order; what was taken back is none."""
    found = queries.objections_about(request.authority, result).filter(withdrawn_at=None)
    known = {line.objection.indicator: line for line in lines(request.authority, found)}
    return (Row(each, known.get(each.code)) for each in explained)
