"""An office in a period of petruk-2023 or petruk-2024, with the facts and files that a candidate needs."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from petruk.access.authority import Authority
from petruk.access.roles import Role
from petruk.appraisal.actions import assessing
from petruk.appraisal.actions.assessing import Answers
from petruk.appraisal.models import Assessment, Evidence, Period
from petruk.appraisal.queries.instruments import parsed
from petruk.core.ids import new_public_id
from petruk.core.indicators import ItemRule
from petruk.core.scoring import Judgement
from petruk.facts.models import Attendance, Performance
from petruk.people.models import Employee, Unit
from tests.appraisal.world import NOW, make_period
from tests.factories import make_agency, make_authority, make_employee, make_signatory, make_source, make_unit

WINDOWS: Mapping[str, Mapping[str, Any]] = {
    "petruk-2023": {"kinerja": {"year": 2022}, "kehadiran": {"year": 2023, "months": [4, 5, 6]}},
    "petruk-2024": {"predikat": {"year": 2023}, "kehadiran": {"year": 2024, "months": [4, 5, 6]}},
}
LIST = {"petruk-2023": "data-dukung", "petruk-2024": "berkas"}
MONTHS = ("98.50", "96.00", "97.84")
"""Appendix A: April, Mei, Juni; their mean is 97,45 (97,4466...)."""


@dataclass(frozen=True)
class KindsWorld:
    code: str
    unit: Unit
    period: Period
    officer: Authority
    candidate: Employee

    def answers(self, *, version: int = 0) -> Answers:
        judged = {}
        if self.code == "petruk-2023":
            judged = {"inovasi": Judgement(None, "SILKa Online"), "teamwork": Judgement(Decimal(3))}
        return Answers(judgements=judged, evidence_note="", version=version)

    def draft(self) -> Assessment:
        return assessing.save_draft(self.period, self.candidate, self.answers(), at=NOW, by=self.officer)

    def draft_with_files(self, *, without: Iterable[str] = (), also: Iterable[str] = ()) -> Assessment:
        assessment = self.draft()
        (documents,) = parsed(self.period.instrument).documents
        wanted = {item.code for item in documents.items if item.rule is ItemRule.REQUIRED} - set(without)
        for item in sorted(wanted | set(also)):
            make_file(assessment, documents.code, item)
        return assessment


def make_kinds_world(code: str, *, months: Iterable[str] = MONTHS, **place: Any) -> KindsWorld:
    make_agency()
    unit = make_unit("Dinas Sosial")
    make_signatory(unit)
    period = make_period(name=f"Penilaian {code}", windows=WINDOWS[code])
    period.instrument = type(period.instrument).objects.get(code=code)
    period.save()
    candidate = make_employee(unit, name="ASWENDI ARSUDHANA", title_after="S.Kom", **place)
    year = WINDOWS[code]["kehadiran"]["year"]
    for month, realisation in zip((4, 5, 6), months, strict=False):
        make_attendance(candidate, year, month, realisation)
    return KindsWorld(code, unit, period, make_authority(Role.UNIT_OFFICER, unit), candidate)


def make_attendance(employee: Employee, year: int, month: int, realisation: str) -> None:
    Attendance.objects.create(
        employee=employee, year=year, month=month, working_days=21, present=21, basis="given",
        deduction=100 - Decimal(realisation), realisation=Decimal(realisation), **_row(),
    )  # fmt: skip


def make_predicate(employee: Employee, year: int, predicate: str, **fields: Any) -> None:
    Performance.objects.create(employee=employee, year=year, predicate=predicate, **_row() | fields)


def make_file(assessment: Assessment, indicator: str, item: str, **fields: Any) -> Evidence:
    given = {"file_name": f"{item}.pdf", "media_type": "application/pdf", "size": 1000, "uploaded_by": "Uji"}
    given |= {"sha256": hashlib.sha256(item.encode()).hexdigest(), "stored_as": new_public_id(), "uploaded_at": NOW}
    return Evidence.objects.create(assessment=assessment, indicator=indicator, item=item, **given | fields)


def _row() -> dict[str, Any]:
    return {"source": make_source(file_name="rekap.xlsx"), "source_row": 7, "recorded_at": NOW}
