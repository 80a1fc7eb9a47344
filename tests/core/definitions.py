"""Definitions to test with: the ready-made one, with one thing changed."""

import copy

from petruk.core.instrument import ready_made

GONE = object()
SCALE = {
    "kind": "scale",
    "code": "orisinalitas",
    "title": "Orisinalitas",
    "description": "Kebaruan gagasan.",
    "criterion": "Dinilai {rule}.",
    "maximum": "20",
    "decided_by": "officer",
    "guidance": "Bandingkan dengan yang sudah ada.",
    "min": "0",
    "max": "20",
    "step": "5",
}


def definition(code="petruk-2021"):
    return copy.deepcopy(ready_made()[code])


def changed(place, value, base=None):
    """Return the 2021 definition with one place set to a value, or taken out."""
    whole = base or definition()
    *road, last = [
        int(step) if step.isdigit() else step for step in place.replace("[", ".").replace("]", "").split(".")
    ]
    at = whole
    for step in road:
        at = at[step]
    if value is GONE:
        del at[last]
    else:
        at[last] = value
    return whole


def with_scale(**values):
    whole = definition()
    whole["indicators"].append(SCALE | values)
    whole["maximum"] = str(90 + int((SCALE | values)["maximum"]))
    return whole
