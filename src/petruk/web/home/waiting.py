"""What waits beside the periods, read in one query: accounts without a mandate, and corrections to answer."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from django.db.models import CharField, DateTimeField, Value

from petruk.access.authority import Authority
from petruk.access.permissions import Permission as P
from petruk.people.accounts import queries as accounts
from petruk.privacy import queries as privacy

MOST_ACCOUNTS = 5


class IdleAccount(NamedTuple):
    public_id: str
    name: str


class Beside(NamedTuple):
    accounts: Sequence[IdleAccount]
    corrections: privacy.Waiting | None


def beside(authority: Authority, *, on: date) -> Beside:
    """Return both as far as they are this person's to do; no query where neither is."""
    if not authority.has(P.USER_MANAGE):
        return Beside((), privacy.corrections_waiting(authority))
    none = Value(None, DateTimeField())
    idle = accounts.without_mandate(authority, on=on)[:MOST_ACCOUNTS].values_list(
        Value("", CharField()), "public_id", "name", none
    )
    rows = list(idle.union(privacy.waiting_row(authority), all=True))
    found = [IdleAccount(ref, name) for kind, ref, name, _due_at in rows if not kind]
    counted = [privacy.Waiting(int(count), due_at) for count, _ref, _name, due_at in rows if count and due_at]
    return Beside(found, counted[0] if counted else None)
