"""Long lists, a page at a time."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet

PAGE_SIZE = 20


def page_of(rows: QuerySet[Any] | Sequence[Any], asked: Mapping[str, str], *, count: int | None = None) -> Page[Any]:
    """Return the asked page of a list, or the nearest there is. ``count`` tells how long it is where that is known."""
    pages = Paginator(rows, PAGE_SIZE)
    if count is not None:
        pages.count = count
    return pages.get_page(asked.get("halaman"))
