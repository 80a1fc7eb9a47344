"""What is not right yet in a draft: a sentence that names indicator and field, and the address where to mend it.

The sentences are Indonesian, like those of the rules and of the comparison: they are words of the instrument.
"""

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from petruk.appraisal.actions.drafting import checked
from petruk.core.definition import InstrumentError, Part
from petruk.core.eligibility import read_rules
from petruk.core.indicators import read_indicator
from petruk.core.indicators.base import read_code
from petruk.core.objection import read_terms
from petruk.core.words import label

Definition = Mapping[str, Any]

TAKEN = "sudah dipakai instrumen yang terbit"
_STEP = re.compile(r"([a-z_]+)((?:\[[0-9]+\])?)")
_ROWS = {
    "levels": "tingkat", "bands": "rentang", "items": "berkas", "groups": "kelompok", "aspects": "aspek",
    "classes": "predikat", "tie_breaks": "langkah", "legal_basis": "baris",
}  # fmt: skip
_LISTS = {
    "levels": "daftar tingkat", "bands": "daftar rentang", "items": "daftar berkas", "groups": "kelompok aspek",
    "aspects": "daftar aspek", "classes": "poin predikat", "indicators": "daftar indikator",
}  # fmt: skip
_LABELS = {"value": "ambang batas", "span": "dibaca dari", "note": "catatan"}
_PLAINER = {
    'harus berupa angka di dalam tanda kutip, misalnya "85" atau "97.5"': "harus berupa angka, misalnya 85 atau 97,5",
    "langkah terakhir harus draw, agar selalu ada keputusan": "langkah terakhir harus undian, agar ada keputusan",
    "rentang ini kosong; harus lebih dari from": "rentang ini kosong; harus lebih dari awalnya",
    "harus kurang dari max": "harus kurang dari yang tertinggi",
    "kelipatan ini tidak mencapai max": "kelipatan ini tidak mencapai yang tertinggi",
    "hanya untuk berkas conditional": "hanya untuk berkas yang wajib bagi sebagian",
}
"""Messages that speak of the file, as somebody reads them who fills in a form."""


@dataclass(frozen=True)
class Fault:
    """One thing to mend. ``indicator`` is its code, where it lies in one."""

    words: str
    url: str
    indicator: str = ""


@dataclass(frozen=True)
class _Step:
    key: str
    at: int | None


def faults_of(public_id: str, definition: Definition, taken: Collection[str]) -> list[Fault]:
    """Return what is not right, in the order of the definition; nothing returned means that it can be published."""
    return [_told(public_id, definition, error) for error in errors_of(definition, taken)]


def errors_of(definition: Definition, taken: Collection[str]) -> list[InstrumentError]:
    """Return the first error of every part, and when each part is right, the first of the whole."""
    found = [error for check in _checks(definition) if (error := _error(check))]
    if definition.get("code") in taken:
        found.append(InstrumentError("code", TAKEN))
    whole = None if [error for error in found if error.message != TAKEN] else _error(lambda: checked(definition))
    return [*found, *([whole] if whole else [])]


def told_of_file(error: InstrumentError) -> str:
    """Say what is wrong in a file, with the place as it stands there: whoever wrote it looks for that."""
    return f"{error.place}: {error.message}"


def _checks(definition: Definition) -> Iterator[Callable[[], object]]:
    root = Part(definition)
    yield lambda: root.text("title")
    yield lambda: read_code(root)
    yield lambda: root.texts("legal_basis")
    yield lambda: root.number("maximum")
    yield lambda: read_terms(root)
    yield lambda: read_rules(root.part("eligibility"))
    yield lambda: root.parts("indicators")
    for at, indicator in enumerate(definition["indicators"]):
        yield lambda at=at, indicator=indicator: read_indicator(  # type: ignore[misc]
            Part(indicator, f"indicators[{at}]"), _places(definition)
        )


def _places(definition: Definition) -> int:
    return int(definition["places"]) if definition.get("places") in {"0", "1", "2"} else 2


def _error(check: Callable[[], object]) -> InstrumentError | None:
    try:
        check()
    except InstrumentError as error:
        return error
    return None


def _told(public_id: str, definition: Definition, error: InstrumentError) -> Fault:
    steps = [_Step(key, int(at[1:-1]) if at else None) for key, at in _STEP.findall(error.place)]
    names = ", ".join(_names(definition, steps))
    message = _PLAINER.get(error.message, error.message)
    if steps[-1].key == "indicator":
        message = "indikator ini tidak ada lagi, atau tidak memiliki nilai yang dapat dibandingkan"
    words = f"{names[:1].upper()}{names[1:]}: {message}."
    first = steps[0]
    if first.key == "indicators" and first.at is not None:
        code = str(definition["indicators"][first.at]["code"])
        return Fault(words, reverse("workshop:indicator", args=[public_id, code]) + _anchor(steps[1:]), code)
    return Fault(words, _address(public_id, steps))


def _address(public_id: str, steps: list[_Step]) -> str:
    match steps[0].key:
        case "indicators":
            return f"{reverse('workshop:draft', args=[public_id])}#indicators"
        case "eligibility":
            return reverse("workshop:eligibility", args=[public_id]) + _anchor(steps[1:])
        case "tie_breaks":
            where = "#steps" if steps[0].at is None else f"#id_steps-{steps[0].at}-step"
            return reverse("workshop:tie_breaks", args=[public_id]) + where
    return reverse("workshop:general", args=[public_id]) + _anchor(steps)


def _anchor(steps: list[_Step]) -> str:
    """Return the name under which a field, a row or a list stands on its page; of a list of lines it is the field."""
    words = [word for step in steps for word in (step.key, step.at) if word is not None]
    last = steps[-1]
    if last.key == "legal_basis" or (last.at is None and last.key not in {*_LISTS, "text", "minimum_predicate"}):
        words = words[:-1] if last.key == "legal_basis" and last.at is not None else words
        return f"#id_{'-'.join(map(str, words))}"
    return f"#{'-'.join(map(str, words))}"


def _names(definition: Definition, steps: list[_Step]) -> Iterator[str]:
    for at, step in enumerate(steps):
        if step.key == "indicators" and step.at is not None:
            indicator = definition["indicators"][step.at]
            yield f"indikator {step.at + 1} · {indicator.get('title', indicator['code'])}"
        elif step.at is not None:
            name = f"{_ROWS.get(step.key, label(step.key))} {step.at + 1}"
            yield f"{label(step.key)}, {name}" if at == 0 else name
        elif step.key == "maximum" and at and steps[at - 1].key == "text":
            yield "panjang"
        elif step.key not in {"by", "indicator"}:
            yield _LISTS.get(step.key) or _LABELS.get(step.key) or label(step.key)
