"""The closed page: why nothing can be done now, from when on, and whom to ask. A page, not an error."""

from collections.abc import Sequence
from datetime import datetime

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from petruk.appraisal.queries.periods import Opening
from petruk.people.queries import agency_on
from petruk.web.page import PageRequest


def answer(request: PageRequest, opening: Opening, at: datetime, typed: Sequence[tuple[str, str]] = ()) -> HttpResponse:
    """Refuse with 403; what was typed is shown, so that it can be kept elsewhere."""
    context = {
        "opening": opening,
        "period": opening.period,
        "state": opening.state(at),
        "agency": agency_on(request.authority, timezone.localdate(at)),
        "typed": typed,
    }
    return render(request, "appraisal/closed.html", context, status=403)
