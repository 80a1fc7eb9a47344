"""Minutes of a panel, letter and empty form of an office: what they say, who issues them, what a new one does."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied

from petruk.access.authority import console
from petruk.access.roles import Role
from petruk.appraisal.models import Period
from petruk.core.instrument import ready_made
from petruk.documents.actions import office_papers as actions
from petruk.documents.actions import sheets
from petruk.documents.actions.heading import CannotIssue
from petruk.documents.models import Document, State
from petruk.documents.queries.papers import documents, issued_pdf
from petruk.documents.typesetting import render
from petruk.people.models import Signatory
from tests.appraisal.desk import make_desk
from tests.appraisal.panel_world import MAXIMA, make_panel_world
from tests.appraisal.world import NOW
from tests.documents import reading, samples_agency
from tests.factories import make_agency, make_authority, make_officials, make_unit

pytestmark = pytest.mark.django_db
BY = console("Uji")
LATER = NOW + timedelta(hours=1)


def printed(paper):
    return reading.words(issued_pdf(BY, paper))


@pytest.fixture
def desk(settings, tmp_path):
    settings.PETRUK_FILES = tmp_path
    return make_desk(nominees_per_unit=5)


@pytest.fixture
def panel():
    make_agency(address="Jalan Ahmad Yani 1")
    make_officials()
    world = make_panel_world(NOW)
    nominee = world.nominee(name="RINA HARTATI")
    world.hand_in(nominee, world.member())
    world.hand_in(nominee, world.member(), MAXIMA)
    return world


def minutes(world, reason="", by=None):
    return actions.issue_minutes(world.period, reason=reason, at=LATER, by=by or world.agency)


def letter(desk, reason="", by=None):
    return actions.issue_letter(desk.period, desk.unit, reason=reason, at=LATER, by=by or desk.officer)


def form(desk, reason="", by=None):
    return actions.issue_form(desk.period, desk.unit, reason=reason, at=LATER, by=by or desk.officer)


def test_the_minutes_say_who_judged_and_what_came_out(panel):
    panel.lock()

    paper = minutes(panel)

    said = printed(paper)
    for words in (
        "BERITA ACARA PENILAIAN TIM PENILAI Nomor : 001/BERITA-ACARA/2026", "Pada hari Selasa tanggal 24 November 2026",
        "Jalan Ahmad Yani 1", "RINA HARTATI", "261,5 87,17", "Inovatif", "Rekam Jejak", "Tidak ada.",
        "Mengetahui, KEPALA BKPPD",
    ):  # fmt: skip
        assert words in said, words
    assert said.count("SEJAK") == 1


def test_there_are_no_minutes_before_the_lock(panel):
    with pytest.raises(CannotIssue, match="dikunci"):
        minutes(panel)


def test_new_minutes_need_a_reason_and_replace_the_old(panel):
    panel.lock()
    first = minutes(panel)

    with pytest.raises(CannotIssue, match="alasan"):
        minutes(panel)
    second = minutes(panel, "Pejabat berganti")

    first.refresh_from_db()
    assert (first.state, first.revoked_because, first.replaced_by) == (State.REPLACED, "Pejabat berganti", second)


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.AGENCY_ADMIN}))
def test_only_the_agency_issues_minutes(panel, role):
    panel.lock()

    with pytest.raises(PermissionDenied):
        minutes(panel, by=make_authority(role, panel.top))


def test_the_letter_lists_the_sheets_in_force_and_is_signed_for_the_unit(desk):
    sheet = Document.objects.get(kind="result")

    paper = letter(desk)

    said = printed(paper)
    signs = sheet.frozen["signatory"]
    for words in (
        "DINAS SOSIAL", "Nomor : 001/PENGANTAR/2026", "Lampiran : 1 lembar hasil",
        "Hal : Penyampaian Hasil Penilaian Instrumen Kinerja 2021",
        "Yth. Kepala Badan Kepegawaian, Pendidikan dan Pelatihan Daerah di Paringin",
        sheet.frozen["person"]["name"], sheet.number, signs["office"], signs["name"],
    ):  # fmt: skip
        assert words in said, words


def test_a_letter_of_nothing_is_not_issued(desk):
    sheets.withdraw(desk.assessment, reason="Keliru", at=LATER, by=desk.officer)

    with pytest.raises(CannotIssue, match="belum mengirim"):
        letter(desk)


def test_without_a_signatory_of_the_unit_neither_is_issued(desk):
    Signatory.objects.all().delete()

    for act in (letter, form):
        with pytest.raises(CannotIssue, match="penanda tangan Dinas Sosial"):
            act(desk)


def test_the_form_asks_what_the_instrument_asks(desk):
    said = printed(form(desk))

    for words in (
        "FORMULIR PENILAIAN INSTRUMEN KINERJA", "1. Kinerja", "Nilai e-Kinerja Maret 2021 dengan kriteria",
        "Diisi oleh sistem.", "3. Inovasi", "20 Menjadi penggerak tim",
    ):  # fmt: skip
        assert words in said, words


@pytest.mark.parametrize("size", ["F4", "A4"])
@pytest.mark.parametrize("code", sorted(ready_made()))
def test_the_signature_of_a_form_never_stands_alone_on_a_page(code, size):
    frozen = samples_agency.form(code) | {"size": size}
    asked = frozen["indicators"][-1]
    end = (asked["entries"] or asked["options"])[-1]

    last_page = " ".join(reading.pages(render(frozen))[-1].split())

    assert (end["label"] in last_page, frozen["signatory"]["name"] in last_page) == (True, True)


@pytest.mark.parametrize("act", [letter, form])
def test_an_office_issues_only_its_own(desk, act):
    elsewhere = make_authority(Role.UNIT_OFFICER, make_unit("Dinas Lain", parent=desk.root))

    for by in (elsewhere, desk.agency):
        with pytest.raises(PermissionDenied):
            act(desk, by=by)


def test_both_are_read_within_the_unit(desk):
    letter(desk)
    form(desk)
    elsewhere = make_authority(Role.UNIT_OFFICER, make_unit("Dinas Lain", parent=desk.root))
    found = {
        who: documents(by).filter(kind__in=("letter", "form")).count()
        for who, by in (("officer", desk.officer), ("agency", desk.agency), ("elsewhere", elsewhere))
    }

    assert found == {"officer": 2, "agency": 2, "elsewhere": 0}


def test_papers_of_two_periods_stand_beside_one_another(desk):
    form(desk)
    other = Period.objects.get(pk=desk.period.pk)
    other.pk, other.public_id, other.name = None, "x" * 22, "Periode lain"
    other.save()

    actions.issue_form(other, desk.unit, reason="", at=LATER, by=desk.officer)

    assert [each.state for each in Document.objects.filter(kind="form")] == [State.ISSUED, State.ISSUED]
