"""What a plan leaves on its batch: counts, the first problems, a look at what would change."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, fields
from datetime import date
from decimal import Decimal
from typing import Any

from petruk.core.dates import format_date
from petruk.core.numbers import format_decimal
from petruk.core.predicate import Predicate, Rating
from petruk.imports.models import Batch, State
from petruk.imports.planning import Entry, Plan
from petruk.imports.problems import Problem
from petruk.imports.shapes import KINDS

MOST_PROBLEMS = 500
MOST_EXAMPLES = 20


def keep(batch: Batch, plan: Plan) -> None:
    """Put a plan's outcome on the batch, unsaved. The page says how many problems it does not list."""
    batch.new, batch.changed, batch.same = len(plan.new), len(plan.changed), plan.same
    batch.wrong = len(plan.problems)
    batch.problems = _listed(plan.problems)
    labels = KINDS[batch.kind].labels
    batch.preview = {
        "new": [_example(entry, labels) for entry in plan.new[:MOST_EXAMPLES]],
        "changed": [_example(entry, labels) for entry in plan.changed[:MOST_EXAMPLES]],
        "warnings": _listed(plan.warnings),
        "warned": len(plan.warnings),
        "notes": list(plan.notes),
    }
    batch.plan_digest = plan.digest
    batch.percent_done = 100
    batch.state = State.CHECKED


def _listed(problems: Iterable[Problem]) -> list[dict[str, Any]]:
    return [asdict(problem) | {"cell": problem.cell} for problem in list(problems)[:MOST_PROBLEMS]]


def _example(entry: Entry, labels: Mapping[str, str]) -> dict[str, Any]:
    """Return a row in words: whom or what it is about, and each value that would be written, and over what."""
    values = {field.name: getattr(entry.record, field.name) for field in fields(entry.record) if field.name in labels}
    before = {name: getattr(entry.before, name) if entry.before else None for name in values}
    differing = [name for name in values if before[name] != values[name] and name != "nip"]
    changes = [
        {"column": labels[name], "before": _in_words(before[name]), "after": _in_words(values[name])}
        for name in differing
    ]
    return {"sheet": entry.sheet, "row": entry.row, "subject": _subject(entry.record), "changes": changes}


def _subject(record: Any) -> str:
    return str(getattr(record, "nip", "") or record.code)


def _in_words(value: Any) -> str:
    """Return a value as a reader of the file would write it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "Y" if value else "N"
    if isinstance(value, Decimal):
        return format_decimal(value, None)
    if isinstance(value, date):
        return format_date(value)
    words = {each.value: each.label for kind in (Rating, Predicate) for each in kind}
    return words.get(value, str(value))


def written(value: Any) -> Any:
    """Return a value as JSON keeps it: decimals and dates as text."""
    return str(value) if isinstance(value, Decimal | date) else value
