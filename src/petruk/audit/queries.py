from django.db import models

from petruk.access.authority import Authority
from petruk.audit.models import Event


def history(authority: Authority, target: models.Model) -> models.QuerySet[Event]:
    """Return what happened to one object, oldest first. The caller fetched the object through its own scope."""
    if not authority.signed_in:
        return Event.objects.none()
    return Event.objects.filter(object_kind=target._meta.label, object_ref=getattr(target, "public_id", ""))


def done_by(authority: Authority, kind: type[models.Model], *actions: str) -> models.Exists:
    """Say, within a query on ``kind``, whether this person did one of these things to the row. No account, no deed."""
    events = Event.objects.filter(object_kind=kind._meta.label, object_ref=models.OuterRef("public_id"))
    return models.Exists(events.filter(action__in=actions, actor_ref=authority.ref) if authority.ref else events.none())
