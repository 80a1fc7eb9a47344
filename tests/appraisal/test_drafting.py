"""Drafts of instruments: begun, changed, published, each by the agency alone and with its event."""

from copy import deepcopy

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, connection, transaction

from petruk.access.authority import console
from petruk.access.roles import Role
from petruk.appraisal.actions import drafting
from petruk.appraisal.actions.instruments import publish_ready_made
from petruk.appraisal.models import Instrument, InstrumentDraft
from petruk.appraisal.queries.drafts import codes_taken, drafts
from petruk.audit.models import Event
from petruk.core.instrument import InstrumentError, digest, parse, ready_made
from tests.appraisal.world import NOW
from tests.factories import make_authority, make_unit

pytestmark = pytest.mark.django_db
AGENCY = console("Uji")
OTHERS = [role for role in Role if role is not Role.AGENCY_ADMIN]


@pytest.fixture
def instruments():
    publish_ready_made(at=NOW, by=AGENCY)
    return {each.code: each for each in Instrument.objects.all()}


@pytest.fixture
def draft(instruments):
    return drafting.clone(instruments["petruk-2021"], at=NOW, by=AGENCY)


def changed(draft, **keys):
    return {**draft.definition, **keys}


def events(action):
    return list(Event.objects.filter(action=action))


@pytest.mark.parametrize(
    ("code", "title", "taken", "named"),
    [
        ("petruk-2021", "Penilaian 2021", (), ("petruk-2022", "Penilaian 2022")),
        ("petruk-2021b", "Penilaian 2021", (), ("petruk-2022b", "Penilaian 2022")),
        ("petruk-2021", "Penilaian 2021", ("petruk-2022", "petruk-2023"), ("petruk-2024", "Penilaian 2024")),
        ("petruk", "Penilaian 2021", (), ("petruk-2022", "Penilaian 2022")),
        ("petruk", "Penilaian", (), ("petruk-baru", "Penilaian")),
        ("petruk", "Penilaian", ("petruk-baru",), ("petruk-baru-2", "Penilaian")),
    ],
)
def test_a_copy_is_named_for_the_next_year_that_is_free(code, title, taken, named):
    copy = drafting.next_year({"code": code, "title": title, "places": "0"}, taken)

    assert (copy["code"], copy["title"], copy["places"]) == (*named, "0")


def test_a_copy_differs_from_what_is_published_in_its_name_alone(instruments, draft):
    source = instruments["petruk-2021"].definition

    assert {key for key in source if source[key] != draft.definition[key]} == {"code", "title"}
    assert (draft.based_on, draft.version, draft.changed_by) == (instruments["petruk-2021"], 1, AGENCY.name)
    assert [(event.object_ref, event.after["based_on"]) for event in events("draft.begun")] == [
        (draft.public_id, "petruk-2021")
    ]


def test_a_draft_may_be_wrong_and_says_in_the_log_what_changed(draft):
    drafting.change(draft, changed(draft, maximum="91", indicators=[]), version=1, at=NOW, by=AGENCY)

    kept = InstrumentDraft.objects.get()
    (event,) = events("draft.changed")
    assert (kept.definition["maximum"], kept.version) == ("91", 2)
    assert (event.before, event.after["sha256"]) == (
        {"version": 1, "sha256": digest(draft.definition)}, digest(kept.definition),
    )  # fmt: skip
    assert "Skor tertinggi berubah dari 90 menjadi 91." in event.after["changes"]


def test_saving_what_is_there_already_is_no_change(draft):
    drafting.change(draft, deepcopy(draft.definition), version=1, at=NOW, by=AGENCY)

    assert (InstrumentDraft.objects.get().version, events("draft.changed")) == (1, [])


def test_n84_only_the_first_of_two_who_saw_the_same_draft_changes_it(draft):
    drafting.change(draft, changed(draft, title="Pertama"), version=1, at=NOW, by=AGENCY)

    with pytest.raises(drafting.Moved) as refusal:
        drafting.change(draft, changed(draft, title="Kedua"), version=1, at=NOW, by=AGENCY)

    assert AGENCY.name in str(refusal.value)
    assert InstrumentDraft.objects.get().definition["title"] == "Pertama"


def test_publishing_makes_an_instrument_with_the_hash_and_finishes_the_draft(draft):
    made = drafting.publish(draft, version=1, at=NOW, by=AGENCY)

    kept = InstrumentDraft.objects.get()
    assert (made.code, made.sha256, made.published_at) == ("petruk-2022", digest(draft.definition), NOW)
    assert (kept.published_as, parse(made.definition).maximum) == (made, 90)
    assert events("instrument.published")[-1].after == {
        "code": "petruk-2022", "sha256": made.sha256, "draft": draft.public_id,
    }  # fmt: skip
    for act in (
        lambda: drafting.publish(kept, version=kept.version, at=NOW, by=AGENCY),
        lambda: drafting.change(kept, {}, version=kept.version, at=NOW, by=AGENCY),
        lambda: drafting.discard(kept, reason="x", by=AGENCY),
    ):
        with pytest.raises(drafting.Finished):
            act()


