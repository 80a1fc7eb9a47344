"""The buttons of a list: add a row, move it, take it away. They work on the part as it was just filled in."""

import re
from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import BadRequest

from petruk.web.workshop.shapes import MOST_ROWS, Shape

SAVE = "save"
_ACT = re.compile(
    r"\A(?:(?P<add>add):(?P<list>[a-z_]+(?:-[0-9]{1,3}-[a-z_]+)*)"
    r"|(?P<verb>up|down|remove):(?P<path>[a-z_]+(?:-[0-9]{1,3}-[a-z_]+)*)-(?P<row>[0-9]{1,3}))\Z"
)


@dataclass(frozen=True)
class RowAct:
    """What was pressed. ``row`` is None where a row is added at the end."""

    verb: str
    path: str
    row: int | None = None

    def on(self, part: Mapping[str, Any], shape: Shape) -> tuple[dict[str, Any], str]:
        """Return the part after it, and where to look on the page. Raises ``BadRequest`` for a row that is none."""
        changed = deepcopy(dict(part))
        rows, inner = _find(changed, shape, self.path)
        if self.row is None:
            return changed, self._added(changed, rows, inner)
        if self.row >= len(rows):
            raise BadRequest("No such row.")
        if self.verb == "remove":
            del rows[self.row]
            return changed, self.path
        other = self.row + (-1 if self.verb == "up" else 1)
        if not 0 <= other < len(rows):
            raise BadRequest("The row cannot move there.")
        rows[self.row], rows[other] = rows[other], rows[self.row]
        return changed, f"{self.path}-{other}"

    def _added(self, part: Mapping[str, Any], rows: list[Any], inner: Shape) -> str:
        new: dict[str, Any] = {each.key: [{}] for each in inner.rows}
        if _count(part) + 1 + len(new) > MOST_ROWS:
            raise BadRequest("The page offers no more rows.")
        rows.append(new)
        return f"{self.path}-{len(rows) - 1}"


def act_of(text: str) -> RowAct | None:
    """Read the button; None means save. Raises ``BadRequest`` for anything else."""
    if text == SAVE:
        return None
    found = _ACT.match(text)
    if found is None:
        raise BadRequest("No such act.")
    if found["add"]:
        return RowAct("add", found["list"])
    return RowAct(found["verb"], found["path"], int(found["row"]))


def full(part: Mapping[str, Any]) -> bool:
    """Say whether nothing more can be added."""
    return _count(part) + 2 > MOST_ROWS


def _find(part: dict[str, Any], shape: Shape, path: str) -> tuple[list[Any], Shape]:
    """Walk to a list that the shape knows; what is optional and absent is begun."""
    words = path.split("-")
    holder, known = part, shape
    for key, row in zip(words[::2], [*words[1::2], None], strict=True):
        rows = next((each for each in known.rows if each.key == key), None)
        if rows is None:
            raise BadRequest("No such list.")
        items = holder.setdefault(key, [])
        if row is None:
            return items, rows.shape
        if int(row) >= len(items):
            raise BadRequest("No such row.")
        holder, known = items[int(row)], rows.shape
    raise BadRequest("No such list.")


def _count(part: Mapping[str, Any]) -> int:
    lists = [value for value in part.values() if isinstance(value, list)]
    objects = [item for items in lists for item in items if isinstance(item, Mapping)]
    return len(objects) + sum(_count(each) for each in objects)
