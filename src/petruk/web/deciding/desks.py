"""What the desks of the head and of the agency share: the period, the unit, the row, and what to do when it moved."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone

from petruk.access.authority import Authority
from petruk.appraisal.queries.deciding import period_to_decide, to_draw
from petruk.core.lifecycle import Actor
from petruk.web.choosing import chosen
from petruk.web.page import PageRequest
from petruk.web.people.search import address_of, digits_of, text_of

KEPT = ("periode", "unit", "keadaan", "cari")


def chosen_period(known: list[Any], public_id: str) -> Any:
    """Return the period that the address names, or the one in which something is decided now; None when there is none.

    Raises ``Http404`` for an unknown one.
    """
    if not public_id:
        return period_to_decide(known, timezone.now())
    return chosen(known, public_id)


def agency_address(asked: Mapping[str, str]) -> str:
    """Return the desk of the agency as it was narrowed; a number that was searched for stands in no address."""
    words = dict(asked) | ({"cari": ""} if digits_of(text_of(asked)) else {})
    query = address_of(words, KEPT)
    return reverse("deciding:agency") + (f"?{query}" if query else "")


def assessment_or_404(authority: Authority, actor: Actor, public_id: str) -> Any:
    return get_object_or_404(to_draw(authority, actor), public_id=public_id)


def sent_to_result(request: PageRequest, assessment: Any, why: str) -> HttpResponse:
    """Say why nothing was decided, on the page that shows how things stand."""
    messages.error(request, why)
    return redirect("appraisal:result", assessment.public_id)
