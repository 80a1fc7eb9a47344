"""The table of holidays, year by year."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from petruk.access.permissions import Permission as P
from petruk.appraisal.actions import holidays as actions
from petruk.appraisal.queries import holidays as queries
from petruk.web.holidays.forms import HolidayForm
from petruk.web.page import PageRequest, page


@page(P.PERIOD_VIEW, "GET")
def holidays(request: PageRequest) -> HttpResponse:
    this_year = timezone.localdate().year
    known = sorted({*queries.years(request.authority), this_year, this_year + 1}, reverse=True)
    wanted = request.GET.get("tahun", "")
    year = next((each for each in known if str(each) == wanted), this_year)
    context = {
        "year": year,
        "years": known,
        "days": queries.holidays(request.authority).filter(day__year=year),
        "manages": request.authority.has(P.PERIOD_MANAGE),
    }
    return render(request, "holidays/holidays.html", context)


@page(P.PERIOD_MANAGE, "GET", "POST")
def add(request: PageRequest) -> HttpResponse:
    form = HolidayForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        given = dict(form.cleaned_data)
        day = given.pop("day")
        try:
            moved = actions.add(day, at=timezone.now(), by=request.authority, **given)
        except actions.HolidayKnown as refusal:
            form.add_error("day", str(refusal))
        else:
            messages.success(request, _said(moved))
            return _to_year(day)
    return render(request, "holidays/add.html", {"form": form})


@page(P.PERIOD_MANAGE, "POST")
def remove(request: PageRequest, day: str) -> HttpResponse:
    found = get_object_or_404(queries.holidays(request.authority), day=_day(day))
    actions.remove(found, by=request.authority)
    messages.success(request, _("The day is taken out of the table. Deadlines that were told stay as they are."))
    return _to_year(found.day)


def _said(moved: Any) -> str:
    if not moved.windows and not moved.answers:
        return _("The holiday is recorded.")
    return _("The holiday is recorded. Deadlines that run over it end later now.")


def _to_year(day: date) -> HttpResponse:
    return redirect(f"{reverse('holidays:holidays')}?tahun={day.year}")


def _day(text: str) -> date:
    """Read a day of the address. Raises ``Http404`` for anything else."""
    try:
        day = date.fromisoformat(text)
    except ValueError as error:
        raise Http404 from error
    if day.isoformat() != text:
        raise Http404
    return day
