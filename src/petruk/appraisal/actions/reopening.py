"""Make a sealed result anew: one person asks and says why, another grants it, and the old version stays readable."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from petruk.access.authority import Authority
from petruk.access.permissions import Permission
from petruk.appraisal.actions.locking import hold_alone
from petruk.appraisal.actions.versions import next_version
from petruk.appraisal.content import Seal
from petruk.appraisal.models import Reopening, Result
from petruk.audit.actions import record
from petruk.core.errors import Refusal


class CannotReopen(Refusal):
    """The result stays as it is sealed."""


@transaction.atomic
def ask(result: Result, *, reason: str, at: datetime, by: Authority) -> Reopening:
    """Ask that a result be made anew with the facts of today. Raises ``CannotReopen``."""
    by.require(Permission.RESULT_DECIDE)
    result = _held(result, by)
    if not reason.strip():
        raise CannotReopen(_("Say why the result is to be opened again."))
    if Reopening.objects.filter(result=result, granted=None).exists():
        raise CannotReopen(_("Somebody has already asked for this; another person must decide it first."))
    reopening = Reopening.objects.create(
        result=result, reason=reason.strip(), asked_at=at, asked_by=by.name, asked_by_ref=by.ref
    )
    record("reopening.asked", reopening, by=by, result=result.public_id, reason=reopening.reason)
    return reopening


@transaction.atomic
def grant(reopening: Reopening, *, at: datetime, by: Authority) -> Result:
    """Seal the next version of the result; the one before is superseded. Raises ``CannotReopen``."""
    reopening, result = _answered(reopening, granted=True, at=at, by=by)
    seal = Seal(result.version + 1, at, by.name, reason=reopening.reason, asked_by=reopening.asked_by)
    newer = next_version(result, seal, permission=Permission.RESULT_DECIDE, by=by)
    hashes = {"sha256": newer.sha256, "total": str(newer.total), "version": newer.version}
    before = {"sha256": result.sha256, "total": str(result.total), "version": result.version}
    record("reopening.granted", reopening, by=by, before=before, result=newer.public_id, **hashes)
    return newer


@transaction.atomic
def refuse(reopening: Reopening, *, at: datetime, by: Authority) -> Reopening:
    """Leave the result as it is; the request stays on record. Raises ``CannotReopen``."""
    reopening, result = _answered(reopening, granted=False, at=at, by=by)
    record("reopening.refused", reopening, by=by, result=result.public_id)
    return reopening


def _answered(reopening: Reopening, *, granted: bool, at: datetime, by: Authority) -> tuple[Reopening, Result]:
    by.require(Permission.RESULT_DECIDE)
    result = _held(reopening.result, by)
    reopening = Reopening.objects.select_for_update(of=("self",)).get(pk=reopening.pk)
    if reopening.granted is not None:
        raise CannotReopen(_("This request is already decided."))
    if reopening.asked_by_ref == by.ref:
        raise CannotReopen(_("You asked for this yourself. Another person must decide it."))
    reopening.granted, reopening.decided_at = granted, at
    reopening.decided_by, reopening.decided_by_ref = by.name, by.ref
    reopening.save()
    return reopening, result


def _held(result: Result, by: Authority) -> Result:
    """Return the version in force, nobody else at work on its period."""
    hold_alone(result.assessment.period_id)
    known = Result.objects.visible_to(by, Permission.RESULT_DECIDE).select_for_update(of=("self",)).get(pk=result.pk)
    if known.superseded_at is not None:
        raise CannotReopen(_("This version was replaced already. Open the latest one."))
    return known
