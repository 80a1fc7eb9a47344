from collections.abc import Iterator
from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from petruk.access.authority import NOBODY, Authority
from petruk.access.permissions import Permission as P

MENU = (
    ("SI-PETRUK", (
        (_("Assessment"), "appraisal:start", P.ASSESSMENT_VIEW),
        (_("Decisions"), "deciding:head", P.ASSESSMENT_CONFIRM),
        (_("Verification"), "deciding:agency", P.ASSESSMENT_VERIFY),
        (_("Exemptions"), "overrides:overrides", P.OVERRIDE_MANAGE),
        (_("Recapitulation"), "recap:recap", P.RECAP_VIEW),
        (_("My sheets"), "panel:own_list", P.PANEL_SCORE),
        (_("Panel"), "panel:panels", P.RANKING_VIEW),
        (_("Ranking"), "ranking:periods", P.RANKING_VIEW),
        (_("Winners"), "ranking:announcements", P.ASSESSMENT_VIEW),
        (_("Papers"), "papers:register", P.ASSESSMENT_VIEW),
        (_("Objections"), "objections:desk", P.RANKING_VIEW),
        (_("My results"), "objections:own_list", P.OBJECTION_FILE),
        (_("My data"), "privacy:own_data", P.DATA_OWN),
        (_("Guide"), "guide:guide", P.GUIDE_VIEW),
    )),
    (_("Personnel"), (
        (_("Work units"), "people:units", P.UNIT_VIEW),
        (_("Employees"), "people:employees", P.EMPLOYEE_VIEW),
        (_("Imports"), "imports:batches", P.FACTS_IMPORT),
        (_("Corrections"), "privacy:desk", P.CORRECTION_ANSWER),
    )),
    (_("Settings"), (
        (_("Periods"), "periods:periods", P.PERIOD_VIEW),
        (_("Instruments"), "instruments:instruments", P.INSTRUMENT_VIEW),
        (_("Holidays"), "holidays:holidays", P.PERIOD_VIEW),
        (_("Users"), "users:users", P.USER_MANAGE),
        (_("Agency"), "agency:agency", P.USER_MANAGE),
        (_("Audit log"), "log:log", P.LOG_VIEW),
    )),
)  # fmt: skip


@dataclass(frozen=True)
class Item:
    label: str
    url: str
    current: bool


@dataclass(frozen=True)
class Group:
    label: str
    items: tuple[Item, ...]

    @property
    def current(self) -> bool:
        return any(item.current for item in self.items)


def page(request: HttpRequest) -> dict[str, object]:
    """What the base template draws around every page: the menu of this person, and whether this is a demo."""
    authority = getattr(request, "authority", NOBODY)
    return {
        "authority": authority,
        "acts_as": _acts_as(authority),
        "navigation": tuple(_groups(authority, request.path)),
        "demo": settings.PETRUK_DEMO,
    }


def _groups(authority: Authority, path: str) -> Iterator[Group]:
    """Return the menu. Of two entries that begin the path, the longer one is where the reader is."""
    known = [reverse(name) for _label, entries in MENU for _text, name, _permission in entries]
    here = max(filter(path.startswith, known), key=len, default="")
    for label, entries in MENU:
        allowed = ((text, reverse(name)) for text, name, permission in entries if authority.has(permission))
        items = tuple(Item(str(text), url, url == here) for text, url in allowed)
        if items:
            yield Group(str(label), items)


def _acts_as(authority: Authority) -> str:
    """Return as what somebody is here: "Pengelola kepegawaian · Dinas Sosial", of several mandates the first."""
    if not authority.grants:
        return ""
    first = authority.grants[0]
    return " · ".join(part for part in (first.role.words, first.unit_name) if part)
