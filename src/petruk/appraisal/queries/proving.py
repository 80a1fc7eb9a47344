"""Whether sealed results still say what their rules and facts say: asked of a restored copy, or of a running one."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from petruk.access.authority import Authority
from petruk.appraisal.models import Period, Result
from petruk.appraisal.queries.sealed import discrepancies, discrepancy_candidates, sealed_results
from petruk.core.sealing import sha256


def sample(authority: Authority, number: int | None = None) -> list[Result]:
    """Return some results in force, drawn by lot, with their periods; without a number all."""
    drawn = sealed_results(authority).filter(superseded_at=None).order_by("?")[:number]
    return sorted(drawn, key=lambda result: result.assessment.period_id)


def unproven(authority: Authority, results: Sequence[Result]) -> Iterator[str]:
    """Say of each result that cannot be proven why: its bytes were changed, or it recomputes to something else.

    One behind which a fact or a name has moved since may differ; that stands in the list of discrepancies.
    """
    for result in results:
        if sha256(bytes(result.content)) != result.sha256:
            yield f"Hasil {result.public_id}: isinya bukan yang disegel."
    for period, together in groupby(results, key=lambda result: result.assessment.period):
        yield from _recomputed_otherwise(authority, period, list(together))


def _recomputed_otherwise(authority: Authority, period: Period, results: Sequence[Result]) -> Iterable[str]:
    moved = set(discrepancy_candidates(authority, period).values_list("pk", flat=True))
    for touched in discrepancies(authority, period, results):
        if touched.result.pk not in moved:
            changes = "; ".join(change.words for change in touched.changes)
            yield f"Hasil {touched.result.public_id} dihitung ulang menjadi lain: {changes}"
