"""What may go of the log: the payload of an entry, when a law says so. The entry itself stays, and the tree holds."""

from collections.abc import Collection

from django.db import transaction
from django.utils.translation import gettext as _

from petruk.access.authority import Authority
from petruk.access.permissions import Permission
from petruk.audit.actions import append
from petruk.audit.models import Event
from petruk.core.errors import Refusal
from petruk.core.log.entries import ERASED


class CannotErase(Refusal):
    """Nothing was erased."""


@transaction.atomic
def erase(entries: Collection[int], *, basis: str, by: Authority) -> Event:
    """Erase name, before and after of these entries, named by their ``seq``; ``basis`` is the law or the schedule.

    Raises ``CannotErase`` when one of them is not there, is erased already, is itself an erasure, or is his own: two
    people stand behind what is gone.
    """
    by.require_top(Permission.LOG_ERASE)
    if not basis.strip():
        raise CannotErase(_("Name the legal basis of the erasure."))
    known = Event.objects.filter(leaf__seq__in=entries, erased_by=None).exclude(action=ERASED)
    if known.filter(actor_ref=by.ref).exists():
        raise CannotErase(_("What you did yourself is erased by somebody else."))
    events = list(known.select_for_update(of=("self",)).values_list("pk", flat=True))
    if not entries or len(events) != len(set(entries)):
        raise CannotErase(_("Entries can be erased once, and only those that are there."))
    after = {"entries": sorted(set(entries)), "basis": basis.strip()}
    why = append(ERASED, Event._meta.label, "", by=by, before={}, after=after)
    Event.objects.filter(pk__in=events).update(actor_name="", before={}, after={}, salt=None, erased_by=why)
    return why
