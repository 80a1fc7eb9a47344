"""A period with thousands of results, made once in the folder of the bench by the actions that offices use."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

from django.utils import timezone

from petruk.access.authority import Authority, console
from petruk.access.permissions import Permission
from petruk.appraisal.actions.assessing import Answers, submit
from petruk.appraisal.actions.periods import Terms, create_period, publish_period
from petruk.appraisal.queries.candidates import roll
from petruk.appraisal.queries.instruments import instruments, parsed
from petruk.appraisal.queries.periods import periods
from petruk.core.scoring import Judgement
from petruk.demo import regency, sheets
from petruk.imports.actions.applying import apply
from petruk.imports.actions.checking import Upload, check
from petruk.imports.shapes import KINDS
from petruk.people.queries import units

NAME = "Lima Ribu Hasil"
RESULTS = 5_000
MOST_FOR_THE_PAGE, MOST_FOR_THE_CHARTS = 4, 8  # times the floor; charts read every result
MOST_A_UNIT = 100
TEXT = "Papan pantau aduan warga"
MORE_PEOPLE = (2022, 2023)  # seeds of invented people beside those of the demo


def many_results() -> Any:
    """Return the period with its results, made when it is not there yet."""
    by = console("bench")
    found = periods(by).filter(name=NAME).first()
    return found or _fill(timezone.now(), by)


def _fill(at: datetime, by: Authority) -> Any:
    with TemporaryDirectory() as folder:
        for seed in MORE_PEOPLE:
            file = sheets.write_civil_servants(Path(folder), regency.build(seed))
            batch = check(Upload(file.name, file.read_bytes()), KINDS["employees"], at=at, by=by, wait=True)
            apply(batch, at=at, by=by, wait=True)
    period = _period(at, by)
    draw = Random(RESULTS)  # noqa: S311  invented opinions need no secret
    for employee, _number in zip(_candidates(period, at.date(), by), range(RESULTS), strict=False):
        given = {"inovasi": draw.choice(("10", "20", "30", "40")), "teamwork": draw.choice(("10", "15", "20"))}
        judged = {code: Judgement(Decimal(points), TEXT * (code == "inovasi")) for code, points in given.items()}
        submit(period, employee, Answers(judged, "", 0), key="", at=at, by=by)
    return period


def _period(at: datetime, by: Authority) -> Any:
    march = {"year": at.year, "months": [3]}
    terms = Terms(
        name=NAME,
        instrument=instruments(by).get(code="petruk-2021"),
        windows={"kinerja": march, "disiplin": march, "perilaku": {"year": at.year - 1}},
        opens_at=at - timedelta(days=500),
        closes_at=at + timedelta(days=1),
        nominees_per_unit=MOST_A_UNIT,
        closed_text="",
    )
    return publish_period(create_period(terms, by=by), at=at, by=by)


def _candidates(period: Any, on: date, by: Authority) -> Iterator[Any]:
    rules = parsed(period.instrument).eligibility
    for unit in units(by, Permission.ASSESSMENT_VIEW).filter(active=True):
        able = [each.employee for each in roll(by, period, unit, rules, on=on).candidates if each.eligible]
        yield from able[:MOST_A_UNIT]
