"""What is kept too long goes, class by class, and nothing else; the dry run says so and touches nothing."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from petruk.access.authority import console
from petruk.access.roles import Role
from petruk.appraisal import vault
from petruk.appraisal.models import Assessment, Evidence, Period
from petruk.audit.models import Event
from petruk.config.commands import retention as command
from petruk.core.retention import PERMANENT, RETENTIONS
from petruk.documents.models import Mail
from petruk.imports.models import Batch
from petruk.people.models import Session, User
from petruk.privacy.actions.retention import carry_out
from petruk.privacy.models import Correction, Look
from petruk.privacy.queries.due import due
from tests.factories import make_authority, make_unit
from tests.fingerprint import digest

pytestmark = pytest.mark.django_db

BY = {each.code: each for each in RETENTIONS}
AT = timezone.now() + timedelta(days=3 * 365)
"""Three years on, every class of the world is due."""


@pytest.fixture
def aged(world):
    """Add to the world what it lacks of each class, as it is left behind."""
    Session.objects.create(session_key="k" * 32, session_data="x", expire_date=timezone.now() - timedelta(days=1))
    Look.objects.create(
        employee=world.own.nominee, kind="register", on=timezone.localdate(), viewer_ref="r" * 22, viewer="Sari"
    )
    Correction.objects.filter(pk=world.corrections[world.own.unit.pk].pk).update(
        accepted=True, answer="Sudah.", answered_at=timezone.now(), answered_by="Rina", answered_by_ref="r" * 22
    )
    fields = {"assessment": world.own.draft, "indicator": "inovasi", "media_type": "image/png", "size": 3}
    for name, removed_at in (("a.png", None), ("b.png", timezone.now())):
        Evidence.objects.create(
            file_name=name, sha256="0" * 64, stored_as=vault.keep(b"isi"), uploaded_at=timezone.now(),
            uploaded_by="Uji", removed_at=removed_at, **fields,
        )  # fmt: skip
    return world


def counts(*, at):
    return {code: due(console("Uji"), each, at=at).count() for code, each in BY.items()}


def test_nothing_is_due_on_the_day_it_came_but_sessions_that_are_over(aged):
    assert {code: number for code, number in counts(at=timezone.now()).items() if number} == {"sessions": 1}


def test_each_class_is_due_once_its_time_is_over_and_not_a_moment_before(aged):
    came = Mail.objects.get(pk=aged.failed_mail.pk).failed_at
    for moment, expected in ((-1, 0), (1, 1)):
        at = came + BY["reminders"].keeps + timedelta(seconds=moment)
        assert due(console("Uji"), BY["reminders"], at=at).count() == expected


def test_every_class_finds_something_in_the_world(aged, client):
    from tests.factories import PASSWORD

    client.post("/masuk/", {"login": aged.own.officer.username, "password": PASSWORD})

    assert {code for code, number in counts(at=AT).items() if not number} == set()


def test_carrying_it_out_takes_what_is_due_with_its_files_and_leaves_the_rest(aged, django_capture_on_commit_callbacks):
    expected, final = counts(at=AT), Assessment.objects.exclude(state="draft").count()
    names = list(Evidence.objects.filter(assessment=aged.own.draft).values_list("stored_as", flat=True))

    with django_capture_on_commit_callbacks(execute=True):
        done = {code: carry_out(each, at=AT, by=console("Uji")) for code, each in BY.items()}

    assert done == expected | {"evidence": 0}, "the file went with its draft"
    assert [name for name in names if (vault.folder() / name).exists()] == []
    assert Assessment.objects.exclude(state="draft").count() == final
    assert {code: number for code, number in counts(at=AT).items() if number} == {}
    assert (Period.objects.count() > 0, User.objects.count() > 0) == (True, True)
    assert Batch.objects.filter(state="applied").exists()


def test_each_class_leaves_one_event_that_says_how_many_and_by_which_law(aged):
    number = carry_out(BY["looks"], at=AT, by=console("Rina"))

    event = Event.objects.filter(action="retention.carried_out").get()
    assert (event.actor_name, event.after["kind"], event.after["rows"]) == ("Rina", "looks", number)
    assert "UU 27/2022" in event.after["basis"]


def test_what_is_not_due_leaves_no_event(world):
    assert carry_out(BY["looks"], at=timezone.now(), by=console("Uji")) == 0
    assert not Event.objects.filter(action="retention.carried_out").exists()


def test_only_whoever_may_erase_for_a_whole_government_does_it(aged):
    for role in (Role.OPERATOR, Role.UNIT_OFFICER, Role.AGENCY_ADMIN):
        within = make_unit(parent=make_unit())
        with pytest.raises(PermissionDenied):
            carry_out(BY["looks"], at=AT, by=make_authority(role, within))


def test_the_dry_run_says_it_in_words_and_changes_nothing(aged, capsys, monkeypatch):
    from contextlib import nullcontext

    monkeypatch.setattr(command, "connected", lambda **_named: nullcontext())
    before = digest()

    assert command.run(["--dry-run"]) == 0

    said = capsys.readouterr().out
    assert "hanya dihitung, tidak ada yang dihapus" in said
    assert "1  sesi masuk yang sudah berakhir (sejak berakhirnya sesi): akan dihapus" in said
    assert all(kept.what in said for kept in PERMANENT)
    assert (digest(), Session.objects.filter(session_key="k" * 32).exists()) == (before, True)
