"""Objections: who may file what until when, what the agency can answer, and what an acceptance makes."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, IntegrityError, transaction

from petruk.access.roles import Role
from petruk.appraisal import vault
from petruk.appraisal.actions import objections as actions
from petruk.appraisal.actions import reopening
from petruk.appraisal.actions.objections import Answer, CannotAnswer, CannotObject, NothingChanges
from petruk.appraisal.actions.uploads import CannotAttach
from petruk.appraisal.models import Objection, Period, Result
from petruk.appraisal.queries.objections import finality_of, objections
from petruk.appraisal.queries.ranking import ranking
from petruk.appraisal.queries.sealed import discrepancies, opened, results_in_force, versions
from petruk.audit.models import Event
from petruk.core.objection import Finality
from petruk.facts.models import Performance
from tests.appraisal.contest import names
from tests.appraisal.objecting import ANNOUNCED, ANSWERED, FILED, LAST_MOMENT, TEXT, make_objecting, upload
from tests.appraisal.test_sealing import correct
from tests.factories import make_authority

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english", "kept")]


@pytest.fixture
def kept(settings, tmp_path):
    """The vault of this test alone."""
    settings.PETRUK_FILES = tmp_path
    return tmp_path / vault.FOLDER


@pytest.fixture
def scene():
    return make_objecting()


def line(result, code):
    return next(each for each in opened(result)["lines"] if each["code"] == code)


def test_the_announcement_gives_fourteen_working_days(scene):
    closes_at = scene.period.objections_close_at

    assert closes_at - timedelta(microseconds=1) == LAST_MOMENT
    assert Event.objects.get(action="period.announced").after["objections_close_at"] == "2027-01-15T00:00:00+08:00"


def test_an_employee_objects_with_a_file_and_it_is_due_in_seven_working_days(scene, kept):
    objection = scene.file()

    assert (objection.text, objection.answer_due_on) == (TEXT, date(2027, 1, 6))
    assert (objection.file_name, objection.media_type) == ("sertifikat.pdf", "application/pdf")
    assert [each.name for each in kept.iterdir()] == [objection.stored_as]
    event = Event.objects.get(action="objection.filed")
    assert (event.after["indicator"], event.after["sha256"]) == ("teamwork", objection.sha256)


def test_the_last_moment_of_the_last_day_is_in_time_and_the_next_is_not(scene, kept):
    scene.file(at=LAST_MOMENT)
    with pytest.raises(CannotObject, match="time to object is over"):
        scene.file(indicator="inovasi", at=LAST_MOMENT + timedelta(microseconds=1))

    assert (Objection.objects.count(), len(list(kept.iterdir()))) == (1, 1)


def test_n88_the_database_takes_no_objection_outside_the_window_either(scene):
    filed = scene.file()
    columns = {field.attname: getattr(filed, field.attname) for field in Objection._meta.concrete_fields}
    late = columns | {"id": None, "public_id": "x" * 22, "stored_as": "y" * 22, "indicator": "inovasi"}

    for at in (ANNOUNCED - timedelta(microseconds=1), LAST_MOMENT + timedelta(microseconds=1)):
        with pytest.raises(DatabaseError, match="within the window"), transaction.atomic():
            Objection.objects.create(**late | {"filed_at": at})


def test_before_the_announcement_there_is_nothing_to_object_to(scene):
    Period.objects.update(announced_at=None, objections_close_at=None)

    with pytest.raises(CannotObject, match="not announced yet"):
        scene.file()


@pytest.mark.parametrize(("indicator", "match"), [("tidak-ada", "no such indicator"), ("", "no such indicator")])
def test_an_indicator_that_is_none_is_refused(scene, indicator, match):
    with pytest.raises(CannotObject, match=match):
        scene.file(indicator=indicator)


def test_words_and_a_sound_file_are_needed(scene, kept):
    by = scene.employee()

    with pytest.raises(CannotObject, match="Say what is wrong"):
        actions.file(scene.result(), "inovasi", "  ", upload(), at=FILED, by=by)
    with pytest.raises(CannotAttach, match="Only PDF"):
        actions.file(scene.result(), "inovasi", TEXT, upload(content=b"<html>"), at=FILED, by=by)

    assert (Objection.objects.count(), kept.exists()) == (0, False)


def test_one_objects_once_to_an_indicator_whatever_was_answered(scene):
    by = scene.employee()
    first = scene.file(by=by)
    with pytest.raises(CannotObject, match="already"):
        scene.file(by=by)
    scene.reject(first)
    with pytest.raises(CannotObject, match="already"):
        scene.file(by=by)
    scene.accept(scene.file(indicator="inovasi", by=by), "30")
    with pytest.raises(CannotObject, match="already"):
        scene.file(by=by)

    assert Objection.objects.count() == 2


def test_the_database_keeps_one_objection_an_indicator_too(scene):
    first, second = scene.file(), scene.file(indicator="inovasi")

    with pytest.raises(IntegrityError, match="objection_one_an_indicator"), transaction.atomic():
        Objection.objects.filter(pk=second.pk).update(indicator=first.indicator)


def test_what_is_taken_back_stays_and_makes_room_for_another(scene):
    by = scene.employee()
    first = scene.file(by=by)

    actions.withdraw(first, at=ANSWERED, by=by)
    scene.file(by=by)

    assert list(Objection.objects.values_list("withdrawn_at", flat=True)) == [ANSWERED, None]
    with pytest.raises(CannotObject, match="already answered or taken back"):
        actions.withdraw(first, at=ANSWERED, by=by)
    with pytest.raises(CannotAnswer, match="taken this objection back"):
        scene.reject(first)


def test_files_of_objections_taken_back_count_so_the_vault_is_not_filled(scene, kept, monkeypatch):
    by = scene.employee()
    first = scene.file(by=by)
    actions.withdraw(first, at=ANSWERED, by=by)
    monkeypatch.setattr(actions, "EVER_BYTES", 2 * first.size - 1)

    with pytest.raises(CannotAttach, match="too many files"):
        scene.file(by=by)

    assert len(list(kept.iterdir())) == 1


@pytest.mark.parametrize("name", ["ANI", "CICI", "DEDI"])
def test_n06_nobody_objects_for_another_or_takes_his_back(scene, name):
    stranger, filed = scene.employee(name), scene.file()

    with pytest.raises(Result.DoesNotExist):
        scene.file("BUDI", "inovasi", by=stranger)
    with pytest.raises(Objection.DoesNotExist):
        actions.withdraw(filed, at=ANSWERED, by=stranger)

    assert list(objections(stranger)) == []


@pytest.mark.parametrize("role", [each for each in Role if each is not Role.EMPLOYEE])
def test_only_a_civil_servant_objects(scene, role):
    with pytest.raises(PermissionDenied):
        scene.file(by=make_authority(role, scene.contest.root))


@pytest.mark.parametrize("role", [each for each in Role if each is not Role.AGENCY_ADMIN])
def test_only_the_agency_answers(scene, role):
    filed, by = scene.file(), make_authority(role, scene.contest.root)

    for act in (scene.accept, scene.reject):
        with pytest.raises(PermissionDenied):
            act(filed, by=by)


def test_the_agency_of_one_office_answers_nothing(scene):
    filed = scene.file()

    with pytest.raises(PermissionDenied):
        scene.reject(filed, by=make_authority(Role.AGENCY_ADMIN, scene.contest.social))


def test_n05_nobody_answers_his_own_objection(scene):
    budi = scene.employee()
    filed = scene.file(by=budi)
    person = replace(scene.contest.agency, employee_id=budi.employee_id)
    account = replace(scene.contest.agency, ref=budi.ref)

    for by in (person, account):
        with pytest.raises(CannotAnswer, match="your own objection"):
            scene.reject(filed, by=by)


def test_n14_the_database_refuses_one_person_too(scene):
    filed = scene.file()
    given = {"answer": "x", "answered_at": ANSWERED, "answered_by_ref": filed.filed_by_ref, "accepted": False}

    with pytest.raises(IntegrityError, match="answered_by_another"), transaction.atomic():
        Objection.objects.filter(pk=filed.pk).update(**given)


def test_an_accepted_objection_seals_a_new_version_with_the_points_given(scene):
    old = scene.result()
    kept = (bytes(old.content), old.sha256)

    done = scene.accept(scene.file(), "20")

    newer = scene.result()
    assert (done.accepted, done.newer, done.amended) == (True, newer, {"teamwork": "20"})
    assert (old.total, newer.total, newer.version) == (Decimal(80), Decimal(90), 2)
    assert line(newer, "teamwork")["sentence"].endswith("20 dari 20, semula 10, diubah karena sanggah")
    told = opened(newer)["sealed"]
    assert told["reason"].endswith("diterima: Sertifikatnya sah dan dihitung.")
    assert (told["asked_by"], told["by"]) == ("Akun BUDI", "Siti Rahma")
    assert (told["objection"]["text"], told["objection"]["sha256"]) == (TEXT, done.sha256)
    old = Result.objects.get(pk=old.pk)
    assert (bytes(old.content), old.sha256, old.superseded_at) == (*kept, ANSWERED)
    assert [each.version for each in versions(scene.contest.agency, newer)] == [2, 1]


def test_the_ranking_follows_an_accepted_objection_and_nothing_differs(scene):
    agency, period = scene.contest.agency, scene.period
    assert names(ranking(agency, period).places)[:2] == ["ANI", "BUDI"]

    scene.accept(scene.file("CICI", "inovasi"), "40")

    totals = {place.who.entry.name: place.who.entry.total for place in ranking(agency, period).places}
    assert totals == {"ANI": 90, "CICI": 90, "BUDI": 80, "DEDI": 60}
    assert discrepancies(agency, period, list(results_in_force(agency, period))) == []


def test_an_objection_to_facts_is_accepted_once_the_facts_are_right(scene):
    filed = scene.file(indicator="kinerja")
    with pytest.raises(NothingChanges, match="Correct its data first"):
        scene.accept(filed)
    assert Result.objects.count() == 4

    correct(Performance, "BUDI", score=Decimal("84"))
    scene.accept(filed)

    assert (line(scene.result(), "kinerja")["value"], scene.result().total) == ("84.00", Decimal(70))


@pytest.mark.parametrize(
    ("indicator", "points", "match"),
    [
        ("teamwork", "10", "Nothing would change"),
        ("teamwork", "12", "cannot be given"),
        ("inovasi", "50", "cannot be given"),
        ("kinerja", "10", "not set by an answer"),
    ],
)
def test_n09_points_that_cannot_be_or_change_nothing_are_refused(scene, indicator, points, match):
    filed = scene.file(indicator=indicator)

    with pytest.raises(CannotAnswer, match=match):
        scene.accept(filed, points)

    assert (Objection.objects.get().accepted, Result.objects.count()) == (None, 4)


def test_a_later_version_keeps_what_an_earlier_objection_set(scene):
    by = scene.employee()
    scene.accept(scene.file(by=by), "20")
    scene.accept(scene.file(indicator="inovasi", by=by), "30")

    asked = reopening.ask(scene.result(), reason="Cek ulang.", at=ANSWERED, by=scene.contest.agency)
    newest = reopening.grant(asked, at=ANSWERED, by=scene.contest.second)

    assert (newest.version, newest.total) == (4, Decimal(80))
    assert [line(newest, code)["points"] for code in ("inovasi", "teamwork")] == ["30", "20"]


def test_an_open_objection_follows_the_result_to_its_new_version(scene):
    by = scene.employee()
    waits = scene.file(indicator="inovasi", by=by)

    scene.accept(scene.file(by=by), "20")

    waits.refresh_from_db()
    assert waits.result == scene.result()
    assert scene.accept(waits, "30").newer.version == 3


def test_a_rejected_objection_leaves_the_result_and_says_why(scene):
    done = scene.reject(scene.file())

    assert (done.accepted, done.answer) == (False, "Sertifikatnya dari tahun sebelumnya.")
    assert (Result.objects.count(), scene.result().version) == (4, 1)
    assert Event.objects.get(action="objection.rejected").after["answer"] == done.answer


@pytest.mark.parametrize("act", [actions.accept, actions.reject])
def test_an_answer_needs_words(scene, act):
    with pytest.raises(CannotAnswer, match="Write the answer"):
        act(scene.file(), Answer(" "), at=ANSWERED, by=scene.contest.agency)


def test_what_is_answered_stays_as_it_was_answered(scene):
    filed = scene.file()
    scene.reject(filed)

    with pytest.raises(CannotAnswer, match="Siti Rahma has answered"):
        scene.accept(filed, "20", by=scene.contest.second)
    for change in ({"answer": "Lain."}, {"accepted": None, "answered_at": None}):
        with pytest.raises(DatabaseError, match="answered or withdrawn stays"), transaction.atomic():
            Objection.objects.filter(pk=filed.pk).update(**change)


def test_results_are_final_after_the_window_and_the_last_answer(scene):
    def standing(at):
        return finality_of(scene.contest.agency, [scene.period], at=at)[scene.period.pk]

    filed = scene.file(at=LAST_MOMENT)

    after = LAST_MOMENT + timedelta(microseconds=1)
    assert (standing(LAST_MOMENT), standing(after)) == (Finality.WINDOW_OPEN, Finality.OBJECTIONS_OPEN)
    scene.reject(filed)
    assert standing(after) is Finality.FINAL


def test_an_objection_is_read_by_whose_it_is_by_the_agency_and_by_the_inspector(scene):
    budi = scene.employee()
    filed = scene.file(by=budi)
    top, office = scene.contest.root, scene.contest.social

    readers = [budi, scene.contest.agency, make_authority(Role.INSPECTOR, top)]
    others = [make_authority(role, office) for role in (Role.UNIT_OFFICER, Role.UNIT_HEAD, Role.PANELIST)]
    foreign = [make_authority(Role.INSPECTOR, scene.contest.other), scene.employee("ANI")]

    assert [list(objections(each)) for each in readers] == [[filed]] * len(readers)
    assert [list(objections(each)) for each in others + foreign] == [[]] * len(others + foreign)
