"""What a worker does of the papers. Named by ``actions.background``."""

from django.db import connection
from procrastinate.contrib.django import app

from petruk.documents.actions.background import ISSUE, QUEUE
from petruk.documents.actions.jobs import issue_for


@app.task(name=ISSUE, queue=QUEUE)  # type: ignore[untyped-decorator]
def issue_charters(run_ref: str, user_ref: str) -> None:
    """A job runs in a thread of the worker; a connection left there would be stale once the database restarts."""
    try:
        issue_for(user_ref, run_ref)
    finally:
        connection.close()
