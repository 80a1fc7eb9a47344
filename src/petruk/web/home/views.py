"""The first page: what waits for this person."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from petruk.access.permissions import Permission
from petruk.appraisal.queries import home as appraisal
from petruk.people.accounts import queries as accounts
from petruk.web.home import words
from petruk.web.page import PageRequest, page

MOST_UNITS = 10
MOST_ACCOUNTS = 5


@page(Permission.HOME_VIEW, "GET")
def home(request: PageRequest) -> HttpResponse:
    authority, now = request.authority, timezone.localtime()
    found = appraisal.home(authority, at=now)
    may_give = authority.has(Permission.USER_MANAGE)
    idle = accounts.without_mandate(authority, on=now.date())[:MOST_ACCOUNTS] if may_give else ()
    context = {
        "now": now,
        "greeting": words.greeting(now.hour),
        "card": found.card,
        "closing": words.closing(found.card, now) if found.card else "",
        "tasks": [*map(words.task, found.tasks), *map(words.idle_account, idle)],
        "shortcuts": words.shortcuts(authority),
        "progress": words.progress(found, most=MOST_UNITS),
        "units": len(found.units),
    }
    return render(request, "home/home.html", context)
