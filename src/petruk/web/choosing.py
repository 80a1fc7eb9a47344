"""What an address names among the rows that somebody may see; a foreign one is as good as none."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.http import Http404
from django.utils import timezone

from petruk.access.authority import Authority
from petruk.appraisal.queries.periods import period_of_the_day, periods


def known_periods(authority: Authority) -> list[Any]:
    return list(periods(authority).filter(published_at__isnull=False))


def chosen(rows: Iterable[Any], public_id: str) -> Any:
    """Return the row of this name. Raises ``Http404`` when there is none."""
    for row in rows:
        if row.public_id == public_id:
            return row
    raise Http404


def period_named(known: Sequence[Any], public_id: str) -> Any:
    """Return the period that the address names, or the one of the day. Raises ``Http404`` for an unknown one."""
    return chosen(known, public_id) if public_id else period_of_the_day(known, timezone.now())
