"""Fill in a draft, part by part: save, add rows and move them, add indicators, move them, take them away."""

import re
import unicodedata
from typing import Any

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from petruk.access.permissions import Permission as P
from petruk.appraisal.actions import drafting as actions
from petruk.core.indicators import Kind
from petruk.web.appraisal import posted
from petruk.web.page import PageRequest, page
from petruk.web.workshop import places
from petruk.web.workshop.desk import Desk, desk_or_404, kinds
from petruk.web.workshop.fields import Several
from petruk.web.workshop.files import MOST_INDICATORS
from petruk.web.workshop.forms import CODE, NewIndicatorForm, PartForm, VersionForm
from petruk.web.workshop.kinds import LONGEST_CODE, SKELETONS
from petruk.web.workshop.parts import ELIGIBILITY
from petruk.web.workshop.places import Place
from petruk.web.workshop.rows import act_of, full

SEVERAL = tuple(entry.key for entry in ELIGIBILITY.entries if isinstance(entry.make(), Several))
"""The boxes, of which more than one may be ticked."""
NOT_TYPED = frozenset({"csrfmiddlewaretoken", "act", "version"})
_MOVE = re.compile(r"\A(up|down):([a-z0-9-]{1,40})\Z")


@page(P.INSTRUMENT_MANAGE, "GET", "POST")
def general(request: PageRequest, public_id: str) -> HttpResponse:
    desk = desk_or_404(request, public_id)
    return _edit(request, desk, places.general(desk))


@page(P.INSTRUMENT_MANAGE, "GET", "POST", several=SEVERAL)
def eligibility(request: PageRequest, public_id: str) -> HttpResponse:
    desk = desk_or_404(request, public_id)
    return _edit(request, desk, places.eligibility(desk))


@page(P.INSTRUMENT_MANAGE, "GET", "POST")
def tie_breaks(request: PageRequest, public_id: str) -> HttpResponse:
    desk = desk_or_404(request, public_id)
    return _edit(request, desk, places.tie_breaks(desk))


@page(P.INSTRUMENT_MANAGE, "GET", "POST")
def indicator(request: PageRequest, public_id: str, code: str) -> HttpResponse:
    desk = desk_or_404(request, public_id)
    place = places.indicator(desk, code)
    if place is not None:
        return _edit(request, desk, place)
    if request.method == "POST":
        typed = [(name, str(text)) for name, text in request.POST.items() if text and name not in NOT_TYPED]
        return _stopped(request, desk, typed, _("This indicator was removed meanwhile, or has another code now."))
    raise Http404


@page(P.INSTRUMENT_MANAGE, "POST")
def add(request: PageRequest, public_id: str) -> HttpResponse:
    """Add an indicator at the end; its code is made from its title and can be changed on its page."""
    desk = desk_or_404(request, public_id)
    form, button = NewIndicatorForm(request.POST, kinds=kinds()), VersionForm(request.POST)
    if not (form.is_valid() and button.is_valid()) or len(desk.definition["indicators"]) >= MOST_INDICATORS:
        messages.error(request, _("Choose a kind and write a title of at most 200 signs; a draft holds 60 indicators."))
        return redirect(_list_of(desk))
    new = _new(desk, Kind(form.cleaned_data["kind"]), form.cleaned_data["title"])
    changed = {**desk.definition, "indicators": [*desk.definition["indicators"], new]}
    if _kept(request, desk, changed, button):
        return redirect("workshop:indicator", public_id, new["code"])
    return redirect(_list_of(desk))


@page(P.INSTRUMENT_MANAGE, "POST")
def arrange(request: PageRequest, public_id: str) -> HttpResponse:
    desk = desk_or_404(request, public_id)
    found = _MOVE.match(request.POST.get("act", ""))
    codes = [each["code"] for each in desk.definition["indicators"]]
    if found is None or found[2] not in codes:
        raise BadRequest("No such act.")
    at = codes.index(found[2])
    other = at + (-1 if found[1] == "up" else 1)
    if not 0 <= other < len(codes):
        raise BadRequest("The indicator cannot move there.")
    moved = list(desk.definition["indicators"])
    moved[at], moved[other] = moved[other], moved[at]
    _kept(request, desk, {**desk.definition, "indicators": moved}, VersionForm(request.POST))
    return redirect(_list_of(desk))


@page(P.INSTRUMENT_MANAGE, "POST")
def remove(request: PageRequest, public_id: str, code: str) -> HttpResponse:
    desk = desk_or_404(request, public_id)
    place = places.indicator(desk, code)
    if place is None:
        raise Http404
    rest = [each for each in desk.definition["indicators"] if each["code"] != code]
    button = VersionForm(request.POST)
    if _kept(request, desk, {**desk.definition, "indicators": rest}, button):
        messages.success(request, _("The indicator “%(title)s” is removed.") % {"title": place.title})
    return redirect(_list_of(desk))


