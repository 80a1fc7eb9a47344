"""The content of a sealed result: all that is behind it, before it is written canonically. Nothing is looked up again.

Source: docs/rules/sealing.md section 3.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from petruk.core.draw import commitment
from petruk.core.ranking import Entry, Value
from petruk.core.ranks import Seniority
from petruk.core.scoring import FrozenLine, Score

if TYPE_CHECKING:
    from petruk.appraisal.models import Assessment, Period

FORMAT = "petruk-hasil-1"
Content = dict[str, Any]
Summary = dict[str, Any]

_STANDS_BESIDE = {
    "lines", "person", "total", "maximum", "shown_total", "shown_maximum", "missing", "instrument", "evidence",
}  # fmt: skip
"""What a frozen sheet holds that stands in the content by itself."""


@dataclass(frozen=True, slots=True)
class Figures:
    """The lines of a result and what they add up to; numbers are strings with a decimal point."""

    lines: Sequence[FrozenLine]
    total: str
    maximum: str
    shown_total: str
    shown_maximum: str
    missing: Sequence[str]

    @classmethod
    def of_sheet(cls, sheet: Mapping[str, Any]) -> "Figures":
        """Return the figures of a sheet to which no panel adds anything."""
        total, maximum = sheet["total"], sheet["maximum"]
        shown = sheet.get("shown_total", total), sheet.get("shown_maximum", maximum)
        return cls(sheet["lines"], total, maximum, *shown, sheet["missing"])

    @classmethod
    def of_score(cls, score: Score) -> "Figures":
        given: Mapping[str, Any] = score.as_dict()
        names = ("lines", "total", "maximum", "shown_total", "shown_maximum", "missing")
        return cls(*(given[name] for name in names))

    def as_dict(self) -> dict[str, object]:
        return {
            "lines": list(self.lines),
            "total": self.total,
            "maximum": self.maximum,
            "shown_total": self.shown_total,
            "shown_maximum": self.shown_maximum,
            "missing": list(self.missing),
        }


@dataclass(frozen=True, slots=True)
class Behind:
    """What stands behind the figures: rows of facts, sheets of the panel without a name, files."""

    facts: Sequence[Mapping[str, object]]
    panel: Sequence[Mapping[str, int]]
    evidence: Sequence[Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class Seal:
    """By whose act and when a version was sealed; a later one also says why, and who asked for it.

    ``objection`` is what an accepted objection said, with the hash of its file.
    """

    version: int
    at: datetime
    by: str
    reason: str = ""
    asked_by: str = ""
    objection: Mapping[str, str] | None = None

    def as_dict(self) -> dict[str, object]:
        known: dict[str, object] = {
            "at": moment(self.at), "by": self.by, "reason": self.reason, "asked_by": self.asked_by,
        }  # fmt: skip
        return known | ({"objection": dict(self.objection)} if self.objection else {})


def content(
    assessment: "Assessment", figures: Figures, behind: Behind, seal: Seal, person: Mapping[str, str]
) -> Content:
    """Return the content as JSON. The assessment has period, instrument, employee, unit and placement loaded."""
    sheet: Mapping[str, Any] = assessment.sheet or {}
    return {
        "format": FORMAT,
        "version": seal.version,
        "assessment": assessment.public_id,
        "candidate": assessment.employee.public_id,
        **_terms(assessment.period),
        "person": dict(person),
        **_place(assessment),
        **figures.as_dict(),
        "facts": list(behind.facts),
        "judgements": assessment.judgements,
        "evidence": list(behind.evidence),
        "panel": list(behind.panel),
        "sheet": {key: value for key, value in sheet.items() if key not in _STANDS_BESIDE},
        "acts": _acts(assessment),
        "sealed": seal.as_dict(),
    }


def content_of_sheet(assessment: "Assessment", figures: Figures) -> Content:
    """Return of a content what ``summary_of`` reads, of an assessment that is not sealed yet."""
    sheet: Mapping[str, Any] = assessment.sheet or {}
    return {
        "candidate": assessment.employee.public_id,
        "person": sheet["person"],
        "seniority": _seniority_of(assessment),
        **figures.as_dict(),
    }


def person_of(assessment: "Assessment") -> Mapping[str, str]:
    """Return the person as the register knows him now, in the placement in which he was assessed."""
    employee, placement = assessment.employee, assessment.placement
    return {
        "name": employee.titled_name,
        "nip": employee.nip,
        "kind": employee.kind,
        "position": placement.position,
        "rank": placement.rank,
        "echelon": placement.echelon,
        "unit": assessment.unit.name,
    }


def summary_of(whole: Mapping[str, Any]) -> Summary:
    """Return of a content what a ranking reads: who, the points, the values behind them, the seniority."""
    parts = [(line["code"], line["points"]) for line in whole["lines"]]
    parts += [(detail["code"], detail["points"]) for line in whole["lines"] for detail in line.get("details", ())]
    return {
        "candidate": whole["candidate"],
        "person": whole["person"],
        "points": {code: points for code, points in parts if points is not None},
        "values": {line["code"]: [line["order"], line["shown"]] for line in whole["lines"] if line.get("order")},
        "seniority": whole["seniority"],
    }


def entry_of(summary: Mapping[str, Any], total: Decimal) -> Entry:
    """Return what ``core.ranking`` compares."""
    return Entry(
        public_id=summary["candidate"],
        name=summary["person"]["name"],
        total=total,
        points={code: Decimal(points) for code, points in summary["points"].items()},
        values={code: Value(Decimal(order), shown) for code, (order, shown) in summary["values"].items()},
        seniority=_seniority(summary["seniority"]),
    )


def moment(at: datetime | None) -> str | None:
    """Write a moment the same on every machine: UTC, ISO 8601."""
    return None if at is None else at.astimezone(UTC).isoformat()


def _terms(period: "Period") -> Mapping[str, object]:
    instrument = period.instrument
    return {
        "period": {
            "name": period.name,
            "ref": period.public_id,
            "opens_at": moment(period.opens_at),
            "closes_at": moment(period.closes_at),
            "draw_commitment": commitment(bytes.fromhex(period.draw_seed)) if period.draw_seed else "",
        },
        "instrument": {"code": instrument.code, "title": instrument.title, "sha256": instrument.sha256},
        "windows": period.windows,
    }


def _place(assessment: "Assessment") -> Mapping[str, object]:
    placement = assessment.placement
    return {
        "unit": {"code": assessment.unit.code, "name": assessment.unit.name},
        "placement": {
            "position": placement.position,
            "position_kind": placement.position_kind,
            "position_since": _day(placement.position_since),
            "started_on": _day(placement.started_on),
        },
        "seniority": _seniority_of(assessment),
    }


def _seniority_of(assessment: "Assessment") -> Mapping[str, object]:
    employee, placement = assessment.employee, assessment.placement
    return {
        "golongan": placement.rank,
        "golongan_on": _day(placement.rank_since),
        "echelon": placement.echelon,
        "cpns_on": _day(employee.appointed_on),
        "education": employee.education,
        "graduated": employee.graduated_year,
        "birth_on": _day(employee.birth_on),
        "nip": employee.nip,
    }


def _acts(assessment: "Assessment") -> Mapping[str, object]:
    return {
        "submitted_at": moment(assessment.submitted_at),
        "confirmed_at": moment(assessment.confirmed_at),
        "confirmed_by": assessment.confirmed_by,
        "verified_at": moment(assessment.verified_at),
        "verified_by": assessment.verified_by,
    }


def _seniority(given: Mapping[str, Any]) -> Seniority:
    days = {name: date.fromisoformat(day) if (day := given[name]) else None for name in _DAYS}
    return Seniority(**{**given, **days})


_DAYS = ("golongan_on", "cpns_on", "birth_on")


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None
