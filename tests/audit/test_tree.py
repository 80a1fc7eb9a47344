"""Every event has its place in the tree, whatever happened around it."""

from concurrent.futures import ThreadPoolExecutor
from importlib import import_module
from itertools import pairwise

import pytest
from django.apps import apps
from django.db import DatabaseError, connection, transaction

from petruk.access.authority import Authority
from petruk.access.roles import Role
from petruk.audit.actions import record
from petruk.audit.actions.erasing import CannotErase, erase
from petruk.audit.models import Checkpoint, Event, Head, Leaf
from petruk.core.log.entries import Entry, commitment, payload
from petruk.core.log.merkle import frontier
from petruk.core.sealing import SealingError
from tests.factories import make_authority, make_unit

ODD = 'Ni Wayan "Ayu" \\ é 😀 \n\t\x7f'


def sealed():
    """Do now what COMMIT does, in a test that never commits."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")


def write(unit, *, by, count=1, **after):
    for at in range(count):
        record("unit.tried", unit, by=by, number=at, **after)
    sealed()


def rebuilt(leaf):
    event = leaf.event
    about = (event.actor_ref, event.action, event.object_kind, event.object_ref)
    return Entry(leaf.seq, event.at, *about, event.commitment)


def require_tree():
    """Compare what the database made with what the core makes of the same events."""
    leaves = list(Leaf.objects.select_related("event"))
    grown = frontier(rebuilt(leaf).leaf() for leaf in leaves)
    head = Head.objects.get()
    assert [leaf.seq for leaf in leaves] == list(range(Event.objects.count()))
    assert [leaf.body.encode() for leaf in leaves] == [rebuilt(leaf).body() for leaf in leaves]
    assert [bytes(leaf.leaf) for leaf in leaves] == [rebuilt(leaf).leaf() for leaf in leaves]
    assert (head.size, bytes(head.frontier)) == (grown.size, b"".join(grown.hashes))


@pytest.fixture
def unit():
    return make_unit()


@pytest.fixture
def admin(unit):
    return make_authority(Role.AGENCY_ADMIN, unit)


@pytest.fixture
def officer(unit):
    """Return another than who wrote: nobody erases what he did himself."""
    return make_authority(Role.AGENCY_ADMIN, unit, name="Petugas Data")


@pytest.mark.django_db
@pytest.mark.parametrize("count", [1, 2, 3, 7, 8, 33])
def test_the_database_grows_the_tree_of_the_core(unit, admin, count):
    write(unit, by=admin, count=count, reason=ODD)

    assert Leaf.objects.count() == count
    require_tree()


@pytest.mark.django_db
def test_an_account_with_an_odd_name_is_written_as_json_writes_it(unit):
    write(unit, by=Authority(ref='"\\é\x01/\u2028', name=ODD))

    require_tree()


@pytest.mark.django_db
def test_the_payload_is_bound_by_its_salt(unit, admin):
    write(unit, by=admin, count=2, reason="e\u0301")

    first, second = Event.objects.all()
    assert first.commitment == commitment(bytes(first.salt), payload(first.actor_name, first.before, first.after))
    assert bytes(first.salt) != bytes(second.salt)


@pytest.mark.django_db
def test_what_has_no_single_way_to_be_written_is_not_recorded(unit, admin):
    with pytest.raises(SealingError):
        record("unit.tried", unit, by=admin, share=0.1)


@pytest.mark.django_db
def test_recording_takes_two_statements_and_the_tree_none(unit, admin, django_assert_num_queries):
    with django_assert_num_queries(2):
        record("unit.tried", unit, by=admin)


@pytest.mark.django_db(transaction=True)
def test_what_is_rolled_back_leaves_no_gap():
    unit = make_unit()
    admin = make_authority(Role.AGENCY_ADMIN, unit)

    def fail():
        with transaction.atomic():
            record("unit.tried", unit, by=admin, number=1)
            raise ZeroDivisionError

    with transaction.atomic():
        record("unit.tried", unit, by=admin, number=0)
        with pytest.raises(ZeroDivisionError):
            fail()
        record("unit.tried", unit, by=admin, number=2)
    with pytest.raises(ZeroDivisionError):
        fail()
    with transaction.atomic():
        record("unit.tried", unit, by=admin, number=3)

    assert [leaf.event.after["number"] for leaf in Leaf.objects.select_related("event")] == [0, 2, 3]
    require_tree()


@pytest.mark.django_db(transaction=True)
def test_many_who_write_at_once_leave_one_tree_without_a_gap():
    unit = make_unit()
    admin = make_authority(Role.AGENCY_ADMIN, unit)

    def work(number):
        try:
            for at in range(10):
                with transaction.atomic():
                    record("unit.tried", unit, by=admin, number=number, at=at)
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(work, range(8)))

    assert Leaf.objects.count() == 80
    require_tree()


@pytest.mark.django_db(transaction=True)
def test_who_recorded_first_and_works_on_is_waited_for_by_nobody():
    """One row is changed by both, in the order that would be a deadlock if recording itself took the head."""
    unit, other = make_unit(), make_unit()
    admin = make_authority(Role.AGENCY_ADMIN, unit)

    def work(rows):
        try:
            with transaction.atomic():
                record("unit.tried", rows[0], by=admin)
                for row in rows:
                    type(unit).objects.select_for_update().get(pk=row.pk)
                    record("unit.tried", row, by=admin)
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(work, [(unit, other)] * 4))

    assert Leaf.objects.count() == 12
    require_tree()


@pytest.mark.django_db
@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE audit_event SET actor_name = 'x'",
        "UPDATE audit_event SET commitment = 'x'",
        "UPDATE audit_event SET actor_name = '', before = '{}', after = '{}', salt = NULL",
        "UPDATE audit_event SET actor_name = '', before = '{}', after = '{}', salt = NULL, erased_by_id = id",
        "DELETE FROM audit_event",
        "TRUNCATE audit_event",
        "UPDATE audit_leaf SET body = 'x'",
        "DELETE FROM audit_leaf",
        "TRUNCATE audit_leaf",
        "INSERT INTO audit_leaf (seq, event_id, body, leaf) VALUES (99, 99, '', '')",
        "UPDATE audit_head SET size = 0",
        "INSERT INTO audit_head (id, size, frontier) VALUES (1, 0, '') ON CONFLICT (id) DO UPDATE SET size = 0",
        "DELETE FROM audit_head",
        "TRUNCATE audit_head",
        "UPDATE audit_checkpoint SET note = 'x'",
        "DELETE FROM audit_checkpoint",
        "TRUNCATE audit_checkpoint CASCADE",
    ],
)
def test_the_database_refuses_to_change_the_log(unit, admin, sql):
    write(unit, by=admin)
    Checkpoint.objects.create(size=1, root=b"x", note="x")
    sealed()

    with pytest.raises(DatabaseError, match="only appended to"), connection.cursor() as cursor:
        cursor.execute(sql)


@pytest.mark.django_db
def test_what_a_law_says_must_go_goes_and_the_tree_stands(unit, admin, officer):
    write(unit, by=admin, count=4, reason="rahasia")
    before = list(Leaf.objects.values_list("seq", "body"))

    why = erase([1, 2], basis="UU 27/2022 Pasal 43", by=officer)
    sealed()

    told = [(event.actor_name, event.after, event.salt is None, event.erased_by) for event in Event.objects.all()[1:3]]
    assert told == [("", {}, True, why)] * 2
    assert Event.objects.filter(after__reason="rahasia").count() == 2
    assert list(Leaf.objects.values_list("seq", "body"))[:4] == before
    assert why.after == {"entries": [1, 2], "basis": "UU 27/2022 Pasal 43"}
    require_tree()


@pytest.mark.django_db
@pytest.mark.parametrize(("entries", "basis"), [([], "UU"), ([0], " "), ([0, 9], "UU"), ([2], "UU"), ([1], "UU")])
def test_what_cannot_be_erased_stays(unit, admin, entries, basis, officer):
    write(unit, by=admin, count=2)
    erase([1], basis="UU", by=officer)
    sealed()
    before = list(Event.objects.values())

    with pytest.raises(CannotErase):
        erase(entries, basis=basis, by=officer)

    assert list(Event.objects.values()) == before


@pytest.mark.django_db
def test_an_erasure_takes_only_what_it_names(unit, admin, officer):
    write(unit, by=admin, count=2)
    why = erase([1], basis="UU", by=officer)
    sealed()

    sql = "UPDATE audit_event SET actor_name = '', before = '{}', after = '{}', salt = NULL, erased_by_id = %s"
    with pytest.raises(DatabaseError, match="only appended to"), connection.cursor() as cursor:
        cursor.execute(f"{sql} WHERE erased_by_id IS NULL AND id <> %s", [why.pk, why.pk])


@pytest.mark.django_db
def test_events_from_before_the_tree_take_their_places_in_order(unit, admin):
    migration = import_module("petruk.audit.migrations.0004_chain")
    write(unit, by=admin, count=5, reason=ODD)
    with connection.cursor() as cursor:
        for table in ("audit_event", "audit_leaf", "audit_head"):
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        cursor.execute("TRUNCATE audit_leaf, audit_head")
        cursor.execute("UPDATE audit_event SET salt = NULL, commitment = ''")

    migration.chain(apps, None)

    places = [leaf.event_id for leaf in Leaf.objects.all()]
    assert len(places) == 5
    assert all(first < second for first, second in pairwise(places))
    require_tree()


@pytest.mark.django_db
def test_nobody_erases_what_he_did_himself(unit, admin, officer):
    write(unit, by=admin)
    write(unit, by=officer)

    with pytest.raises(CannotErase):
        erase([0, 1], basis="UU", by=officer)
    assert not Event.objects.exclude(erased_by=None).exists()
