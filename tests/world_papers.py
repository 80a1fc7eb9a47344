"""The part of the shared world that is about papers: who signs them, and one of every kind."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.utils import timezone

from petruk.access.authority import Authority
from petruk.documents.actions import charters
from petruk.documents.actions.emblems import record_emblem
from petruk.documents.models import Document, Emblem
from petruk.people.models import Official
from tests import factories as make
from tests.core.made_files import drawn_png

if TYPE_CHECKING:
    from tests.world import Office, World
    from tests.world_decision import Decisions


@dataclass(frozen=True)
class Papers:
    """An official of the government, a coat of arms of days to come, and the charter of an announced winner of each
    office."""

    official: Official
    emblem: Emblem
    own_charter: Document
    foreign_charter: Document


def make_papers(decisions: "Decisions", offices: "tuple[Office, Office]", agency: Authority) -> Papers:
    official = make.make_officials()[0]
    at = timezone.now()
    terms = charters.Terms(timezone.localdate(at), "ASN Berkinerja Terbaik")
    charters.carry_out(charters.order(decisions.announced, terms, at=at, by=agency), by=agency)
    won = Document.objects.filter(kind="charter", award__unit__isnull=False)
    picture = drawn_png(width=120, height=160)
    emblem = record_emblem(picture, started_on=date(2099, 1, 1), at=at, by=agency)
    return Papers(official, emblem, *(won.get(unit=office.unit) for office in offices))


def charter(world: "World", office: "Office") -> Document:
    return world.papers.foreign_charter if office is world.foreign else world.papers.own_charter


Row = Callable[["World", "Office"], tuple[str, ...]]
ROWS: Mapping[str, Row] = {
    "agency:end_official": lambda world, _office: (world.papers.official.public_id,),
    "agency:picture": lambda world, _office: (world.papers.emblem.public_id,),
    "agency:paper": lambda _world, _office: ("charter",),
    **{f"papers:{name}": lambda _world, office: (office.paper.public_id,) for name in ("paper", "pdf")},
    "papers:revoke": lambda world, office: (charter(world, office).public_id,),
    "papers:minutes": lambda world, _office: (world.decisions.means.public_id,),
    **{
        f"papers:{name}": lambda world, office: (world.open.public_id, office.unit.public_id)
        for name in ("letter", "form")
    },
    "papers:recap": lambda world, _office: (world.open.public_id,),
    "papers:charters": lambda world, _office: (world.decisions.decided.public_id,),
    **{f"papers:{name}": lambda world, _o: (world.decisions.announced.public_id,) for name in ("progress", "archive")},
}
