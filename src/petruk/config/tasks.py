"""What a worker does for the installation itself. Named by ``audit.actions.checkpoints``."""

import logging

from django.utils import timezone
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from petruk.access.authority import console
from petruk.audit.actions.checkpoints import MAIL, QUEUE, SIGN, sign
from petruk.audit.keys import KeyMissing
from petruk.config.sweeping import TooManyOrphans, sweep
from petruk.core.log.standing import ContradictionError
from petruk.documents.actions.checkpoint_mail import mail_note
from petruk.documents.mailing.server import DeliveryError
from petruk.people.actions.jobs import own_connection
from petruk.people.actions.session_store import SessionStore

AGAIN_WHEN_UNREACHABLE = RetryStrategy(max_attempts=12, wait=300, retry_exceptions=[OSError])
AGAIN_WHEN_NOT_TAKEN = RetryStrategy(max_attempts=12, wait=600, retry_exceptions=[DeliveryError])
WORKER = console("Pekerja")
logger = logging.getLogger(__name__)


@app.task(name=SIGN, queue=QUEUE, lock=QUEUE, retry=AGAIN_WHEN_UNREACHABLE)  # type: ignore[untyped-decorator]
def sign_log() -> None:
    """Sign how the log stands; what speaks against it goes to whoever reads the messages of the installation."""
    with own_connection():
        try:
            sign(by=WORKER)
        except (ContradictionError, KeyMissing) as trouble:
            logger.critical("the audit log is not signed: %s", trouble)
            raise


@app.task(name=MAIL, queue=QUEUE, retry=AGAIN_WHEN_NOT_TAKEN)  # type: ignore[untyped-decorator]
def mail_log(size: int) -> None:
    """Send a note to whoever keeps them."""
    with own_connection():
        mail_note(size, by=WORKER)


@app.periodic(cron="5 17 * * *")  # type: ignore[untyped-decorator]
@app.task(queue=QUEUE, lock=QUEUE, retry=AGAIN_WHEN_UNREACHABLE)  # type: ignore[untyped-decorator]
def sign_daily(timestamp: int) -> None:
    """Once a day, shortly after midnight in WITA (UTC is what the plan counts in)."""
    sign_log()


@app.periodic(cron="35 17 * * *")  # type: ignore[untyped-decorator]
@app.task(queue=QUEUE, lock=QUEUE)  # type: ignore[untyped-decorator]
def sweep_vault(timestamp: int) -> None:
    """Once a day, half an hour after the log is signed."""
    with own_connection():
        try:
            sweep(at=timezone.now(), by=WORKER)
        except TooManyOrphans as trouble:
            logger.critical("the vault is not swept: %s", trouble)
            raise


@app.periodic(cron="20 17 * * *")  # type: ignore[untyped-decorator]
@app.task(queue=QUEUE)  # type: ignore[untyped-decorator]
def forget_sessions(timestamp: int) -> None:
    """Once a day, delete the sessions that are over."""
    with own_connection():
        SessionStore.clear_expired()
