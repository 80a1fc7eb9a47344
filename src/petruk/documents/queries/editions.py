"""The recap as a paper: its editions, and what the next one would say."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from petruk.access.authority import Authority
from petruk.access.permissions import Permission as P
from petruk.appraisal.models import Period, Result
from petruk.appraisal.queries.objections import finality_of
from petruk.appraisal.queries.recap import (
    RecapFilter,
    RecapLine,
    lines,
    maximum_of,
    recap,
    recap_columns,
    recap_units,
    texts_of,
)
from petruk.appraisal.queries.sealed import opened
from petruk.core.editions import Change, changes
from petruk.core.numbers import plain
from petruk.core.objection import Finality
from petruk.documents.models import Document, DocumentQuerySet
from petruk.documents.queries.papers import documents
from petruk.people.models import Unit
from petruk.people.queries import units

Kind = Document.Kind
Frozen = dict[str, Any]


@dataclass(frozen=True)
class Draft:
    """What an edition issued now would say: columns and rows as they are frozen, units without a result, the changes.

    ``because`` says of an assessment why its row is other, as far as a paper of it tells.
    """

    maximum: str
    columns: Sequence[Frozen]
    rows: Sequence[Frozen]
    waiting: Sequence[str]
    finality: Finality
    previous: Document | None
    changes: Sequence[Change]
    because: Mapping[str, str]


def editions(authority: Authority, period: Period) -> DocumentQuerySet:
    """Return the editions of the recap of a period, the latest first."""
    return documents(authority).filter(kind=Kind.RECAP, period=period).order_by("-issued_at", "-pk")


def top_unit(authority: Authority) -> Unit | None:
    """Return the unit of which a paper of the whole government is, for whoever issues such papers."""
    return units(authority, P.PAPER_ISSUE).order_by("path").first()


def draft(authority: Authority, period: Period, *, at: datetime) -> Draft:
    previous = editions(authority, period).first()
    columns: list[Frozen] = [
        {"code": each.code, "title": each.title, "maximum": plain(each.maximum), "counts": each.counts}
        for each in recap_columns(period)
    ]
    found = lines(period, recap(authority, period, RecapFilter()).iterator(chunk_size=500))
    rows = _rows(found, texts_of(authority, period))
    before = previous.frozen["rows"] if previous else ()
    return Draft(
        maximum=plain(maximum_of(period)),
        columns=columns,
        rows=rows,
        waiting=[each.name for each in recap_units(authority, period) if each.waiting],
        finality=finality_of(authority, [period], at=at)[period.pk],
        previous=previous,
        changes=changes(before, rows, [each["title"] for each in columns]) if previous else (),
        because=_because(period, previous.issued_at) if previous else {},
    )


def _rows(found: Iterable[RecapLine], texts: Mapping[str, str]) -> list[Frozen]:
    return [
        {
            "ref": line.ref,
            "name": line.person["name"],
            "nip": line.person["nip"],
            "unit": line.person["unit"],
            "text": texts.get(line.ref, ""),
            "cells": [
                {"points": _digits(cell.points), "shown": cell.shown, "missing": cell.missing} for cell in line.cells
            ],
            "total": _digits(line.total),
            "shown": _digits(line.shown),
            "state": str(line.state),
        }
        for line in found
    ]


def _digits(number: Decimal | None) -> str | None:
    return None if number is None else plain(number)


def _because(period: Period, since: datetime) -> dict[str, str]:
    """Return why results are other than at a moment, by the public id of their assessment.

    Before sealing the sheet that was taken back says it, afterwards the version that was sealed anew.
    """
    if period.sealed_at is None:
        ended = Document.objects.filter(kind=Kind.RESULT, period=period, revoked_at__gte=since).order_by("revoked_at")
        return dict(ended.values_list("assessment__public_id", "revoked_because"))
    known = Result.objects.filter(assessment__period=period, version__gt=1, superseded_at=None, sealed_at__gte=since)
    return {each.assessment.public_id: opened(each)["sealed"]["reason"] for each in known.select_related("assessment")}
