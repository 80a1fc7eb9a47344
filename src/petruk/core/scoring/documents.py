"""The line of a checklist of documents: complete or not, and which are lacking."""

from dataclasses import replace
from decimal import Decimal

from petruk.core.indicators import Documents, Item, Missing
from petruk.core.instrument import Instrument
from petruk.core.scoring.given import Checklist, ScoringError
from petruk.core.scoring.line import Detail, Line, blank, out_of, weighted


def documents_line(indicator: Documents, instrument: Instrument, checklist: Checklist) -> Line:
    _check(indicator, checklist)
    present = {code for code, files in checklist.files.items() if files}
    lacking = indicator.lacking(present, checklist.conditions)
    points = weighted(_points(indicator, complete=not lacking), indicator, instrument.places)
    outcome = f", {out_of(points, indicator)}" if points is not None else ""
    return replace(
        blank(indicator),
        points=points,
        sentence=f"{indicator.title}: {_completeness(lacking)}{outcome}",
        missing=bool(lacking),
        shown=f"{len(present)} dari {len(indicator.items)} berkas",
        pending=bool(lacking) and indicator.missing is Missing.BLOCK,
        details=tuple(_item(item, checklist) for item in indicator.items),
    )


def _check(indicator: Documents, checklist: Checklist) -> None:
    known = {item.code for item in indicator.items}
    for code in checklist.files:
        if code not in known:
            raise ScoringError(f"{indicator.code}: no such document: {code!r}")


def _points(indicator: Documents, *, complete: bool) -> Decimal | None:
    if complete:
        return indicator.points
    return Decimal(0) if indicator.missing is Missing.ZERO else None


def _completeness(lacking: tuple[Item, ...]) -> str:
    return f"belum lengkap, belum ada {', '.join(item.title for item in lacking)}" if lacking else "lengkap"


def _item(item: Item, checklist: Checklist) -> Detail:
    """Write one document: there, lacking, or not asked of this person."""
    files = checklist.files.get(item.code, ())
    absent = "TIDAK ADA" if item.wanted(checklist.conditions) else "TIDAK ADA (tidak wajib)"
    return Detail(
        code=item.code,
        title=item.title,
        shown="ADA" if files else absent,
        note="; ".join((item.demand, *((item.note,) if item.note else ()), *files)),
    )
