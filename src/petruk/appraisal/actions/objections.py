"""Object to a result, take it back, answer it. Accepted, it makes a new version; the old one stays readable."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import Sum
from django.utils.translation import gettext as _

from petruk.access.authority import Authority
from petruk.access.permissions import Permission
from petruk.appraisal import vault
from petruk.appraisal.actions.locking import hold_alone, hold_open
from petruk.appraisal.actions.uploads import EVER_BYTES, CannotAttach, Upload, columns_of, inspected
from petruk.appraisal.actions.versions import next_version
from petruk.appraisal.actions.windows import answer_due
from petruk.appraisal.content import Seal
from petruk.appraisal.models import Objection, Period, Result
from petruk.appraisal.queries.instruments import parsed
from petruk.appraisal.queries.objections import Standing, standing_of, takes_objections
from petruk.appraisal.queries.sealed import opened
from petruk.audit.actions import record
from petruk.core.errors import Refusal
from petruk.core.indicators import Indicator
from petruk.core.numbers import round_half_up
from petruk.core.scoring import Amendments, amendable

POINTS_PLACES = 2


class CannotObject(Refusal):
    """The objection is not taken, or not taken back."""


class CannotAnswer(Refusal):
    """The objection stays unanswered, or as it was answered."""


class NothingChanges(CannotAnswer):
    """It would be accepted, and the result would say the same."""


@dataclass(frozen=True)
class Answer:
    """What the agency says. ``points`` are those that an acceptance sets, by code of indicator or aspect."""

    text: str
    points: Amendments = field(default_factory=dict)


def file(result: Result, indicator: str, text: str, upload: Upload, *, at: datetime, by: Authority) -> Objection:
    """Object to one indicator of one's own announced result. Raises ``CannotObject``, and ``CannotAttach``."""
    by.require(Permission.OBJECTION_FILE)
    if not text.strip():
        raise CannotObject(_("Say what is wrong, and what it should be."))
    clean = inspected(upload, CannotAttach)
    with vault.kept(clean.content) as stored_as:
        return _filed(result, indicator, text.strip(), columns_of(upload, clean, stored_as), at=at, by=by)


@transaction.atomic
def withdraw(objection: Objection, *, at: datetime, by: Authority) -> Objection:
    """Take one's own objection back while it waits; another may then be filed. Raises ``CannotObject``."""
    by.require(Permission.OBJECTION_FILE)
    hold_open(objection.result.assessment.period_id)
    mine = Objection.objects.visible_to(by, Permission.OBJECTION_FILE).select_for_update(of=("self",))
    objection = mine.get(pk=objection.pk)
    if standing_of(objection) is not Standing.OPEN:
        raise CannotObject(_("This objection is already answered or taken back."))
    objection.withdrawn_at = at
    objection.save(update_fields=["withdrawn_at"])
    record("objection.withdrawn", objection, by=by, indicator=objection.indicator)
    return objection


@transaction.atomic
def reject(objection: Objection, answer: Answer, *, at: datetime, by: Authority) -> Objection:
    """Leave the result as it is; the employee reads why. Raises ``CannotAnswer``."""
    objection, _result = _held(objection, answer, by=by)
    _answer(objection, answer, accepted=False, at=at, by=by)
    objection.save()
    record("objection.rejected", objection, by=by, indicator=objection.indicator, answer=objection.answer)
    return objection


@transaction.atomic
def accept(objection: Objection, answer: Answer, *, at: datetime, by: Authority) -> Objection:
    """Seal the next version, from the facts of today and the points given. Raises ``CannotAnswer``."""
    objection, result = _held(objection, answer, by=by)
    indicator = parsed(result.assessment.period.instrument).indicator(objection.indicator)
    points = _lawful(indicator, answer.points)
    seal = Seal(
        result.version + 1,
        at,
        by.name,
        reason=f"Sanggah atas {indicator.title} diterima: {answer.text.strip()}",
        asked_by=objection.filed_by,
        objection=_told(objection),
    )
    permission = Permission.OBJECTION_ANSWER
    newer = next_version(result, seal, amended=points, permission=permission, by=by, besides=objection)
    _require_change(result, newer, objection.indicator)
    _answer(objection, answer, accepted=True, at=at, by=by)
    objection.amended = {code: f"{given:f}" for code, given in points.items()}
    objection.newer = newer
    objection.save()
    before = {"sha256": result.sha256, "total": str(result.total), "version": result.version}
    after = {"sha256": newer.sha256, "total": str(newer.total), "version": newer.version, "result": newer.public_id}
    said = {"indicator": objection.indicator, "answer": objection.answer, "points": objection.amended}
    record("objection.accepted", objection, by=by, before=before, **after, **said)
    return objection


