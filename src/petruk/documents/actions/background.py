"""Papers of many are issued and mail is sent by a worker; the job is queued in the same transaction as what causes it.

It acts for whoever caused it, with what that person may do when it runs.
"""

from procrastinate.contrib.django import app

from petruk.access.authority import Authority
from petruk.appraisal.models import Period
from petruk.documents.models import CharterRun, Mail

ISSUE = "petruk.documents.tasks.issue_charters"
SHEETS = "petruk.documents.tasks.issue_sheets"
MAIL = "petruk.documents.tasks.send_mail"
QUEUE = "papers"
MAIL_QUEUE = "mail"


def defer(run: CharterRun, *, by: Authority) -> None:
    """Queue the issuing of charters."""
    app.configure_task(ISSUE, queue=QUEUE).defer(run_ref=run.public_id, user_ref=by.ref)


def defer_sheets(period: Period, *, by: Authority) -> None:
    """Queue the issuing of the sheets of a sealed period."""
    app.configure_task(SHEETS, queue=QUEUE).defer(period_ref=period.public_id, user_ref=by.ref)


def defer_mail(mail: Mail, *, seconds: int = 0, by: Authority) -> None:
    """Queue the next try of a mail, after some seconds. Tries of one mail never run beside each other."""
    job = app.configure_task(MAIL, queue=MAIL_QUEUE, lock=mail.public_id, schedule_in={"seconds": seconds})
    job.defer(mail_ref=mail.public_id, user_ref=by.ref)
