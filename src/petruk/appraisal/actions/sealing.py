"""Seal the results of a period: from then on nothing that happens elsewhere changes them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from petruk.access.authority import Authority
from petruk.access.permissions import Permission
from petruk.appraisal.actions.locking import hold_alone
from petruk.appraisal.content import Content, Seal, content, summary_of
from petruk.appraisal.models import Assessment, AssessmentQuerySet, Period, Result
from petruk.appraisal.queries.material import Material, material
from petruk.appraisal.queries.sealed import Outlook, outlook, to_seal
from petruk.audit.actions import checkpoints, record
from petruk.core.errors import Refusal
from petruk.core.sealing import canonical, sha256

BATCH = 500


class CannotSeal(Refusal):
    """The period stays unsealed; the text says what is missing."""


@dataclass(frozen=True)
class Sealed:
    """How many results were sealed. ``sha256`` is of their hashes by the public id of the assessment, canonically."""

    count: int
    sha256: str


@transaction.atomic
def seal(period: Period, *, at: datetime, by: Authority) -> Sealed:
    """Seal every result of a period that is closed for everybody. Raises ``CannotSeal``."""
    by.require(Permission.RESULT_DECIDE)
    period = hold_alone(period.pk)
    _require_sealable(period, outlook(by, period), at=at)
    hashes: dict[str, str] = {}
    for assessments in _batches(to_seal(by, period)):
        made = _results(period, assessments, material(by, period, assessments), at=at, by=by)
        Result.objects.bulk_create(made)
        hashes |= {result.assessment.public_id: result.sha256 for result in made}
    period.sealed_at = at
    period.save(update_fields=["sealed_at"])
    done = Sealed(len(hashes), sha256(canonical(hashes)))
    record("period.sealed", period, by=by, sealed_at=at.isoformat(), results=done.count, list_sha256=done.sha256)
    checkpoints.ask()
    return done


def make_result(assessment: Assessment, whole: Content, seal_of: Seal) -> Result:
    """Return a version ready to be stored, its hash taken of the bytes that are stored."""
    sealed = canonical(whole)
    return Result(
        assessment=assessment,
        version=seal_of.version,
        content=sealed,
        sha256=sha256(sealed),
        summary=summary_of(whole),
        total=Decimal(str(whole["total"])),
        sealed_at=seal_of.at,
    )


def _batches(rows: AssessmentQuerySet) -> Iterator[list[Assessment]]:
    """Return the rows some hundred at a time: what stands behind them all would not fit into memory."""
    keys = list(rows.values_list("pk", flat=True))
    for start in range(0, len(keys), BATCH):
        yield list(rows.filter(pk__in=keys[start : start + BATCH]))


def _results(
    period: Period, assessments: Sequence[Assessment], known: Material, *, at: datetime, by: Authority
) -> list[Result]:
    first = Seal(version=1, at=at, by=by.name)
    made = []
    for assessment in assessments:
        assessment.period = period
        figures = known.figures(assessment)
        behind = known.behind(assessment, figures, at=assessment.submitted_at)
        person = (assessment.sheet or {})["person"]
        made.append(make_result(assessment, content(assessment, figures, behind, first, person), first))
    return made


def _require_sealable(period: Period, ahead: Outlook, *, at: datetime) -> None:
    if period.sealed_at is not None:
        raise CannotSeal(_("The results of this period are already sealed."))
    if period.published_at is None or ahead.stands_open(at):
        raise CannotSeal(_("The period is not closed for every unit yet. Wait until the last one has closed."))
    if not period.draw_seed:
        raise CannotSeal(_("This period has no seed for the draw. Tell the operator."))
    if not ahead.ready:
        raise CannotSeal(_("No unit has handed in a result, so there is nothing to seal."))
    if ahead.pending:
        raise CannotSeal(_("The panel has not judged everybody yet. The list below says who is missing."))
    if ahead.panel_open:
        raise CannotSeal(_("The panel is not locked yet. Lock it first, so that no score moves any more."))
