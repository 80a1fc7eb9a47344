"""Carries out a plan: one transaction, one event, exactly what was shown."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, contextmanager, nullcontext
from datetime import datetime
from typing import Any

from django.db import connection, transaction
from django.utils.translation import gettext as _

from petruk.access.authority import Authority
from petruk.audit.actions import add_source, record
from petruk.audit.models import Source
from petruk.imports.actions import employees, register
from petruk.imports.actions.background import APPLY, defer
from petruk.imports.actions.checking import FOREGROUND_ROWS, would
from petruk.imports.actions.facts import Progress, write_facts
from petruk.imports.actions.locking import hold_alone
from petruk.imports.actions.refusals import CannotApply, PlanMoved
from petruk.imports.models import Batch, State
from petruk.imports.planning import Plan
from petruk.imports.queries.batches import content_of
from petruk.imports.queries.known import FACTS
from petruk.imports.shapes import KINDS

Reporting = Callable[[Batch], AbstractContextManager[Progress]]


@transaction.atomic
def apply(batch: Batch, *, at: datetime, by: Authority, wait: bool = False) -> Batch:
    """Write what the batch would do; more than 20,000 rows are written by a worker, unless the caller waits.

    Raises ``CannotApply``; ``PlanMoved`` if it would do something else by now. The batch came through a scope.
    """
    by.require(KINDS[batch.kind].permission)
    batch = hold_alone(batch, by=by)
    _require_applicable(batch)
    if batch.rows > FOREGROUND_ROWS and not wait:
        batch.state, batch.percent_done = State.APPLYING, 0
        batch.save(update_fields=["state", "percent_done"])
        defer(APPLY, batch, by=by)
        record("import.queued", batch, by=by)
        return batch
    return _written(batch, _in_silence, at=at, by=by)


@transaction.atomic
def apply_queued(batch: Batch, *, at: datetime, by: Authority) -> Batch:
    """What the worker does of ``apply``; the page sees how far it is."""
    by.require(KINDS[batch.kind].permission)
    batch = hold_alone(batch, by=by)
    if batch.state != State.APPLYING:
        return batch
    return _written(batch, _showing_progress, at=at, by=by)


def _require_applicable(batch: Batch) -> None:
    if batch.state != State.CHECKED:
        raise CannotApply(_("This file is not waiting to be applied. Reload the page to see what became of it."))
    if batch.wrong:
        raise CannotApply(_("The file has problems, so nothing of it is applied. Correct them and check it again."))
    if not batch.applicable:
        raise CannotApply(_("The file changes nothing: everything in it is known already."))


def _written(batch: Batch, reporting: Reporting, *, at: datetime, by: Authority) -> Batch:
    plan = would(content_of(by, batch), KINDS[batch.kind], at=at, by=by)
    if plan.digest != batch.plan_digest or plan.problems:
        raise PlanMoved(_("Something changed since the file was checked. Look at what it would do now, then apply."))
    source = add_source(kind=batch.kind, file_name=batch.file_name, sha256=batch.sha256, at=at, by=by)
    with reporting(batch) as progress:  # ends before the batch is written: its row is the reporter's until then
        _write(plan, batch, source, progress, at=at)
    batch.state, batch.source, batch.percent_done = State.APPLIED, source, 100
    batch.save()
    counts: dict[str, Any] = {"new": len(plan.new), "changed": len(plan.changed), "same": plan.same}
    record("import.applied", batch, by=by, kind=batch.kind, source=source.public_id, sha256=batch.sha256, **counts)
    return batch


def _write(plan: Plan, batch: Batch, source: Source, progress: Progress, *, at: datetime) -> None:
    if batch.kind in FACTS:
        write_facts(plan, batch.kind, source=source, at=at, progress=progress)
    elif batch.kind == "units":
        register.write_units(plan, batch, source=source)
    elif batch.kind == "employees":
        employees.write_employees(plan, batch, source=source, at=at)
    else:
        register.write_signatories(plan, batch, source=source)


def _in_silence(_batch: Batch) -> AbstractContextManager[Progress]:
    return nullcontext(lambda _rows: None)


@contextmanager
def _showing_progress(batch: Batch) -> Iterator[Progress]:
    """Yield a function that shows progress at once: from its own thread, for what this transaction writes is unseen."""
    total = max(batch.new + batch.changed, 1)
    with ThreadPoolExecutor(max_workers=1) as outside:

        def tell(rows: int) -> None:
            outside.submit(_show, batch.pk, min(99, 100 * rows // total))

        try:
            yield tell
        finally:
            outside.submit(_hang_up)


def _hang_up() -> None:
    connection.close()  # that of the thread which calls this


def _show(pk: int, percent: int) -> None:
    Batch.objects.filter(pk=pk, state=State.APPLYING).update(percent_done=percent)