@pytest.mark.parametrize(
    "statement", ["UPDATE appraisal_instrument SET title = 'x'", "DELETE FROM appraisal_instrument"]
)
def test_what_is_published_never_changes_not_even_in_the_database(draft, statement):
    drafting.publish(draft, version=1, at=NOW, by=AGENCY)

    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_a_draft_that_does_not_add_up_is_refused_with_the_place(draft):
    drafting.change(draft, changed(draft, maximum="91"), version=1, at=NOW, by=AGENCY)
    published = Instrument.objects.count()

    with pytest.raises(drafting.NotRight) as refusal:
        drafting.publish(draft, version=2, at=NOW, by=AGENCY)

    assert refusal.value.error.place == "maximum"
    assert (Instrument.objects.count(), InstrumentDraft.objects.get().published_as) == (published, None)


def test_a_code_that_is_published_is_refused(draft):
    drafting.change(draft, changed(draft, code="petruk-2021"), version=1, at=NOW, by=AGENCY)

    with pytest.raises(drafting.CodeTaken):
        drafting.publish(draft, version=2, at=NOW, by=AGENCY)

    assert InstrumentDraft.objects.get().published_as is None


@pytest.mark.parametrize(
    ("change", "place"),
    [
        ({"title": "x" * 201}, "title"),
        ({"code": "a" * 41}, "code"),
        ({"indicators": {3: {"code": "p" * 41}}}, "indicators[3].code"),
    ],
)
def test_what_has_no_room_in_the_tables_is_refused_with_the_place(change, place):
    definition = ready_made()["petruk-2021"]
    for at, keys in change.pop("indicators", {}).items():
        definition["indicators"][at] |= keys
    definition["tie_breaks"] = [{"by": "draw"}]

    with pytest.raises(InstrumentError) as error:
        drafting.checked({**definition, **change})

    assert error.value.place == place


def test_a_draft_is_thrown_away_with_a_reason_and_its_words_stay_in_the_log(draft):
    drafting.discard(draft, reason="Tidak jadi.", by=AGENCY)

    (event,) = events("draft.discarded")
    assert (event.after, event.before["definition"]) == ({"reason": "Tidak jadi."}, draft.definition)
    assert not InstrumentDraft.objects.exists()
    with pytest.raises(drafting.Discarded):
        drafting.change(draft, {}, version=1, at=NOW, by=AGENCY)


def test_a_file_that_is_no_instrument_begins_nothing():
    with pytest.raises(drafting.NotRight) as refusal:
        drafting.bring_in({"code": "x"}, at=NOW, by=AGENCY)

    assert refusal.value.error.place == "places"
    assert not InstrumentDraft.objects.exists()


@pytest.mark.parametrize("role", [*OTHERS, Role.AGENCY_ADMIN])
def test_only_the_agency_of_the_whole_government_may_draft(instruments, draft, role):
    """The agency of one office is not enough, and the success differs only in the person."""
    top = make_unit("PEMERINTAH KABUPATEN")
    office = make_unit("Dinas Sosial", parent=top)
    by = make_authority(role, office if role is Role.AGENCY_ADMIN else top)
    acts = [
        lambda who: drafting.begin(code="baru", title="Baru", at=NOW, by=who),
        lambda who: drafting.clone(instruments["petruk-2021"], at=NOW, by=who),
        lambda who: drafting.bring_in(ready_made()["petruk-2021"], at=NOW, by=who),
        lambda who: drafting.change(draft, changed(draft, title="Lain"), version=1, at=NOW, by=who),
        lambda who: drafting.publish(draft, version=2, at=NOW, by=who),
        lambda who: drafting.discard(InstrumentDraft.objects.filter(published_as=None).first(), reason="x", by=who),
    ]

    for act in acts:
        before = (Event.objects.count(), InstrumentDraft.objects.count())
        with pytest.raises(PermissionDenied):
            act(by)
        assert (Event.objects.count(), InstrumentDraft.objects.count()) == before
        act(make_authority(Role.AGENCY_ADMIN, top))
    assert not drafts(by)


def test_the_workshop_of_an_agency_shows_the_latest_draft_first(instruments):
    first = drafting.begin(code="satu", title="Satu", at=NOW, by=AGENCY)
    second = drafting.begin(code="dua", title="Dua", at=NOW.replace(hour=NOW.hour + 1), by=AGENCY)

    assert list(drafts(AGENCY)) == [second, first]
    assert codes_taken(AGENCY) == set(ready_made())
