from django.utils import timezone

from petruk.access.authority import Authority
from petruk.appraisal.models import HOLDS_A_SLOT, Assessment
from petruk.audit.models import Source
from petruk.core.dates import format_date
from petruk.imports.models import Batch
from petruk.imports.queries.known import FACTS


def results_from(authority: Authority, batch: Batch) -> int:
    """Return how many results that were sent cite the file of this batch, which came through the caller's scope."""
    if not authority.signed_in or batch.kind not in FACTS or batch.source is None:
        return 0
    people = FACTS[batch.kind][0].objects.filter(source=batch.source).values("employee_id")
    sheets = Assessment.objects.filter(HOLDS_A_SLOT, employee_id__in=people).values_list("sheet", flat=True)
    return sum(_cites(sheet, batch.source) for sheet in sheets if sheet)


def _cites(sheet: dict[str, list[dict[str, str]]], source: Source) -> bool:
    """Say whether a line of a frozen sheet names this file and its day, as ``appraisal.queries.readings`` does."""
    name, day = f"{source.file_name} baris ", f"diimpor {format_date(timezone.localdate(source.imported_at))}"
    return any(name in cited and day in cited for line in sheet["lines"] if (cited := line.get("source")))
