import secrets
from collections.abc import Mapping
from datetime import datetime, timedelta

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from petruk.access.authority import Authority
from petruk.audit.models import Event, Source
from petruk.audit.queries import INSTALLATION
from petruk.core.errors import Refusal
from petruk.core.log.entries import SALT_BYTES, commitment, payload

TOLERANCE = timedelta(seconds=2)


class ClockWentBack(Refusal):
    """Nothing may be written while the clock stands before what was written last."""


def record(
    action: str, target: models.Model, *, by: Authority, before: Mapping[str, object] | None = None, **after: object
) -> None:
    """Append one event in the caller's transaction. Values are integers, strings, booleans, lists; decimals as strings.

    Raises ``ClockWentBack`` when this machine's clock stands before the last event: order is what the log is for.
    """
    append(action, target._meta.label, getattr(target, "public_id", ""), by=by, before=before or {}, after=after)


@transaction.atomic
def record_export(table: str, *, file_format: str, rows: int, terms: Mapping[str, str], by: Authority) -> None:
    """Append that a table left the system as a file: which, narrowed how, and how many rows.

    ``terms`` hold no NIP: the log is read by others than the table. Raises ``ClockWentBack``.
    """
    after = {"format": file_format, "rows": rows, "terms": dict(terms)}
    append("table.exported", table, "", by=by, before={}, after=after)


@transaction.atomic
def record_upkeep(action: str, *, by: Authority, **after: object) -> None:
    """Append what was done to the installation as a whole: a backup, a restore, a drill. Raises ``ClockWentBack``."""
    append(action, INSTALLATION, "", by=by, before={}, after=after)


def append(
    action: str, kind: str, ref: str, *, by: Authority, before: Mapping[str, object], after: Mapping[str, object]
) -> Event:
    """Append an event about what is no row with a name of its own; ``record`` is for those. COMMIT gives it its place.

    Raises ``ClockWentBack``, and ``SealingError`` for a value that has no single way to be written.
    """
    _require_clock(timezone.now())
    salt = secrets.token_bytes(SALT_BYTES)
    return Event.objects.create(
        actor_ref=by.ref,
        actor_name=by.name,
        action=action,
        object_kind=kind,
        object_ref=ref,
        before=dict(before),
        after=dict(after),
        salt=salt,
        commitment=commitment(salt, payload(by.name, before, after)),
    )


def _require_clock(now: datetime) -> None:
    last = Event.objects.order_by("-pk").values_list("at", flat=True).first()
    if last is not None and now < last - TOLERANCE:
        raise ClockWentBack(_("The clock of the server is wrong; nothing is saved. Tell the operator."))


def add_source(*, kind: str, file_name: str, sha256: str, at: datetime, by: Authority) -> Source:
    """Name the file from which rows are about to come. Part of the importing transaction, which records the event."""
    return Source.objects.create(kind=kind, file_name=file_name, sha256=sha256, imported_at=at, imported_by=by.name)
