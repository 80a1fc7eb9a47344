from django.db.models import F, Func, IntegerField, TextField, Value
from django.db.models.functions import Cast

from petruk.appraisal.models import Period

PERIODS = Value(1, IntegerField())
"""The space of advisory locks that belongs to periods."""


class SharedLock(Func):
    function = "pg_advisory_xact_lock_shared"
    output_field = TextField()


class ExclusiveLock(Func):
    function = "pg_advisory_xact_lock"
    output_field = TextField()


def hold_open(period_id: int) -> Period:
    """Return the period as it is now; it cannot change before this transaction ends. Many may hold it at once."""
    return _locked(period_id, SharedLock)


def hold_alone(period_id: int) -> Period:
    """Return the period for changing; waits until nobody holds it open."""
    return _locked(period_id, ExclusiveLock)


def _locked(period_id: int, lock: type[Func]) -> Period:
    rows = Period.objects.filter(pk=period_id)
    list(rows.values_list(lock(PERIODS, Cast(F("pk"), IntegerField()))))
    return rows.select_related("instrument").get()
