"""The forms of the pages on which is decided, filled in right."""

import json
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from petruk.core.instrument import ready_made
from tests.appraisal.panel_world import points
from tests.core.made_files import pdf
from tests.world import World


def filled(world: World, url: str) -> dict[str, Any] | None:
    """Return the form of a page; None where it is none of these."""
    namespace, _colon, name = url.partition(":")
    known = {"workshop": _workshop, "ranking": _ranking, "panel": _panel, "overrides": _overrides}
    known |= {"objections": _objections, "holidays": _holidays}
    if url == "evidence:files":
        return {"place": "inovasi/", "file": SimpleUploadedFile("bukti.pdf", pdf(b"8 0 obj () endobj")), "whole": "1"}
    return known[namespace](world).get(name) if namespace in known else None


def _workshop(world: World) -> dict[str, dict[str, Any]]:
    version = {"version": str(world.decisions.draft.version)}
    definition = json.dumps(ready_made()["petruk-2023"]).encode()
    return {
        "begin": {"title": "Instrumen Baru", "code": "instrumen-baru"},
        "import": {"file": SimpleUploadedFile("definisi.json", definition)},
        "general": version | {
            "title": "Instrumen Lain", "code": "instrumen-lain", "places": "0", "maximum": "90", "legal_basis": "UU",
        },
        "eligibility": version | {"kinds": ["PNS"], "legal_statuses": ["01"]},
        "tie_breaks": version | {"steps-rows": "1", "steps-0-step": "seniority"},
        "indicator": version | {
            "title": "Kinerja Bulanan", "code": "kinerja", "description": "Nilai", "criterion": "{rule}",
            "maximum": "10", "missing": "zero", "fact": "performance.score", "span": "months", "operator": ">=",
            "value": "80", "points": "10", "suffix": "", "subject": "Nilai",
        },
        "add": version | {"kind": "threshold", "title": "Apel Pagi"},
        "arrange": version | {"act": "down:kinerja"},
        "remove": version,
        "publish": version,
        "discard": {"reason": "Tidak dipakai."},
    }  # fmt: skip


def _ranking(world: World) -> dict[str, dict[str, Any]]:
    reason = {"reason": "Data sudah diperbaiki."}
    return {
        "export": {"format": "csv"},
        "reopen": reason,
        "answer_reopening": {"act": "grant"},
        "decide": {"result": world.decided(world.own).sealed.public_id, "reason": ""},
        "revoke": reason,
    }


def _panel(world: World) -> dict[str, dict[str, Any]]:
    spare = {"user": world.decisions.spare.public_id}
    return {
        "sheet": {f"n_{code}": str(given) for code, given in points().items()} | {"version": "1", "act": "submit"},
        "recuse": {"ground": "Hubungan keluarga", "reason": "Ipar saya."},
        "appoint": spare,
        "ask_third": spare,
        "release": {"reason": "Pindah tugas."},
    }


def _overrides(_world: World) -> dict[str, dict[str, Any]]:
    return {"ask": {"reason": "Penataan organisasi."}, "decide": {"act": "grant"}}


def _objections(_world: World) -> dict[str, dict[str, Any]]:
    file = SimpleUploadedFile("sertifikat.pdf", pdf(b"9 0 obj () endobj"))
    return {
        "file": {"text": "Nilainya 86.", "file": file, "whole": "1"},
        "answer": {"answer": "Sertifikatnya dari tahun lalu.", "act": "reject"},
    }


def _holidays(_world: World) -> dict[str, dict[str, Any]]:
    return {"add": {"day": "2029-03-14", "name": "Hari Raya Nyepi", "kind": "national", "decree": "SKB 1"}}
