"""In which browsers somebody is signed in; each can be ended, and all others at once."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from petruk.access.permissions import Permission
from petruk.people.accounts import queries
from petruk.people.accounts.sessions import REF
from petruk.people.actions import sessions
from petruk.web.page import PageRequest, page


@page(Permission.ACCOUNT_OWN, "GET", "POST")
def own_sessions(request: PageRequest) -> HttpResponse:
    here = request.session.get(REF, "")
    if request.method == "POST":
        _end(request, here)
        return redirect("account:sessions")
    found = queries.own_sessions(request.authority, at=timezone.now())
    return render(request, "account/sessions.html", {"sessions": found, "here": here})


def _end(request: PageRequest, here: str) -> None:
    named = request.POST.get("session", "")
    if not named:
        number = sessions.close_others(here, by=request.authority)
        said = ngettext("%(number)s other session has ended.", "%(number)s other sessions have ended.", number)
        messages.success(request, said % {"number": number})
        return
    try:
        sessions.close(named, by=request.authority)
    except sessions.SessionGone as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("The session has ended."))
