"""What must hold of all units of a file together."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from petruk.imports.problems import Problem


def tree_problems(
    entries: Sequence[tuple[Any, Any, Any]], current: Mapping[Any, Any], *, may_add_root: bool
) -> list[Problem]:
    """Return units whose parent is unknown, missing, or below themselves. Parents may stand anywhere in the file."""
    parents = {code: unit.parent_code for code, unit in current.items()}
    parents |= {record.code: record.parent_code for _table, _row, record in entries}
    found = []
    for table, row, record in entries:
        words = _objection(record, parents, current, may_add_root=may_add_root)
        if words:
            found.append(table.problem(row, "parent_code", words))
    return found


def _objection(record: Any, parents: Mapping[str, str], current: Mapping[Any, Any], *, may_add_root: bool) -> str:
    known = current.get(record.code)
    if known is not None and known.parent_code == record.parent_code:
        return ""
    if not record.parent_code:
        return "" if may_add_root else _("Name the unit above this one.")
    if record.parent_code not in parents:
        return _("There is no unit with this code, neither in the file nor among your units.")
    return _("The unit would stand below itself.") if _in_a_ring(record.code, parents) else ""


def _in_a_ring(code: str, parents: Mapping[str, str]) -> bool:
    above, steps = parents[code], 0
    while above and steps <= len(parents):
        if above == code:
            return True
        above, steps = parents.get(above, ""), steps + 1
    return False
