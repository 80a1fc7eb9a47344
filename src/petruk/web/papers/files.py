"""The register as a file: exactly the papers that the page lists."""

from typing import Any

from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from petruk.access.permissions import Permission
from petruk.documents.queries import register as queries
from petruk.web.appraisal.posted import values_of
from petruk.web.page import PageRequest, page
from petruk.web.papers.asking import KEPT, fields_of, narrowed, nip_in
from petruk.web.papers.words import STATES, state_badge
from petruk.web.people.search import address_of, text_of
from petruk.web.tables.answer import download
from petruk.web.tables.signing import signature
from petruk.web.tables.table import Column, Kind, Table, told

CHUNK = 2_000


def _name(paper: Any) -> str:
    return paper.employee.titled_name if paper.employee else ""


def _nip(paper: Any) -> str:
    return paper.employee.nip if paper.employee else ""


def _replaced_by(paper: Any) -> str:
    return paper.replaced_by.number if paper.replaced_by else ""


COLUMNS = (
    Column(gettext_lazy("Number"), lambda paper: paper.number, width=30),
    Column(gettext_lazy("Date"), lambda paper: paper.dated_on, Kind.DAY, width=14),
    Column(gettext_lazy("Kind"), lambda paper: paper.get_kind_display(), width=28),
    Column("NIP", _nip, Kind.NIP),
    Column(gettext_lazy("Name"), _name, width=34),
    Column(gettext_lazy("Work unit"), lambda paper: paper.unit.name, width=34),
    Column(gettext_lazy("Period"), lambda paper: paper.period.name, width=34),
    Column(gettext_lazy("State"), lambda paper: state_badge(paper).word, width=14),
    Column(gettext_lazy("Replaced by"), _replaced_by, width=30),
    Column(gettext_lazy("Reason"), lambda paper: paper.revoked_because, width=44),
)


@page(Permission.ASSESSMENT_VIEW, "POST")
def export(request: PageRequest) -> HttpResponseBase:
    values = values_of(request.POST)
    digits = nip_in(text_of(values))
    wanted = narrowed(values, digits)
    rows = queries.register(request.authority, wanted)
    table = Table(
        name=_("register of papers"),
        title=_("Register of papers"),
        terms=told(
            (_("Number, name or NIP"), digits or wanted.text),
            (_("Kind"), wanted.kind and queries.Kind(wanted.kind).label),
            (_("Year"), wanted.year),
            (_("State"), _word(wanted.state)),
        ),
        columns=COLUMNS,
        rows=rows.iterator(chunk_size=CHUNK),
        count=rows.count(),
        signature=signature(request.authority, Permission.ASSESSMENT_VIEW),
    )
    kept = dict(fields_of(wanted)) | ({"cari": ""} if digits else {})
    back = f"{reverse('papers:register')}?{address_of(kept, KEPT)}"
    return download(request, table, what="papers", number=digits, back=back)


def _word(state: str) -> str | Promise:
    return STATES[state][0] if state else ""
