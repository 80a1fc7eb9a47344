"""The audit log: who did what, how far it is signed, and the file with which anybody can check it elsewhere."""

import re
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from petruk.access.permissions import Permission
from petruk.audit import outside
from petruk.audit.actions import erasing, record_export
from petruk.audit.keys import KeyMissing
from petruk.audit.queries import bundled
from petruk.audit.queries import events as queries
from petruk.core.log.entries import ERASED
from petruk.core.numbers import format_grouped
from petruk.web.confirming import Fresh
from petruk.web.log.forms import ErasureForm, FilterForm
from petruk.web.log.words import changes, hidden, name_of
from petruk.web.page import PageRequest, page
from petruk.web.paging import page_of
from petruk.web.people.search import is_number
from petruk.web.sending import sent

VIEW, ERASE = Permission.LOG_VIEW, Permission.LOG_ERASE
MOST_ENTRIES = 100_000
"""Entries of a bundle that is made while somebody waits; a longer one is made at the console."""
NAME = re.compile(r"(0|[1-9][0-9]{0,14})-([0-9a-f]{32})", re.ASCII)
"""How an address names an entry: its place, and the beginning of its hash, which nobody guesses."""


@page(VIEW, "GET", "POST")
def log(request: PageRequest) -> HttpResponse:
    """List events. A search goes by POST: words are sent on to an address, a number is answered here."""
    form = FilterForm(request.POST if request.method == "POST" else request.GET)
    wanted = form.wanted()
    if request.method == "POST" and not is_number(wanted.name):
        return redirect(f"{reverse('log:log')}?{form.address()}")
    standing = queries.standing(request.authority)
    everything = wanted == queries.Narrowed()
    found = queries.events(request.authority, wanted)
    context = {
        "form": form,
        "rows": page_of(found, request.GET, count=standing.size if everything else None),
        "narrowed": not everything,
        "wanted": wanted,
        "signing": standing,
        "late": standing.is_late(timezone.now()),
        "checkpoints": [(each, _held(each.size)) for each in standing.checkpoints],
        "folders": len(settings.PETRUK_CHECKPOINT_DIRS),
        "mailed": bool(settings.PETRUK_CHECKPOINT_MAIL),
        "downloadable": 0 < standing.signed <= MOST_ENTRIES,
    }
    return render(request, "log/log.html", context)


@page(VIEW, "GET")
def entry(request: PageRequest, name: str) -> HttpResponse:
    """Show one event: what was before and after, and where it stands in the tree."""
    event = _named(request, name)
    why_hidden = hidden(request.authority, event)
    context = {
        "event": event,
        "changes": [] if why_hidden else list(changes(event.before, event.after)),
        "hidden": why_hidden,
        "leaf": bytes(event.leaf.leaf).hex(),
        "checkpoint": queries.signed_over(request.authority, event.leaf.seq),
        "erasable": request.authority.reaches_top(ERASE) and event.erased_by is None and event.action != ERASED,
    }
    return render(request, "log/entry.html", context)


@page(ERASE, "POST", fresh=Fresh.SENT)
def erase(request: PageRequest, name: str) -> HttpResponse:
    """Erase what an entry says of people, with the law that asks for it; the entry itself stays."""
    event, form = _named(request, name), ErasureForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Name the legal basis of the erasure."))
        return redirect("log:entry", name=name)
    try:
        erasing.erase([event.leaf.seq], basis=form.cleaned_data["reason"], by=request.authority)
    except erasing.CannotErase as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("The content of the entry is erased. Its place and its proof stay."))
    return redirect("log:entry", name=name)


@page(VIEW, "POST")
def bundle(request: PageRequest) -> HttpResponse:
    """Send the log up to its last checkpoint, without what it says of people, and record that it left."""
    standing = queries.standing(request.authority)
    if not 0 < standing.signed <= MOST_ENTRIES:
        words = _("A bundle is made here of at most %(most)s signed entries. Ask the operator for ./petruk verify log.")
        messages.error(request, words % {"most": format_grouped(MOST_ENTRIES)})
        return redirect("log:log")
    try:
        content = bundled(request.authority, payloads=False)
    except KeyMissing:
        messages.error(request, _("The key of the log is not at its place. Tell the operator."))
        return redirect("log:log")
    record_export("log", file_format="zip", rows=standing.signed, terms={}, by=request.authority)
    return sent(content, name=f"jejak-audit-{standing.signed}.zip", media_type="application/zip")


@page(VIEW, "GET")
def note(request: PageRequest) -> HttpResponse:
    """Send the last checkpoint, to be kept where this server cannot reach."""
    standing = queries.standing(request.authority)
    if not standing.checkpoints:
        raise Http404
    newest = standing.checkpoints[0]
    return sent(newest.note.encode(), name=outside.note_file(newest.size), media_type="text/plain; charset=utf-8")


def _named(request: PageRequest, name: str) -> Any:
    request.authority.require_top(VIEW)
    parts = NAME.fullmatch(name)
    event = queries.event_at(request.authority, int(parts[1])) if parts else None
    if event is None or name_of(event) != name:
        raise Http404
    return event


def _held(size: int) -> int:
    """Return in how many of the folders outside the note of this size is."""
    return sum((folder / outside.note_file(size)).exists() for folder in settings.PETRUK_CHECKPOINT_DIRS)
