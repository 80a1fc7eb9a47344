from django.db.models import Exists, OuterRef, Q, QuerySet

from petruk.access.authority import Authority
from petruk.access.permissions import Permission
from petruk.imports.models import Batch, BatchFile, Reach
from petruk.imports.shapes import KINDS
from petruk.imports.shapes.shape import Kind


def kinds(authority: Authority) -> list[Kind]:
    """Return the kinds of files that this person may import."""
    return [kind for kind in KINDS.values() if authority.has(kind.permission)]


def batches(authority: Authority) -> QuerySet[Batch]:
    """Return the batches whose every unit this person reaches; those of the console only from the top."""
    reach = Q(pk__in=())
    for permission in (Permission.FACTS_IMPORT, Permission.REGISTER_IMPORT):
        names = [kind.name for kind in KINDS.values() if kind.permission is permission]
        outside = Reach.objects.exclude(pk__in=Reach.objects.visible_to(authority, permission))
        within = Q(kind__in=names) & Q(~Exists(outside.filter(batch=OuterRef("pk"))))
        if not authority.reaches_top(permission):
            within &= Q(Exists(Reach.objects.filter(batch=OuterRef("pk"))))
        if authority.has(permission):
            reach |= within
    return Batch.objects.filter(reach).select_related("source").defer("problems", "preview")


def batch(authority: Authority, public_id: str) -> Batch | None:
    return batches(authority).defer(None).filter(public_id=public_id).first()


def content_of(authority: Authority, batch: Batch) -> bytes:
    """Return the bytes of a batch that came through the caller's scope."""
    return bytes(BatchFile.objects.values_list("content", flat=True).get(batch=batch)) if authority.signed_in else b""
