"""The result sheet of each ready-made instrument, read back as a golden text, and what becomes of it after sealing."""

from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from procrastinate.contrib.django import app

from petruk.access.roles import Role
from petruk.appraisal.actions import panel, panel_sheets, reopening
from petruk.appraisal.models import Instrument, Period, Result
from petruk.documents.actions import sealed, sheets
from petruk.documents.models import Document, State
from petruk.documents.queries.papers import issued_pdf
from petruk.documents.queries.public import public_paper
from petruk.documents.typesetting import render
from petruk.facts.models import Performance
from petruk.people.queries import authority_of
from tests.appraisal.kinds_world import make_kinds_world, make_predicate
from tests.appraisal.panel_world import APPENDIX, MAXIMA, points
from tests.appraisal.world import NOW, answers, make_facts, make_period
from tests.documents import reading, samples
from tests.factories import TODAY, make_agency, make_authority, make_employee, make_signatory, make_unit, make_user

pytestmark = pytest.mark.django_db
GOLDEN = Path(__file__).with_name("golden")
CLOSED = NOW + timedelta(days=31)


def of_five_indicators(code):
    make_agency()
    unit = make_unit("Dinas Sosial")
    make_signatory(unit)
    period = make_period(draw_seed="5eed" * 16)
    Period.objects.update(instrument=Instrument.objects.get(code=code))
    period.refresh_from_db()
    candidate = make_employee(unit, name="ASWENDI ARSUDHANA", title_after="S.Kom")
    make_facts(candidate)
    officer = make_authority(Role.UNIT_OFFICER, unit)
    given = answers(innovation="40", teamwork="30" if code == "petruk-2021b" else "20")
    sheets.submit(period, candidate, given, key="k" * 22, at=NOW, by=officer)
    return period


def of_documents(code):
    world = make_kinds_world(code)
    make_predicate(world.candidate, 2022, "good")
    make_predicate(world.candidate, 2023, "very_good")
    draft = world.draft_with_files()
    given = world.answers(version=draft.version)
    sheets.submit(world.period, world.candidate, given, key="k" * 22, at=NOW, by=world.officer)
    return world.period


MADE = {
    "petruk-2021": of_five_indicators,
    "petruk-2021b": of_five_indicators,
    "petruk-2023": of_documents,
    "petruk-2024": of_documents,
}


def agency(period, name="Siti Rahma"):
    return make_authority(Role.AGENCY_ADMIN, Document.objects.order_by("pk")[0].unit, name=name)


def judged(period, by):
    """Let two panelists judge the nominee of a period, and lock the panel."""
    assessment = Document.objects.get().assessment
    for given in (APPENDIX, MAXIMA):
        user = make_user(Role.PANELIST, assessment.unit, employee=make_employee(make_unit("Dinas Lain")))
        panel.appoint(period, user, at=NOW, by=by)
        panel_sheets.hand_in(assessment, points(given), version=0, at=NOW, by=authority_of(user, on=TODAY))
    _close(period)
    panel.lock(period, at=CLOSED, by=by)
    period.refresh_from_db()


def _close(period):
    Period.objects.filter(pk=period.pk).update(closes_at=CLOSED - timedelta(days=1), draw_seed="5eed" * 16)
    period.refresh_from_db()


def said(document):
    """Return what a sheet says, with the code, the numbers and names fixed that factories count up."""
    frozen = document.frozen
    head = {"name": "KEPALA DINAS", "nip": "197001011995031001"}
    known = {
        "person": frozen["person"] | {"nip": "198407202010011002"},
        "signatory": frozen["signatory"] | head,
        "decided_by": head["name"],
        "assessor": {"name": "Rahmawati Hidayat, S.AP"},
        "code": samples.CODE,
        "verify_url": samples.URL,
    }
    return reading.text(render(frozen | known))


@pytest.mark.parametrize("code", MADE)
def test_the_sheet_of_each_instrument_reads_as_its_golden_one(code):
    MADE[code](code)

    assert said(Document.objects.get()) == _golden(f"result-{code}")


def test_the_sheet_of_2024_says_the_points_of_the_panel_once_they_are_sealed():
    period = of_documents("petruk-2024")
    by = agency(period)
    judged(period, by)
    sealed.seal(period, at=CLOSED, by=by)

    assert sealed.issue_sheets(period, by=by) == 1

    first, newer = Document.objects.order_by("pk")
    assert (first.state, first.replaced_by, newer.state) == (State.REPLACED, newer, State.ISSUED)
    assert said(newer) == _golden("result-petruk-2024-sealed")
    assert public_paper(by, newer.code).total == f"{Result.objects.get().total:f}"
    assert sealed.issue_sheets(period, by=by) == 0


@pytest.mark.django_db(transaction=True)
def test_a_worker_issues_the_sheets_of_a_panel_after_sealing():
    period = of_documents("petruk-2024")
    user = make_user(Role.AGENCY_ADMIN, Document.objects.get().unit)
    by = authority_of(user, on=TODAY)
    judged(period, by)
    sealed.seal(period, at=CLOSED, by=by)

    with app.replace_connector(app.connector.get_worker_connector()) as working:
        working.run_worker(wait=False, install_signal_handlers=False, listen_notify=False)

    assert [each.state for each in Document.objects.order_by("pk")] == [State.REPLACED, State.ISSUED]


def test_sealing_without_a_panel_prints_nothing_anew():
    period = of_five_indicators("petruk-2021")
    _close(period)

    sealed.seal(period, at=CLOSED, by=agency(period))

    assert Document.objects.get().state is State.ISSUED


def test_n92_a_sheet_of_a_reopened_result_replaces_the_old_one_and_says_why():
    period = of_five_indicators("petruk-2021")
    _close(period)
    first, second = agency(period), agency(period, "Badrun")
    sealed.seal(period, at=CLOSED, by=first)
    Performance.objects.update(score=Decimal(90))
    asked = reopening.ask(Result.objects.get(), reason="Nilai e-Kinerja keliru", at=CLOSED, by=first)

    sealed.grant_reopening(asked, at=CLOSED, by=second)

    old, newer = Document.objects.order_by("pk")
    assert public_paper(first, old.code).replaced_by == newer.number
    assert (old.state, old.revoked_because) == (State.REPLACED, "Hasil disegel ulang: Nilai e-Kinerja keliru")
    assert (old.frozen["total"], newer.frozen["total"]) == ("70", "80")
    printed = reading.words(issued_pdf(first, newer))
    assert "hasil tersegel versi 2 pada 25 Desember 2026: Nilai e-Kinerja keliru" in printed
    assert render(newer.frozen) == issued_pdf(first, newer)


def _golden(name):
    return (GOLDEN / f"{name}.txt").read_text(encoding="utf-8").rstrip("\n")
