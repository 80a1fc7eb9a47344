from collections.abc import Mapping
from datetime import datetime

from django.db import models

from petruk.access.authority import Authority
from petruk.audit.models import Event, Source


def record(
    action: str, target: models.Model, *, by: Authority, before: Mapping[str, object] | None = None, **after: object
) -> None:
    """Append one event in the caller's transaction. Values are integers, strings, booleans, lists; decimals as strings."""
    Event.objects.create(
        actor_ref=by.ref,
        actor_name=by.name,
        action=action,
        object_kind=target._meta.label,
        object_ref=getattr(target, "public_id", ""),
        before=dict(before or {}),
        after=after,
    )


def add_source(*, kind: str, file_name: str, sha256: str, at: datetime, by: Authority) -> Source:
    """Name the file from which rows are about to come. Part of the importing transaction, which records the event."""
    return Source.objects.create(kind=kind, file_name=file_name, sha256=sha256, imported_at=at, imported_by=by.name)
