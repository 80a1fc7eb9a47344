"""The service may record and erase what a law names; it can neither change the log nor lift what guards it."""

import re
from pathlib import Path

import pytest
from django.db import DatabaseError, connection, transaction

from petruk.access.authority import console
from petruk.access.roles import Role
from petruk.audit.actions.checkpoints import sign
from petruk.audit.actions.erasing import erase
from petruk.audit.models import Checkpoint, Event, Head, Leaf
from petruk.config import doctoring
from petruk.config.doctoring import Health
from petruk.people.models import User
from tests.audit.test_tree import require_tree, write
from tests.factories import make_authority, make_unit, make_user

pytestmark = pytest.mark.django_db
SCRIPT = Path(__file__).parents[2] / "deploy" / "roles.sql"
NAME = "petruk_tried"


def run(statement):
    with connection.cursor() as cursor:
        cursor.execute(statement)


@pytest.fixture
def unit():
    return make_unit()


@pytest.fixture
def service(db):
    """Become a role that ``deploy/roles.sql`` made way for."""
    run(f"CREATE ROLE {NAME} LOGIN")
    text = re.sub(r"^--.*$|^(BEGIN|COMMIT);$", "", SCRIPT.read_text(), flags=re.MULTILINE)
    run(text.replace(':"service"', NAME))
    run(f"SET ROLE {NAME}")
    yield NAME
    run("RESET ROLE")


def test_the_service_records_signs_and_erases(service, unit, settings, tmp_path):
    settings.PETRUK_LOG_KEY, settings.PETRUK_CHECKPOINT_DIRS = tmp_path / "log.key", ()
    write(unit, by=console("Uji"), count=3)

    erase([1], basis="UU", by=make_authority(Role.AGENCY_ADMIN, unit))
    write(unit, by=console("Uji"))
    sign(by=console("Pekerja"))

    require_tree()
    assert (Head.objects.get().size, Checkpoint.objects.get().size) == (5, 5)
    assert Event.objects.exclude(erased_by=None).count() == 1


@pytest.mark.parametrize("statement", [
    "DELETE FROM audit_event", "DELETE FROM audit_leaf", "DELETE FROM audit_checkpoint", "DELETE FROM audit_head",
    "UPDATE audit_event SET action = 'x'", "UPDATE audit_event SET commitment = 'x'",
    "UPDATE audit_event SET at = now()",
    "UPDATE audit_leaf SET body = 'x'", "UPDATE audit_head SET size = 0", "UPDATE audit_checkpoint SET note = 'x'",
    "INSERT INTO audit_leaf VALUES (9, 9, 'x', 'x')", "INSERT INTO audit_head VALUES (1, 0, '')",
    "TRUNCATE audit_event CASCADE", "TRUNCATE audit_leaf", "TRUNCATE audit_checkpoint",
    "ALTER TABLE audit_event DISABLE TRIGGER ALL", "DROP TRIGGER audit_event_rows ON audit_event",
    "DROP TRIGGER audit_event_chain ON audit_event", "DROP TABLE audit_leaf", "CREATE TABLE taken (id int)",
    "CREATE OR REPLACE FUNCTION audit_only_erased() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'",
    "SET session_replication_role = replica", "ALTER TABLE documents_document DISABLE TRIGGER USER",
    "DELETE FROM django_migrations",
])  # fmt: skip
def test_the_service_cannot_change_the_log_nor_what_guards_it(service, unit, statement):
    write(unit, by=console("Uji"), count=2)

    with pytest.raises(DatabaseError, match=r"permission denied|must be owner"), transaction.atomic():
        run(statement)
    assert Leaf.objects.count() == 2


def test_an_update_that_is_no_erasure_is_refused_by_the_trigger(service, unit):
    write(unit, by=console("Uji"))

    with pytest.raises(DatabaseError, match="only appended"), transaction.atomic():
        run("UPDATE audit_event SET actor_name = 'Lain'")


def test_other_tables_are_open_to_the_service(service, unit):
    user = make_user(Role.OPERATOR, unit)
    User.objects.filter(pk=user.pk).update(name="Lain")

    assert User.objects.get(pk=user.pk).name == "Lain"


def test_the_doctor_says_whose_role_it_is(unit):
    found = doctoring.database_role()

    assert (found.health, "roles.sql" in found.words) == (Health.WATCH, True)


def test_the_doctor_is_content_with_the_role_of_the_service(service):
    assert doctoring.database_role().health is Health.GOOD
