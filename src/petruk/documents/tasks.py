"""What a worker does of the papers. Named by ``actions.background``."""

from procrastinate import App, JobContext
from procrastinate.contrib.django import app

from petruk.documents.actions.background import ISSUE, MAIL, MAIL_QUEUE, QUEUE, SHEETS
from petruk.documents.actions.jobs import issue_for, issue_sheets_for, send_for
from petruk.people.actions.jobs import own_connection

STALLED_AFTER = 60.0
"""Seconds without a sign of life after which a worker counts as dead; it gives one every ten."""


@app.task(name=ISSUE, queue=QUEUE)  # type: ignore[untyped-decorator]
def issue_charters(run_ref: str, user_ref: str) -> None:
    with own_connection():
        issue_for(user_ref, run_ref)


@app.task(name=SHEETS, queue=QUEUE)  # type: ignore[untyped-decorator]
def issue_sheets(period_ref: str, user_ref: str) -> None:
    with own_connection():
        issue_sheets_for(user_ref, period_ref)


@app.task(name=MAIL, queue=MAIL_QUEUE)  # type: ignore[untyped-decorator]
def send_mail(mail_ref: str, user_ref: str) -> None:
    with own_connection():
        send_for(user_ref, mail_ref)


@app.periodic(cron="* * * * *")  # type: ignore[untyped-decorator]
@app.task(queue=QUEUE, queueing_lock="papers-taken-up-again", pass_context=True)  # type: ignore[untyped-decorator]
async def take_up_again(context: JobContext, timestamp: int) -> None:
    """Each minute, give what a dead worker left to one that lives."""
    await requeue_stalled(context.app)


async def requeue_stalled(working: App, *, after: float = STALLED_AFTER) -> None:
    """Queue anew what a worker had in hand when it died. Every job of papers and mail goes on where it stood."""
    for queue in (QUEUE, MAIL_QUEUE):
        for job in await working.job_manager.get_stalled_jobs(queue=queue, seconds_since_heartbeat=after):
            await working.job_manager.retry_job(job)
