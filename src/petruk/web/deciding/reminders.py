"""Remind those who hold a period up: by mail, with a text to paste into a chat, or on paper."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from petruk.access.permissions import Permission
from petruk.access.roles import Role
from petruk.appraisal.queries.reminders import Hindrance, hindrances
from petruk.documents.actions.outbox import CannotMail
from petruk.documents.actions.reminding import Reminded, remind
from petruk.documents.mailing.message import usable
from petruk.documents.mailing.reminder import Reminder, reminder
from petruk.documents.queries.mail import last_reminders, mail_leaves
from petruk.people.queries import agency_on, official_on
from petruk.web.choosing import known_periods
from petruk.web.deciding.desks import chosen_period
from petruk.web.page import PageRequest, page
from petruk.web.paging import page_of
from petruk.web.people.search import address_of

ROLES: Mapping[str, Role] = {
    "pengelola": Role.UNIT_OFFICER,
    "kepala": Role.UNIT_HEAD,
    "panelis": Role.PANELIST,
}
KEPT = ("periode", "peran")


@dataclass(frozen=True)
class Reached:
    """One person of the list: what is said to him, whether mail can reach him, and the last that went."""

    hindrance: Hindrance
    said: Reminder
    address: str
    mail: Any


@page(Permission.ASSESSMENT_VERIFY, "GET", "POST")
def reminders(request: PageRequest) -> HttpResponse:
    known, now = known_periods(request.authority), timezone.now()
    period, word = chosen_period(known, request.GET.get("periode", "")), _role(request)
    if period is None:
        return render(request, "deciding/reminders.html", {"periods": known, "period": None})
    if request.method == "POST":
        return _sent(request, period, ROLES[word])
    found = hindrances(request.authority, period, ROLES[word], at=now)
    rows = page_of(found.people, request.GET)
    last = last_reminders(request.authority, period, ROLES[word])
    said = _said(period, rows, agency_on(request.authority, timezone.localdate(now)))
    reached = [Reached(each, words, _address(each), last.get(each.user.pk)) for each, words in said]
    context = {
        "periods": known,
        "period": period,
        "word": word,
        "kept": [("peran", word)],
        "roles": [(each, role.words) for each, role in ROLES.items()],
        "rows": rows,
        "people": reached,
        "nobody": found.nobody,
        "with_address": sum(1 for each in found.people if _address(each)),
        "mail_on": mail_leaves(request.authority),
    }
    return render(request, "deciding/reminders.html", context)


@page(Permission.ASSESSMENT_VERIFY, "GET")
def letters(request: PageRequest) -> HttpResponse:
    known, now = known_periods(request.authority), timezone.now()
    period, word = chosen_period(known, request.GET.get("periode", "")), _role(request)
    if period is None:
        return render(request, "deciding/letters.html", {"period": None})
    rows = page_of(hindrances(request.authority, period, ROLES[word], at=now).people, request.GET)
    today = timezone.localdate(now)
    agency = agency_on(request.authority, today)
    context = {
        "period": period,
        "word": word,
        "today": today,
        "rows": rows,
        "letters": _said(period, rows, agency),
        "agency": agency,
        "official": official_on(request.authority, "agency_head", today),
    }
    return render(request, "deciding/letters.html", context)


def _role(request: PageRequest) -> str:
    asked = request.GET.get("peran", "")
    return asked if asked in ROLES else next(iter(ROLES))


def _sent(request: PageRequest, period: Any, role: Role) -> HttpResponse:
    try:
        done = remind(period, role, at=timezone.now(), by=request.authority)
    except CannotMail as refusal:
        messages.error(request, str(refusal))
    else:
        (messages.success if done.now else messages.info)(request, _told(done))
    query = address_of(request.GET.dict(), KEPT)
    return redirect(reverse("deciding:reminders") + (f"?{query}" if query else ""))


def _told(done: Reminded) -> str:
    """Say what was asked for, and whom no mail reaches."""
    now = ngettext("%(count)d reminder is on its way.", "%(count)d reminders are on their way.", done.now)
    lately = ngettext(
        "%(count)d person was reminded in the last 12 hours.",
        "%(count)d people were reminded in the last 12 hours.",
        done.lately,
    )
    lacking = ngettext("%(count)d account has no address.", "%(count)d accounts have no address.", done.unaddressed)
    parts = [(now, done.now), (lately, done.lately), (lacking, done.unaddressed)]
    told = [words % {"count": count} for words, count in parts if count]
    return " ".join(told) or _("Nobody holds this period up in this role.")


def _said(period: Any, rows: Any, agency: Any) -> list[tuple[Hindrance, Reminder]]:
    sender = agency.name if agency else "SI-PETRUK"
    return [(each, reminder(each, period.name, sender)) for each in rows]


def _address(hindrance: Hindrance) -> str:
    address = hindrance.user.email
    return address if usable(address) else ""
