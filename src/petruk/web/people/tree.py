"""The unit tree as lines of a list."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from petruk.access.authority import Authority
from petruk.access.permissions import Permission

DEEPEST = 6


@dataclass(frozen=True)
class UnitLine:
    """``depth`` counts from the top of what this person reaches; ``own`` and ``whole`` are heads, None out of reach."""

    unit: Any
    depth: int
    own: int | None
    whole: int | None


def unit_lines(
    authority: Authority, units: Iterable[Any], heads: Mapping[str, Mapping[str, int]]
) -> Iterator[UnitLine]:
    sums = {path: sum(kinds.values()) for path, kinds in heads.items()}
    for unit in units:
        counted = authority.covers(Permission.EMPLOYEE_VIEW, unit.path)
        own = sums.get(unit.path, 0) if counted else None
        whole = sum(n for path, n in sums.items() if path.startswith(unit.path)) if counted else None
        yield UnitLine(unit, _depth(authority, unit.path), own, whole)


def _depth(authority: Authority, path: str) -> int:
    tops = [top for top in authority.paths(Permission.UNIT_VIEW) if path.startswith(top)]
    return min(DEEPEST, path.count(".") - min((top.count(".") for top in tops), default=0))
