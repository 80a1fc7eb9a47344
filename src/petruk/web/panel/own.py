"""The list of a panelist: whom he scores, how far he is with each."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render

from petruk.access.permissions import Permission
from petruk.appraisal.queries.instruments import parsed
from petruk.appraisal.queries.panelist import SheetState, Turn, memberships, own_points, panels_of, to_score, turns
from petruk.web.page import PageRequest, page
from petruk.web.paging import page_of
from petruk.web.people.search import text_of


@dataclass(frozen=True)
class Line:
    """One candidate as the list shows him. ``person`` is frozen; ``points`` are the reader's own so far."""

    turn: Turn
    assessment: Any
    points: int

    @property
    def person(self) -> dict[str, str]:
        return dict(self.assessment.sheet["person"])


@page(Permission.PANEL_SCORE, "GET")
def own_list(request: PageRequest) -> HttpResponse:
    known = list(memberships(request.authority))
    member = _chosen(known, request.GET.get("periode", ""))
    if member is None:
        return render(request, "panel/own_list.html", {"member": None})
    text = text_of(request.GET)
    found = turns(request.authority, member, text)
    shown = [turn for turn in found if turn.state.is_open] if "menunggu" in request.GET else found
    rows = page_of(shown, request.GET)
    panels = panels_of(member.period)
    settled = sum(1 for turn in found if not turn.state.is_open)
    context = {
        "memberships": known,
        "member": member,
        "period": member.period,
        "text": text,
        "waiting_only": "menunggu" in request.GET,
        "rows": rows,
        "lines": _lines(request, member, list(rows)),
        "settled": settled,
        "all": len(found),
        "maximum": sum(int(panel.top) for panel in panels),
        "has_total": parsed(member.period.instrument).maximum > sum(panel.maximum for panel in panels),
        "waiting": SheetState.WAITING,
    }
    return render(request, "panel/own_list.html", context)


def _lines(request: PageRequest, member: Any, found: list[Turn]) -> list[Line]:
    keys = [turn.assessment_id for turn in found]
    rows = {each.pk: each for each in to_score(request.authority, member).filter(pk__in=keys)}
    points = own_points(request.authority, member, keys)
    return [
        Line(turn, rows[turn.assessment_id], sum(points.get(turn.assessment_id, {}).values()))
        for turn in found
        if turn.assessment_id in rows
    ]


def _chosen(known: Iterable[Any], public_id: str) -> Any:
    """Return the place in the period that the address names, or in the latest one that is not locked."""
    if public_id:
        for member in known:
            if member.period.public_id == public_id:
                return member
        raise Http404
    return min(known, key=lambda member: member.period.panel_locked_at is not None, default=None)
