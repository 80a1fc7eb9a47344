"""The users' guide: one page that can be read offline and printed."""

from functools import cache

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render

from petruk.access.permissions import Permission
from petruk.core.instrument import Instrument, parse, ready_made
from petruk.web.page import PageRequest, page

EXAMPLE = "petruk-2021"


@page(Permission.GUIDE_VIEW, "GET")
def guide(request: PageRequest) -> HttpResponse:
    context = {
        "instrument": _example(),
        "idle_minutes": int(settings.SESSION_IDLE.total_seconds() // 60),
        "longest_hours": int(settings.SESSION_ABSOLUTE.total_seconds() // 3600),
    }
    return render(request, "guide/guide.html", context)


@cache
def _example() -> Instrument:
    """Return the instrument with which the guide explains indicators and points."""
    return parse(ready_made()[EXAMPLE])
