"""Walks two JSON values side by side and tells where they differ. Objects in a list are matched by what names them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

Object = Mapping[str, object]
Names = Sequence[tuple[str, ...]]
"""What an object in a list is known by: one or more keys together. The first that matches counts."""

BY_CODE: Names = (("code",),)


class Sort(StrEnum):
    CHANGED = "changed"
    ADDED = "added"
    REMOVED = "removed"
    MOVED = "moved"


@dataclass(frozen=True, slots=True)
class Step:
    """A key, or an object of the list at that key. ``item`` is that object, with which it can be named in words."""

    key: str
    name: str = ""
    item: Object | None = None


@dataclass(frozen=True, slots=True)
class Difference:
    """What differs at one place. ``before`` and ``after`` are the values.

    For a move they are the objects that stood, and now stand, just above it; None at the top.
    """

    path: tuple[Step, ...]
    sort: Sort
    before: object
    after: object

    @property
    def place(self) -> str:
        """The place as text: ``lines[kinerja].points``."""
        return ".".join(f"{step.key}[{step.name}]" if step.item is not None else step.key for step in self.path)


class Walk:
    """Compares two values. ``names`` says by which keys the objects of a list are matched, where not by their code."""

    def __init__(self, names: Mapping[str, Names]) -> None:
        self._names = names

    def differences(self, before: object, after: object, path: tuple[Step, ...] = ()) -> Iterator[Difference]:
        if isinstance(before, Mapping) and isinstance(after, Mapping):
            yield from self._of_objects(before, after, path)
        elif path and _are_objects(before) and _are_objects(after):
            yield from self._of_lists(_objects(before), _objects(after), path)
        elif before != after or type(before) is not type(after):
            yield Difference(path, Sort.CHANGED, before, after)

    def _of_objects(self, before: Object, after: Object, path: tuple[Step, ...]) -> Iterator[Difference]:
        for key in dict.fromkeys((*before, *after)):
            here = (*path, Step(key))
            if key not in before:
                yield Difference(here, Sort.ADDED, None, after[key])
            elif key not in after:
                yield Difference(here, Sort.REMOVED, before[key], None)
            else:
                yield from self.differences(before[key], after[key], here)

    def _of_lists(
        self, before: Sequence[Object], after: Sequence[Object], path: tuple[Step, ...]
    ) -> Iterator[Difference]:
        *road, last = path
        names = self._names.get(last.key, BY_CODE)
        pairs = _pairs(before, after, names)
        moved = _moved([old for old, _ in pairs])

        def at(item: Object) -> tuple[Step, ...]:
            return (*road, Step(last.key, _name(item, names), item))

        for place in sorted(set(range(len(before))) - {old for old, _ in pairs}):
            yield Difference(at(before[place]), Sort.REMOVED, before[place], None)
        for place in sorted(set(range(len(after))) - {new for _, new in pairs}):
            yield Difference(at(after[place]), Sort.ADDED, None, after[place])
        for old, new in pairs:
            if old in moved:
                yield Difference(at(after[new]), Sort.MOVED, _above(before, old), _above(after, new))
            yield from self.differences(before[old], after[new], at(after[new]))


def _are_objects(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(item, Mapping) for item in value)


def _objects(value: object) -> list[Object]:
    return [item for item in value if isinstance(item, Mapping)] if isinstance(value, list) else []


def _above(items: Sequence[Object], place: int) -> Object | None:
    return items[place - 1] if place else None


def _name(item: Object, names: Names) -> str:
    return " ".join(str(item[key]) for key in names[0] if key in item)


def _pairs(before: Sequence[Object], after: Sequence[Object], names: Names) -> list[tuple[int, int]]:
    """Match by the first name, what is left by the second. Return pairs of places, in the order of ``after``."""
    pairs: dict[int, int] = {}
    for name in names:
        free = [old for old in range(len(before)) if old not in pairs.values()]
        for new, item in enumerate(after):
            same = [old for old in free if _known_by(before[old], name) == _known_by(item, name)]
            if new not in pairs and same:
                pairs[new] = same[0]
                free.remove(same[0])
    return [(old, new) for new, old in sorted(pairs.items())]


def _known_by(item: Object, keys: tuple[str, ...]) -> tuple[object, ...]:
    return tuple(item.get(key) for key in keys)


def _moved(places: Sequence[int]) -> set[int]:
    """Return the fewest that must have moved: all but a longest run that still rises."""
    runs: list[list[int]] = [[]]
    for place in places:
        runs.append([*_longest([run for run in runs if not run or run[-1] < place]), place])
    return set(places) - set(_longest(runs))


def _longest(runs: Sequence[list[int]]) -> list[int]:
    return sorted(runs, key=len, reverse=True)[0]
