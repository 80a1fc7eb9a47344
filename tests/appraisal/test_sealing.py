"""Sealing: whole, once, after closing; what is sealed holds everything and nothing changes it afterwards."""

import json
from datetime import timedelta
from decimal import Decimal
from hashlib import sha256

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, transaction

from petruk.access.roles import Role
from petruk.appraisal.actions import periods as period_actions
from petruk.appraisal.actions import sealing
from petruk.appraisal.actions.sealing import CannotSeal
from petruk.appraisal.models import Assessment, Extension, Period, Result
from petruk.appraisal.queries.sealed import discrepancies, discrepancy_candidates, opened, outlook
from petruk.audit.models import Event
from petruk.facts.models import IN_FORCE, Attendance, Performance
from petruk.people.models import Employee, Placement, Unit
from tests.appraisal.contest import CLOSED, LATER, SEED, make_contest, make_usual
from tests.appraisal.world import NOW
from tests.factories import make_authority, make_source

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]


@pytest.fixture
def contest():
    return make_usual()


def sealed_rows():
    return list(Result.objects.order_by("pk").values_list("public_id", "content", "sha256", "total", "version"))


def correct(model, name, **value):
    """Put a corrected row in the place of the one in force, as an import does."""
    old = model.objects.get(IN_FORCE, employee__name=name)
    model.objects.filter(pk=old.pk).update(superseded_at=LATER)
    fields = {field.attname: getattr(old, field.attname) for field in old._meta.fields}
    source = make_source(file_name="koreksi.xlsx")
    changed = {"id": None, "source_id": source.pk, "recorded_at": LATER, "superseded_at": None, "replaces_id": old.pk}
    return model.objects.create(**fields | changed | value)


def test_everything_behind_a_result_is_in_its_content(contest):
    contest.seal()

    whole = opened(contest.result("ANI"))
    line = whole["lines"][0]
    assert (whole["total"], whole["maximum"], whole["person"]["name"]) == ("90", "90", "ANI")
    assert whole["unit"]["name"] == "Dinas Sosial"
    assert (line["value"], line["rule"], line["points"]) == ("90.00", "≥ 85", "10")
    assert line["sentence"] == "Nilai e-Kinerja Maret 2021 90,00 ≥ 85: 10 dari 10"
    assert whole["instrument"]["sha256"] == contest.period.instrument.sha256
    assert whole["windows"] == contest.period.windows
    assert whole["sheet"]["assessor"]["name"].startswith("Pengguna")
    assert whole["sheet"]["signatory"]["office"] == "KEPALA DINAS SOSIAL"
    assert whole["sealed"] == {"at": LATER.isoformat(), "by": "Siti Rahma", "reason": "", "asked_by": ""}


def test_each_fact_names_file_row_date_hand_and_hash_of_the_file(contest):
    contest.seal()

    facts = {fact["indicator"]: fact for fact in opened(contest.result("ANI"))["facts"]}

    assert set(facts) == {"kinerja", "disiplin", "perilaku"}
    assert facts["kinerja"] == {
        "indicator": "kinerja", "year": 2021, "month": 3, "value": "90.00", "file": "absensi.xlsx",
        "sha256": "0" * 64, "row": 214, "imported_at": "2026-11-01T00:00:00+00:00", "imported_by": "Uji",
    }  # fmt: skip
    assert (facts["perilaku"]["year"], facts["perilaku"]["month"]) == (2020, None)


