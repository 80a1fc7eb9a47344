from collections.abc import Iterable, Iterator
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models.functions import Now

from petruk.access.authority import Authority
from petruk.access.permissions import Permission
from petruk.audit.ed25519 import ED25519
from petruk.audit.keys import signer
from petruk.audit.models import Checkpoint, Event, Head, Leaf
from petruk.core.log.bundle import written
from petruk.core.log.entries import Entry, payload_again
from petruk.core.log.merkle import Frontier
from petruk.core.log.notes import HASH_BYTES, Verifier
from petruk.core.log.standing import ContradictionError, Reason
from petruk.core.log.verifying import Code, Line, Payload, Verdict, roots, verify

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


def doers(authority: Authority, kind: type[models.Model], *actions: str) -> ArraySubquery:
    """Name, within a query on ``kind``, the accounts that did one of these things to the row."""
    events = Event.objects.filter(object_kind=kind._meta.label, object_ref=models.OuterRef("public_id"))
    done = events.filter(action__in=actions) if authority.signed_in else events.none()
    return ArraySubquery(done.order_by().values("actor_ref"))


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


def checkpoint(authority: Authority, size: int) -> Checkpoint | None:
    """Return what was signed of so many entries. Raises ``PermissionDenied``."""
    authority.require_top(Permission.LOG_VIEW)
    return Checkpoint.objects.filter(size=size).first()


def entries(authority: Authority, size: int) -> Iterator[Line]:
    """Return the first entries as they were kept, with what their events say now. Raises ``PermissionDenied``."""
    authority.require_top(Permission.LOG_VIEW)
    return (_line(*row) for rows in _pieces(size) for row in rows.values_list(*_KEPT))


def log_size(authority: Authority) -> int:
    """Return how many entries there are. Raises ``PermissionDenied``."""
    authority.require_top(Permission.LOG_VIEW)
    return Head.objects.values_list("size", flat=True).first() or 0


def examined(authority: Authority, key: Verifier, outside: Iterable[str] = ()) -> Verdict:
    """Read the whole log against what was signed of it, by us and in the notes from outside.

    Raises ``PermissionDenied``.
    """
    head = Head.objects.first() or Head(size=0, frontier=b"")
    try:
        signed = roots([*signed_notes(authority), *outside], key, ED25519)
    except ContradictionError as error:
        return Verdict(Code.TAMPERED, error.reason)
    found = verify(entries(authority, head.size), signed)
    if found.code is not Code.TAMPERED and (reason := _beside(head, found.root)):
        return Verdict(Code.TAMPERED, reason, head.size)
    return found


def bundled(authority: Authority, *, payloads: bool) -> bytes:
    """Return the log up to its last checkpoint as a file to give away. Raises ``PermissionDenied``, ``KeyMissing``."""
    kept = list(Checkpoint.objects.order_by("size").values_list("size", "note"))
    size = kept[-1][0] if kept else 0
    lines = entries(authority, size) if payloads else _bare_entries(authority, size)
    return written(str(signer().verifier), kept, lines)


def _bare_entries(authority: Authority, size: int) -> Iterator[Line]:
    authority.require_top(Permission.LOG_VIEW)
    kept = (row for rows in _pieces(size) for row in rows.values_list("body", "leaf"))
    return (Line(body, bytes(leaf)) for body, leaf in kept)


def _beside(head: Head, root: bytes) -> Reason | None:
    """Say what is wrong with what stands beside the entries: where the log goes on, events that are no entries."""
    edge = bytes(head.frontier)
    pieces = [edge[at : at + HASH_BYTES] for at in range(0, len(edge), HASH_BYTES)]
    if len(pieces) != head.size.bit_count() or Frontier(head.size, pieces).root() != root:
        return Reason.HEAD
    ahead = Leaf.objects.filter(seq__gte=models.Subquery(Head.objects.values("size")))
    return Reason.LONG if ahead.exists() or Event.objects.filter(leaf=None).exists() else None


_SAID = ("at", "actor_ref", "action", "object_kind", "object_ref", "commitment")
_ERASABLE = ("salt", "actor_name", "before", "after", "erased_by")
_KEPT = ("seq", "body", "leaf", *(f"event__{name}" for name in (*_SAID, *_ERASABLE)))


def _line(seq: int, body: str, leaf: bytes, *event: Any) -> Line:
    *said, salt, name, before, after, erased_by = event
    told = Payload(b"", b"") if erased_by else Payload(bytes(salt or b""), payload_again(name, before, after))
    return Line(body, bytes(leaf), told, Entry(seq, *said).body().decode())


def _pieces(size: int) -> Iterator[models.QuerySet[Leaf]]:
    """Return the first leaves some thousand at a time; they never change, so no cursor need be kept open."""
    for start in range(0, size, AT_ONCE):
        yield Leaf.objects.filter(seq__gte=start, seq__lt=min(start + AT_ONCE, size)).order_by("seq")
