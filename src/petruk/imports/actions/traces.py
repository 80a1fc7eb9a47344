"""What register rows were before a batch: kept while they are written, followed when it is undone."""

from dataclasses import asdict
from typing import Any

from petruk.imports.actions.outcome import written
from petruk.imports.models import Batch, Trace
from petruk.imports.planning import Entry


class Traces:
    """Collects the traces of one batch and writes them at once."""

    def __init__(self, batch: Batch) -> None:
        self.batch = batch
        self.traces: list[Trace] = []

    def made(self, row: Any) -> None:
        self.traces.append(Trace(batch=self.batch, object_id=row.pk))

    def changing(self, row: Any, entry: Entry, **more: Any) -> None:
        """Keep what a row is before it is changed, and which file last said so."""
        before = {name: written(value) for name, value in asdict(entry.before).items()}
        last = {"source": row.source_id, "source_row": getattr(row, "source_row", None)}
        self.traces.append(Trace(batch=self.batch, object_id=row.pk, before=before | last | more))

    def save(self) -> None:
        Trace.objects.bulk_create(self.traces)


def traces_of(batch: Batch) -> tuple[list[int], dict[int, dict[str, Any]]]:
    """Return the rows that the batch made, and what the rows that it changed were before."""
    traces = Trace.objects.filter(batch=batch).values_list("object_id", "before")
    return [pk for pk, before in traces if before is None], {pk: before for pk, before in traces if before is not None}
