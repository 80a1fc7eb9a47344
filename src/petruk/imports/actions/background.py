"""Long files are checked and applied by a worker; the job is queued in the same transaction as the batch."""

from procrastinate.contrib.django import app

from petruk.access.authority import Authority
from petruk.imports.models import Batch

CHECK = "petruk.imports.tasks.check_file"
APPLY = "petruk.imports.tasks.apply_file"
QUEUE = "imports"


def defer(task: str, batch: Batch, *, by: Authority) -> None:
    """Queue a job. It acts for whoever asked, with what that person may do when it runs."""
    app.configure_task(task, queue=QUEUE, lock=batch.public_id).defer(batch_ref=batch.public_id, user_ref=by.ref)
