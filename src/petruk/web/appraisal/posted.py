"""What a form of an assessment may bring along. The rest is ignored, and told to whoever guards the system."""

import logging
from collections.abc import Collection, Iterable
from typing import Any

from django.http import QueryDict

from petruk.web.page import PageRequest

security = logging.getLogger("petruk.security")

CONTROL_FIELDS = frozenset({"csrfmiddlewaretoken", "act"})
MOST_NAMED = 10
LONGEST_NAMED = 40


def values_of(data: QueryDict) -> dict[str, str]:
    """Return the fields as texts."""
    return {name: str(value) for name, value in data.items()}


def report(request: PageRequest, form: Any, target: str) -> None:
    """Write one line to the security log when a form brought fields or options that it did not offer."""
    strange = sorted(set(form.data) - set(form.fields) - CONTROL_FIELDS)
    if strange:
        _warn("unknown fields", request, target, strange)
    if form.forged:
        _warn("forged options", request, target, form.forged)


def _warn(what: str, request: PageRequest, target: str, names: Collection[str]) -> None:
    said = _shortened(names)
    security.warning("%s from account %s for %s: %s", what, request.authority.ref, target, said)


def _shortened(names: Iterable[str]) -> str:
    return ", ".join(name[:LONGEST_NAMED] for name in list(names)[:MOST_NAMED])
