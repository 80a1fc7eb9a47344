"""What papers of the agency freeze: names, posts and figures of their day, as JSON. Nothing is looked up again."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from petruk.appraisal.models import Award
    from petruk.documents.models import CharterRun
    from petruk.people.models import Agency, Official

Frozen = dict[str, Any]


def official(signer: "Official") -> Frozen:
    """Return whoever signs, as he is on the day."""
    return {name: getattr(signer, name) for name in ("capacity", "office", "own_office", "name", "rank", "nip")}


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
