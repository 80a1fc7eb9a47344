"""What a kind of file is made of: templates, and how a row of a template becomes a record."""

from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from petruk.access.permissions import Permission
from petruk.imports.tables import Column

Values = Mapping[str, Any]


class Record(Protocol):
    """A row that was understood. Two records are equal when importing one over the other changes nothing."""

    @property
    def key(self) -> Hashable: ...


class RowFault(Exception):  # noqa: N818  anticipated, and shown beside the cell
    """Cells that are each possible and together not; ``field`` is the cell to look at first."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field


def over_nothing(record: Any, _current: Any) -> Any:
    """The record replaces whatever is known."""
    return record


def no_warnings(_values: Values) -> Iterable[tuple[str, str]]:
    return ()


@dataclass(frozen=True)
class Shape:
    """One template. ``build`` raises ``RowFault``; ``warn`` gives fields and words that do not block."""

    columns: tuple[Column, ...]
    build: Callable[[Values], Record]
    warn: Callable[[Values], Iterable[tuple[str, str]]] = no_warnings


@dataclass(frozen=True)
class Kind:
    """A kind of file. ``people`` and ``units`` name the fields that must be known to whoever imports.

    ``over`` lays a record over what is known of the same key, where a file may say only a part of it.
    ``computed`` names the fields that stand in no column.
    """

    name: str
    permission: Permission
    shapes: tuple[Shape, ...]
    people: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    over: Callable[[Any, Any], Any] = over_nothing
    computed: Mapping[str, str] = field(default_factory=dict)

    @property
    def templates(self) -> tuple[tuple[Column, ...], ...]:
        return tuple(shape.columns for shape in self.shapes)

    @property
    def labels(self) -> dict[str, str]:
        """The fields of a record by the names that a user knows from the file."""
        return {column.field: column.name for columns in self.templates for column in columns} | dict(self.computed)

    def shape_of(self, columns: tuple[Column, ...]) -> Shape:
        return next(shape for shape in self.shapes if shape.columns is columns)
