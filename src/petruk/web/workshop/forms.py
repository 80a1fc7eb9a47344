"""The form of one part of a definition, with its lists of rows. It reads what its shape asks for and nothing else."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import BadRequest
from django.forms import BoundField
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from petruk.core.indicators import Kind
from petruk.web.appraisal.forms import INCOMPLETE, PlainText
from petruk.web.periods.forms import Line
from petruk.web.workshop.fields import Several
from petruk.web.workshop.kinds import LONGEST_CODE
from petruk.web.workshop.shapes import MOST_ROWS, Entry, Inner, Rows, Shape

Part = Mapping[str, Any]

CODE = re.compile(r"\A[a-z][a-z0-9]*(-[a-z0-9]+)*\Z")
_COUNT = re.compile(r"\A[0-9]{1,3}\Z")
_EMPTY: tuple[Any, ...] = (None, "", [], {})


@dataclass(frozen=True)
class Node:
    """One object of the part on the page: its fields, the objects inside, its lists. ``prefix`` begins their names."""

    shape: Shape
    prefix: str
    fields: tuple[tuple[Entry, BoundField], ...]
    inner: tuple[tuple[Inner, "Node"], ...]
    lists: tuple["List", ...]

    @property
    def blocks(self) -> Iterator[tuple[bool, list[BoundField]]]:
        """Return the fields as they are drawn: small ones that follow one another stand side by side."""
        block: list[BoundField] = []
        for entry, field in self.fields:
            if block and not entry.small:
                yield True, block
                block = []
            if entry.small:
                block.append(field)
            else:
                yield False, [field]
        if block:
            yield True, block

    def read(self, values: Mapping[str, Any], before: Part) -> dict[str, Any]:
        """Return the object as it was filled in; a key that was not touched stays as it was, or absent."""
        part = {key: value for key, value in before.items() if key not in self.shape.keys}
        for entry, field in self.fields:
            _put(part, entry, field.field, values[field.html_name], before)
        for inner, node in self.inner:
            read = node.read(values, before.get(inner.key, {}))
            if any(read.values()):
                part[inner.key] = read
        for each in self.lists:
            rows = each.read(values, before.get(each.rows.key, ()))
            if rows or each.rows.key in before or not each.rows.optional:
                part[each.rows.key] = rows
        return part


@dataclass(frozen=True)
class List:
    """One list of rows on the page. ``path`` is its place in the part: ``groups-0-aspects``."""

    rows: Rows
    path: str
    count: BoundField
    nodes: tuple[Node, ...]

    @property
    def last(self) -> int:
        return len(self.nodes) - 1

    def read(self, values: Mapping[str, Any], before: Any) -> list[dict[str, Any]]:
        known = [*before, *({} for _node in self.nodes)]
        return [node.read(values, known[at]) for at, node in enumerate(self.nodes)]


class PartForm(forms.Form):
    """The fields of one part. ``version`` is that of the draft which the page showed."""

    use_required_attribute = False
    version = forms.RegexField(r"\A[0-9]{1,9}\Z", strip=False, widget=forms.HiddenInput, error_messages={
        "required": INCOMPLETE, "invalid": INCOMPLETE,
    })  # fmt: skip

    def __init__(self, data: QueryDict | None = None, *, shape: Shape, part: Part, version: int) -> None:
        super().__init__(data, initial={"version": version})
        self.part = part
        self._rows_left = MOST_ROWS
        self.root = self._node(shape, part, "")

    @property
    def forged(self) -> list[str]:
        """The fields that brought an option which the page did not offer."""
        return [name for name, errors in self.errors.as_data().items() if "invalid_choice" in {e.code for e in errors}]

    def read(self) -> dict[str, Any]:
        """Return the part as the valid form has it."""
        return self.root.read(self.cleaned_data, self.part)

    def typed(self) -> list[tuple[str, str]]:
        """Return label and text of what was sent, so that it can be copied where it cannot be saved."""
        shown = [field for field in self if not field.is_hidden]
        return [(str(field.label), str(field.value())) for field in shown if field.value()]

    def _node(self, shape: Shape, part: Part, prefix: str) -> Node:
        return Node(
            shape,
            prefix.rstrip("-"),
            tuple((entry, self._field(entry, part, prefix)) for entry in shape.entries),
            tuple(
                (each, self._node(each.shape, part.get(each.key, {}), f"{prefix}{each.key}-")) for each in shape.inner
            ),
            tuple(self._list(rows, part, prefix) for rows in shape.rows),
        )

    def _field(self, entry: Entry, part: Part, prefix: str) -> BoundField:
        name, field, value = f"{prefix}{entry.key}", entry.make(), part.get(entry.key)
        if isinstance(field, Several):
            field.admit(value)
        self.fields[name] = field
        self.initial[name] = value
        return self[name]

    def _list(self, rows: Rows, part: Part, prefix: str) -> List:
        path, known = f"{prefix}{rows.key}", list(part.get(rows.key, ()))
        number = self._count(path, len(known))
        known += [{}] * max(0, number - len(known))
        nodes = tuple(self._node(rows.shape, known[at], f"{path}-{at}-") for at in range(number))
        return List(rows, path, self[f"{path}-rows"], nodes)

    def _count(self, path: str, known: int) -> int:
        """Return how many rows the page has: those that came with it, else those that there are."""
        name = f"{path}-rows"
        self.fields[name] = forms.CharField(widget=forms.HiddenInput, required=False)
        self.initial[name] = known
        text = self.data.get(name, "0") if self.is_bound else str(known)
        if not _COUNT.match(text) or (self.is_bound and int(text) > self._rows_left):
            raise BadRequest("So many rows were not on the page.")
        self._rows_left -= int(text)
        return int(text)


def _put(part: dict[str, Any], entry: Entry, field: Any, value: Any, before: Part) -> None:
    raw = before.get(entry.key)
    if value == field.to_python(field.prepare_value(raw)) and (entry.key in before or not entry.kept):
        if entry.key in before:
            part[entry.key] = raw
    elif entry.kept or value not in _EMPTY:
        part[entry.key] = value


class NameForm(forms.Form):
    """The name of an instrument that begins with nothing."""

    title = Line(label=_("Title"), max_length=200)
    code = forms.RegexField(
        CODE, label=_("Code"), max_length=LONGEST_CODE,
        help_text=_("Small letters and digits, joined by -; best with the year. No other has it."),
        error_messages={"invalid": _("Use small letters and digits, joined by -.")},
    )  # fmt: skip


class NewIndicatorForm(forms.Form):
    kind = forms.ChoiceField(label=_("Kind"))
    title = Line(label=_("Title"), max_length=200)

    def __init__(self, *args: Any, kinds: list[tuple[Kind, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["kind"].choices = kinds  # type: ignore[attr-defined]


class VersionForm(forms.Form):
    """A button that holds for the draft as the page showed it."""

    version = forms.RegexField(r"\A[0-9]{1,9}\Z", strip=False, widget=forms.HiddenInput, error_messages={
        "required": INCOMPLETE, "invalid": INCOMPLETE,
    })  # fmt: skip


class ReasonForm(forms.Form):
    reason = PlainText(label=_("Reason"), max_length=500)
