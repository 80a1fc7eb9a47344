"""Destroy what has been kept as long as it may be; each class is one transaction with one event."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from petruk.access.authority import Authority
from petruk.access.permissions import Permission as P
from petruk.appraisal import vault
from petruk.appraisal.models import Evidence
from petruk.audit.actions import record_upkeep
from petruk.audit.actions.erasing import erase
from petruk.core.retention import Retention
from petruk.privacy.queries.due import due

AT_ONCE = 1000
"""Entries that one erasure names: the event that says so stays readable."""


def carry_out(retention: Retention, *, at: datetime, by: Authority) -> int:
    """Destroy what is due of a class and return how many rows that were. Raises ``PermissionDenied``."""
    by.require_top(P.LOG_ERASE)
    return _erase(retention, at=at, by=by) if retention.code == "sign_ins" else _destroy(retention, at=at, by=by)


@transaction.atomic
def _destroy(retention: Retention, *, at: datetime, by: Authority) -> int:
    rows = list(due(by, retention, at=at).select_for_update(of=("self",)).values_list("pk", flat=True))
    if not rows:
        return 0
    files = _files(retention, rows)
    due(by, retention, at=at).filter(pk__in=rows).delete()
    ended = retention.ended(at).isoformat()
    record_upkeep(
        "retention.carried_out", by=by, kind=retention.code, rows=len(rows), before=ended, basis=retention.basis
    )
    transaction.on_commit(lambda: _discard(files))
    return len(rows)


def _files(retention: Retention, rows: Collection[int]) -> list[str]:
    """Take away the evidence of drafts, and return the names of all files that go with the rows."""
    if retention.code == "evidence":
        return list(Evidence.objects.filter(pk__in=rows).values_list("stored_as", flat=True))
    if retention.code != "drafts":
        return []
    evidence = Evidence.objects.filter(assessment__in=rows)
    names = list(evidence.values_list("stored_as", flat=True))
    evidence.delete()
    return names


def _discard(names: Collection[str]) -> None:
    for name in names:
        vault.discard(name)


def _erase(retention: Retention, *, at: datetime, by: Authority) -> int:
    """Erase the payloads; the entries stay, so that the tree of the log still verifies."""
    entries = list(due(by, retention, at=at).order_by("pk").values_list("leaf__seq", flat=True))
    for start in range(0, len(entries), AT_ONCE):
        erase(entries[start : start + AT_ONCE], basis=retention.basis, by=by)
    return len(entries)
