"""The facts that hold now, of everybody within reach: a list to look through, and the same rows as a file."""

from collections.abc import Mapping

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse

from petruk.access.permissions import Permission
from petruk.core.dates import MONTHS
from petruk.facts import queries
from petruk.web.appraisal.posted import values_of
from petruk.web.facts.asked import KEPT, KINDS, Asked, read
from petruk.web.facts.columns import COLUMNS, TITLES
from petruk.web.page import PageRequest, page
from petruk.web.paging import page_of
from petruk.web.people.search import sent_on
from petruk.web.tables.answer import download
from petruk.web.tables.signing import signature
from petruk.web.tables.table import Table, shown

CHUNK = 2_000


@page(Permission.EMPLOYEE_VIEW, "GET", "POST")
def facts(request: PageRequest) -> HttpResponse:
    """List facts. A search goes by POST: words are sent on to an address, a number is answered here."""
    if request.method != "POST":
        return _list(request, read(request.authority, request.GET.dict()), request.GET)
    values = values_of(request.POST)
    return sent_on(values, "facts:facts", KEPT) or _list(request, read(request.authority, values, posted=True), {})


@page(Permission.EMPLOYEE_VIEW, "POST")
def export(request: PageRequest) -> HttpResponseBase:
    asked = read(request.authority, values_of(request.POST), posted=True)
    rows = queries.facts(request.authority, asked.kind, asked.narrowed)
    title = str(TITLES[asked.kind])
    table = Table(
        name=asked.word,
        title=title,
        terms=asked.terms,
        columns=COLUMNS[asked.kind],
        rows=rows.iterator(chunk_size=CHUNK),
        count=rows.count(),
        signature=signature(request.authority, queries.permission_of(asked.kind), asked.narrowed.unit_path),
    )
    back = f"{reverse('facts:facts')}?{asked.query.urlencode()}"
    return download(request, table, what=asked.kind, number=asked.text if asked.digits else "", back=back)


def _list(request: PageRequest, asked: Asked, asked_page: Mapping[str, str]) -> HttpResponse:
    rows = page_of(queries.facts(request.authority, asked.kind, asked.narrowed), asked_page)
    columns = [column for column in COLUMNS[asked.kind] if column.on_page]
    context = {
        "asked": asked,
        "kinds": [(word, TITLES[kind], word == asked.word) for word, kind in KINDS.items()],
        "months": _months(asked),
        "rows": rows,
        "columns": columns,
        "lines": [(fact.employee, [(column, shown(column, fact)) for column in columns]) for fact in rows],
        "title": TITLES[asked.kind],
    }
    return render(request, "facts/facts.html", context)


def _months(asked: Asked) -> list[tuple[int, str, bool]]:
    """Return the months to choose from, where the facts have one."""
    known = MONTHS if asked.kind in queries.MONTHLY else ()
    return [(number, name, number == asked.month) for number, name in enumerate(known, start=1)]
