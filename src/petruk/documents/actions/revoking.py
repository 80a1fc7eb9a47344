"""Take a paper back by hand. Its number stays in the register and is never given again."""

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from petruk.access.authority import Authority
from petruk.core.errors import Refusal
from petruk.documents.actions.issuing import end
from petruk.documents.models import Document
from petruk.documents.queries.papers import documents
from petruk.documents.queries.register import ISSUED_BY, Kind


class CannotRevoke(Refusal):
    """The paper stays in force."""


@transaction.atomic
def revoke_paper(document: Document, *, reason: str, at: datetime, by: Authority) -> Document:
    """Take a paper back, with a reason. Raises ``CannotRevoke``."""
    reached = documents(by).filter(pk=document.pk).values("pk")
    document = Document.objects.filter(pk__in=reached).select_related("unit").select_for_update(of=("self",)).get()
    permission = ISSUED_BY.get(Kind(document.kind))
    if permission is None:
        raise CannotRevoke(_("A result sheet is taken back with its assessment only."))
    if not by.covers(permission, document.unit.path):
        raise PermissionDenied(permission)
    if document.revoked_at is not None:
        raise CannotRevoke(_("This paper no longer counts already."))
    if not reason.strip():
        raise CannotRevoke(_("Say why the paper is taken back."))
    end(document, reason.strip(), at=at, by=by)
    return document
