"""Minutes of a panel, letter and empty form of a unit: what each will say, the one in force, and issuing it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from petruk.access.permissions import Permission as P
from petruk.documents.actions import office_papers as actions
from petruk.documents.actions.heading import CannotIssue
from petruk.documents.queries.office import Kind, handed_in, paper_in_force
from petruk.people.queries import units
from petruk.web.choosing import chosen, known_periods
from petruk.web.page import PageRequest, page
from petruk.web.papers.forms import AnewForm


@dataclass(frozen=True)
class Sort:
    """One kind of paper as its page introduces it."""

    kind: Kind
    title: str | Promise
    text: str | Promise


MINUTES = Sort(
    Kind.MINUTES,
    gettext_lazy("Minutes of the panel"),
    gettext_lazy("Who judged, who stood aside and why, what came out, and a line for each member to sign."),
)
LETTER = Sort(
    Kind.LETTER,
    gettext_lazy("Transmittal letter"),
    gettext_lazy(
        "It lists the result sheets of this unit with their numbers and is signed by whoever signs for the unit."
    ),
)
FORM = Sort(
    Kind.FORM,
    gettext_lazy("Blank form"),
    gettext_lazy("What the instrument asks, with room to write by hand before it is typed in."),
)


@page(P.PAPER_ISSUE, "GET", "POST")
def minutes(request: PageRequest, public_id: str) -> HttpResponse:
    return _page(request, MINUTES, _period(request, public_id), actions.issue_minutes)


@page(P.ASSESSMENT_SUBMIT, "GET", "POST")
def letter(request: PageRequest, period: str, unit: str) -> HttpResponse:
    return _page_of_unit(request, LETTER, period, unit, actions.issue_letter)


@page(P.ASSESSMENT_SUBMIT, "GET", "POST")
def form(request: PageRequest, period: str, unit: str) -> HttpResponse:
    return _page_of_unit(request, FORM, period, unit, actions.issue_form)


def _page_of_unit(request: PageRequest, sort: Sort, period: str, unit: str, act: Callable[..., Any]) -> HttpResponse:
    office = get_object_or_404(units(request.authority, P.ASSESSMENT_SUBMIT), public_id=unit)
    return _page(request, sort, _period(request, period), act, office)


def _page(request: PageRequest, sort: Sort, period: Any, act: Callable[..., Any], unit: Any = None) -> HttpResponse:
    about = (period, unit) if unit else (period,)
    current = paper_in_force(request.authority, sort.kind, *about)
    given = AnewForm(request.POST if request.method == "POST" else None, first=current is None)
    if given.is_valid():
        reason, at = given.cleaned_data.get("reason", ""), timezone.now()
        try:
            issued = act(*about, reason=reason, at=at, by=request.authority)
        except CannotIssue as refusal:
            given.add_error(None, str(refusal))
        else:
            messages.success(request, _("The paper is issued. It stands in the register."))
            return redirect("papers:paper", issued.public_id)
    context = {
        "sort": sort,
        "period": period,
        "unit": unit,
        "form": given,
        "current": current,
        "sheets": handed_in(request.authority, period, unit) if sort is LETTER else None,
    }
    return render(request, "papers/office.html", context)


def _period(request: PageRequest, public_id: str) -> Any:
    return chosen(known_periods(request.authority), public_id)
