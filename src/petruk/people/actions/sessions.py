"""That somebody signed in and out. A refused attempt is a line of the log file, for strangers may make any number."""

from django.db import transaction

from petruk.access.authority import Authority
from petruk.audit.actions import record
from petruk.people.models import User


@transaction.atomic
def begin(user: User, *, address: str, by: Authority) -> None:
    """Record a session of an account whose password was right. Raises ``ClockWentBack``: then there is no session."""
    record("session.began", user, by=by, address=address)


@transaction.atomic
def end(user: User, *, by: Authority) -> None:
    """Record that somebody left by the door. Raises ``ClockWentBack``."""
    record("session.ended", user, by=by)
