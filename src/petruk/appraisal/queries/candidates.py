"""Whom an office may assess: the units, the people in them, and what stands against each."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from petruk.access.authority import Authority
from petruk.access.permissions import Permission as P
from petruk.appraisal.models import HOLDS_A_SLOT, Assessment, Period
from petruk.appraisal.queries.instruments import parsed
from petruk.appraisal.queries.past import Exemption, Past, past_of, with_past
from petruk.core.eligibility import NEVER_LIFTED, Ineligible, Person, Rules, verdict
from petruk.core.lifecycle import State
from petruk.core.nip import EmployeeKind
from petruk.people.models import Employee, EmployeeQuerySet, Placement, Signatory, Unit
from petruk.people.queries import signatory_of


@dataclass(frozen=True)
class Roll:
    """The people of one unit in one period, by eselon and then as in the DUK, and what the unit has handed in.

    ``nominees`` counts those who have moved away since: the place stays taken.
    """

    unit: Unit
    candidates: tuple["Candidate", ...]
    nominees: tuple[Assessment, ...]
    signatory: Signatory | None

    def waiting_after(self, public_id: str) -> "Candidate | None":
        """Return the next whom nobody has begun to assess: below this one, else from the top."""
        at = [candidate.employee.public_id for candidate in self.candidates].index(public_id)
        others = (*self.candidates[at + 1 :], *self.candidates[:at])
        return next((candidate for candidate in others if candidate.eligible and not candidate.assessment), None)


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

    ``lifted`` stood against him until the ``exemption`` was granted; ``waiting`` tells that one is asked for.
    ``elsewhere`` tells that another office has begun to assess him in this period; what it wrote stays its own.
    """

    employee: Employee
    obstacles: tuple[Ineligible, ...]
    assessment: Assessment | None
    elsewhere: bool
    lifted: tuple[Ineligible, ...] = ()
    exemption: Exemption | None = None
    waiting: bool = False

    @property
    def eligible(self) -> bool:
        return not self.obstacles and not self.elsewhere

    @property
    def exemptible(self) -> bool:
        """Say whether asking for an exemption could make a candidate of him."""
        return bool(self.obstacles) and not self.waiting and not NEVER_LIFTED & {each.reason for each in self.obstacles}


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


def roll(authority: Authority, period: Period, unit: Unit, rules: Rules, *, on: date) -> Roll:
    """Return the people placed in exactly this unit, which came through the caller's scope."""
    people = Employee.objects.visible_to(authority, P.ASSESSMENT_VIEW).filter(placement__unit=unit)
    people = with_past(authority, people.select_related("placement"), period, rules, on=on)
    return _roll(authority, period, unit, people, rules, on=on)


def roll_of_one(authority: Authority, period: Period, public_id: str, *, on: date) -> Roll | None:
    """Return the roll of a unit with nobody on it but one whom this person may assess; None when he may not."""
    rules = parsed(period.instrument).eligibility
    known = _to_assess(authority, period, public_id, on=on)
    employee = known.annotate(colleagues_wait=Exists(_waiting_beside(authority, period, rules))).first()
    place = employee.placement if employee else None
    if employee is None or place is None:
        return None
    return _roll(authority, period, place.unit, [employee], rules, on=on)


def roll_around(authority: Authority, period: Period, public_id: str, rules: Rules, *, on: date) -> Roll | None:
    """Return the people with whom somebody works whom this person may assess; None when he may not."""
    mine = Employee.objects.visible_to(authority, P.ASSESSMENT_SUBMIT)
    where = mine.filter(public_id=public_id).values("placement__unit")
    around = mine.filter(placement__unit__in=where).select_related("placement__unit")
    people = list(with_past(authority, around, period, rules, on=on))
    place = people[0].placement if people else None
    return _roll(authority, period, place.unit, people, rules, on=on) if place else None


