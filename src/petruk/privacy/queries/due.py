"""What has been kept as long as it may be, class by class."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from petruk.access.authority import Authority
from petruk.access.permissions import Permission as P
from petruk.appraisal.models import Assessment, Evidence, PanelSheet, Result
from petruk.audit.models import Event
from petruk.core.lifecycle import State
from petruk.core.retention import Retention
from petruk.documents.models import Document, Mail
from petruk.imports.models import Batch
from petruk.imports.models import State as BatchState
from petruk.people.models import Session
from petruk.privacy.models import Correction, Look

SIGN_INS = ("session.began", "session.ended")


def due(authority: Authority, retention: Retention, *, at: datetime) -> QuerySet[Any]:
    """Return the rows of a class whose time is over. Raises ``PermissionDenied``."""
    authority.require_top(P.LOG_ERASE)
    return _DUE[retention.code](retention.ended(at))


def _drafts(before: datetime) -> QuerySet[Any]:
    """Drafts that nothing final points to; one that was handed in once has a paper, and stays."""
    rows = Assessment.objects.filter(state=State.DRAFT, period__closes_at__lt=before)
    for model in (Document, Result, PanelSheet):
        rows = rows.exclude(Exists(model.objects.filter(assessment=OuterRef("pk"))))
    return rows


def _imports(before: datetime) -> QuerySet[Any]:
    never_applied = (BatchState.CHECKED, BatchState.FAILED)
    return Batch.objects.filter(state__in=never_applied, source=None, uploaded_at__lt=before)


def _reminders(before: datetime) -> QuerySet[Any]:
    return Mail.objects.filter(Q(sent_at__lt=before) | Q(failed_at__lt=before), signature=None)


_DUE: Mapping[str, Callable[[datetime], QuerySet[Any]]] = {
    "sessions": lambda before: Session.objects.filter(expire_date__lt=before),
    "imports": _imports,
    "drafts": _drafts,
    "evidence": lambda before: Evidence.objects.filter(removed_at__lt=before),
    "reminders": _reminders,
    "looks": lambda before: Look.objects.filter(on__lt=before.date()),
    "corrections": lambda before: Correction.objects.filter(answered_at__lt=before),
    "sign_ins": lambda before: Event.objects.filter(action__in=SIGN_INS, at__lt=before, erased_by=None),
}
