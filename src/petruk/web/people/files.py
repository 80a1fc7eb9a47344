"""The list of employees as a file: exactly the rows that the page lists."""

from django.http import Http404
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from petruk.access.permissions import Permission
from petruk.core.legal_status import legal_status_name
from petruk.people import queries
from petruk.web.appraisal.posted import values_of
from petruk.web.page import PageRequest, page
from petruk.web.people import search
from petruk.web.tables.answer import download
from petruk.web.tables.signing import signature
from petruk.web.tables.table import Column, Kind, Table, told
from petruk.web.templatetags.people import kind_label, rank_words

CHUNK = 2_000
COLUMNS = (
    Column("NIP", lambda person: person.nip, Kind.NIP),
    Column(gettext_lazy("Name"), lambda person: person.titled_name, width=34),
    Column(gettext_lazy("Post"), lambda person: person.placement.position, width=34),
    Column(gettext_lazy("Rank"), lambda person: rank_words(person.placement.rank), width=24),
    Column(gettext_lazy("Work unit"), lambda person: person.placement.unit.name, width=34),
    Column(gettext_lazy("Status"), lambda person: kind_label(person.kind), width=12),
    Column(gettext_lazy("Legal status"), lambda person: legal_status_name(person.legal_status), width=18),
)


@page(Permission.EMPLOYEE_VIEW, "POST")
def export(request: PageRequest) -> HttpResponseBase:
    values = values_of(request.POST)
    paths = search.unit_paths(request.authority)
    unit = values.get("unit", "")
    if unit and unit not in paths:
        raise Http404
    narrowed = search.narrowed(values, paths[unit][1] if unit else "")
    number = narrowed.name if search.is_number(narrowed.name) else ""
    rows = queries.find_employees(request.authority, narrowed)
    terms = _terms(paths[unit][0] if unit else "", narrowed)
    if number:
        rows, terms = queries.find_by_number(request.authority, search.digits_of(number)), told(("NIP", number))
    table = Table(
        name=_("employees"),
        title=_("Employees"),
        terms=terms,
        columns=COLUMNS,
        rows=rows.iterator(chunk_size=CHUNK),
        count=rows.count(),
        signature=signature(request.authority, Permission.EMPLOYEE_VIEW, narrowed.unit_path),
    )
    back = f"{reverse('people:employees')}?{search.address_of(values)}"
    return download(request, table, what="employees", number=number, back=back)


def _terms(unit: str, narrowed: queries.Narrowed) -> list[tuple[str, str]]:
    return told(
        (_("Work unit"), unit),
        (_("Status"), narrowed.kind and kind_label(narrowed.kind)),
        (_("Legal status"), narrowed.legal_status and legal_status_name(narrowed.legal_status)),
        (_("Name"), narrowed.name),
    )
