"""An open period, an office, its officer and one candidate with facts: the guide's own example."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal

from petruk.access.authority import Authority, console
from petruk.access.roles import Role
from petruk.appraisal.actions.assessing import Answers
from petruk.appraisal.actions.instruments import publish_ready_made
from petruk.appraisal.models import Instrument, Period
from petruk.core.scoring import Judgement
from petruk.facts.models import Attendance, Behaviour, Performance
from petruk.people.models import Employee, Unit
from tests.factories import make_agency, make_authority, make_employee, make_signatory, make_source, make_unit

NOW = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)
WINDOWS = {
    "kinerja": {"year": 2021, "months": [3]},
    "disiplin": {"year": 2021, "months": [3]},
    "perilaku": {"year": 2020},
}


@dataclass(frozen=True)
class World:
    unit: Unit
    period: Period
    officer: Authority
    candidate: Employee


def make_period(**fields: object) -> Period:
    publish_ready_made(at=NOW, by=console("Uji"))
    given = {"name": "Penilaian Instrumen Kinerja 2021", "windows": WINDOWS, "published_at": NOW}
    given |= {"opens_at": NOW - timedelta(days=1), "closes_at": NOW + timedelta(days=30)}
    given["instrument"] = Instrument.objects.get(code="petruk-2021")
    return Period.objects.create(**given | fields)


def make_facts(employee: Employee, *, score: str = "84", realisation: str = "94", behaviour: str = "81.40") -> None:
    rest = {"employee": employee, "source": make_source(), "source_row": 214, "recorded_at": NOW}
    Performance.objects.create(year=2021, month=3, score=Decimal(score), **rest)
    deduction = 100 - Decimal(realisation)
    Attendance.objects.create(
        year=2021,
        month=3,
        working_days=22,
        present=22,
        basis="given",
        deduction=deduction,
        realisation=Decimal(realisation),
        **rest,
    )
    Behaviour.objects.create(year=2020, value=Decimal(behaviour), **rest)


def make_world(**period: object) -> World:
    make_agency()
    unit = make_unit("Dinas Sosial")
    make_signatory(unit)
    candidate = make_employee(unit, name="ASWENDI ARSUDHANA", title_after="S.Kom")
    make_facts(candidate)
    return World(unit, make_period(**period), make_authority(Role.UNIT_OFFICER, unit), candidate)


def answers(
    innovation: str | None = "40", teamwork: str | None = "20", *, version: int = 0, text: str = "SILKa Online"
) -> Answers:
    judged = {
        "inovasi": Judgement(Decimal(innovation) if innovation else None, text),
        "teamwork": Judgement(Decimal(teamwork) if teamwork else None),
    }
    return Answers(judgements=judged, evidence_note="", version=version)
