"""Charters are issued by a worker; the job is queued in the same transaction as the order."""

from procrastinate.contrib.django import app

from petruk.access.authority import Authority
from petruk.documents.models import CharterRun

ISSUE = "petruk.documents.tasks.issue_charters"
QUEUE = "papers"


def defer(run: CharterRun, *, by: Authority) -> None:
    """Queue the issuing. It acts for whoever ordered, with what that person may do when it runs."""
    app.configure_task(ISSUE, queue=QUEUE).defer(run_ref=run.public_id, user_ref=by.ref)
