from django.db.models import IntegerField, Value

from petruk.access.authority import Authority
from petruk.appraisal.actions.locking import ExclusiveLock
from petruk.imports.models import Batch
from petruk.imports.queries.batches import batches
from petruk.imports.shapes import KINDS

IMPORTS = Value(2, IntegerField())
"""The space of advisory locks that belongs to imports."""


def hold_alone(batch: Batch, *, by: Authority) -> Batch:
    """Return the batch as it is now. One file of a kind is written at a time, so that a plan holds until it is done."""
    kind = Value(list(KINDS).index(batch.kind), IntegerField())
    rows = batches(by).filter(pk=batch.pk)
    list(rows.values_list(ExclusiveLock(IMPORTS, kind)))
    return rows.defer(None).get()
