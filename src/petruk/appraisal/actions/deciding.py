"""Decide about an assessment: the head of the office confirms or returns it, the agency verifies or returns it.

Papers follow in ``documents.actions``. Source: docs/rules/deciding.md.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from petruk.access.authority import Authority
from petruk.access.permissions import Permission
from petruk.appraisal.actions.locking import hold_open
from petruk.appraisal.models import Assessment, AssessmentQuerySet
from petruk.appraisal.queries.deciding import PERMISSION_OF, signs_for, stopped, stopped_on_paper, to_decide
from petruk.appraisal.queries.instruments import parsed
from petruk.appraisal.sheet import decided_anew
from petruk.audit.actions import record
from petruk.core.errors import Refusal
from petruk.core.lifecycle import Act, Actor, State, after
from petruk.core.scoring import Score
from petruk.core.scoring.rejudged import rejudge


class CannotDecide(Refusal):
    """The assessment stays as it is."""


class Moved(CannotDecide):
    """Somebody changed it after the page was drawn on which this was decided."""

    def __init__(self, assessment: Assessment) -> None:
        moment = timezone.localtime(assessment.changed_at)
        words = _("%(name)s changed this assessment at %(time)s. Look at it again, then decide.")
        super().__init__(words % {"name": assessment.changed_by, "time": f"{moment:%H.%M}"})


@dataclass(frozen=True)
class Decision:
    """What a head decides: the points that are his to give, by indicator, on the version that he saw."""

    version: int
    points: Mapping[str, Decimal]


@dataclass(frozen=True)
class OnPaper:
    """A decision that was signed with ink: by which official, on which paper, and the fingerprint of its scan."""

    official: str
    number: str
    scan_sha256: str


@transaction.atomic
def decide(assessment: Assessment, decision: Decision, *, at: datetime, by: Authority) -> Assessment:
    """Give the points that the head decides. The sheet is frozen anew when they differ. Raises ``CannotDecide``."""
    held, _state = _held(assessment, Act.CONFIRM, Actor.UNIT_HEAD, decision.version, by)
    if _settle(held, decision, at=at, by=by):
        _touch(held, at=at, by=by)
        held.save()
    return held


@transaction.atomic
def confirm(assessment: Assessment, decision: Decision, *, at: datetime, by: Authority) -> Assessment:
    """Give the points that the head decides and confirm the whole. Raises ``CannotDecide``."""
    held, state = _held(assessment, Act.CONFIRM, Actor.UNIT_HEAD, decision.version, by)
    _settle(held, decision, at=at, by=by)
    held.confirmed_at, held.confirmed_by = at, by.name
    return _turned(held, state, "assessment.confirmed", at=at, by=by, total=_total(held))


@transaction.atomic
def confirm_on_paper(
    assessment: Assessment, paper: OnPaper, *, version: int, at: datetime, by: Authority
) -> Assessment:
    """Record for a head without an account that he confirmed what is printed. Raises ``CannotDecide``."""
    by.require(Permission.ASSESSMENT_SUBMIT)
    rows = Assessment.objects.visible_to(by, Permission.ASSESSMENT_SUBMIT)
    day = timezone.localtime(at).date()
    held = _locked(rows, assessment, version, lambda row: stopped_on_paper(by, row, on=day))
    state = after(State(held.state), Act.CONFIRM, Actor.OFFICER)
    held.confirmed_at, held.confirmed_by = at, paper.official
    said = {"on_paper": paper.number, "scan": paper.scan_sha256, "total": _total(held)}
    return _turned(held, state, "assessment.confirmed", at=at, by=by, **said)


@transaction.atomic
def return_(
    assessment: Assessment, *, version: int, reason: str, actor: Actor, at: datetime, by: Authority
) -> Assessment:
    """Give it back to its office with a reason; its place as nominee is free again. Raises ``CannotDecide``."""
    if not reason.strip():
        raise CannotDecide(_("Say why, so that the office knows what to correct."))
    held, state = _held(assessment, Act.RETURN, actor, version, by)
    held.slot = None
    held.returned_because = reason
    held.confirmed_at, held.confirmed_by = None, ""
    return _turned(held, state, "assessment.returned", at=at, by=by, reason=reason, actor=actor)


@transaction.atomic
def verify(assessment: Assessment, *, version: int, at: datetime, by: Authority) -> Assessment:
    """Accept what the head confirmed, for the agency; that is the end of its road. Raises ``CannotDecide``."""
    held, state = _held(assessment, Act.VERIFY, Actor.AGENCY, version, by)
    held.verified_at, held.verified_by = at, by.name
    return _turned(held, state, "assessment.verified", at=at, by=by, total=_total(held))


def preview(assessment: Assessment, points: Mapping[str, Decimal]) -> Score:
    """Return the score that these points would give; nothing is kept."""
    sheet: Mapping[str, Any] = assessment.sheet or {}
    return rejudge(parsed(assessment.period.instrument), sheet["lines"], points)


def _held(assessment: Assessment, act: Act, actor: Actor, version: int, by: Authority) -> tuple[Assessment, State]:
    """Return the row locked, and the state that the act leads to, once nothing stands against it."""
    by.require(PERMISSION_OF[actor])
    held = _locked(to_decide(by, actor), assessment, version, lambda row: stopped(by, row, act, actor))
    return held, after(State(held.state), act, actor)


def _locked(
    rows: AssessmentQuerySet, assessment: Assessment, version: int, why_not: Callable[[Assessment], str]
) -> Assessment:
    """Return the row locked, in the version that was seen, with nothing against it.

    The period is held first: once its results are sealed nothing is decided any more.
    """
    hold_open(assessment.period_id)
    rows = rows.select_related("period__instrument", "employee", "unit")
    held = rows.select_for_update(of=("self",)).get(pk=assessment.pk)
    if why := why_not(held):
        raise CannotDecide(why)
    if held.version != version:
        raise Moved(held)
    return held


def _settle(held: Assessment, decision: Decision, *, at: datetime, by: Authority) -> bool:
    """Freeze the sheet anew where the head gives other points than were noted for him; say whether he did."""
    noted = {code: Decimal(held.judgements[code]["points"]) for code in decision.points}
    score = preview(held, decision.points)
    if noted == dict(decision.points):
        return False
    before = {"points": _as_text(noted), "total": _total(held)}
    day = timezone.localtime(at).date()
    held.judgements |= {
        code: held.judgements[code] | {"points": text} for code, text in _as_text(decision.points).items()
    }
    held.sheet = decided_anew(held.sheet or {}, score, head=by.name, on=day, signatory=signs_for(by, held, on=day))
    held.total, held.maximum = score.total, score.maximum
    record("assessment.decided", held, by=by, before=before, points=_as_text(decision.points), total=_total(held))
    return True


def _turned(held: Assessment, state: State, event: str, *, at: datetime, by: Authority, **said: object) -> Assessment:
    before = {"state": held.state}
    held.state = state
    _touch(held, at=at, by=by)
    held.save()
    record(event, held, by=by, before=before, state=held.state, **said)
    return held


def _touch(held: Assessment, *, at: datetime, by: Authority) -> None:
    held.version += 1
    held.changed_at, held.changed_by = at, by.name


def _total(held: Assessment) -> str:
    """Return the total as the sheet says it."""
    return str((held.sheet or {})["total"])


def _as_text(points: Mapping[str, Decimal]) -> dict[str, str]:
    return {code: f"{given:f}" for code, given in points.items()}
