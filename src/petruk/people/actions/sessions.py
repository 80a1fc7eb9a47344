"""That somebody signed in and out. A refused attempt is a line of the log file, for strangers may make any number."""

from collections.abc import Collection

from django.db import transaction
from django.utils.translation import gettext as _

from petruk.access.authority import Authority
from petruk.access.permissions import Permission
from petruk.audit.actions import record
from petruk.core.errors import Refusal
from petruk.people.accounts.sessions import REF
from petruk.people.models import Session, User


class SessionGone(Refusal):
    """The session is over already, or never was this person's."""


@transaction.atomic
def begin(user: User, *, address: str, by: Authority) -> None:
    """Record a session of an account whose password was right. Raises ``ClockWentBack``: then there is no session."""
    record("session.began", user, by=by, address=address)


@transaction.atomic
def end(user: User, *, by: Authority) -> None:
    """Record that somebody left by the door. Raises ``ClockWentBack``."""
    record("session.ended", user, by=by)


@transaction.atomic
def close(ref: str, *, by: Authority) -> None:
    """End one session of the person, wherever it is. Raises ``SessionGone``."""
    if not _close({ref}, by=by):
        raise SessionGone(_("This session is over already."))


@transaction.atomic
def close_others(kept: str, *, by: Authority) -> int:
    """End every session of the person but this one; return how many there were."""
    others = {ref for ref in _refs(by).values() if ref != kept}
    return _close(others, by=by)


def _close(refs: Collection[str], *, by: Authority) -> int:
    by.require(Permission.ACCOUNT_OWN)
    user = User.objects.select_for_update().get(public_id=by.ref)
    keys = [key for key, ref in _refs(by).items() if ref in refs]
    Session.objects.filter(pk__in=keys).delete()
    if keys:
        record("session.closed", user, by=by, sessions=len(keys))
    return len(keys)


def _refs(by: Authority) -> dict[str, str]:
    """Return what each session of the person is called outside, by its key."""
    rows = Session.objects.filter(user__public_id=by.ref)
    return {row.pk: str(row.get_decoded().get(REF, "")) for row in rows}
