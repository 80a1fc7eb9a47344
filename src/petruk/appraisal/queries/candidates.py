"""Whom an office may assess: the units, the people in them, and what stands against each."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q

from petruk.access.authority import Authority
from petruk.access.permissions import Permission as P
from petruk.appraisal.models import HOLDS_A_SLOT, Assessment, Period
from petruk.core.eligibility import Ineligible, Person, Rules, verdict
from petruk.core.lifecycle import State
from petruk.core.nip import EmployeeKind
from petruk.people.models import Employee, Placement, Unit
from petruk.people.queries import signatory_of


@dataclass(frozen=True)
class UnitWork:
    """One unit in one period, in numbers of people."""

    unit: Unit
    people: int
    drafts: int
    nominees: int


@dataclass(frozen=True)
class Candidate:
    """One person of a unit: what stands against him, and his assessment if this office may see it.

    ``elsewhere`` tells that another office has begun to assess him in this period; what it wrote stays its own.
    """

    employee: Employee
    obstacles: tuple[Ineligible, ...]
    assessment: Assessment | None
    elsewhere: bool

    @property
    def eligible(self) -> bool:
        return not self.obstacles and not self.elsewhere


def unit_work(authority: Authority, period: Period) -> list[UnitWork]:
    """Return the units of this person that have people, in the order of the tree."""
    units = Unit.objects.visible_to(authority, P.ASSESSMENT_VIEW).filter(active=True)
    people = Placement.objects.visible_to(authority, P.ASSESSMENT_VIEW).filter(ended_on=None)
    heads = dict(people.values_list("unit").annotate(Count("pk")))
    begun = Assessment.objects.visible_to(authority, P.ASSESSMENT_VIEW).filter(period=period)
    counts = begun.values_list("unit").annotate(
        drafts=Count("pk", filter=Q(state=State.DRAFT)), nominees=Count("pk", filter=HOLDS_A_SLOT)
    )
    done = {unit: (drafts, nominees) for unit, drafts, nominees in counts}
    return [UnitWork(unit, heads[unit.pk], *done.get(unit.pk, (0, 0))) for unit in units if unit.pk in heads]


def unit_to_assess(authority: Authority, public_id: str) -> Unit | None:
    return Unit.objects.visible_to(authority, P.ASSESSMENT_VIEW).filter(public_id=public_id).first()


def candidates(authority: Authority, period: Period, unit: Unit, rules: Rules, *, on: date) -> list[Candidate]:
    """Return the people placed in exactly this unit, by eselon and then as in the DUK."""
    people = Employee.objects.visible_to(authority, P.ASSESSMENT_VIEW).filter(placement__unit=unit)
    known = sorted(people.select_related("placement"), key=lambda employee: employee.seniority.candidate_key)
    begun = _begun(period, known)
    ours = {person: assessment for person, assessment in begun.items() if assessment.unit_id == unit.pk}
    signatory = signatory_of(authority, unit, on=on)
    signer = signatory.employee_id if signatory else None
    return [
        Candidate(
            employee=employee,
            obstacles=obstacles(authority, employee, rules, signer=signer),
            assessment=ours.get(employee.pk),
            elsewhere=employee.pk in begun and employee.pk not in ours,
        )
        for employee in known
    ]


def employee_to_assess(authority: Authority, public_id: str) -> Employee | None:
    """Return one person whom this office may assess, with placement and unit."""
    people = Employee.objects.visible_to(authority, P.ASSESSMENT_SUBMIT).select_related("placement__unit")
    return people.filter(public_id=public_id).first()


def obstacles(authority: Authority, employee: Employee, rules: Rules, *, signer: int | None) -> tuple[Ineligible, ...]:
    """Return every reason why this person is no candidate of this assessor."""
    placement = employee.placement
    return verdict(
        rules,
        Person(
            kind=EmployeeKind(employee.kind),
            echelon=placement.echelon if placement else "",
            legal_status=employee.legal_status,
            is_assessor=employee.pk == authority.employee_id,
            is_signatory=employee.pk == signer,
        ),
    )


def _begun(period: Period, people: Sequence[Employee]) -> Mapping[int, Assessment]:
    """Return what any office has begun for these people: a scope would hide that somebody is taken."""
    rows = Assessment.objects.filter(period=period, employee__in=people)
    return {assessment.employee_id: assessment for assessment in rows}
