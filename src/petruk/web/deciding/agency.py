"""The desk of the agency: what the heads confirmed, with filters; choose what to verify, return what is wrong."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone

from petruk.access.authority import Authority
from petruk.access.permissions import Permission
from petruk.appraisal.queries.deciding import Narrowed, agency_desk, awaited, stopped
from petruk.core.lifecycle import Act, Actor, State
from petruk.people.queries import units
from petruk.web.appraisal.posted import values_of
from petruk.web.appraisal.totals import total_of
from petruk.web.choosing import chosen, known_periods
from petruk.web.deciding.desks import agency_address, chosen_period
from petruk.web.deciding.returning import returned
from petruk.web.page import PageRequest, page
from petruk.web.paging import page_of
from petruk.web.people.search import digits_of, text_of

STATES: Mapping[str, State | None] = {
    "dikonfirmasi": State.CONFIRMED,
    "terkirim": State.SUBMITTED,
    "dikembalikan": State.RETURNED,
    "diverifikasi": State.VERIFIED,
    "semua": None,
}


@page(Permission.ASSESSMENT_VERIFY, "GET", "POST")
def desk(request: PageRequest) -> HttpResponse:
    """List what came in. A search goes by POST: words are sent on to an address, a number is answered here."""
    asked, digits = request.GET.dict(), ""
    if request.method == "POST":
        asked, digits = values_of(request.POST), digits_of(text_of(request.POST))
        if not digits:
            return redirect(agency_address(asked))
    known = known_periods(request.authority)
    period = chosen_period(known, asked.get("periode", ""))
    if period is None:
        return render(request, "deciding/agency.html", {"periods": known, "period": None})
    return render(request, "deciding/agency.html", _context(request.authority, asked, known, period, digits))


@page(Permission.ASSESSMENT_VERIFY, "GET", "POST")
def return_(request: PageRequest, assessment: str) -> HttpResponse:
    return returned(request, assessment, Actor.AGENCY)


def _context(
    authority: Authority, asked: Mapping[str, str], known: list[Any], period: Any, digits: str
) -> dict[str, Any]:
    offices = list(units(authority, Permission.ASSESSMENT_VERIFY))
    unit = chosen(offices, asked["unit"]) if asked.get("unit") else None
    state = word if (word := asked.get("keadaan", "")) in STATES else "dikonfirmasi"
    text = text_of(asked)
    path = unit.path if unit else ""
    narrowed = Narrowed(state=STATES[state], unit_path=path, name="" if digits else text, digits=digits)
    rows = page_of(agency_desk(authority, period, narrowed), asked)
    query = QueryDict(mutable=True)
    query.update({"periode": period.public_id, "unit": asked.get("unit", ""), "keadaan": state})
    query.update({"cari": "" if digits else text})
    lines = [(row, total_of(row.sheet or {}), stopped(authority, row, Act.VERIFY, Actor.AGENCY)) for row in rows]
    return {
        "periods": known,
        "period": period,
        "offices": offices,
        "unit": unit,
        "state": state,
        "text": text,
        "by_number": bool(digits),
        "query": query,
        "rows": rows,
        "lines": lines,
        "waits": awaited(authority, [row for row in rows if row.state == State.SUBMITTED], on=timezone.localdate()),
        "choosable": any(not why for _row, _total, why in lines),
        "all_chosen": asked.get("pilih") == "semua",
        "narrow": bool(text or unit),
    }
