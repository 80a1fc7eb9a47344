"""One candidate before one panelist: give points, be asked once, hand in; or stand aside."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from petruk.access.authority import Authority
from petruk.access.permissions import Permission
from petruk.appraisal.actions import panel_sheets as actions
from petruk.appraisal.queries.evidence import bytes_of, evidence_to_judge, files_of, places
from petruk.appraisal.queries.instruments import parsed
from petruk.appraisal.queries.panel import outcomes
from petruk.appraisal.queries.panelist import SheetState, Turn, own_points, panels_of, place_of, turn_of
from petruk.core.indicators import Panel
from petruk.privacy.queries import LookKind
from petruk.web.appraisal.posted import CONTROL_FIELDS, report, values_of
from petruk.web.looked import looked
from petruk.web.page import PageRequest, page
from petruk.web.panel.forms import RecusalForm, SheetForm
from petruk.web.sending import sent

ACTS = ("save", "check", "edit", "submit")
FINISHING = ("check", "submit")


@dataclass(frozen=True)
class Desk:
    """A panelist before a candidate: his place, what he gave, and whether he may still give."""

    member: Any
    assessment: Any
    turn: Turn
    panels: tuple[Panel, ...]
    points: dict[str, int]

    @property
    def person(self) -> dict[str, str]:
        return dict(self.assessment.sheet["person"])

    @property
    def period(self):
        return self.member.period

    @property
    def locked(self) -> bool:
        return self.period.panel_locked_at is not None

    @property
    def takes_work(self) -> bool:
        return self.turn.state.is_open and not self.locked

    @property
    def barred(self) -> bool:
        return self.turn.state is SheetState.BARRED

    @property
    def version(self) -> int:
        return self.turn.sheet.version if self.turn.sheet else 0

    @property
    def maximum(self) -> int:
        return sum(int(panel.top) for panel in self.panels)

    @property
    def total(self) -> int:
        return sum(self.points.values())

    @property
    def draft_ref(self) -> str:
        """The name under which the browser keeps what was typed and not sent."""
        return f"{self.member.public_id}-{self.assessment.public_id}"

    def office_lines(self) -> list[dict[str, Any]]:
        """Return what the office and the facts say of the candidate; what the panel says is no part of it."""
        return [line for line in self.assessment.sheet["lines"] if line.get("kind") != "panel"]


def desk_or_404(authority: Authority, assessment: str) -> Desk:
    place = place_of(authority, assessment)
    if place is None:
        raise Http404
    member, found = place
    turn = turn_of(authority, member, found)
    points = own_points(authority, member, [found.pk]).get(found.pk, {})
    return Desk(member, found, turn, panels_of(member.period), points)


@page(Permission.PANEL_SCORE, "GET", "POST")
def sheet(request: PageRequest, assessment: str) -> HttpResponse:
    desk = desk_or_404(request.authority, assessment)
    looked(request, desk.assessment.employee_id, LookKind.ASSESSMENT)
    if request.method == "POST":
        return _posted(request, desk)
    if not desk.takes_work:
        return _settled(request, desk, status=403 if desk.barred else 200)
    return _page(request, desk, SheetForm(panels=desk.panels, points=desk.points, version=desk.version))


@page(Permission.PANEL_SCORE, "GET")
def download(request: PageRequest, evidence: str) -> HttpResponse:
    """Send a file of a candidate to whoever judges him."""
    file = get_object_or_404(evidence_to_judge(request.authority), public_id=evidence)
    desk = desk_or_404(request.authority, file.assessment.public_id)
    if not desk.turn.state.may_read:
        return _settled(request, desk, status=403)
    looked(request, file.assessment.employee_id, LookKind.EVIDENCE)
    content = bytes_of(request.authority, file, Permission.PANEL_SCORE)
    return sent(content, name=file.file_name, media_type=file.media_type)


@page(Permission.PANEL_SCORE, "GET", "POST")
def recuse(request: PageRequest, assessment: str) -> HttpResponse:
    desk = desk_or_404(request.authority, assessment)
    form = RecusalForm(values_of(request.POST) if request.method == "POST" else None)
    if not desk.takes_work:
        address = redirect("panel:sheet", desk.assessment.public_id)
        return _settled(request, desk, status=409) if form.is_bound else address
    if form.is_valid():
        report(request, form, desk.assessment.public_id)
        try:
            actions.recuse(desk.assessment, reason=form.words(), at=timezone.now(), by=request.authority)
        except actions.CannotScore as refusal:
            return _refused(request, desk, refusal)
        messages.success(request, _("You stand aside for %(name)s.") % {"name": desk.person["name"]})
        return redirect("panel:own_list")
    return render(request, "panel/recuse.html", {"desk": desk, "form": form}, status=422 if form.is_bound else 200)


def _posted(request: PageRequest, desk: Desk) -> HttpResponse:
    values = values_of(request.POST)
    act = values.get("act", "save")
    form = SheetForm(values, panels=desk.panels, finished=act in FINISHING)
    report(request, form, desk.assessment.public_id)
    if act not in ACTS or set(values) - set(form.fields) - CONTROL_FIELDS:
        raise BadRequest("No form of ours sends this.")
    if not desk.takes_work and not _repeats(desk, form, act):
        return _settled(request, desk, form, status=403 if desk.barred else 409)
    if not form.is_valid():
        return _page(request, desk, form, status=422)
    if act in {"edit", "check"}:
        return _page(request, desk, form, template="panel/confirm.html" if act == "check" else "panel/sheet.html")
    return _written(request, desk, form, act)


def _repeats(desk: Desk, form: SheetForm, act: str) -> bool:
    """Say whether a form is the very one that was handed in: a second click on one button."""
    same = act == "submit" and form.is_valid() and form.points() == desk.points
    return same and desk.turn.state is SheetState.HANDED_IN and not desk.locked


def _written(request: PageRequest, desk: Desk, form: SheetForm, act: str) -> HttpResponse:
    write = actions.hand_in if act == "submit" else actions.save_draft
    version = int(form.cleaned_data["version"])
    try:
        write(desk.assessment, form.points(), version=version, at=timezone.now(), by=request.authority)
    except actions.SavedMeanwhile as conflict:
        return _conflicting(request, desk, form, conflict)
    except actions.CannotScore as refusal:
        return _refused(request, desk, refusal, form)
    if act == "save":
        messages.success(request, _("The draft for %(name)s is kept.") % {"name": desk.person["name"]})
        return redirect("panel:sheet", desk.assessment.public_id)
    messages.success(request, _("Your sheet for %(name)s is handed in.") % {"name": desk.person["name"]})
    return redirect("panel:own_list")


def _conflicting(request: PageRequest, desk: Desk, form: SheetForm, conflict: actions.CannotScore) -> HttpResponse:
    """Show what was saved in between beside what was typed; saving again is then a decision, not an accident."""
    fresh = desk_or_404(request.authority, desk.assessment.public_id)
    if not fresh.takes_work:
        return _settled(request, fresh, form, status=409)
    again = SheetForm({**form.data, "version": str(fresh.version)}, panels=desk.panels, finished=False)
    again.full_clean()
    again.add_error(None, str(conflict))
    saved = SheetForm(panels=desk.panels, points=fresh.points)
    return _page(request, fresh, again, status=409, saved=saved)


def _refused(
    request: PageRequest, desk: Desk, refusal: actions.CannotScore, form: SheetForm | None = None
) -> HttpResponse:
    """Answer what became impossible while the page was open: as it stands now, with what was typed."""
    messages.error(request, str(refusal))
    return _settled(request, desk_or_404(request.authority, desk.assessment.public_id), form, status=409)


def _files(request: PageRequest, desk: Desk) -> list[tuple[str, Any]]:
    """Return the files that the office attached, each with what it is a proof of."""
    titles = {(each.indicator, each.item): each.title for each in places(parsed(desk.period.instrument), None)}
    attached = files_of(request.authority, desk.assessment)
    return [(titles.get((file.indicator, file.item), ""), file) for file in attached]


def _page(
    request: PageRequest,
    desk: Desk,
    form: SheetForm,
    *,
    status: int = 200,
    template: str = "panel/sheet.html",
    **more: Any,
) -> HttpResponse:
    context = {"desk": desk, "form": form, "parts": list(form.parts()), "total": sum(form.points().values())}
    context["files"] = _files(request, desk)
    return render(request, template, context | more, status=status)


def _settled(request: PageRequest, desk: Desk, form: SheetForm | None = None, *, status: int) -> HttpResponse:
    """Draw what can no longer be changed: his own points, after the lock with the means of all."""
    handed_in = desk.turn.state is SheetState.HANDED_IN
    own = SheetForm(panels=desk.panels, points=desk.points)
    context = {
        "desk": desk,
        "parts": list(own.parts()) if handed_in else (),
        "handed_in": handed_in,
        "files": _files(request, desk) if handed_in else (),
        "outcome": next(iter(outcomes(request.authority, desk.period, [desk.assessment])), None) if handed_in else None,
        "typed": form.typed() if form else (),
    }
    return render(request, "panel/settled.html", context, status=status)
