"""What a worker does of an import. Named by ``actions.background``."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from petruk.imports.actions.background import APPLY, CHECK, QUEUE
from petruk.imports.actions.jobs import apply_for, check_for
from petruk.imports.actions.refusals import Busy

AGAIN_WHEN_BUSY = RetryStrategy(max_attempts=20, wait=15, retry_exceptions=[Busy])


@app.task(name=CHECK, queue=QUEUE, retry=AGAIN_WHEN_BUSY)  # type: ignore[untyped-decorator]
def check_file(batch_ref: str, user_ref: str) -> None:
    with _own_connection():
        check_for(user_ref, batch_ref)


@app.task(name=APPLY, queue=QUEUE, retry=AGAIN_WHEN_BUSY)  # type: ignore[untyped-decorator]
def apply_file(batch_ref: str, user_ref: str) -> None:
    with _own_connection():
        apply_for(user_ref, batch_ref)


@contextmanager
def _own_connection() -> Iterator[None]:
    """A job runs in a thread of the worker; a connection left there would be stale once the database restarts."""
    try:
        yield
    finally:
        connection.close()
