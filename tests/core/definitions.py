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


BANDS = {
    "kind": "bands",
    "code": "hadir",
    "title": "Kehadiran",
    "description": "Tingkat kehadiran.",
    "criterion": "Tingkat kehadiran {window}: {rule}.",
    "maximum": "10",
    "missing": "zero",
    "fact": "attendance.realisation",
    "span": "months",
    "suffix": "%",
    "subject": "Tingkat kehadiran",
    "bands": [
        {"from": "0", "below": "85", "points": "0", "meaning": "Kurang"},
        {"from": "85", "points": "5", "meaning": "Cukup"},
        {"from": "95", "points": "10", "meaning": "Baik"},
    ],
}
SHOWN = {key: value for key, value in BANDS.items() if key != "bands"} | {
    "kind": "shown",
    "code": "rata-rata",
    "criterion": "Rata-rata {window}.",
    "maximum": "0",
    "missing": "block",
}
PREDICATE = {
    "kind": "predicate",
    "code": "predikat",
    "title": "Predikat",
    "description": "Predikat tahunan.",
    "criterion": "Predikat {window}: {rule}.",
    "maximum": "10",
    "missing": "block",
    "years": "2",
    "minimum": "good",
    "classes": [{"predicate": "good", "points": "5"}, {"predicate": "very_good", "points": "10"}],
    "subject": "Predikat SKP",
}
DOCUMENTS = {
    "kind": "documents",
    "code": "berkas",
    "title": "Berkas",
    "description": "Berkas pendukung.",
    "criterion": "Berkas: {rule}.",
    "maximum": "5",
    "missing": "zero",
    "points": "5",
    "items": [
        {"code": "usulan", "title": "Surat Usulan", "rule": "required", "note": ""},
        {"code": "piagam", "title": "Piagam", "rule": "optional"},
        {"code": "sk", "title": "SK Jabatan", "rule": "conditional", "condition": "holds_post"},
    ],
}
PANEL = {
    "kind": "panel",
    "code": "tim",
    "title": "Tim Penilai",
    "description": "Skor tim.",
    "criterion": "Skor tim {rule}.",
    "maximum": "30",
    "gap": "40",
    "guidance": "Beri skor sendiri.",
    "groups": [
        {
            "code": "satu",
            "title": "Satu",
            "maximum": "20",
            "aspects": [
                {"code": "a", "title": "Aspek A", "maximum": "10", "guidance": "Nilai A."},
                {"code": "b", "title": "Aspek B", "maximum": "10", "guidance": "Nilai B."},
            ],
        },
        {
            "code": "dua",
            "title": "Dua",
            "maximum": "10",
            "aspects": [{"code": "c", "title": "Aspek C", "maximum": "10", "guidance": "Nilai C."}],
        },
    ],
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


def only(indicator, **root):
    """Return a definition with this one indicator."""
    base = definition()
    del base["tie_breaks"]
    whole = base | {"indicators": [copy.deepcopy(indicator)], "maximum": indicator["maximum"]}
    return whole | root


def with_scale(**values):
    whole = definition()
    whole["indicators"].append(SCALE | values)
    whole["maximum"] = str(90 + int((SCALE | values)["maximum"]))
    return whole
