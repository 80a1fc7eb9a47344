"""The recap as a file: exactly the rows that the page lists."""

from collections.abc import Iterator, Sequence

from django.http import Http404
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from petruk.access.permissions import Permission
from petruk.appraisal.queries.recap import RecapColumn, RecapLine, lines, recap, recap_columns
from petruk.web.appraisal.posted import values_of
from petruk.web.objections.words import finalities
from petruk.web.page import PageRequest, page
from petruk.web.people.search import address_of
from petruk.web.recap.asked import KEPT, Asked, read
from petruk.web.recap.rows import banded
from petruk.web.tables.answer import download
from petruk.web.tables.signing import signature
from petruk.web.tables.table import Column, Kind, Table, Value, told
from petruk.web.templatetags.appraisal import state_word

CHUNK = 500


@page(Permission.RECAP_VIEW, "POST")
def export(request: PageRequest) -> HttpResponseBase:
    asked = read(request.authority, values_of(request.POST), posted=True)
    if asked.period is None:
        raise Http404
    rows = recap(request.authority, asked.period, asked.narrowed)
    finality = finalities(request.authority, [asked.period])[asked.period.pk]
    table = Table(
        name=_("recapitulation"),
        title=_("Recapitulation of results"),
        terms=_terms(asked, finality.word),
        columns=tuple(_columns(recap_columns(asked.period))),
        rows=lines(asked.period, rows.iterator(chunk_size=CHUNK)),
        count=rows.count(),
        signature=signature(request.authority, Permission.RECAP_VIEW, asked.narrowed.unit_path),
    )
    back = f"{reverse('recap:recap')}?{address_of(asked.query, KEPT)}"
    return download(request, table, what="recap", number=asked.text if asked.digits else "", back=back)


def _terms(asked: Asked, finality: str) -> list[tuple[str, str]]:
    return told(
        (_("Period"), asked.period.name),
        (_("Results"), finality),
        (_("Work unit"), asked.unit and asked.unit.name),
        (_("State"), asked.narrowed.state and state_word(asked.narrowed.state)),
        (_("Name or NIP"), asked.text),
    )


def _columns(indicators: Sequence[RecapColumn]) -> Iterator[Column]:
    yield Column("NIP", lambda line: line.person["nip"], Kind.NIP)
    yield Column(_("Name"), lambda line: line.person["name"], width=34)
    yield Column(_("Work unit"), lambda line: line.person["unit"], width=34)
    for at, column in enumerate(indicators):
        yield _indicator(at, column)
    yield Column(_("Total"), lambda line: line.total, Kind.NUMBER, width=10, places=None)
    yield Column(_("Maximum"), _maximum, Kind.NUMBER, width=12, places=None)
    yield Column(_("Level"), lambda line: str(banded(line)[0]), width=16)
    yield Column(_("State"), lambda line: state_word(line.state), width=14)
    yield Column(_("Handed in"), lambda line: localdate(line.submitted_at), Kind.DAY, width=12)
    yield Column(_("No data yet"), lambda line: _without_data(indicators, line), width=24)


def _indicator(at: int, column: RecapColumn) -> Column:
    def points(line: RecapLine) -> Value:
        return line.cells[at].points

    def words(line: RecapLine) -> Value:
        return line.cells[at].shown

    if column.counts:
        return Column(column.title, points, Kind.NUMBER, width=12, places=None)
    return Column(column.title, words, width=20)


def _maximum(line: RecapLine) -> Value:
    return None if line.total is None else line.maximum


def _without_data(columns: Sequence[RecapColumn], line: RecapLine) -> str:
    found = zip(line.cells, columns, strict=True)
    return ", ".join(column.title for cell, column in found if cell.missing)
