"""Write an assessment: save a draft, submit it, withdraw it. Scores come from facts; none comes from outside."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from petruk.access.authority import Authority
from petruk.access.permissions import Permission
from petruk.appraisal.actions.locking import hold_open
from petruk.appraisal.blocking import blocking
from petruk.appraisal.models import Assessment, Evidence, Period
from petruk.appraisal.queries.candidates import Standing, employee_to_assess, standing
from petruk.appraisal.queries.evidence import checklists, files_of
from petruk.appraisal.queries.instruments import parsed
from petruk.appraisal.queries.periods import extensions, facts_of, opening
from petruk.appraisal.refusals import sentence
from petruk.appraisal.sheet import Parties, freeze
from petruk.audit.actions import record
from petruk.core.errors import Refusal
from petruk.core.lifecycle import Act, Refused, State, after
from petruk.core.period import PeriodState
from petruk.core.scoring import Judgement, Score, score, texts_wanted
from petruk.people.models import Employee, Signatory, Unit
from petruk.people.queries import agency_on, signatory_of


class CannotAssess(Refusal):
    """The assessment is refused as it stands; what was typed is kept by the page."""


class PeriodNotOpen(CannotAssess):
    """The period takes nothing from this unit now."""

    def __init__(self, state: PeriodState) -> None:
        super().__init__(_("The period is not open for this unit. What you typed is not saved."))
        self.state = state


class Conflict(CannotAssess):
    """Somebody else, or another tab, saved in between."""

    def __init__(self, assessment: Assessment) -> None:
        moment = timezone.localtime(assessment.changed_at)
        words = _("%(name)s saved this assessment at %(time)s. Compare with what you typed below, then save again.")
        super().__init__(words % {"name": assessment.changed_by, "time": f"{moment:%H.%M}"})
        self.assessment = assessment


@dataclass(frozen=True)
class Answers:
    """What the officer filled in. ``version`` is that of the assessment the form showed; 0 when there was none."""

    judgements: Mapping[str, Judgement]
    evidence_note: str
    version: int


@transaction.atomic
def save_draft(period: Period, employee: Employee, answers: Answers, *, at: datetime, by: Authority) -> Assessment:
    """Keep what was filled in so far. Raises ``CannotAssess``."""
    assessment = _begin(period, employee, answers.version, at=at, by=by)
    before = {"version": assessment.version, "judgements": assessment.judgements}
    _fill(assessment, answers, Act.SAVE, at=at, by=by)
    assessment.save()
    record("assessment.saved", assessment, by=by, before=before, judgements=assessment.judgements)
    return assessment


@transaction.atomic
def submit(
    period: Period, employee: Employee, answers: Answers, *, key: str, at: datetime, by: Authority
) -> Assessment:
    """Score, freeze and hand in. The same ``key`` again returns what the first time made. Raises ``CannotAssess``."""
    by.require(Permission.ASSESSMENT_SUBMIT)
    done = Assessment.objects.visible_to(by, Permission.ASSESSMENT_SUBMIT).filter(period=period, employee=employee)
    if key and (repeated := done.filter(submission_key=key, state=State.SUBMITTED).first()):
        return repeated
    assessment = _begin(period, employee, answers.version, at=at, by=by, key=key)
    if assessment.state == State.SUBMITTED and assessment.submission_key == key:
        return assessment
    _fill(assessment, answers, Act.SUBMIT, at=at, by=by)
    files = list(files_of(by, assessment))
    _freeze(assessment, _complete_score(assessment, answers, files, by), files, at=at, by=by)
    assessment.slot = _free_slot(assessment)
    assessment.submission_key = key
    assessment.save()
    record("assessment.submitted", assessment, by=by, total=str(assessment.total), sheet=assessment.sheet)
    return assessment


@transaction.atomic
def withdraw(assessment: Assessment, *, reason: str, at: datetime, by: Authority) -> Assessment:
    """Take a submitted assessment back before the period closes; its place as nominee is free again."""
    return _turn(assessment, Act.WITHDRAW, "assessment.withdrawn", reason=reason, at=at, by=by)


@transaction.atomic
def resume(assessment: Assessment, *, at: datetime, by: Authority) -> Assessment:
    """Open a withdrawn assessment for work again."""
    return _turn(assessment, Act.RESUME, "assessment.resumed", reason="", at=at, by=by)


def _turn(assessment: Assessment, act: Act, event: str, *, reason: str, at: datetime, by: Authority) -> Assessment:
    by.require(Permission.ASSESSMENT_SUBMIT)
    period = hold_open(assessment.period_id)
    mine = Assessment.objects.visible_to(by, Permission.ASSESSMENT_SUBMIT).select_related("unit")
    assessment = mine.select_for_update(of=("self",)).get(pk=assessment.pk)
    _require_open(period, assessment.unit, at=at, by=by)
    before = {"state": assessment.state}
    assessment.state = _after(assessment, act)
    assessment.slot = None
    _touch(assessment, at=at, by=by)
    assessment.save()
    record(event, assessment, by=by, before=before, state=assessment.state, reason=reason)
    return assessment


def _begin(
    period: Period, employee: Employee, version: int, *, at: datetime, by: Authority, key: str = ""
) -> Assessment:
    """Return the assessment locked and unchanged since ``version``, made if there was none."""
    by.require(Permission.ASSESSMENT_SUBMIT)
    period = hold_open(period.pk)
    known = employee_to_assess(by, period, employee.public_id, on=timezone.localdate(at))
    if known is None or known.placement is None:
        raise CannotAssess(_("This employee no longer works in a unit of yours."))
    _require_open(period, known.placement.unit, at=at, by=by)
    _require_eligible(period, known, at=at, by=by)
    fresh = Assessment(period=period, employee=known, unit=known.placement.unit, placement=known.placement)
    _touch(fresh, at=at, by=by)
    fresh.version = 0
    Assessment.objects.bulk_create([fresh], ignore_conflicts=True)
    rows = Assessment.objects.filter(period=period, employee=known).select_for_update(of=("self",))
    assessment = rows.select_related("period__instrument", "employee", "unit", "placement__unit").get()
    assessment.employee = known  # he came with his past
    if assessment.unit_id != known.placement.unit_id:
        raise CannotAssess(_("Another unit has already begun to assess this employee in this period."))
    repeated = key and assessment.submission_key == key
    if assessment.version != version and not repeated:
        raise Conflict(assessment)
    return assessment


def _require_open(period: Period, unit: Unit, *, at: datetime, by: Authority) -> None:
    state = opening(period, unit.path, extensions(by, period)).state(at)
    if state is not PeriodState.OPEN:
        raise PeriodNotOpen(state)


def _require_eligible(period: Period, employee: Employee, *, at: datetime, by: Authority) -> None:
    if _standing(period, employee, at=at, by=by).obstacles:
        raise CannotAssess(_("This employee is not a candidate; the list of candidates says why."))


def _standing(period: Period, employee: Employee, *, at: datetime, by: Authority) -> Standing:
    signatory = _signatory(employee, at=at, by=by)
    signer = signatory.employee_id if signatory else None
    rules = parsed(period.instrument).eligibility
    return standing(by, employee, period, rules, signer=signer, on=timezone.localdate(at))


def _signatory(employee: Employee, *, at: datetime, by: Authority) -> Signatory | None:
    if employee.placement is None:
        return None
    return signatory_of(by, employee.placement.unit, on=timezone.localtime(at).date())


def _fill(assessment: Assessment, answers: Answers, act: Act, *, at: datetime, by: Authority) -> None:
    score(parsed(assessment.period.instrument), facts={}, judgements=answers.judgements)  # refuses forged points loudly
    assessment.state = _after(assessment, act)
    assessment.judgements = {
        code: {"points": None if given.points is None else str(given.points), "text": given.text}
        for code, given in answers.judgements.items()
    }
    assessment.evidence_note = answers.evidence_note
    _touch(assessment, at=at, by=by)


def _touch(assessment: Assessment, *, at: datetime, by: Authority) -> None:
    assessment.version += 1
    assessment.changed_at = at
    assessment.changed_by = by.name


def _after(assessment: Assessment, act: Act) -> State:
    try:
        return after(State(assessment.state), act)
    except Refused as refused:
        raise CannotAssess(sentence(refused)) from refused


def _complete_score(assessment: Assessment, answers: Answers, files: Sequence[Evidence], by: Authority) -> Score:
    """Score with the facts and files of this moment. The panel scores after closing, so its line stays pending."""
    period = assessment.period
    instrument = parsed(period.instrument)
    facts = facts_of(by, period, [assessment.employee_id])[assessment.employee_id]
    documents = checklists(instrument, files, assessment.placement)
    result = score(instrument, facts=facts, judgements=answers.judgements, documents=documents)
    if stops := blocking(result):
        why = ". ".join(line.sentence for line in stops)
        raise CannotAssess(_("It cannot be handed in yet. %(why)s.") % {"why": why})
    if not result.complete or texts_wanted(instrument, answers.judgements):
        raise CannotAssess(_("Not everything is filled in yet. Complete the marked parts, then send."))
    return result


def _freeze(assessment: Assessment, result: Score, files: Sequence[Evidence], *, at: datetime, by: Authority) -> None:
    day = timezone.localtime(at).date()
    agency = agency_on(by, day)
    if agency is None:
        raise CannotAssess(_("The name of the agency is not set. Ask the operator to set it under Settings, Agency."))
    signatory = _signatory(assessment.employee, at=at, by=by)
    parties = Parties(on=day, assessor=by.name, signatory=signatory, agency=agency)
    stand = _standing(assessment.period, assessment.employee, at=at, by=by)
    assessment.sheet = freeze(assessment, result, parties, files=files, standing=stand)
    assessment.total = result.total
    assessment.maximum = result.maximum
    assessment.has_missing = bool(result.missing)
    assessment.submitted_at = at
    assessment.returned_because = ""


def _free_slot(assessment: Assessment) -> int:
    """Return the lowest free nominee number of the unit; the unit's row is locked, so two cannot take one."""
    Unit.objects.select_for_update(no_key=True).get(pk=assessment.unit_id)
    others = Assessment.objects.filter(period_id=assessment.period_id, unit_id=assessment.unit_id)
    taken = set(others.exclude(slot=None).values_list("slot", flat=True))
    free = set(range(1, assessment.period.nominees_per_unit + 1)) - taken
    if not free:
        words = _("This unit already has %(count)d nominee(s). Withdraw one before you send another.")
        raise CannotAssess(words % {"count": assessment.period.nominees_per_unit})
    return min(free)
