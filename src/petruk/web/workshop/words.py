"""What the pages of the workshop say of a draft: whom it admits, what adds up, what happened to it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy, ngettext

from petruk.core.comparison import Change
from petruk.core.differences import Sort
from petruk.core.legal_status import legal_status_name
from petruk.core.numbers import format_decimal
from petruk.core.words import written
from petruk.web.workshop.fields import is_amount
from petruk.web.workshop.parts import ELIGIBILITY

SORTS: Mapping[Sort, tuple[Any, str]] = {
    Sort.ADDED: (gettext_lazy("New"), "good"),
    Sort.REMOVED: (gettext_lazy("Gone"), "bad"),
    Sort.CHANGED: (gettext_lazy("Different"), "wait"),
    Sort.MOVED: (gettext_lazy("Moved"), "none"),
}
_EVENTS = {
    "draft.begun": gettext_lazy("Begun"),
    "draft.changed": gettext_lazy("Changed"),
    "instrument.published": gettext_lazy("Published"),
}


def total_of(definition: Mapping[str, Any]) -> dict[str, Any]:
    """Return what the indicators give together beside what the draft says; None where nothing is filled in."""
    given = [each.get("maximum", "") for each in definition["indicators"]]
    together = sum((Decimal(each) for each in given if is_amount(each)), Decimal(0))
    said = definition.get("maximum", "")
    return {
        "together": format_decimal(together, None),
        "said": said.replace(".", ",") if said else None,
        "adds_up": is_amount(said) and Decimal(said) == together,
    }


def eligibility_words(rules: Mapping[str, Any]) -> Iterator[tuple[Any, str]]:
    """Return each condition and what it demands, right or wrong."""
    fields = {entry.key: entry.make() for entry in ELIGIBILITY.entries}
    for key, field in fields.items():
        value = rules.get(key)
        if value:
            yield field.label, _value(key, value)
    if minimum := rules.get("minimum_predicate"):
        yield ELIGIBILITY.inner[0].title, _minimum(minimum)


def changes_told(changes: Sequence[Change]) -> list[tuple[Any, str, str]]:
    """Return word, kind of badge and sentence of each change."""
    return [(*SORTS[change.sort], change.words) for change in changes]


def told(events: Iterable[Any]) -> Iterator[dict[str, Any]]:
    """Return what happened to a draft: when, by whom, and what changed in words."""
    for event in events:
        yield {
            "what": _EVENTS.get(event.action, event.action),
            "at": event.at,
            "by": event.actor_name,
            "changes": event.after.get("changes", ()),
        }


def _value(key: str, value: Any) -> str:
    if key == "legal_statuses":
        return ", ".join(legal_status_name(code) for code in value)
    if key == "sanctions":
        return ", ".join(level.capitalize() for level in value)
    return ", ".join(value) if isinstance(value, list) else str(value)


def _minimum(minimum: Mapping[str, Any]) -> str:
    years = str(minimum.get("years", "1"))
    number = int(years) if years in {"1", "2"} else 1
    of = ngettext("in the last year", "in each of the last %(number)s years", number) % {"number": number}
    return f"{written('predicate', minimum.get('predicate'))} {of}"
