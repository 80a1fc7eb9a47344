from petruk.access.authority import Authority
from petruk.appraisal.models import HOLDS_A_SLOT, Assessment
from petruk.imports.models import Batch
from petruk.imports.queries.known import FACTS


def results_from(authority: Authority, batch: Batch) -> int:
    """Return how many results that were sent cite the file of this batch, which came through the caller's scope."""
    if not authority.signed_in or batch.kind not in FACTS or batch.source is None:
        return 0
    people = FACTS[batch.kind][0].objects.filter(source=batch.source).values("employee_id")
    sent = Assessment.objects.filter(HOLDS_A_SLOT, employee_id__in=people, submitted_at__gte=batch.source.imported_at)
    cited = f"{batch.source.file_name} baris "
    return sum(
        any(cited in str(line.get("source", "")) for line in sheet["lines"])
        for sheet in sent.values_list("sheet", flat=True)
        if sheet
    )
