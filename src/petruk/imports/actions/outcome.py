"""What a plan leaves on its batch: counts, the first problems, a look at what would change."""

from collections.abc import Iterable
from dataclasses import asdict, fields
from datetime import date
from decimal import Decimal
from typing import Any

from petruk.imports.models import Batch, State
from petruk.imports.planning import Entry, Plan
from petruk.imports.problems import Problem

MOST_PROBLEMS = 500
MOST_EXAMPLES = 20


def keep(batch: Batch, plan: Plan) -> None:
    """Put a plan's outcome on the batch, unsaved. The page says how many problems it does not list."""
    batch.new, batch.changed, batch.same = len(plan.new), len(plan.changed), plan.same
    batch.wrong = len(plan.problems)
    batch.problems = [asdict(problem) | {"cell": problem.cell} for problem in plan.problems[:MOST_PROBLEMS]]
    batch.preview = {
        "new": [_example(entry) for entry in plan.new[:MOST_EXAMPLES]],
        "changed": [_example(entry) for entry in plan.changed[:MOST_EXAMPLES]],
        "warnings": _listed(plan.warnings),
        "warned": len(plan.warnings),
        "notes": list(plan.notes),
    }
    batch.plan_digest = plan.digest
    batch.percent_done = 100
    batch.state = State.CHECKED


def _listed(problems: Iterable[Problem]) -> list[dict[str, Any]]:
    return [asdict(problem) | {"cell": problem.cell} for problem in list(problems)[:MOST_PROBLEMS]]


def _example(entry: Entry) -> dict[str, Any]:
    """Return a row in words: whom or what it is about, and of a change each field before and after."""
    record = entry.record
    names = [field.name for field in fields(record)]
    before = {name: getattr(entry.before, name) for name in names} if entry.before else {}
    changes = [
        {"field": name, "before": written(before.get(name)), "after": written(getattr(record, name))}
        for name in names
        if before.get(name) != getattr(record, name)
    ]
    return {"sheet": entry.sheet, "row": entry.row, "key": _subject(record), "changes": changes}


def _subject(record: Any) -> str:
    return str(getattr(record, "nip", "") or getattr(record, "code", "") or record.key)


def written(value: Any) -> Any:
    """Return a value as JSON keeps it: decimals and dates as text."""
    return str(value) if isinstance(value, Decimal | date) else value
