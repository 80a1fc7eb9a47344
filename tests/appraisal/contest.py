"""A contest that has ended: two offices, nominees with facts and judgements, and the agency that seals and decides."""

from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal

from petruk.access.authority import Authority
from petruk.access.roles import Role
from petruk.appraisal.actions import assessing, sealing
from petruk.appraisal.models import Assessment, Period, Result
from petruk.people.models import Agency, Employee, Unit
from tests.appraisal.world import NOW, answers, make_facts, make_period
from tests.factories import make_agency, make_authority, make_employee, make_signatory, make_unit

SEED = "5eed" * 16
CLOSED = NOW + timedelta(days=30)
LATER = NOW + timedelta(days=31)


@dataclass(frozen=True)
class Contest:
    root: Unit
    social: Unit
    other: Unit
    period: Period
    agency: Authority
    second: Authority

    def nominate(self, name: str, unit: Unit | None = None, **given: str) -> Assessment:
        """Hand in somebody; ``innovation`` and ``teamwork`` are judged, the rest are facts."""
        unit = unit or self.social
        person = make_employee(unit, name=name)
        judged = {key: given.pop(key) for key in ("innovation", "teamwork") if key in given}
        make_facts(person, **given)
        return self.hand_in(person, **judged)

    def hand_in(self, person: Employee, **judged: str) -> Assessment:
        officer = make_authority(Role.UNIT_OFFICER, person.placement.unit)
        return assessing.submit(self.period, person, answers(**judged), key="", at=NOW, by=officer)

    def seal(self) -> sealing.Sealed:
        done = sealing.seal(self.period, at=LATER, by=self.agency)
        self.period.refresh_from_db()
        return done

    def result(self, name: str) -> Result:
        return Result.objects.get(assessment__employee__name=name, superseded_at=None)


def make_contest(**period: object) -> Contest:
    if not Agency.objects.exists():
        make_agency()
    root = make_unit("PEMERINTAH KABUPATEN")
    social, other = make_unit("Dinas Sosial", parent=root), make_unit("Dinas Lain", parent=root)
    make_signatory(social)
    given = {"nominees_per_unit": 100, "draw_seed": SEED, "closes_at": CLOSED}
    made = make_period(**given | period)
    agency, second = (make_authority(Role.AGENCY_ADMIN, root, name=name) for name in ("Siti Rahma", "Badrun"))
    return Contest(root, social, other, made, agency, second)


def make_usual(**period: object) -> Contest:
    """Ani 90, Budi and Cici 80 (Budi has more innovation), Dedi 60 of the other office; nobody has sealed yet."""
    contest = make_contest(**period)
    good = {"score": "90", "realisation": "99", "behaviour": "90"}
    contest.nominate("CICI", innovation="30", teamwork="20", **good)
    contest.nominate("BUDI", innovation="40", teamwork="10", **good)
    contest.nominate("ANI", innovation="40", teamwork="20", **good)
    contest.nominate("DEDI", contest.other, innovation="20", teamwork="10", **good)
    return contest


def names(places: object) -> list[str]:
    return [place.who.entry.name for place in places]


def decimal(text: str) -> Decimal:
    return Decimal(text)
