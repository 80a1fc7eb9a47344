"""What the parts of a definition hold, as a form asks for it: entries, objects inside, and lists of rows."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from typing import Any

from django import forms

from petruk.core.words import written

MOST_ROWS = 80
"""Of one indicator, all lists together: a form may send five hundred fields."""


@dataclass(frozen=True)
class Entry:
    """One key. ``kept`` is written even when it is empty, because a definition must say so. ``small`` fits in a row."""

    key: str
    make: Callable[[], forms.Field]
    small: bool = False
    kept: bool = False


@dataclass(frozen=True)
class Inner:
    """An object inside, left out while nothing of it is filled in."""

    key: str
    title: Any
    shape: "Shape"
    hint: Any = ""


@dataclass(frozen=True)
class Rows:
    """A list of objects. ``one`` names a row, ``add`` the button; an ``optional`` list is left out when it is empty."""

    key: str
    title: Any
    one: Any
    add: Any
    shape: "Shape"
    hint: Any = ""
    optional: bool = False


@dataclass(frozen=True)
class Shape:
    entries: tuple[Entry, ...]
    inner: tuple[Inner, ...] = ()
    rows: tuple[Rows, ...] = ()

    @property
    def keys(self) -> frozenset[str]:
        entries, inner, rows = ([each.key for each in some] for some in (self.entries, self.inner, self.rows))
        return frozenset((*entries, *inner, *rows))


def entry(
    key: str, field: Callable[..., forms.Field], label: Any, hint: Any = "", *, small: bool = False, kept: bool = False,
    **options: Any,
) -> Entry:  # fmt: skip
    return Entry(key, partial(field, label=label, help_text=hint, **options), small=small, kept=kept)


def words(key: str, values: Iterable[str]) -> list[tuple[str, str]]:
    """Return the values of a key with the words by which instruments are told; those are Indonesian everywhere."""
    return [(value, written(key, value)) for value in values]
