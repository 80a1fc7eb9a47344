"""The recap of a period: a line for each result. Sealed results speak once there are any, before that the sheets."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db.models import Case, DecimalField, Exists, F, OuterRef, QuerySet, Value, When
from django.db.models.expressions import Combinable, Expression, OrderBy
from django.db.models.fields.json import KeyTextTransform, KeyTransform
from django.db.models.functions import Cast

from petruk.access.authority import Authority
from petruk.access.permissions import Permission as P
from petruk.appraisal.models import HOLDS_A_SLOT, RESULT_STATES, Assessment, Period, Result
from petruk.appraisal.queries.instruments import parsed
from petruk.core.indicators import Panel
from petruk.core.instrument import Instrument
from petruk.core.lifecycle import State
from petruk.people.models import Placement, Unit


@dataclass(frozen=True)
class RecapFilter:
    """What the reader narrowed the recap to; every part holds at once.

    ``sort`` is one of ``sortable``; ``digits`` are the first of a NIP; no ``state`` means every one that counts.
    """

    name: str = ""
    digits: str = ""
    unit_path: str = ""
    state: State | None = None
    sort: str = "total"
    reverse: bool = True


@dataclass(frozen=True)
class RecapColumn:
    """One indicator, or one group of a panel. ``counts``: it has points; else its value is shown in words."""

    code: str
    title: str
    maximum: Decimal
    counts: bool


@dataclass(frozen=True)
class RecapUnit:
    """A unit that has people, as the recap names it. ``waiting``: it has no result yet."""

    public_id: str
    name: str
    path: str
    waiting: bool


@dataclass(frozen=True)
class RecapCell:
    """What one column says of somebody: points, or words where there are none. ``missing``: there were no data."""

    points: Decimal | None
    shown: str
    missing: bool


NOTHING = RecapCell(None, "", False)


@dataclass(frozen=True)
class RecapLine:
    """One result. ``total`` is None where the instrument adds nothing up, or the panel is not sealed yet (``waits``).

    ``person`` is as he was when the sheet, or the seal, was made. ``shown`` is the total on the displayed scale.
    """

    ref: str
    person: Mapping[str, str]
    cells: tuple[RecapCell, ...]
    total: Decimal | None
    shown: Decimal | None
    maximum: Decimal
    waits: bool
    state: State
    submitted_at: datetime


def recap_columns(period: Period) -> tuple[RecapColumn, ...]:
    """Return what stands between the unit and the total: the indicators in their order, a panel by its groups."""
    return _columns(parsed(period.instrument))


def is_final(period: Period) -> bool:
    """Say whether the totals are whole: what a panel says counts once it is sealed."""
    return period.sealed_at is not None or not parsed(period.instrument).panels


def maximum_of(period: Period) -> Decimal:
    return parsed(period.instrument).maximum


def sortable(period: Period) -> dict[str, Expression | F]:
    """Return by what the recap of a period can be sorted; a column of ``recap_columns`` under ``column:<code>``."""
    at = _way(period)
    places = [When(**{f"{at}state": state}, then=Value(place)) for place, state in enumerate(RESULT_STATES)]
    orders: dict[str, Expression | F] = {
        "name": F(f"{at}employee__name"),
        "nip": F(f"{at}employee__nip"),
        "unit": F(f"{at}unit__name"),
        "total": F("total"),
        "state": Case(*places, default=Value(len(places))),
        "submitted": F(f"{at}submitted_at"),
    }
    read = _sealed_number if period.sealed_at else _sheet_number
    instrument = parsed(period.instrument)
    return orders | {f"column:{each.code}": read(instrument, each) for each in _columns(instrument)}


def recap(authority: Authority, period: Period, narrowed: RecapFilter) -> QuerySet[Any]:
    """Return the rows of the recap, by the filter; ``lines`` reads them. Withdrawn and returned ones are none."""
    at = _way(period)
    of_period = {f"{at}period": period, f"{at}state__in": [narrowed.state] if narrowed.state else RESULT_STATES}
    rows: QuerySet[Any] = _rows(authority, period).filter(**of_period).within(narrowed.unit_path)
    for word in narrowed.name.split():
        rows = rows.filter(**{f"{at}employee__name__icontains": word})
    if narrowed.digits:
        rows = rows.filter(**{f"{at}employee__nip__startswith": narrowed.digits})
    known = None if narrowed.sort == "total" else True  # every result has one, and so an index serves both directions
    first = OrderBy(sortable(period)[narrowed.sort], descending=narrowed.reverse, nulls_last=known)
    return rows.order_by(first, f"{at}employee__name", "pk")


def lines(period: Period, rows: Iterable[Any]) -> Iterator[RecapLine]:
    """Read rows of ``recap``."""
    instrument = parsed(period.instrument)
    columns = _columns(instrument)
    final = is_final(period)
    for row in rows:
        assessment = row.assessment if period.sealed_at else row
        cells = _sealed_cells(instrument, columns, row) if period.sealed_at else _sheet_cells(row.sheet)
        total = row.total if instrument.has_total and final else None
        yield RecapLine(
            ref=assessment.public_id,
            person=(row.summary if period.sealed_at else row.sheet)["person"],
            cells=tuple(cells.get(column.code, NOTHING) for column in columns),
            total=total,
            shown=None if total is None else instrument.shown(total),
            maximum=instrument.maximum,
            waits=not final,
            state=State(assessment.state),
            submitted_at=assessment.submitted_at,
        )


def texts_of(authority: Authority, period: Period) -> dict[str, str]:
    """Return what offices wrote in words, such as the innovation, by the public id of the assessment."""
    handed_in = Assessment.objects.visible_to(authority, P.RECAP_VIEW).filter(period=period, state__in=RESULT_STATES)
    known = handed_in.values_list("public_id", "sheet__lines")
    return {ref: "\n".join(line["text"] for line in lines or () if line.get("text")) for ref, lines in known}


def recap_units(authority: Authority, period: Period) -> list[RecapUnit]:
    """Return the active units with people in the order of the tree, in one query."""
    people = Placement.objects.filter(unit=OuterRef("pk"), ended_on=None)
    results = Assessment.objects.filter(HOLDS_A_SLOT, period=period, unit=OuterRef("pk"))
    units = Unit.objects.visible_to(authority, P.RECAP_VIEW).filter(Exists(people), active=True)
    return [RecapUnit(*row) for row in units.values_list("public_id", "name", "path", ~Exists(results))]


def _way(period: Period) -> str:
    """Return the lookup that leads from a row of the recap to its assessment."""
    return "assessment__" if period.sealed_at else ""


def _rows(authority: Authority, period: Period) -> Any:
    if not period.sealed_at:
        handed_in = Assessment.objects.visible_to(authority, P.RECAP_VIEW)
        return handed_in.only("public_id", "sheet", "total", "state", "submitted_at")
    sealed = Result.objects.visible_to(authority, P.RECAP_VIEW).filter(superseded_at=None)
    known = ["summary", "total", *(f"assessment__{name}" for name in ("public_id", "state", "submitted_at"))]
    if parsed(period.instrument).documents:
        known.append("assessment__sheet")
    return sealed.select_related("assessment").only(*known)


def _columns(instrument: Instrument) -> tuple[RecapColumn, ...]:
    found: list[RecapColumn] = []
    for each in instrument.indicators:
        if isinstance(each, Panel):
            found += [RecapColumn(group.code, group.title, Decimal(group.maximum), True) for group in each.groups]
        else:
            found.append(RecapColumn(each.code, each.title, each.maximum, each.counts))
    return tuple(found)


def _sheet_cells(sheet: Mapping[str, Any]) -> dict[str, RecapCell]:
    return {line["code"]: _cell_of(line) for line in sheet["lines"]}


def _cell_of(line: Mapping[str, Any]) -> RecapCell:
    points = None if line["points"] is None or not line.get("counts", True) else Decimal(line["points"])
    return RecapCell(points, line.get("shown", ""), line.get("missing", False))


def _sealed_cells(instrument: Instrument, columns: Iterable[RecapColumn], row: Any) -> dict[str, RecapCell]:
    """Read the summary of a sealed result. A measured indicator without a value had no data."""
    points, values = row.summary["points"], row.summary["values"]
    automatic = {each.code for each in instrument.automatic}
    cells = {}
    for column in columns:
        given = points.get(column.code) if column.counts else None
        shown = values[column.code][1] if column.code in values else ""
        missing = column.code in automatic and column.code not in values
        cells[column.code] = RecapCell(None if given is None else Decimal(given), shown, missing)
    if instrument.documents:
        sheet = _sheet_cells(row.assessment.sheet)
        cells |= {each.code: sheet[each.code] for each in instrument.documents}
    return cells


def _sheet_number(instrument: Instrument, column: RecapColumn) -> Expression:
    """Return the points of a line, or where it has none what orders it; a group of a panel has no line of its own."""
    places = [each.code for each in instrument.indicators]
    at = places.index(column.code) if column.code in places else len(places)
    if column.counts:
        return _number(KeyTextTransform(at, "points"))
    return _number(KeyTextTransform("order", KeyTransform(at, KeyTransform("lines", "sheet"))))


def _sealed_number(instrument: Instrument, column: RecapColumn) -> Expression:
    if column.counts:
        return _number(KeyTextTransform(column.code, KeyTransform("points", "summary")))
    return _number(KeyTextTransform(0, KeyTransform(column.code, KeyTransform("values", "summary"))))


def _number(text: Combinable) -> Expression:
    return Cast(text, DecimalField(max_digits=12, decimal_places=4))
