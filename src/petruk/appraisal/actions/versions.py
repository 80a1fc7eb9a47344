"""The next version of a sealed result: one way to make it, whatever the reason."""

from petruk.access.authority import Authority
from petruk.access.permissions import Permission
from petruk.appraisal.actions.sealing import make_result
from petruk.appraisal.content import Seal, content, person_of
from petruk.appraisal.models import WAITS_FOR_ANSWER, Objection, Result
from petruk.appraisal.queries.sealed import recomputed, with_amendments
from petruk.core.scoring import Amendments


def next_version(
    result: Result,
    seal: Seal,
    *,
    permission: Permission,
    by: Authority,
    amended: Amendments | None = None,
    besides: Objection | None = None,
) -> Result:
    """Seal the version after the one in force, which the caller holds.

    It takes the facts of today, and the points that accepted objections set; ``amended`` are those of now. Objections
    that still wait follow the new version, ``besides`` the one that made it.
    """
    loaded = with_amendments(by, permission).select_related("period__instrument", "employee", "unit", "placement")
    assessment = loaded.get(pk=result.assessment_id)
    given = {assessment.pk: amended} if amended else {}
    figures, behind = recomputed(by, assessment.period, [assessment], given)[assessment.pk]
    result.superseded_at = seal.at
    result.save(update_fields=["superseded_at"])
    newer = make_result(assessment, content(assessment, figures, behind, seal, person_of(assessment)), seal)
    newer.save()
    waiting = Objection.objects.filter(WAITS_FOR_ANSWER, result=result)
    if besides is not None:
        waiting = waiting.exclude(pk=besides.pk)
    waiting.update(result=newer)
    return newer
