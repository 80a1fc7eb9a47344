"""What every job of a worker needs: whom it acts for, and a database connection of its own."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection
from django.utils import timezone

from petruk.access.authority import NOBODY, Authority
from petruk.people.models import User
from petruk.people.queries import authority_of


def authority_of_asker(user_ref: str) -> Authority:
    """Return what whoever asked for a job may do when it runs: nothing once the account is gone."""
    user = User.objects.filter(public_id=user_ref).first()
    return authority_of(user, on=timezone.localdate()) if user else NOBODY


@contextmanager
def own_connection() -> Iterator[None]:
    """A job runs in a thread of the worker; a connection left there would be stale once the database restarts."""
    try:
        yield
    finally:
        connection.close()
