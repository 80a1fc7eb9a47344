from django.db import OperationalError
from django.db.models import IntegerField, Value
from django.utils.translation import gettext as _
from psycopg.errors import LockNotAvailable

from petruk.access.authority import Authority
from petruk.appraisal.actions.locking import ExclusiveLock
from petruk.imports.actions.refusals import Busy
from petruk.imports.models import Batch
from petruk.imports.queries.batches import batches
from petruk.imports.shapes import KINDS

IMPORTS = Value(2, IntegerField())
"""The space of advisory locks that belongs to imports."""


def hold_alone(batch: Batch, *, by: Authority) -> Batch:
    """Return the batch as it is now. One file of a kind is written at a time, so that a plan holds until it is done.

    Raises ``Busy`` when another file takes longer than the database lets anybody wait.
    """
    kind = Value(list(KINDS).index(batch.kind), IntegerField())
    rows = batches(by).filter(pk=batch.pk)
    try:
        list(rows.values_list(ExclusiveLock(IMPORTS, kind)))
    except OperationalError as error:
        if isinstance(error.__cause__, LockNotAvailable):
            raise Busy(_("Another file of this kind is being written. Try again in a minute.")) from error
        raise
    return rows.defer(None).get()
