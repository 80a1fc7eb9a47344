"""What happened to a period, in words."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from petruk.core.windows import Window
from petruk.web.templatetags.appraisal import moment
from petruk.web.templatetags.periods import deadline

EVENTS: Mapping[str, Promise] = {
    "period.created": gettext_lazy("Prepared"),
    "period.changed": gettext_lazy("Terms changed"),
    "period.published": gettext_lazy("Published"),
    "period.opened": gettext_lazy("Opened by hand"),
    "period.closed": gettext_lazy("Closed by hand"),
    "period.extended": gettext_lazy("Extended for %(unit)s"),
}
LABELS: Mapping[str, Promise] = {
    "name": gettext_lazy("Name"),
    "instrument": gettext_lazy("Instrument"),
    "windows": gettext_lazy("Data windows"),
    "opens_at": gettext_lazy("Opens"),
    "closes_at": gettext_lazy("Closes"),
    "nominees_per_unit": gettext_lazy("Nominees of a unit"),
    "closed_text": gettext_lazy("Text of the closed page"),
    "reason": gettext_lazy("Reason"),
}


@dataclass(frozen=True)
class Change:
    """One thing that became another; ``before`` is empty where there was nothing."""

    label: str
    before: str
    after: str


@dataclass(frozen=True)
class Told:
    """One event as a person reads it."""

    at: datetime
    by: str
    what: str
    changes: tuple[Change, ...]


def told(events: Iterable[Any], unit_names: Mapping[str, str]) -> Iterator[Told]:
    """Return the events of one period in words. ``unit_names`` are those of its extensions, by public id."""
    for event in events:
        unit = unit_names.get(event.after.get("unit", ""), "")
        what = str(EVENTS.get(event.action, event.action)) % {"unit": unit}
        yield Told(event.at, event.actor_name, what, tuple(_changes(event.action, event.before, event.after)))


def _changes(action: str, before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[Change]:
    if action == "period.created":
        return
    old, new = before.get("terms", before), after.get("terms", after)
    for key, label in LABELS.items():
        if key in new and new[key] != old.get(key):
            yield Change(str(label), _shown(key, old.get(key)), _shown(key, new[key]))


def _shown(key: str, value: Any) -> str:
    if value in ("", None):
        return ""
    if key in {"opens_at", "closes_at"}:
        at = datetime.fromisoformat(value)
        return deadline(at) if key == "closes_at" else moment(at)
    if key == "windows":
        return "; ".join(f"{code}: {_window(window)}" for code, window in value.items())
    return str(value)


def _window(window: Mapping[str, Any]) -> str:
    return Window(window["year"], tuple(window.get("months", ()))).label
