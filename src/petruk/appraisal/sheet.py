"""The frozen sheet of an assessment: everything that a result says, in the words and names of its own day."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from petruk.core.scoring import Score

if TYPE_CHECKING:
    from petruk.appraisal.models import Assessment, Evidence
    from petruk.appraisal.queries.candidates import Standing
    from petruk.people.models import Agency, Employee, Placement, Signatory

Sheet = dict[str, object]
FIGURES = ("lines", "total", "maximum", "shown_total", "shown_maximum", "missing")


@dataclass(frozen=True)
class Parties:
    """Who stands on a sheet besides the candidate, as they are on ``on``."""

    on: date
    assessor: str
    signatory: "Signatory | None"
    agency: "Agency"


def freeze(
    assessment: "Assessment", score: Score, parties: Parties, *, files: Iterable["Evidence"], standing: "Standing"
) -> Sheet:
    """Return the sheet as JSON: strings, booleans, lists. Nothing of it is ever looked up again."""
    period = assessment.period
    return {
        "period": period.name,
        "instrument": {"code": period.instrument.code, "sha256": period.instrument.sha256},
        **_heading(parties.agency, parties.on),
        "person": _person(assessment.employee, assessment.placement),
        "lines": [line.as_dict() for line in score.lines],
        "total": str(score.total),
        "maximum": str(score.maximum),
        "shown_total": str(score.shown_total),
        "shown_maximum": str(score.shown_maximum),
        "final": score.final,
        "missing": list(score.missing),
        "evidence": [_file(file) for file in files],
        "overrides": [_override(standing)] if standing.exemption else [],
        "evidence_note": assessment.evidence_note,
        "assessor": {"name": parties.assessor},
        "signatory": _signatory(parties.signatory),
        "decided_by": parties.signatory.employee.titled_name if parties.signatory else "",
    }


def decided_anew(sheet: Sheet, score: Score, *, head: str, on: date, signatory: "Signatory | None") -> Sheet:
    """Return the sheet as the head of the office decided it: his points and name, the day, who signs on it."""
    figures = {name: value for name, value in score.as_dict().items() if name in sheet}
    return sheet | figures | {"decided_by": head, "date": on.isoformat(), "signatory": _signatory(signatory)}


def sealed_anew(whole: Mapping[str, Any], parties: Parties, *, sealed_on: date) -> Sheet:
    """Return the sheet that a sealed result makes, as it is printed on a day: its figures, its person, who signs then.

    ``sealed`` says which version it is, and why when it is not the first.
    """
    before: Sheet = whole["sheet"]
    figures = {name: whole[name] for name in (*FIGURES, "person")}
    files = [{**each, "file_name": each["file"]} for each in whole["evidence"]]
    seal = {"version": whole["version"], "on": sealed_on.isoformat(), "reason": whole["sealed"]["reason"]}
    instrument = {name: whole["instrument"][name] for name in ("code", "sha256")}
    told: Sheet = {"instrument": instrument, "evidence": files, "sealed": seal, "final": True}
    signs: Sheet = {"signatory": _signatory(parties.signatory)}
    return before | figures | told | _heading(parties.agency, parties.on) | signs


def _heading(agency: "Agency", on: date) -> Sheet:
    return {
        "letterhead": {
            "title": "PENILAIAN INSTRUMEN KINERJA (PETRUK)",
            "government": f"DI LINGKUNGAN PEMERINTAH DAERAH {agency.government}".upper(),
            "agency": agency.name.upper(),
        },
        "footer": f"SI-PETRUK · {agency.short_name} {agency.government}",
        "place": agency.seat,
        "date": on.isoformat(),
    }


def _person(employee: "Employee", placement: "Placement") -> Mapping[str, str]:
    return {
        "name": employee.titled_name,
        "nip": employee.nip,
        "kind": employee.kind,
        "position": placement.position,
        "rank": placement.rank,
        "echelon": placement.echelon,
        "unit": placement.unit.name,
    }


def _file(file: "Evidence") -> Mapping[str, object]:
    return {
        "ref": file.public_id,
        "indicator": file.indicator,
        "item": file.item,
        "file_name": file.file_name,
        "size": file.size,
        "sha256": file.sha256,
    }


def _override(standing: "Standing") -> Mapping[str, object]:
    """Write the exemption by which somebody is a candidate, with the facts that stand against him all the same."""
    exemption = standing.exemption
    assert exemption is not None
    return {
        "ref": exemption.public_id,
        "against": [
            {"reason": str(each.reason), "rule": each.reason.rule, "fact": each.fact} for each in standing.lifted
        ],
        "reason": exemption.reason,
        "asked_by": exemption.asked_by,
        "decided_by": exemption.decided_by,
        "decided_on": exemption.decided_on.isoformat() if exemption.decided_on else "",
    }


def _signatory(signatory: "Signatory | None") -> Mapping[str, str] | None:
    if signatory is None:
        return None
    official = signatory.employee
    return {
        "capacity": signatory.capacity,
        "office": signatory.office,
        "own_office": official.placement.position if official.placement else "",
        "name": official.titled_name,
        "nip": official.nip,
        "kind": official.kind,
    }
