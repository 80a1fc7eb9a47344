from collections.abc import Iterator
from typing import Any

from django.db import models
from django.db.models.functions import Now

from petruk.access.authority import Authority
from petruk.access.permissions import Permission
from petruk.audit.models import Checkpoint, Event, Leaf

AT_ONCE = 5000

INSTALLATION = "installation"


def history(authority: Authority, target: models.Model) -> models.QuerySet[Event]:
    """Return what happened to one object, oldest first. The caller fetched the object through its own scope."""
    if not authority.signed_in:
        return Event.objects.none()
    return Event.objects.filter(object_kind=target._meta.label, object_ref=getattr(target, "public_id", ""))


def done_by(authority: Authority, kind: type[models.Model], *actions: str) -> models.Exists:
    """Say, within a query on ``kind``, whether this person did one of these things to the row. No account, no deed."""
    events = Event.objects.filter(object_kind=kind._meta.label, object_ref=models.OuterRef("public_id"))
    return models.Exists(events.filter(action__in=actions, actor_ref=authority.ref) if authority.ref else events.none())


def last_upkeep(authority: Authority, action: str) -> Event | None:
    """Return when something was last done to the installation as a whole, and how it went."""
    if not authority.signed_in:
        return None
    return Event.objects.filter(object_kind=INSTALLATION, action=action).order_by("-pk").first()


def last_event(authority: Authority) -> Any:
    """Return what was written last, with ``now``, the time that the database has; nothing before the first event."""
    if not authority.signed_in:
        return None
    return Event.objects.annotate(now=Now()).order_by("-pk").first()


def last_checkpoint(authority: Authority) -> Checkpoint | None:
    """Return how the log stood when it was last signed. Raises ``PermissionDenied``."""
    authority.require_top(Permission.LOG_VIEW)
    return Checkpoint.objects.order_by("-size").first()


def leaf_hashes(authority: Authority, size: int) -> Iterator[bytes]:
    """Return the leaf hashes of the first entries, in order, a few thousand in memory. Raises ``PermissionDenied``."""
    authority.require_top(Permission.LOG_VIEW)
    return (bytes(leaf) for rows in _pieces(size) for leaf in rows.values_list("leaf", flat=True))


def signed_notes(authority: Authority) -> list[str]:
    """Return what was signed of the log, the oldest first. Raises ``PermissionDenied``."""
    authority.require_top(Permission.LOG_VIEW)
    return list(Checkpoint.objects.order_by("size").values_list("note", flat=True))


def _pieces(size: int) -> Iterator[models.QuerySet[Leaf]]:
    """Return the first leaves some thousand at a time; they never change, so no cursor need be kept open."""
    for start in range(0, size, AT_ONCE):
        yield Leaf.objects.filter(seq__gte=start, seq__lt=min(start + AT_ONCE, size)).order_by("seq")
