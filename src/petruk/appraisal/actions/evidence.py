"""Attach a file to an assessment, and take it off a draft. No row is without its file, no file without its row."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Q, Sum
from django.utils.translation import gettext as _

from petruk.access.authority import Authority
from petruk.access.permissions import Permission
from petruk.appraisal import vault
from petruk.appraisal.actions.assessing import PeriodNotOpen
from petruk.appraisal.actions.locking import hold_open
from petruk.appraisal.actions.uploads import EVER_BYTES, CannotAttach, Upload, columns_of, inspected
from petruk.appraisal.models import Assessment, Evidence
from petruk.appraisal.queries.evidence import Place, places
from petruk.appraisal.queries.instruments import parsed
from petruk.appraisal.queries.periods import extensions, opening
from petruk.audit.actions import record
from petruk.core.files import QUOTA_BYTES
from petruk.core.lifecycle import Act, State, allowed
from petruk.core.period import PeriodState

FILES_A_PLACE = 10


def attach(assessment: Assessment, place: tuple[str, str], upload: Upload, *, at: datetime, by: Authority) -> Evidence:
    """Keep a file for an indicator, or for one document of its list. Raises ``CannotAttach``, ``PeriodNotOpen``."""
    by.require(Permission.ASSESSMENT_SUBMIT)
    clean = inspected(upload, CannotAttach)
    with vault.kept(clean.content) as stored_as:
        return _attached(assessment, place, columns_of(upload, clean, stored_as), at=at, by=by)


@transaction.atomic
def remove(evidence: Evidence, *, at: datetime, by: Authority) -> Evidence:
    """Take a file off a draft. Its row and its bytes stay as history. Raises ``CannotAttach``, ``PeriodNotOpen``."""
    by.require(Permission.ASSESSMENT_SUBMIT)
    assessment = _held(evidence.assessment, at=at, by=by)
    mine = Evidence.objects.visible_to(by, Permission.ASSESSMENT_SUBMIT).filter(assessment=assessment, removed_at=None)
    evidence = mine.filter(pk=evidence.pk).first() or evidence
    if evidence.removed_at is not None:
        return evidence
    evidence.removed_at = at
    evidence.save(update_fields=["removed_at"])
    record("evidence.removed", evidence, by=by, assessment=assessment.public_id, sha256=evidence.sha256)
    return evidence


@transaction.atomic
def _attached(
    assessment: Assessment,
    place: tuple[str, str],
    columns: Mapping[str, Any],
    *,
    at: datetime,
    by: Authority,
) -> Evidence:
    assessment = _held(assessment, at=at, by=by)
    wanted = _place(assessment, place)
    _require_room(assessment, wanted, columns["sha256"], columns["size"])
    evidence = Evidence.objects.create(
        assessment=assessment,
        indicator=wanted.indicator,
        item=wanted.item,
        uploaded_at=at,
        uploaded_by=by.name,
        **columns,
    )
    record(
        "evidence.attached",
        evidence,
        by=by,
        assessment=assessment.public_id,
        place=wanted.key,
        file_name=evidence.file_name,
        size=evidence.size,
        sha256=evidence.sha256,
    )
    return evidence


def _held(assessment: Assessment, *, at: datetime, by: Authority) -> Assessment:
    """Return the assessment locked, as a draft of this person's office in an open period."""
    period = hold_open(assessment.period_id)
    mine = Assessment.objects.visible_to(by, Permission.ASSESSMENT_SUBMIT).select_related("unit")
    assessment = mine.select_for_update(of=("self",)).get(pk=assessment.pk)
    assessment.period = period
    if assessment.employee_id == by.employee_id:
        raise CannotAttach(_("This is you; nobody attaches files to his own assessment."))
    state = opening(period, assessment.unit.path, extensions(by, period)).state(at)
    if state is not PeriodState.OPEN:
        raise PeriodNotOpen(state)
    if Act.SAVE not in allowed(State(assessment.state)):
        raise CannotAttach(_("The assessment is handed in; its files stay as they are."))
    return assessment


def _place(assessment: Assessment, wanted: tuple[str, str]) -> Place:
    for place in places(parsed(assessment.period.instrument), assessment.placement):
        if (place.indicator, place.item) == wanted:
            return place
    raise CannotAttach(_("The instrument asks for no such file."))


def _require_room(assessment: Assessment, place: Place, digest: str, size: int) -> None:
    """Raises ``CannotAttach`` for a file that is there already, or for one too many."""
    rows = Evidence.objects.filter(assessment=assessment)
    here = rows.filter(removed_at=None, indicator=place.indicator, item=place.item)
    if here.filter(sha256=digest).exists():
        raise CannotAttach(_("This very file is attached here already."))
    if here.count() >= FILES_A_PLACE:
        raise CannotAttach(_("There are %(count)d files here already. Remove one first.") % {"count": FILES_A_PLACE})
    used = rows.aggregate(now=Sum("size", filter=Q(removed_at=None), default=0), ever=Sum("size", default=0))
    if used["now"] + size > QUOTA_BYTES or used["ever"] + size > EVER_BYTES:
        raise CannotAttach(_("All files of one assessment together may have 30 MB. Remove one, or send smaller ones."))
