"""What the desks of the head and of the agency share: the period, the unit, the row, and what to do when it moved."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone

from petruk.access.authority import Authority
from petruk.appraisal.queries.deciding import period_to_decide, to_draw
from petruk.core.lifecycle import Actor
from petruk.web.choosing import chosen
from petruk.web.page import PageRequest


def chosen_period(known: list[Any], public_id: str) -> Any:
    """Return the period that the address names, or the one in which something is decided now; None when there is none.

    Raises ``Http404`` for an unknown one.
    """
    if not public_id:
        return period_to_decide(known, timezone.now())
    return chosen(known, public_id)


def assessment_or_404(authority: Authority, actor: Actor, public_id: str) -> Any:
    return get_object_or_404(to_draw(authority, actor), public_id=public_id)


def sent_to_result(request: PageRequest, assessment: Any, why: str) -> HttpResponse:
    """Say why nothing was decided, on the page that shows how things stand."""
    messages.error(request, why)
    return redirect("appraisal:result", assessment.public_id)
