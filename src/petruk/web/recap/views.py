"""The results of a period in one list."""

from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from petruk.access.permissions import Permission
from petruk.appraisal.queries.candidates import UnitWork, unit_work
from petruk.appraisal.queries.periods import period_of_the_day, periods, rules_of
from petruk.appraisal.queries.results import RecapFilter, recap_columns
from petruk.appraisal.queries.results import recap as results
from petruk.web.appraisal.posted import values_of
from petruk.web.page import PageRequest, page
from petruk.web.people.search import digits_of, text_of
from petruk.web.recap.rows import row_of

PAGE_SIZE = 30
HIGHEST_FIRST = "-total"
WORDS = {"nama": "name", "unit": "unit", "total": "total", "dikirim": "submitted"}
KEPT = ("periode", "unit", "cari", "urut")


@page(Permission.RECAP_VIEW, "GET", "POST")
def recap(request: PageRequest) -> HttpResponse:
    """List results. A search goes by POST: words are sent on to an address, a number is answered here."""
    asked, digits = request.GET.dict(), ""
    if request.method == "POST":
        asked, digits = values_of(request.POST), digits_of(text_of(request.POST))
        if not digits:
            return redirect(f"{reverse('recap:recap')}?{_address(asked)}")
    known = list(periods(request.authority).filter(published_at__isnull=False))
    period = _chosen(known, asked.get("periode", ""))
    if period is None:
        return render(request, "recap/recap.html", {"periods": known, "period": None})
    return _list(request, asked, known, period, digits)


def _list(
    request: PageRequest, asked: Mapping[str, str], known: Iterable[Any], period: Any, digits: str
) -> HttpResponse:
    units = unit_work(request.authority, period)
    unit = _unit(units, asked.get("unit", ""))
    sort = _sort(period, asked.get("urut", ""))
    narrowed = _narrowed("" if digits else text_of(asked), digits, unit, sort)
    found = results(request.authority, period, narrowed)
    rows = Paginator(found, PAGE_SIZE).get_page(asked.get("halaman"))
    query = QueryDict(mutable=True)
    query.update({"periode": period.public_id, "unit": asked.get("unit", ""), "cari": narrowed.name, "urut": sort})
    context = {
        "periods": known,
        "period": period,
        "units": units,
        "unit": unit,
        "text": text_of(asked),
        "sort": sort,
        "by_number": bool(digits),
        "query": query,
        "indicators": rules_of(period)[0].indicators,
        "rows": rows,
        "lines": [row_of(assessment) for assessment in rows],
        "marked": any(assessment.has_missing for assessment in rows),
        "waiting": _waiting(units, unit),
        "narrow": bool(text_of(asked) or unit),
    }
    return render(request, "recap/recap.html", context)


def _narrowed(name: str, digits: str, unit: Any, sort: str) -> RecapFilter:
    column = sort.removeprefix("-")
    return RecapFilter(
        name=name,
        digits=digits,
        unit_path=unit.path if unit else "",
        sort=WORDS.get(column, column.replace("skor-", "points:", 1)),
        reverse=sort.startswith("-"),
    )


def _sort(period, wanted: str) -> str:
    """Return the order that the address asks for, or highest total first when there is no such column."""
    column = wanted.removeprefix("-")
    known = {*WORDS, *(name.replace("points:", "skor-", 1) for name in recap_columns(period) if ":" in name)}
    return wanted if column in known else HIGHEST_FIRST


def _address(asked: Mapping[str, str]) -> str:
    values = {key: asked.get(key, "") for key in KEPT} | {"cari": text_of(asked)}
    return urlencode({key: value for key, value in values.items() if value})


def _chosen(known: Iterable[Any], public_id: str) -> Any:
    if not public_id:
        return period_of_the_day(known, timezone.now())
    return _only(period for period in known if period.public_id == public_id)


def _unit(units: list[UnitWork], public_id: str):
    return _only(work.unit for work in units if work.unit.public_id == public_id) if public_id else None


def _only(found: Iterable[Any]) -> Any:
    """Return the first. Raises ``Http404`` when there is none: a foreign one is as good as none."""
    for each in found:
        return each
    raise Http404


def _waiting(units: list[UnitWork], unit) -> list[UnitWork]:
    """Return the units that have handed in nothing yet, within the chosen one."""
    return [work for work in units if not work.nominees and (unit is None or work.unit.path.startswith(unit.path))]
