"""What papers of the agency freeze: names, posts and figures of their day, as JSON. Nothing is looked up again."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from petruk.core.sealing import canonical, sha256

if TYPE_CHECKING:
    from petruk.appraisal.models import Award, Period
    from petruk.appraisal.queries.panel_minutes import Minutes
    from petruk.documents.models import CharterRun
    from petruk.documents.queries.editions import Draft
    from petruk.people.models import Agency, Official, Signatory, Unit

Frozen = dict[str, Any]


def official(signer: "Official") -> Frozen:
    """Return whoever signs, as he is on the day."""
    return {name: getattr(signer, name) for name in ("capacity", "office", "own_office", "name", "rank", "nip")}


def signatory(signer: "Signatory") -> Frozen:
    """Return whoever signs for a unit, as he is on the day."""
    employee = signer.employee
    place = employee.placement
    return {
        "capacity": signer.capacity,
        "office": signer.office,
        "own_office": place.position if place else "",
        "name": employee.titled_name,
        "rank": "",
        "nip": employee.nip,
    }


def public(*, agency: str, unit: str, period: str, person: Mapping[str, str] | None = None) -> Frozen:
    """Return what anybody who holds the paper may read of it on the verification page."""
    name, nip = (person["name"], person["nip"]) if person else ("", "")
    said = {"agency": agency, "unit": unit, "period": period}
    return {"public": said | {"name": name, "nip": nip, "total": "", "maximum": ""}}


def charter(award: "Award", run: "CharterRun", *, agency: "Agency", emblem: bool) -> Frozen:
    """Return a charter without its signatures: the winner as sealed, for what, and by which decree."""
    person = award.result.summary["person"]
    occasion = f"pada {run.period.name}"
    if award.unit_id is None:
        occasion = f"Terbaik se-{agency.government} {occasion}"
    return {
        "agency": agency.name,
        "emblem": emblem,
        "person": {name: person[name] for name in ("name", "nip", "kind", "position", "rank", "unit")},
        "honour": run.honour,
        "occasion": occasion,
        "decree": run.decree,
        "place": agency.seat,
        "date": run.dated_on.isoformat(),
        **public(agency=agency.name, unit=person["unit"], period=run.period.name, person=person),
    }


def of_agency(agency: "Agency", on: date) -> Frozen:
    """Return the head and foot of a paper of the agency, as they are on a day."""
    return {
        "agency": agency.name,
        "government": agency.government,
        "address": agency.address,
        "contact": agency.contact,
        "footer": f"SI-PETRUK · {agency.short_name} {agency.government}",
        "place": agency.seat,
        "date": on.isoformat(),
    }


def recap(period: "Period", draft: "Draft", *, edition: int, reason: str, unit: "Unit", agency: "Agency") -> Frozen:
    """Return an edition of the recap without heading and signatures. ``rows_sha256`` is of the rows, canonically."""
    instrument = period.instrument
    return {
        "period": period.name,
        "instrument": {"code": instrument.code, "title": instrument.title, "sha256": instrument.sha256},
        "edition": edition,
        "finality": str(draft.finality),
        "maximum": draft.maximum,
        "columns": list(draft.columns),
        "rows": list(draft.rows),
        "rows_sha256": sha256(canonical(list(draft.rows))),
        "waiting": list(draft.waiting),
        "since": _since(draft, reason),
        **public(agency=agency.name, unit=unit.name, period=period.name),
    }


def _since(draft: "Draft", reason: str) -> Frozen | None:
    """Return what this edition says otherwise than the last, and why; nothing for the first."""
    if draft.previous is None:
        return None
    told = [
        {"name": each.name, "unit": each.unit, "words": list(each.words), "because": draft.because.get(each.ref, "")}
        for each in draft.changes
    ]
    return {
        "number": draft.previous.number,
        "date": draft.previous.dated_on.isoformat(),
        "reason": reason,
        "changes": told,
    }


def office(agency: "Agency", on: date, unit: "Unit | None" = None) -> Frozen:
    """Return whose letterhead a paper has, the agency's or a unit's, and the foot, place and date of the day."""
    named = {"name": agency.name, "address": agency.address, "contact": agency.contact}
    head = {"name": unit.name, "address": "", "contact": ""} if unit else named
    return of_agency(agency, on) | {"office": head | {"government": f"Pemerintah {agency.government}"}}


def minutes(told: "Minutes") -> Frozen:
    """Return the minutes of a panel; days as ISO, numbers as their digits."""
    return {
        "period": told.period,
        "instrument": {"title": told.instrument, "sha256": told.instrument_sha256},
        "first_sheet_on": _day(told.first_sheet_on),
        "last_sheet_on": _day(told.last_sheet_on),
        "locked_on": timezone.localdate(told.locked_at).isoformat(),
        "locked_by": told.locked_by,
        "participants": [_with_days(asdict(each)) for each in told.participants],
        "recusals": [_with_days(asdict(each)) for each in told.recusals],
        "candidates": [_with_days(asdict(each)) for each in told.candidates],
    }


def _with_days(row: Mapping[str, Any]) -> Frozen:
    return {name: _day(value) if isinstance(value, date) else value for name, value in row.items()}


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None
