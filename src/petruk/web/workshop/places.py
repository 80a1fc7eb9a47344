"""The pages on which a draft is filled in: which part of the definition each holds, and how that is put back."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from petruk.core.indicators import Kind
from petruk.web.workshop import parts
from petruk.web.workshop.desk import Desk, kind_words
from petruk.web.workshop.faults import Fault
from petruk.web.workshop.kinds import SHAPES
from petruk.web.workshop.shapes import Shape

Definition = Mapping[str, Any]


@dataclass(frozen=True)
class Place:
    """One page of a draft. ``put`` returns the definition with the part changed. ``code`` is that of an indicator."""

    title: str
    hint: str
    url: str
    shape: Shape
    part: Mapping[str, Any]
    put: Callable[[Mapping[str, Any]], Definition]
    faults: tuple[Fault, ...]
    code: str = ""


def general(desk: Desk) -> Place:
    keys = parts.GENERAL.keys
    rest = {key: value for key, value in desk.definition.items() if key not in keys}
    return Place(
        title=_("Name and legal basis"),
        hint="",
        shape=parts.GENERAL,
        part={key: value for key, value in desk.definition.items() if key in keys},
        put=lambda new: {**rest, **new},
        **_standing(desk, "general"),
    )


def eligibility(desk: Desk) -> Place:
    return Place(
        title=_("Who is assessed"),
        hint=_("What is not asked for stays empty. Nobody assesses himself or whom he signs for; that needs no rule."),
        shape=parts.ELIGIBILITY,
        part=desk.definition["eligibility"],
        put=lambda new: {**desk.definition, "eligibility": new},
        **_standing(desk, "eligibility"),
    )


def tie_breaks(desk: Desk) -> Place:
    return Place(
        title=_("Tie breaks"),
        hint=_("Among equal totals the first step on which two differ decides. Without steps: seniority, then a draw."),
        shape=parts.tie_breaks(desk.definition),
        part=parts.steps(desk.definition),
        put=lambda new: parts.with_steps(desk.definition, new),
        **_standing(desk, "tie_breaks"),
    )


def indicator(desk: Desk, code: str) -> Place | None:
    """Return the page of one indicator; None when the draft has none of that code."""
    known = desk.definition["indicators"]
    at = next((at for at, each in enumerate(known) if each["code"] == code), None)
    if at is None:
        return None
    kind = Kind(known[at]["kind"])
    return Place(
        title=str(known[at].get("title", code)),
        hint=kind_words(kind),
        url=reverse("workshop:indicator", args=[desk.draft.public_id, code]),
        shape=SHAPES[kind],
        part=known[at],
        put=lambda new: _with_indicator(desk.definition, at, new),
        faults=tuple(desk.faults_of(code)),
        code=code,
    )


def clash(definition: Definition, place: Place, code: str) -> bool:
    """Say whether another indicator has the code already."""
    return code != place.code and code in {each["code"] for each in definition["indicators"]}


def _standing(desk: Desk, name: str) -> dict[str, Any]:
    """Return where a page is, and what is not right there."""
    url = reverse(f"workshop:{name}", args=[desk.draft.public_id])
    return {"url": url, "faults": tuple(fault for fault in desk.faults if fault.url.startswith(url))}


def _with_indicator(definition: Definition, at: int, new: Mapping[str, Any]) -> Definition:
    """Put an indicator in its place; where its code changed, the tie breaks follow."""
    known = list(definition["indicators"])
    before, known[at] = known[at]["code"], new
    changed = {**definition, "indicators": known}
    if before != new["code"] and "tie_breaks" in definition:
        changed["tie_breaks"] = [
            {**step, "indicator": new["code"]} if step.get("indicator") == before else step
            for step in definition["tie_breaks"]
        ]
    return changed