def _roll(
    authority: Authority, period: Period, unit: Unit, people: Iterable[Employee], rules: Rules, *, on: date
) -> Roll:
    known = sorted(people, key=lambda employee: employee.seniority.candidate_key)
    begun = {assessment.employee_id: assessment for assessment in _begun(period, unit, known)}
    here = {person: assessment for person, assessment in begun.items() if assessment.unit_id == unit.pk}
    signatory = signatory_of(authority, unit, on=on)
    signer = signatory.employee_id if signatory else None
    everybody = []
    for employee in known:
        stand = standing(authority, employee, period, rules, signer=signer, on=on)
        everybody.append(
            Candidate(
                employee=employee,
                obstacles=stand.obstacles,
                assessment=here.get(employee.pk),
                elsewhere=employee.pk in begun and employee.pk not in here,
                lifted=stand.lifted,
                exemption=stand.exemption,
                waiting=stand.waiting,
            )
        )
    nominees = tuple(assessment for assessment in here.values() if assessment.slot)
    return Roll(unit, tuple(everybody), nominees, signatory)


def employee_to_assess(authority: Authority, period: Period, public_id: str, *, on: date) -> Employee | None:
    """Return one person whom this office may assess, with placement and unit, and the past that the period asks of."""
    return _to_assess(authority, period, public_id, on=on).first()


def _to_assess(authority: Authority, period: Period, public_id: str, *, on: date) -> EmployeeQuerySet:
    people = Employee.objects.visible_to(authority, P.ASSESSMENT_SUBMIT).select_related("placement__unit")
    rules = parsed(period.instrument).eligibility
    return with_past(authority, people.filter(public_id=public_id), period, rules, on=on)


def able(people: EmployeeQuerySet, rules: Rules) -> EmployeeQuerySet:
    """Return those whom kind, echelon and legal status leave in; as ``core.eligibility`` says for one person."""
    allowed = people.filter(kind__in=rules.kinds, legal_status__in=rules.legal_statuses)
    return allowed.exclude(placement__echelon__in=rules.excluded_echelons)


def _waiting_beside(authority: Authority, period: Period, rules: Rules) -> EmployeeQuerySet:
    """Return who of the unit of the outer person may be a candidate, as far as his post tells, and is not begun."""
    begun = Assessment.objects.filter(period=period, employee=OuterRef("pk"))
    beside = able(Employee.objects.filter(placement__unit=OuterRef("placement__unit")), rules)
    return beside.exclude(pk=OuterRef("pk")).exclude(pk=authority.employee_id or 0).filter(~Exists(begun))


@dataclass(frozen=True)
class Standing:
    """What stands against somebody, and what stood there until an exemption lifted it."""

    obstacles: tuple[Ineligible, ...]
    lifted: tuple[Ineligible, ...]
    exemption: Exemption | None
    waiting: bool


def standing(
    authority: Authority, employee: Employee, period: Period, rules: Rules, *, signer: int | None, on: date
) -> Standing:
    """Return how this person, who came with his past, stands towards this assessor."""
    past = past_of(employee, period, rules, on=on)
    granted = next((each for each in past.exemptions if each.granted), None)
    lifts = granted.lifts - NEVER_LIFTED if granted else frozenset()
    found = verdict(rules, _person(authority, employee, past, signer=signer))
    lifted = tuple(each for each in found if each.reason in lifts)
    return Standing(
        obstacles=tuple(each for each in found if each not in lifted),
        lifted=lifted,
        exemption=granted if lifted else None,
        waiting=any(not each.granted for each in past.exemptions),
    )


def _person(authority: Authority, employee: Employee, past: Past, *, signer: int | None) -> Person:
    placement = employee.placement
    return Person(
        kind=EmployeeKind(employee.kind),
        echelon=placement.echelon if placement else "",
        legal_status=employee.legal_status,
        is_assessor=employee.pk == authority.employee_id,
        is_signatory=employee.pk == signer,
        tenure_months=past.tenure_months,
        sanctions=past.sanctions,
        predicates=past.predicates,
        wins=past.wins,
    )


def _begun(period: Period, unit: Unit, people: Sequence[Employee]) -> QuerySet[Assessment]:
    """Return what any office has begun for these people, which a scope would hide, and what this unit has begun."""
    rows = Assessment.objects.filter(Q(employee__in=people) | Q(unit=unit), period=period)
    return rows.select_related("placement").order_by("slot", "pk")