def _edit(request: PageRequest, desk: Desk, place: Place) -> HttpResponse:
    if request.method == "POST":
        return _posted(request, desk, place)
    if desk.finished:
        return redirect("workshop:draft", desk.draft.public_id)
    return _page(request, desk, place, _form(desk, place))


def _posted(request: PageRequest, desk: Desk, place: Place) -> HttpResponse:
    form = _form(desk, place, request.POST)
    posted.report(request, form, desk.draft.public_id)
    act = act_of(request.POST.get("act", "save"))
    if not form.is_valid() or not _well_named(form, desk, place):
        return _page(request, desk, place, form, status=422)
    part, anchor = act.on(form.read(), place.shape) if act else (form.read(), "")
    version = int(form.cleaned_data["version"])
    try:
        actions.change(desk.draft, place.put(part), version=version, at=timezone.now(), by=request.authority)
    except actions.Moved as refusal:
        return _conflicting(request, place, form, refusal)
    except actions.CannotDraft as refusal:
        return _stopped(request, desk, form.typed(), str(refusal))
    if act:
        return redirect(f"{_address(desk, place, part)}#{anchor}")
    messages.success(request, _("“%(title)s” is saved.") % {"title": part.get("title") or place.title})
    return redirect("workshop:draft", desk.draft.public_id)


def _well_named(form: PartForm, desk: Desk, place: Place) -> bool:
    """An indicator is known by its code, so alone of all fields this one must be right before it is kept."""
    code = form.cleaned_data.get("code", "")
    if not place.code:
        return True
    if not CODE.match(code) or code == "nip":
        form.add_error("code", _("Use small letters and digits, joined by -; not nip."))
    elif places.clash(desk.definition, place, code):
        form.add_error("code", _("Another indicator of this draft has this code."))
    return form.is_valid()


def _conflicting(request: PageRequest, place: Place, form: PartForm, refusal: actions.Moved) -> HttpResponse:
    """Draw what was typed over what is saved now; saving again is then a decision, not an accident."""
    desk = desk_or_404(request, refusal.draft.public_id)
    fresh = places.indicator(desk, place.code) if place.code else place
    if fresh is None:
        return _stopped(request, desk, form.typed(), str(refusal))
    data = request.POST.copy()
    data["version"] = str(desk.draft.version)
    again = _form(desk, fresh, data)
    again.full_clean()
    again.add_error(None, str(refusal))
    return _page(request, desk, fresh, again, status=409)


def _stopped(request: PageRequest, desk: Desk, typed: list[tuple[str, str]], words: str) -> HttpResponse:
    """Say why nothing can be saved any more, and give back what was typed."""
    context = {"desk": desk, "words": words, "typed": typed}
    return render(request, "workshop/stopped.html", context, status=409)


def _page(request: PageRequest, desk: Desk, place: Place, form: PartForm, *, status: int = 200) -> HttpResponse:
    context = {"desk": desk, "place": place, "form": form, "full": full(form.part)}
    return render(request, "workshop/part.html", context, status=status)


def _form(desk: Desk, place: Place, data: Any = None) -> PartForm:
    return PartForm(data, shape=place.shape, part=place.part, version=desk.draft.version)


def _kept(request: PageRequest, desk: Desk, definition: Any, button: VersionForm) -> bool:
    """Keep what a single button did; say why not otherwise."""
    if not button.is_valid():
        raise BadRequest("No version.")
    version = int(button.cleaned_data["version"])
    try:
        actions.change(desk.draft, definition, version=version, at=timezone.now(), by=request.authority)
    except actions.Moved as refusal:
        words = _("%(name)s changed this draft meanwhile. Look at it once more, then press again.")
        messages.error(request, words % {"name": refusal.draft.changed_by})
        return False
    except actions.CannotDraft as refusal:
        messages.error(request, str(refusal))
        return False
    return True


def _new(desk: Desk, kind: Kind, title: str) -> dict[str, Any]:
    taken = {each["code"] for each in desk.definition["indicators"]}
    word = "-".join(
        re.findall(r"[a-z0-9]+", unicodedata.normalize("NFKD", title).lower().encode("ascii", "ignore").decode())
    )
    start = word[: LONGEST_CODE - 4].strip("-") if re.match(r"[a-z]", word) and word != "nip" else kind.value
    code = next(each for each in (start, *(f"{start}-{at}" for at in range(2, 100))) if each not in taken)
    return {"kind": kind.value, "code": code, "title": title, **SKELETONS.get(kind, {})}


def _address(desk: Desk, place: Place, part: Any) -> str:
    """Return where the part stands now; an indicator may have another code than before."""
    if not place.code:
        return place.url
    return reverse("workshop:indicator", args=[desk.draft.public_id, part["code"]])


def _list_of(desk: Desk) -> str:
    return f"{reverse('workshop:draft', args=[desk.draft.public_id])}#indicators"
