"""The desk of the head of an office: what was handed in, side by side; decide the points, confirm, return."""

from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from petruk.access.authority import Authority
from petruk.access.permissions import Permission
from petruk.appraisal.actions.deciding import CannotDecide, preview
from petruk.appraisal.queries.deciding import Awaited, awaited, bar, head_desk, stopped
from petruk.appraisal.queries.periods import rules_of
from petruk.appraisal.refusals import Bar
from petruk.core.lifecycle import Act, Actor, State
from petruk.documents.actions import sheets as papers
from petruk.documents.queries.papers import valid_paper
from petruk.people.queries import units
from petruk.privacy.queries import LookKind
from petruk.web.appraisal import posted
from petruk.web.appraisal.forms import points_name
from petruk.web.appraisal.parts import Part, adds_up_plainly
from petruk.web.appraisal.totals import Total, total_of
from petruk.web.choosing import chosen, known_periods
from petruk.web.confirming import Fresh
from petruk.web.deciding.desks import assessment_or_404, chosen_period, sent_to_result
from petruk.web.deciding.forms import DecisionForm
from petruk.web.deciding.returning import returned
from petruk.web.looked import looked
from petruk.web.page import PageRequest, page
from petruk.web.paging import page_of

ACTS = ("decide", "check", "edit", "confirm")


@dataclass(frozen=True)
class Nominee:
    """One card: the frozen sheet, and what stands against this head or for whom it waits."""

    assessment: Any
    total: Total
    bar: Bar | None
    awaited: Awaited | None


@page(Permission.ASSESSMENT_CONFIRM, "GET")
def desk(request: PageRequest) -> HttpResponse:
    authority, known = request.authority, known_periods(request.authority)
    period = chosen_period(known, request.GET.get("periode", ""))
    if period is None:
        return render(request, "deciding/head.html", {"periods": known, "period": None})
    offices = list(units(authority, Permission.ASSESSMENT_CONFIRM))
    unit = chosen(offices, wanted) if (wanted := request.GET.get("unit", "")) else None
    decided = request.GET.get("keadaan") == "sudah"
    came = head_desk(authority, period, unit.path if unit else "")
    waiting, done = came.filter(state=State.SUBMITTED), came.exclude(state=State.SUBMITTED)
    rows = page_of(done if decided else waiting, request.GET)
    context = {
        "periods": known,
        "period": period,
        "offices": offices,
        "unit": unit,
        "decided": decided,
        "rows": rows,
        "groups": [] if decided else _by_unit(authority, rows),
        "other": (waiting if decided else done).count(),
    }
    return render(request, "deciding/head.html", context)


@page(Permission.ASSESSMENT_CONFIRM, "GET", "POST", fresh=Fresh.SENT)
def decide(request: PageRequest, assessment: str) -> HttpResponse:
    found = assessment_or_404(request.authority, Actor.UNIT_HEAD, assessment)
    looked(request, found.employee_id, LookKind.ASSESSMENT)
    if why := stopped(request.authority, found, Act.CONFIRM, Actor.UNIT_HEAD):
        return sent_to_result(request, found, why)
    instrument, _windows = rules_of(found.period)
    if request.method != "POST":
        return _page(request, found, DecisionForm(instrument=instrument, initial=_noted(found)))
    values = posted.values_of(request.POST)
    act = values.get("act", "check")
    if act not in ACTS:
        raise BadRequest("No such act.")
    form = DecisionForm(values, instrument=instrument)
    posted.report(request, form, found.public_id)
    if not form.is_valid():
        return _page(request, found, form, status=422)
    if act in {"check", "edit"}:
        template = "deciding/confirm.html" if act == "check" else "deciding/decide.html"
        return _page(request, found, form, template=template)
    return _written(request, found, form, act)


@page(Permission.ASSESSMENT_CONFIRM, "GET", "POST")
def return_(request: PageRequest, assessment: str) -> HttpResponse:
    return returned(request, assessment, Actor.UNIT_HEAD)


def _written(request: PageRequest, found: Any, form: DecisionForm, act: str) -> HttpResponse:
    """Decide, or decide and confirm; a refusal keeps what was chosen where there is still something to choose."""
    write = papers.confirm if act == "confirm" else papers.decide
    try:
        write(found, form.decision(), at=timezone.now(), by=request.authority)
    except CannotDecide as refusal:
        return _refused(request, found, form, str(refusal))
    name = {"name": found.sheet["person"]["name"]}
    if act == "confirm":
        messages.success(request, _("The assessment of %(name)s is confirmed and goes to the agency.") % name)
        return redirect("appraisal:result", found.public_id)
    messages.success(request, _("Your points for %(name)s are kept.") % name)
    return redirect("deciding:decide", found.public_id)


def _refused(request: PageRequest, found: Any, form: DecisionForm, why: str) -> HttpResponse:
    fresh = assessment_or_404(request.authority, Actor.UNIT_HEAD, found.public_id)
    if stopped(request.authority, fresh, Act.CONFIRM, Actor.UNIT_HEAD):
        return sent_to_result(request, fresh, why)
    again = DecisionForm({**form.data, "version": str(fresh.version)}, instrument=form.instrument)
    again.full_clean()
    again.add_error(None, why)
    return _page(request, fresh, again, status=409)


def _page(
    request: PageRequest, found: Any, form: DecisionForm, *, status: int = 200, template: str = "deciding/decide.html"
) -> HttpResponse:
    score = preview(found, form.points())
    frozen = {line["code"]: line["points"] for line in found.sheet["lines"]}
    lines = {line.code: line for line in score.lines}
    numbers = {code: at for at, code in enumerate(lines, start=1)}
    context = {
        "assessment": found,
        "sheet": found.sheet,
        "form": form,
        "parts": [Part(numbers[each.code], each, lines[each.code], form[points_name(each)]) for each in form.headed],
        "others": [line for line in score.lines if line.code not in {each.code for each in form.headed}],
        "changes": [
            (lines[each.code], frozen[each.code]) for each in form.headed if _differs(lines, frozen, each.code)
        ],
        "total": total_of(score.as_dict()),
        "before": total_of(found.sheet),
        "paper": valid_paper(request.authority, found),
        "live": adds_up_plainly(form.instrument, score),
    }
    return render(request, template, context, status=status)


def _differs(lines: Any, frozen: Any, code: str) -> bool:
    return bool(lines[code].as_dict()["points"] != frozen[code])


def _noted(found: Any) -> dict[str, object]:
    """Return the points that the office noted for the head."""
    noted = {f"points_{code}": given["points"] or "" for code, given in found.judgements.items()}
    return noted | {"version": found.version}


def _by_unit(authority: Authority, rows: Any) -> list[tuple[Any, list[Nominee]]]:
    """Return the cards of each unit; of those that this head may not decide, who should."""
    against = {row.pk: bar(authority, row) for row in rows}
    others = awaited(authority, [row for row in rows if against[row.pk]], on=timezone.localdate())
    cards = [Nominee(row, total_of(row.sheet), against[row.pk], others.get(row.pk)) for row in rows]
    return [(unit, list(cards)) for unit, cards in groupby(cards, key=lambda card: card.assessment.unit)]
