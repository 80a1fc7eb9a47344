"""Let somebody be a candidate although a rule is against it: one person of the agency asks, another decides."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from petruk.access.authority import Authority
from petruk.access.permissions import Permission
from petruk.appraisal.actions.locking import hold_alone
from petruk.appraisal.models import Override, Period
from petruk.appraisal.queries.overrides import person_to_exempt, standing_of
from petruk.appraisal.queries.periods import extensions, opening
from petruk.audit.actions import record
from petruk.core.eligibility import NEVER_LIFTED
from petruk.core.errors import Refusal
from petruk.core.period import PeriodState
from petruk.people.models import Employee

COMING = frozenset({PeriodState.SCHEDULED, PeriodState.OPEN})


class CannotExempt(Refusal):
    """Nothing has changed; the rule holds."""


@transaction.atomic
def ask(period: Period, employee: Employee, *, reason: str, at: datetime, by: Authority) -> Override:
    """Ask that what stands against somebody today be let pass in this period. Raises ``CannotExempt``."""
    by.require(Permission.OVERRIDE_MANAGE)
    period = hold_alone(period.pk)
    known = person_to_exempt(by, period, employee.public_id, on=timezone.localdate(at))
    if known is None:
        raise CannotExempt(_("This employee works in no unit of yours."))
    _require_coming(period, known, at=at, by=by)
    _require_another(known, by)
    stand = standing_of(by, known, period, on=timezone.localdate(at))
    lifts = [str(each.reason) for each in stand.obstacles if each.reason not in NEVER_LIFTED]
    if not reason.strip():
        raise CannotExempt(_("Say why the rule is not to hold here."))
    if stand.waiting:
        raise CannotExempt(_("Somebody has already asked for this; another person must decide it first."))
    if not lifts:
        raise CannotExempt(_("Nothing stands against this employee that could be let pass."))
    override = Override.objects.create(
        period=period, employee=known, lifts=lifts, reason=reason.strip(), asked_at=at, asked_by=by.name,
        asked_by_ref=by.ref,
    )  # fmt: skip
    facts = [f"{each.reason}: {each.fact}" for each in stand.obstacles]
    record("override.asked", override, by=by, employee=known.public_id, reason=override.reason, facts=facts)
    return override


@transaction.atomic
def grant(override: Override, *, at: datetime, by: Authority) -> Override:
    """Let him be a candidate, in this period and against these reasons only. Raises ``CannotExempt``."""
    return _decided(override, granted=True, at=at, by=by)


@transaction.atomic
def refuse(override: Override, *, at: datetime, by: Authority) -> Override:
    """Let the rule hold; the request stays on record. Raises ``CannotExempt``."""
    return _decided(override, granted=False, at=at, by=by)


def _decided(override: Override, *, granted: bool, at: datetime, by: Authority) -> Override:
    by.require(Permission.OVERRIDE_MANAGE)
    period = hold_alone(override.period_id)
    mine = Override.objects.visible_to(by, Permission.OVERRIDE_MANAGE).select_related("employee__placement__unit")
    override = mine.select_for_update(of=("self",)).get(pk=override.pk)
    if override.granted is not None:
        raise CannotExempt(_("This request is already decided."))
    if override.asked_by_ref == by.ref:
        raise CannotExempt(_("You asked for this yourself. Another person must decide it."))
    _require_another(override.employee, by)
    if granted:
        _require_coming(period, override.employee, at=at, by=by)
    override.granted, override.decided_at = granted, at
    override.decided_by, override.decided_by_ref = by.name, by.ref
    override.save()
    event = "override.granted" if granted else "override.refused"
    record(event, override, by=by, employee=override.employee.public_id, lifts=override.lifts)
    return override


def _require_coming(period: Period, employee: Employee, *, at: datetime, by: Authority) -> None:
    path = employee.placement.unit.path if employee.placement else ""
    if opening(period, path, extensions(by, period)).state(at) not in COMING:
        raise CannotExempt(_("The period takes no candidates from this unit any more."))


def _require_another(employee: Employee, by: Authority) -> None:
    if employee.pk == by.employee_id:
        raise CannotExempt(_("This is you; others decide about that."))
