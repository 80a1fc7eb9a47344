"""The ranking as a file: exactly the places that the page lists, of all units or of one."""

from collections.abc import Iterator, Mapping

from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from petruk.access.permissions import Permission as P
from petruk.appraisal.queries import ranking as queries
from petruk.appraisal.queries.instruments import parsed
from petruk.appraisal.queries.ranking import Place
from petruk.web.appraisal.posted import values_of
from petruk.web.objections.words import finalities
from petruk.web.page import PageRequest, page
from petruk.web.ranking.views import find, unit_named
from petruk.web.tables.answer import download
from petruk.web.tables.signing import signature
from petruk.web.tables.table import Column, Kind, Table, told


@page(P.RANKING_VIEW, "POST")
def export(request: PageRequest, public_id: str) -> HttpResponseBase:
    period = find(request, public_id)
    units = queries.units_ranked(request.authority, period)
    unit = unit_named(units, values_of(request.POST).get("unit", ""))
    found = queries.ranking(request.authority, period, unit)
    finality = finalities(request.authority, [period])[period.pk]
    names = {each.pk: each.name for each, _count in units}
    table = Table(
        name=_("ranking"),
        title=_("Ranking") if found.sealed else _("Provisional ranking"),
        terms=told(
            (_("Period"), period.name), (_("Results"), finality.word), (_("Work unit"), unit.name if unit else "")
        ),
        columns=tuple(_columns(names, has_total=parsed(period.instrument).has_total)),
        rows=found.places,
        count=len(found.places),
        signature=signature(request.authority, P.RANKING_VIEW, unit.path if unit else ""),
    )
    back = reverse("ranking:ranking", args=[public_id])
    return download(request, table, what="ranking", number="", back=f"{back}?unit={unit.public_id}" if unit else back)


def _columns(names: Mapping[int, str], *, has_total: bool) -> Iterator[Column]:
    def unit(place: Place) -> str:
        return names[place.who.unit_id]

    def why(place: Place) -> str:
        tie = f"{_('Same total')}: " if place.tied else ""
        return f"{tie}{place.because}"

    yield Column(pgettext("ranking", "Place"), lambda place: place.number, Kind.NUMBER, width=10)
    yield Column("NIP", lambda place: place.who.person["nip"], Kind.NIP)
    yield Column(_("Name"), lambda place: place.who.person["name"], width=34)
    yield Column(_("Post"), lambda place: place.who.person["position"], width=34)
    yield Column(_("Work unit"), unit, width=34)
    if has_total:
        yield Column(_("Total"), lambda place: place.who.entry.total, Kind.NUMBER, width=10, places=None)
    yield Column(_("Why above the next"), why, width=50)
