"""The log as a person reads it: event by event, narrowed, and how far it is signed."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import QuerySet
from django.utils import timezone

from petruk.access.authority import Authority
from petruk.access.permissions import Permission
from petruk.audit.models import Checkpoint, Event, Head

CHECKPOINTS = 5
CHECKPOINT_AGE = timedelta(hours=26)
"""How long the last checkpoint may be ago: it is made each day."""


@dataclass(frozen=True)
class Narrowed:
    """What of the log is asked for; what is empty narrows nothing. ``name`` is part of the name of who acted.

    ``actor`` and ``ref`` are random references, of an account and of a row. Days are those of the installation's
    clock, both included.
    """

    name: str = ""
    actor: str = ""
    action: str = ""
    kind: str = ""
    ref: str = ""
    first: date | None = None
    last: date | None = None


@dataclass(frozen=True)
class Standing:
    """How the log stands: ``size`` entries, of which the first ``signed`` are under the last checkpoint."""

    size: int
    checkpoints: tuple[Checkpoint, ...]

    @property
    def signed(self) -> int:
        return self.checkpoints[0].size if self.checkpoints else 0

    @property
    def loose(self) -> int:
        return self.size - self.signed

    def is_late(self, now: datetime) -> bool:
        """Say whether entries wait longer for a checkpoint than they ever should."""
        return bool(self.loose and self.checkpoints and now - self.checkpoints[0].at > CHECKPOINT_AGE)


def events(authority: Authority, wanted: Narrowed) -> QuerySet[Event]:
    """Return the events that are asked for, the last first, each with its leaf. Raises ``PermissionDenied``."""
    authority.require_top(Permission.LOG_VIEW)
    exactly = {"actor_ref": wanted.actor, "action": wanted.action, "object_kind": wanted.kind, "object_ref": wanted.ref}
    found = Event.objects.filter(leaf__isnull=False, **{name: value for name, value in exactly.items() if value})
    if wanted.name:
        found = found.filter(actor_name__icontains=wanted.name)
    if wanted.first:
        found = found.filter(at__gte=_midnight(wanted.first))
    if wanted.last:
        found = found.filter(at__lt=_midnight(wanted.last + timedelta(days=1)))
    return found.select_related("leaf").order_by("-pk")


def event_at(authority: Authority, seq: int) -> Event | None:
    """Return the event of one place in the tree, with its leaf. Raises ``PermissionDenied``."""
    authority.require_top(Permission.LOG_VIEW)
    return Event.objects.filter(leaf__seq=seq).select_related("leaf", "erased_by__leaf").first()


def standing(authority: Authority) -> Standing:
    """Return how the log stands, with its newest checkpoints. Raises ``PermissionDenied``."""
    authority.require_top(Permission.LOG_VIEW)
    head = Head.objects.first()
    return Standing(head.size if head else 0, tuple(Checkpoint.objects.order_by("-size")[:CHECKPOINTS]))


def signed_over(authority: Authority, seq: int) -> Checkpoint | None:
    """Return the first checkpoint under which an entry is. Raises ``PermissionDenied``."""
    authority.require_top(Permission.LOG_VIEW)
    return Checkpoint.objects.filter(size__gt=seq).order_by("size").first()


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
