"""What a worker does of an import. Named by ``actions.background``."""

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from petruk.imports.actions.background import APPLY, CHECK, QUEUE
from petruk.imports.actions.jobs import apply_for, check_for
from petruk.imports.actions.refusals import Busy
from petruk.people.actions.jobs import own_connection

AGAIN_WHEN_BUSY = RetryStrategy(max_attempts=20, wait=15, retry_exceptions=[Busy])


@app.task(name=CHECK, queue=QUEUE, retry=AGAIN_WHEN_BUSY)  # type: ignore[untyped-decorator]
def check_file(batch_ref: str, user_ref: str) -> None:
    with own_connection():
        check_for(user_ref, batch_ref)


@app.task(name=APPLY, queue=QUEUE, retry=AGAIN_WHEN_BUSY)  # type: ignore[untyped-decorator]
def apply_file(batch_ref: str, user_ref: str) -> None:
    with own_connection():
        apply_for(user_ref, batch_ref)
