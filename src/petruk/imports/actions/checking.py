"""A file comes in: it is stored, planned and shown. Nothing else is written."""

import hashlib
import re
import unicodedata
from dataclasses import dataclass
from datetime import datetime
from pathlib import PurePosixPath
from typing import Any

from django.db import transaction
from django.utils import timezone

from petruk.access.authority import Authority
from petruk.audit.actions import record
from petruk.imports.actions import outcome
from petruk.imports.actions.background import CHECK, defer
from petruk.imports.actions.locking import hold_alone
from petruk.imports.models import Batch, BatchFile, Reach, State
from petruk.imports.planning import Plan, plan
from petruk.imports.queries.batches import content_of
from petruk.imports.queries.known import known
from petruk.imports.reader import limits
from petruk.imports.reading import TooLongForNow, UnreadableFile, read
from petruk.imports.shapes import KINDS
from petruk.imports.shapes.shape import Kind
from petruk.people.models import Unit

FOREGROUND_ROWS = 20_000
LONGEST_NAME = 200


@dataclass(frozen=True)
class Upload:
    """A file as it came; its name is data and never a path."""

    file_name: str
    content: bytes


@transaction.atomic
def check(upload: Upload, kind: Kind, *, at: datetime, by: Authority, wait: bool = False) -> Batch:
    """Plan a file and keep it with its plan. More than 20,000 rows are planned by a worker, unless the caller waits.

    Raises ``UnreadableFile``; then nothing is kept.
    """
    by.require(kind.permission)
    try:
        planned = would(upload.content, kind, at=at, by=by, most_rows=limits.ROWS if wait else FOREGROUND_ROWS)
    except TooLongForNow:
        planned = None
    batch = _stored(upload, kind, at=at, by=by)
    if planned is None:
        defer(CHECK, batch, by=by)
    else:
        outcome.keep(batch, planned)
        batch.save()
    record(
        "import.checked", batch, by=by, kind=kind.name, file_name=batch.file_name, sha256=batch.sha256, **_counts(batch)
    )
    return batch


def would(content: bytes, kind: Kind, *, at: datetime, by: Authority, most_rows: int = limits.ROWS) -> Plan:
    """Return what a file would do now, keeping nothing. Raises ``UnreadableFile``, ``TooLongForNow``."""
    by.require(kind.permission)
    sheets = read(content, most_rows=most_rows)
    return plan(sheets, kind=kind, known=known(by, kind), today=timezone.localdate(at))


@transaction.atomic
def check_again(batch: Batch, *, at: datetime, by: Authority) -> Batch:
    """Plan a stored file by what is known now."""
    kind = KINDS[batch.kind]
    by.require(kind.permission)
    batch = hold_alone(batch, by=by)
    if batch.state not in {State.CHECKING, State.CHECKED}:
        return batch
    try:
        outcome.keep(batch, would(content_of(by, batch), kind, at=at, by=by))
    except UnreadableFile as refusal:
        batch.state, batch.trouble = State.FAILED, str(refusal)
    batch.save()
    record("import.checked_again", batch, by=by, state=batch.state, **_counts(batch))
    return batch


def _stored(upload: Upload, kind: Kind, *, at: datetime, by: Authority) -> Batch:
    batch = Batch.objects.create(
        kind=kind.name,
        file_name=plain_name(upload.file_name),
        sha256=hashlib.sha256(upload.content).hexdigest(),
        uploaded_at=at,
        uploaded_by=by.name,
        uploaded_by_ref=by.ref,
    )
    BatchFile.objects.create(batch=batch, content=upload.content)
    roots = Unit.objects.filter(path__in=by.paths(kind.permission))
    Reach.objects.bulk_create(Reach(batch=batch, unit=unit) for unit in roots)
    return batch


def plain_name(name: str) -> str:
    """Return the last part of a file's name without what no eye sees; the beginning is cut, the ending stays."""
    last = PurePosixPath(name.replace("\\", "/").split("\x00")[0]).name
    seen = "".join(letter for letter in last if unicodedata.category(letter)[0] != "C")
    return re.sub(r"\s+", " ", seen).strip()[-LONGEST_NAME:] or "berkas"


def _counts(batch: Batch) -> dict[str, Any]:
    return {"new": batch.new, "changed": batch.changed, "same": batch.same, "wrong": batch.wrong}