@transaction.atomic
def _filed(
    result: Result, indicator: str, text: str, columns: Mapping[str, Any], *, at: datetime, by: Authority
) -> Objection:
    period = hold_open(result.assessment.period_id)
    mine = Result.objects.visible_to(by, Permission.OBJECTION_FILE).select_for_update(of=("self",))
    result = mine.get(pk=result.pk)
    _require_open(period, result, indicator, at=at)
    _require_room(result, columns["size"])
    objection = Objection.objects.create(
        result=result,
        indicator=indicator,
        text=text,
        filed_at=at,
        filed_by=by.name,
        filed_by_ref=by.ref,
        answer_due_on=answer_due(period, at, by=by),
        **columns,
    )
    due_on = objection.answer_due_on.isoformat()
    about: dict[str, Any] = {"result": result.public_id, "indicator": indicator, "text": text, "due_on": due_on}
    record("objection.filed", objection, by=by, sha256=objection.sha256, **about)
    return objection


def _require_open(period: Period, result: Result, indicator: str, *, at: datetime) -> None:
    if period.announced_at is None or at < period.announced_at:
        raise CannotObject(_("The results of this period are not announced yet."))
    if not takes_objections(period, at=at):
        raise CannotObject(_("The time to object is over. The results can be changed by objection no more."))
    if result.superseded_at is not None:
        raise CannotObject(_("This version was replaced already. Open the latest one."))
    if indicator not in {each.code for each in parsed(period.instrument).indicators}:
        raise CannotObject(_("This result has no such indicator."))
    standing = Objection.objects.filter(result__assessment=result.assessment_id, indicator=indicator, withdrawn_at=None)
    if standing.exists():
        raise CannotObject(_("You have objected to this indicator already. Its answer holds for the whole period."))


def _require_room(result: Result, size: int) -> None:
    """Raises ``CannotAttach`` for one file too many; those of objections that were taken back stay in the vault."""
    used = Objection.objects.filter(result__assessment=result.assessment_id).aggregate(ever=Sum("size", default=0))
    if used["ever"] + size > EVER_BYTES:
        raise CannotAttach(_("You have sent too many files already. Ask the agency how to hand in this one."))


def _held(objection: Objection, answer: Answer, *, by: Authority) -> tuple[Objection, Result]:
    """Return an open objection of somebody else with the version in force, nobody else at work on its period."""
    by.require(Permission.OBJECTION_ANSWER)
    hold_alone(objection.result.assessment.period_id)
    known = Objection.objects.visible_to(by, Permission.OBJECTION_ANSWER).select_for_update(of=("self",))
    objection = known.get(pk=objection.pk)
    if objection.withdrawn_at is not None:
        raise CannotAnswer(_("The employee has taken this objection back."))
    if objection.accepted is not None:
        raise CannotAnswer(_("%(name)s has answered this objection already.") % {"name": objection.answered_by})
    results = Result.objects.select_for_update(of=("self",)).select_related("assessment__period__instrument")
    result = results.get(pk=objection.result_id)
    if by.ref == objection.filed_by_ref or by.employee_id == result.assessment.employee_id:
        raise CannotAnswer(_("This is your own objection. Another person of the agency must answer it."))
    if not answer.text.strip():
        raise CannotAnswer(_("Write the answer: the employee reads it."))
    return objection, result


def _answer(objection: Objection, answer: Answer, *, accepted: bool, at: datetime, by: Authority) -> None:
    objection.accepted, objection.answer = accepted, answer.text.strip()
    objection.answered_at, objection.answered_by, objection.answered_by_ref = at, by.name, by.ref


def _lawful(indicator: Indicator, points: Amendments) -> dict[str, Decimal]:
    """Return the points that may be set. Raises ``CannotAnswer`` for another indicator, or points that cannot be."""
    known = {each.code: each for each in amendable(indicator)}
    for code, given in points.items():
        each = known.get(code)
        if each is None:
            raise CannotAnswer(_("The points of this indicator are not set by an answer."))
        whole = given == round_half_up(given, POINTS_PLACES) and 0 <= given <= each.maximum
        if given not in each.options if each.options else not whole:
            raise CannotAnswer(_("These points cannot be given for %(title)s.") % {"title": each.title})
    return dict(points)


def _require_change(result: Result, newer: Result, indicator: str) -> None:
    before, after = (_said(opened(each), indicator) for each in (result, newer))
    if before == after:
        raise NothingChanges(
            _("Nothing would change in this indicator. Correct its data first, give other points, or reject.")
        )


def _said(whole: Mapping[str, Any], indicator: str) -> list[object]:
    """Return of one line what an employee would see change; who gave it, and in which file, is not that."""
    line = next(line for line in whole["lines"] if line["code"] == indicator)
    return [line[key] for key in ("value", "points", "shown", "order", "missing")]


def _told(objection: Objection) -> dict[str, str]:
    return {
        "indicator": objection.indicator,
        "text": objection.text,
        "filed_at": objection.filed_at.isoformat(),
        "file": objection.file_name,
        "sha256": objection.sha256,
    }
