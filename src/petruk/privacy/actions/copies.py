"""The copy of his own data that somebody takes with him."""

from datetime import datetime
from typing import Any

from django.db import transaction

from petruk.access.authority import Authority
from petruk.access.permissions import Permission as P
from petruk.audit.actions import append
from petruk.privacy.queries import pieces


@transaction.atomic
def own_copy(*, at: datetime, by: Authority) -> dict[str, Any]:
    """Return everything held of this person, and note that he took it. Of somebody without a register row: nothing."""
    by.require(P.DATA_OWN)
    held = dict(pieces(by))
    counts = {name: len(rows) for name, rows in held.items()}
    append("data.copied", "privacy.Copy", "", by=by, before={}, after={"rows": counts})
    return {"taken_at": at, "account": by.name} | held
