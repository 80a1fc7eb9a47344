"""Takes a batch back while nothing stands on it. What it wrote stays as history; what it replaced returns."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import ProtectedError
from django.utils.translation import gettext as _

from petruk.access.authority import Authority
from petruk.audit.actions import record
from petruk.imports.actions.locking import hold_alone
from petruk.imports.actions.refusals import CannotUndo
from petruk.imports.actions.register_undo import undo_employees, undo_signatories, undo_units
from petruk.imports.models import Batch, State
from petruk.imports.queries.known import FACTS
from petruk.imports.queries.use import results_from
from petruk.imports.shapes import KINDS


@transaction.atomic
def undo(batch: Batch, *, reason: str, at: datetime, by: Authority) -> Batch:
    """Take back what the batch wrote. Raises ``CannotUndo`` when a result or a later file stands on it."""
    by.require(KINDS[batch.kind].permission)
    batch = hold_alone(batch, by=by)
    if batch.state != State.APPLIED or batch.source is None:
        raise CannotUndo(_("This file is not applied. Reload the page to see what became of it."))
    if not reason.strip():
        raise CannotUndo(_("Say why the file is undone."))
    _take_back(batch, at=at, by=by)
    batch.source.undone_at = at
    batch.source.save(update_fields=["undone_at"])
    batch.state = State.UNDONE
    batch.save(update_fields=["state"])
    record("import.undone", batch, by=by, reason=reason, source=batch.source.public_id)
    return batch


def _take_back(batch: Batch, *, at: datetime, by: Authority) -> None:
    used = results_from(by, batch)
    if used:
        words = _("%(count)d result(s) that were sent stand on this file. Withdraw them first.")
        raise CannotUndo(words % {"count": used})
    if batch.kind in FACTS:
        _undo_facts(batch, at=at)
        return
    undone = {"units": undo_units, "employees": undo_employees, "signatories": undo_signatories}[batch.kind]
    try:
        untouched = undone(batch)
    except ProtectedError as error:
        raise CannotUndo(_("Other rows stand on this file by now, such as attendance or mandates.")) from error
    if not untouched:
        raise CannotUndo(_("A later file changed rows of this one. Undo that file first."))


def _undo_facts(batch: Batch, *, at: datetime) -> None:
    model: Any = FACTS[batch.kind][0]
    rows = model.objects.filter(source=batch.source)
    if rows.exclude(superseded_at=None).exists():
        raise CannotUndo(_("A later file changed rows of this one. Undo that file first."))
    replaced = list(rows.exclude(replaces=None).values_list("replaces", flat=True))
    rows.update(superseded_at=at)
    model.objects.filter(pk__in=replaced).update(superseded_at=None)
