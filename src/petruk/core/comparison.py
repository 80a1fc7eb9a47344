"""Compares two definitions of an instrument and tells in Indonesian what changed, so that nobody must read JSON."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from petruk.core.differences import Difference, Names, Object, Sort, Step, Walk
from petruk.core.words import label, written

_NAMES: Mapping[str, Names] = {
    "levels": (("points",), ("meaning",)),
    "bands": (("from",), ("meaning",)),
    "classes": (("predicate",),),
    "tie_breaks": (("by", "indicator"),),
}
_NOUNS = {
    "indicators": "indikator", "items": "berkas", "groups": "kelompok", "aspects": "aspek", "levels": "tingkat",
    "bands": "rentang mulai", "classes": "predikat", "tie_breaks": "pemutus skor sama",
}  # fmt: skip
_OF_EVERY_KIND = ("kind", "title", "maximum", "missing", "weight")
_TITLED = ("indicators", "groups", "aspects", "items")


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that changed. ``place`` is where it stands in the definition; ``words`` are a sentence."""

    place: str
    sort: Sort
    words: str


def compare(before: Mapping[str, object], after: Mapping[str, object]) -> tuple[Change, ...]:
    """Return what changed between two definitions, in the order of the definition; drafts may still be faulty.

    Where the kind of an indicator changed, what only the one kind has is not told key by key.
    """
    found = [*Walk(_NAMES).differences(before, after)]
    other_kind = {each.path[0].name for each in found if [step.key for step in each.path] == ["indicators", "kind"]}
    titles = dict(_titles(before)) | dict(_titles(after))
    return tuple(
        Change(each.place, each.sort, _sentence(each, titles)) for each in found if not _is_detail(each, other_kind)
    )


def _titles(part: Object) -> Iterator[tuple[str, str]]:
    """Return the title of everything that a tie break can name, by code."""
    for key in _TITLED:
        items = part.get(key)
        for item in items if isinstance(items, list) else ():
            if isinstance(item, Mapping):
                yield str(item.get("code")), str(item.get("title"))
                yield from _titles(item)


def _is_detail(found: Difference, other_kind: set[str]) -> bool:
    """Whether this only follows from the change of a kind."""
    first, *rest = found.path
    return first.key == "indicators" and first.name in other_kind and bool(rest) and rest[0].key not in _OF_EVERY_KIND


def _sentence(found: Difference, titles: Mapping[str, str]) -> str:
    """Begin with where it is, and say what is new, gone, moved or different."""
    where = (_named(step, found.path[:at], titles) for at, step in enumerate(found.path))
    what = _moved(found, titles) if found.sort is Sort.MOVED else _what(found)
    words = f"{', '.join(where)} {what}."
    return words[:1].upper() + words[1:]


def _moved(found: Difference, titles: Mapping[str, str]) -> str:
    if not isinstance(found.after, Mapping):
        return "pindah ke paling atas"
    return f"pindah ke bawah {_called(found.path[-1].key, found.after, titles)}"


def _named(step: Step, road: tuple[Step, ...], titles: Mapping[str, str]) -> str:
    if step.item is not None:
        return f"{_NOUNS.get(step.key, step.key)} {_called(step.key, step.item, titles)}"
    parent = road[-1] if road else Step("")
    if step.key == "value" and parent.item is not None and parent.item.get("kind") == "threshold":
        return "ambang batas"
    if step.key == "maximum" and parent.key == "text" and parent.item is None:
        return "panjang uraian (karakter)"
    return label(step.key)


def _called(key: str, item: Object, titles: Mapping[str, str]) -> str:
    if key == "tie_breaks":
        code = str(item.get("indicator", ""))
        return f"{written('by', item.get('by'))} {titles.get(code, code)}".strip()
    names = {"levels": "points", "bands": "from", "classes": "predicate"}
    return written(names[key], item.get(names[key])) if key in names else str(item.get("title"))


def _what(found: Difference) -> str:
    last = found.path[-1]
    if found.sort is Sort.ADDED:
        return "ditambahkan" if last.item is not None else f"ditetapkan: {written(last.key, found.after)}"
    if found.sort is Sort.REMOVED:
        before = written(last.key, found.before)
        return "dihapus" if last.item is not None else f"tidak lagi ditetapkan, semula {before}"
    return _changed(last.key, found.before, found.after)


def _changed(key: str, before: object, after: object) -> str:
    if isinstance(before, list) and isinstance(after, list):
        return _listed(key, before, after)
    return f"berubah dari {written(key, before)} menjadi {written(key, after)}"


def _listed(key: str, before: list[object], after: list[object]) -> str:
    """Say what came and went in a list of words; where only their order differs, say that."""
    came = [written(key, item) for item in after if item not in before]
    gone = [written(key, item) for item in before if item not in after]
    told = (("ditambah", came), ("dikurangi", gone))
    return " dan ".join(f"{verb} {', '.join(items)}" for verb, items in told if items) or "berubah urutannya"