def test_the_hash_is_of_the_bytes_and_the_bytes_are_canonical(contest):
    contest.seal()

    for result in Result.objects.all():
        content = bytes(result.content)
        again = json.dumps(json.loads(content), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        assert result.sha256 == sha256(content).hexdigest()
        assert again.encode() == content


def test_n75_sealed_total_is_the_total_of_the_sheet_and_of_the_row(contest):
    contest.seal()

    totals = {(str(row.total), row.assessment.sheet["total"], opened(row)["total"]) for row in Result.objects.all()}
    assert {(Decimal(a), Decimal(b), Decimal(c)) for a, b, c in totals} == {(Decimal(n),) * 3 for n in (90, 80, 60)}


def test_one_event_of_the_period_keeps_the_hash_of_the_list(contest):
    done = contest.seal()

    event = Event.objects.get(action="period.sealed")
    hashes = {row.assessment.public_id: row.sha256 for row in Result.objects.all()}
    listed = json.dumps(hashes, sort_keys=True, separators=(",", ":")).encode()
    assert (event.object_ref, event.after["results"]) == (contest.period.public_id, 4)
    assert event.after["list_sha256"] == done.sha256 == sha256(listed).hexdigest()
    assert Period.objects.get(pk=contest.period.pk).sealed_at == LATER


@pytest.mark.parametrize("at", [NOW, CLOSED - timedelta(microseconds=1)])
def test_an_open_period_is_not_sealed(contest, at):
    with pytest.raises(CannotSeal, match="not closed for every unit"):
        sealing.seal(contest.period, at=at, by=contest.agency)

    assert not Result.objects.exists()


def test_an_extension_of_one_unit_holds_the_sealing_up(contest):
    until = LATER + timedelta(days=1)
    Extension.objects.create(period=contest.period, unit=contest.other, closes_at=until, reason="Banjir")

    with pytest.raises(CannotSeal, match="not closed for every unit"):
        sealing.seal(contest.period, at=LATER, by=contest.agency)

    assert sealing.seal(contest.period, at=until, by=contest.agency).count == 4


def test_a_period_is_sealed_once(contest):
    contest.seal()
    before = sealed_rows()

    with pytest.raises(CannotSeal, match="already sealed"):
        sealing.seal(contest.period, at=LATER, by=contest.second)

    assert sealed_rows() == before


def test_without_results_or_without_a_seed_nothing_is_sealed():
    empty = make_contest()
    with pytest.raises(CannotSeal, match="nothing to seal"):
        empty.seal()

    Period.objects.update(draw_seed="")
    with pytest.raises(CannotSeal, match="no seed"):
        empty.seal()


@pytest.mark.parametrize("role", [Role.INSPECTOR, Role.UNIT_OFFICER, Role.UNIT_HEAD, Role.EMPLOYEE, Role.OPERATOR])
def test_only_the_agency_seals(contest, role):
    with pytest.raises(PermissionDenied):
        sealing.seal(contest.period, at=LATER, by=make_authority(role, contest.root))

    assert (contest.seal().count, Event.objects.filter(action="period.sealed").count()) == (4, 1)


def test_the_agency_of_one_office_does_not_seal_for_all(contest):
    with pytest.raises(PermissionDenied):
        sealing.seal(contest.period, at=LATER, by=make_authority(Role.AGENCY_ADMIN, contest.social))


def test_drafts_and_withdrawn_results_are_not_sealed(contest):
    Assessment.objects.filter(employee__name="CICI").update(state="withdrawn", slot=None)

    ahead = outlook(contest.agency, contest.period)

    assert (ahead.ready, ahead.drafts, contest.seal().count) == (3, 1, 3)


def test_after_sealing_no_time_of_the_period_moves(contest):
    contest.seal()
    far = LATER + timedelta(days=9)
    acts = (
        lambda: period_actions.open_now(contest.period, closes_at=far, at=LATER, by=contest.agency),
        lambda: period_actions.extend(
            contest.period, contest.social, closes_at=far, reason="x", at=LATER, by=contest.agency
        ),
    )

    for act in acts:
        with pytest.raises(period_actions.Sealed):
            act()

    assert Period.objects.get(pk=contest.period.pk).closes_at == CLOSED


@pytest.mark.parametrize("change", [{"total": 1}, {"content": b"{}"}, {"sha256": "x"}, {"summary": {}}, {"version": 9}])
def test_n14_nobody_edits_a_sealed_result_not_even_in_the_database(contest, change):
    contest.seal()
    before = sealed_rows()

    with pytest.raises(DatabaseError, match="superseded, never changed"), transaction.atomic():
        Result.objects.filter(pk=contest.result("ANI").pk).update(**change)
    with pytest.raises(DatabaseError, match="superseded, never changed"), transaction.atomic():
        Result.objects.all().delete()

    assert sealed_rows() == before


def changed_today(contest):
    rows = list(discrepancy_candidates(contest.agency, contest.period))
    return {
        touched.name: [change.words for change in touched.changes]
        for touched in discrepancies(contest.agency, contest.period, rows)
    }


def test_right_after_sealing_nothing_would_change(contest):
    contest.seal()

    every = list(Result.objects.select_related("assessment"))

    assert discrepancies(contest.agency, contest.period, every) == []
    assert list(discrepancy_candidates(contest.agency, contest.period)) == []


def test_a_corrected_fact_is_told_and_changes_no_sealed_byte(contest):
    contest.seal()
    before = sealed_rows()

    correct(Performance, "ANI", score=Decimal("84"))

    words = changed_today(contest)
    assert "Kinerja, nilai: semula 90,00, sekarang 84,00" in words["ANI"]
    assert "Kinerja, skor: semula 10, sekarang 0" in words["ANI"]
    assert "total: semula 90, sekarang 80" in words["ANI"]
    assert (list(words), sealed_rows()) == (["ANI"], before)


def rename_person():
    Employee.objects.filter(name="ANI").update(name="ANI BARU")


def rename_unit():
    Unit.objects.filter(name="Dinas Sosial").update(name="Dinas Baru")


@pytest.mark.parametrize(("change", "told"), [
    (rename_person, "pegawai, nama: semula ANI, sekarang “ANI BARU”"),
    (rename_unit, "pegawai, unit kerja: semula “Dinas Sosial”, sekarang “Dinas Baru”"),
])  # fmt: skip
def test_a_rename_is_told_and_changes_no_sealed_byte(contest, change, told):
    contest.seal()
    before = sealed_rows()

    change()

    assert told in changed_today(contest)["ANI"]
    assert sealed_rows() == before


def test_a_transfer_changes_neither_the_sealed_bytes_nor_what_they_would_be(contest):
    contest.seal()
    before = sealed_rows()
    ani = Employee.objects.get(name="ANI")
    Placement.objects.filter(employee=ani).update(ended_on=LATER.date())
    ani.placement = Placement.objects.create(
        employee=ani, unit=contest.other, position="KEPALA", position_kind="STRUKTURAL", started_on=LATER.date()
    )
    ani.save()

    assert (changed_today(contest), sealed_rows()) == ({}, before)


def test_facts_of_another_month_touch_nothing(contest):
    contest.seal()

    ani = Employee.objects.get(name="ANI")
    old = Attendance.objects.get(employee=ani)
    fields = {field.attname: getattr(old, field.attname) for field in old._meta.fields}
    Attendance.objects.create(**fields | {"id": None, "month": 5, "recorded_at": LATER})

    assert changed_today(contest) == {}


def test_a_fact_corrected_between_handing_in_and_sealing_leaves_what_was_handed_in(contest):
    correct(Performance, "ANI", score=Decimal("84"))

    contest.seal()

    whole = opened(contest.result("ANI"))
    facts = [(fact["value"], fact["file"]) for fact in whole["facts"] if fact["indicator"] == "kinerja"]
    assert (facts, whole["total"]) == ([("90.00", "absensi.xlsx")], "90")
    assert "Kinerja, nilai: semula 90,00, sekarang 84,00" in changed_today(contest)["ANI"]


def test_n78_sealing_one_period_leaves_the_others_byte_for_byte(contest):
    other = make_contest(name="Tahun lalu")
    other.nominate("EKA")
    kept = {"period": other.period.pk}
    before = (
        list(Assessment.objects.filter(**kept).values()),
        Period.objects.filter(pk=other.period.pk).values().get(),
    )

    contest.seal()

    after = (list(Assessment.objects.filter(**kept).values()), Period.objects.filter(pk=other.period.pk).values().get())
    assert (after, Result.objects.filter(assessment__period=other.period).count()) == (before, 0)


def test_publishing_commits_a_seed_that_only_sealing_reveals(contest):
    draft = make_contest(name="Berikut", published_at=None, draw_seed="").period

    published = period_actions.publish_period(draft, at=NOW, by=contest.agency)

    event = Event.objects.get(action="period.published")
    seed = bytes.fromhex(published.draw_seed)
    assert len(seed) == 32
    assert event.after["draw_commitment"] == sha256(seed).hexdigest()
    assert published.draw_seed not in str(event.after)
    assert published.draw_seed != SEED
