"""The results of a period in one list."""

from collections.abc import Mapping

from django.http import HttpResponse
from django.shortcuts import render

from petruk.access.permissions import Permission
from petruk.appraisal.queries.recap import lines as read_lines
from petruk.appraisal.queries.recap import maximum_of, recap_columns
from petruk.appraisal.queries.recap import recap as results
from petruk.core.numbers import format_decimal
from petruk.web.appraisal.posted import values_of
from petruk.web.objections.words import finalities
from petruk.web.page import PageRequest, page
from petruk.web.paging import page_of
from petruk.web.people.search import sent_on
from petruk.web.recap.asked import COLUMN, KEPT, Asked, read
from petruk.web.recap.rows import row_of


@page(Permission.RECAP_VIEW, "GET", "POST")
def recap(request: PageRequest) -> HttpResponse:
    """List results. A search goes by POST: words are sent on to an address, a number is answered here."""
    if request.method != "POST":
        return _list(request, read(request.authority, request.GET.dict()), request.GET)
    values = values_of(request.POST)
    return sent_on(values, "recap:recap", KEPT) or _list(request, read(request.authority, values, posted=True), {})


def _list(request: PageRequest, asked: Asked, shown: Mapping[str, str]) -> HttpResponse:
    if asked.period is None:
        return render(request, "recap/recap.html", {"asked": asked})
    found = results(request.authority, asked.period, asked.narrowed)
    rows = page_of(found, shown)
    columns = recap_columns(asked.period)
    lines = [row_of(line, columns) for line in read_lines(asked.period, rows)]
    context = {
        "asked": asked,
        "columns": [(f"{COLUMN}{each.code}", each) for each in columns],
        "rows": rows,
        "lines": lines,
        "maximum": format_decimal(maximum_of(asked.period), None),
        "marked": any(cell.missing for row in lines for cell in row.line.cells),
        "waiting": asked.waiting(),
        "issues": request.authority.has(Permission.PAPER_ISSUE),
        "finality": finalities(request.authority, [asked.period])[asked.period.pk],
    }
    return render(request, "recap/recap.html", context)
