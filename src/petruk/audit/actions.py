from collections.abc import Mapping
from datetime import datetime, timedelta

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _

from petruk.access.authority import Authority
from petruk.audit.models import Event, Source
from petruk.core.errors import Refusal

TOLERANCE = timedelta(seconds=2)


class ClockWentBack(Refusal):
    """Nothing may be written while the clock stands before what was written last."""


def record(
    action: str, target: models.Model, *, by: Authority, before: Mapping[str, object] | None = None, **after: object
) -> None:
    """Append one event in the caller's transaction. Values are integers, strings, booleans, lists; decimals as strings.

    Raises ``ClockWentBack`` when this machine's clock stands before the last event: order is what the log is for.
    """
    _require_clock(timezone.now())
    Event.objects.create(
        actor_ref=by.ref,
        actor_name=by.name,
        action=action,
        object_kind=target._meta.label,
        object_ref=getattr(target, "public_id", ""),
        before=dict(before or {}),
        after=after,
    )


def _require_clock(now: datetime) -> None:
    last = Event.objects.order_by("-pk").values_list("at", flat=True).first()
    if last is not None and now < last - TOLERANCE:
        raise ClockWentBack(_("The clock of the server is wrong; nothing is saved. Tell the operator."))


def add_source(*, kind: str, file_name: str, sha256: str, at: datetime, by: Authority) -> Source:
    """Name the file from which rows are about to come. Part of the importing transaction, which records the event."""
    return Source.objects.create(kind=kind, file_name=file_name, sha256=sha256, imported_at=at, imported_by=by.name)
