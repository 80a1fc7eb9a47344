"""The first page: what waits for this person."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from petruk.access.permissions import Permission
from petruk.appraisal.queries import home as appraisal
from petruk.web.home import words
from petruk.web.home.waiting import beside
from petruk.web.page import PageRequest, page

MOST_UNITS = 10


@page(Permission.HOME_VIEW, "GET")
def home(request: PageRequest) -> HttpResponse:
    authority, now = request.authority, timezone.localtime()
    found = appraisal.home(authority, at=now)
    besides = beside(authority, on=now.date())
    context = {
        "now": now,
        "greeting": words.greeting(now.hour),
        "card": found.card,
        "closing": words.closing(found.card, now) if found.card else "",
        "tasks": [
            *map(words.task, found.tasks),
            *words.corrections(besides.corrections, now),
            *map(words.idle_account, besides.accounts),
        ],
        "shortcuts": words.shortcuts(authority),
        "progress": words.progress(found, most=MOST_UNITS),
        "units": len(found.units),
    }
    return render(request, "home/home.html", context)
