"""The end of a draft: it is published, or thrown away."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from petruk.access.permissions import Permission as P
from petruk.appraisal.actions import drafting as actions
from petruk.core.comparison import compare
from petruk.web.confirming import Fresh
from petruk.web.page import PageRequest, page
from petruk.web.workshop.desk import Desk, desk_or_404
from petruk.web.workshop.forms import ReasonForm, VersionForm
from petruk.web.workshop.words import changes_told


@page(P.INSTRUMENT_MANAGE, "GET", "POST", fresh=Fresh.OPENED)
def publish(request: PageRequest, public_id: str) -> HttpResponse:
    """Ask once and say what becomes final. A draft that is not right shows what is wrong, and has no button."""
    desk = desk_or_404(request, public_id)
    if request.method == "POST":
        return _published(request, desk)
    if desk.finished:
        return redirect("instruments:instrument", desk.draft.published_as.public_id)
    return _page(request, desk, VersionForm(initial={"version": desk.draft.version}))


@page(P.INSTRUMENT_MANAGE, "POST")
def discard(request: PageRequest, public_id: str) -> HttpResponse:
    desk = desk_or_404(request, public_id)
    form = ReasonForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Say why the draft is thrown away; at most 500 signs."))
        return redirect("workshop:draft", public_id)
    try:
        actions.discard(desk.draft, reason=form.cleaned_data["reason"], by=request.authority)
    except actions.CannotDraft as refusal:
        messages.error(request, str(refusal))
        return redirect("workshop:draft", public_id)
    messages.success(request, _("The draft “%(title)s” is thrown away.") % {"title": desk.title})
    return redirect("workshop:drafts")


def _published(request: PageRequest, desk: Desk) -> HttpResponse:
    form = VersionForm(request.POST)
    if not form.is_valid():
        return _page(request, desk, form, status=422)
    version = int(form.cleaned_data["version"])
    try:
        made = actions.publish(desk.draft, version=version, at=timezone.now(), by=request.authority)
    except actions.Moved as refusal:
        fresh = desk_or_404(request, desk.draft.public_id)
        words = _("%(name)s changed this draft meanwhile. Look at it once more, then press again.")
        return _page(request, fresh, _refused(fresh, words % {"name": refusal.draft.changed_by}), status=409)
    except actions.NotRight:
        return _page(request, desk, _refused(desk, _("The draft is not right yet.")), status=409)
    except actions.CannotDraft as refusal:
        return _page(request, desk, _refused(desk, str(refusal)), status=409)
    messages.success(request, _("The instrument is published. From now on it never changes."))
    return redirect("instruments:instrument", made.public_id)


def _refused(desk: Desk, words: str) -> VersionForm:
    form = VersionForm({"version": desk.draft.version})
    form.full_clean()
    form.add_error(None, words)
    return form


def _page(request: PageRequest, desk: Desk, form: VersionForm, *, status: int = 200) -> HttpResponse:
    base = desk.draft.based_on
    changes = changes_told(compare(base.definition, desk.definition)) if base else ()
    context = {"desk": desk, "form": form, "rules": desk.rules(), "base": base, "changes": changes}
    return render(request, "workshop/publish.html", context, status=status)
