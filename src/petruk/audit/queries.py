from django.db import models

from petruk.access.authority import Authority
from petruk.audit.models import Event


def history(authority: Authority, target: models.Model) -> models.QuerySet[Event]:
    """Return what happened to one object, oldest first. The caller fetched the object through its own scope."""
    if not authority.signed_in:
        return Event.objects.none()
    return Event.objects.filter(object_kind=target._meta.label, object_ref=getattr(target, "public_id", ""))
