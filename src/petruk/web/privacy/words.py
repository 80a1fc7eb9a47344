"""What pages say of what is held, of looks, and of requests for a correction."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal, InvalidOperation
from itertools import groupby
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from petruk.core.dates import format_month
from petruk.core.numbers import format_decimal
from petruk.core.privacy import hours_left
from petruk.web.badge import Badge

FACTS: Mapping[str, Promise | str] = {
    "attendance": gettext_lazy("Attendance"),
    "performance": gettext_lazy("e-Kinerja"),
    "behaviour": gettext_lazy("Behaviour (e-Perilaku 360°)"),
    "sanction": gettext_lazy("Disciplinary penalties"),
}
MADE: Mapping[str, Promise | str] = {
    "assessment": gettext_lazy("Assessments"),
    "evidence": gettext_lazy("Supporting files"),
    "paper": gettext_lazy("Papers"),
    "objection": gettext_lazy("Objections"),
    "mail": gettext_lazy("Mail to you"),
}
PAGES = {"assessment": "appraisal:result", "paper": "papers:paper", "objection": "objections:objection"}


@dataclass(frozen=True)
class Fact:
    """One value with where it came from; ``replaced`` says that a later file put another in its place."""

    label: str
    value: str
    file: str
    row: int
    imported_at: datetime
    imported_by: str
    undone: bool
    replaced: bool


@dataclass(frozen=True)
class Made:
    what: str
    detail: str
    at: datetime | None
    url: str


@dataclass(frozen=True)
class Group:
    """All rows of one kind under one heading."""

    key: str
    title: str
    rows: Sequence[Any]


def facts(rows: Iterable[tuple[Any, ...]]) -> list[Group]:
    """Return the rows of ``own_facts`` under the headings of their kinds; a kind without rows stands there empty."""
    found = {kind: [_fact(row) for row in of_kind] for kind, of_kind in groupby(rows, lambda row: row[0])}
    return [Group(kind, str(title), found.get(kind, ())) for kind, title in FACTS.items()]


def made(rows: Iterable[tuple[Any, ...]], *, linked: bool) -> list[Group]:
    """Return the rows of ``own_made`` under the headings of their kinds, the latest first."""
    found: dict[str, list[Made]] = {kind: [] for kind in MADE}
    for kind, what, detail, at, ref in rows:
        url = reverse(PAGES[kind], args=[ref]) if linked and kind in PAGES else ""
        found[kind].append(Made(what, detail, at, url))
    for lines in found.values():
        lines.sort(key=lambda line: (line.at is not None, line.at), reverse=True)
    return [Group(kind, str(title), found[kind]) for kind, title in MADE.items()]


def standing(correction: Any) -> Badge:
    if correction.accepted is None:
        return Badge(_("Waits for an answer"), "wait")
    return Badge(_("Put right"), "good") if correction.accepted else Badge(_("Stays as it is"), "none")


def clock(correction: Any, now: datetime) -> str:
    """Say how long is left of the 3 x 24 hours, or by how much they are over; empty once there is an answer."""
    if correction.accepted is not None:
        return ""
    hours = hours_left(correction.due_at, now)
    if hours >= 0:
        return ngettext("%(hours)d hour left", "%(hours)d hours left", hours) % {"hours": hours}
    return ngettext("overdue by %(hours)d hour", "overdue by %(hours)d hours", -hours) % {"hours": -hours}


@dataclass(frozen=True)
class Line:
    """A request as a list shows it."""

    correction: Any
    badge: Badge
    left: str
    late: bool


def lines(corrections: Iterable[Any], now: datetime) -> Iterator[Line]:
    for each in corrections:
        late = each.accepted is None and each.due_at < now
        yield Line(each, Badge(_("Overdue"), "bad") if late else standing(each), clock(each, now), late)


def _fact(row: tuple[Any, ...]) -> Fact:
    kind, year, month, value, superseded_at, *source = row
    file, number, imported_at, imported_by, undone_at = source
    label = format_month(year, month) if month else str(year)
    shown = _number(value) if kind != "sanction" else value
    return Fact(label, shown, file, number, imported_at, imported_by, undone_at is not None, superseded_at is not None)


def _number(value: str) -> str:
    """Write a number as everywhere; a predicate stays the word that it is."""
    try:
        return format_decimal(Decimal(value))
    except InvalidOperation:
        return value
