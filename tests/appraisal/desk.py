"""What the head and the agency decide on: the guide's example, handed in by its officer."""

from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal

from petruk.access.authority import Authority
from petruk.access.roles import Role
from petruk.appraisal.actions.deciding import Decision
from petruk.appraisal.models import Assessment, Period
from petruk.documents.actions import sheets as papers
from petruk.people.models import Employee, Unit
from tests.appraisal.world import NOW, answers, make_facts, make_world
from tests.factories import make_authority, make_employee, make_unit

LATER = NOW + timedelta(hours=3)


@dataclass(frozen=True)
class Desk:
    root: Unit
    unit: Unit
    period: Period
    officer: Authority
    head: Authority
    agency: Authority
    candidate: Employee
    assessment: Assessment

    def now(self) -> Assessment:
        return Assessment.objects.get(pk=self.assessment.pk)

    def decision(self, teamwork: str = "20") -> Decision:
        return Decision(version=self.now().version, points={"teamwork": Decimal(teamwork)})

    def confirmed(self) -> Assessment:
        return papers.confirm(self.now(), self.decision(), at=LATER, by=self.head)


def make_desk(**period: object) -> Desk:
    world = make_world(**period)
    root = make_unit("Kabupaten")
    world.unit.path, world.unit.parent = f"{root.path}.{world.unit.path}", root
    world.unit.save()
    officer = make_authority(Role.UNIT_OFFICER, world.unit)
    done = papers.submit(world.period, world.candidate, answers(), key="k", at=NOW, by=officer)
    return Desk(
        root=root,
        unit=world.unit,
        period=world.period,
        officer=officer,
        head=make_authority(Role.UNIT_HEAD, world.unit),
        agency=make_authority(Role.AGENCY_ADMIN, root),
        candidate=world.candidate,
        assessment=done,
    )


def another(desk: Desk, unit: Unit | None = None, **person: object) -> Assessment:
    """Hand in one more, of the same office or of another."""
    unit = unit or desk.unit
    employee = make_employee(unit, **person)
    make_facts(employee)
    officer = make_authority(Role.UNIT_OFFICER, unit)
    return papers.submit(desk.period, employee, answers(), key=employee.public_id, at=NOW, by=officer)
