"""Files without a row are taken out of the vault, and nothing else is."""

import os
from contextlib import nullcontext
from datetime import timedelta

import pytest
from django.apps import apps
from django.utils import timezone

from petruk.access.authority import console
from petruk.appraisal import vault
from petruk.appraisal.models import Assessment
from petruk.audit.models import Event
from petruk.config.sweeping import FEW, TooManyOrphans, sweep
from petruk.config.tasks import sweep_vault
from petruk.documents.queries.kept import KEEPERS
from tests.appraisal.kinds_world import make_file
from tests.appraisal.objecting import make_objecting
from tests.core.made_files import pdf

pytestmark = pytest.mark.django_db
BY = console("penguji")


@pytest.fixture(autouse=True)
def place(settings, tmp_path):
    settings.PETRUK_FILES = tmp_path
    return vault.folder()


def aged(name: str, *, hours: int = 25) -> str:
    then = (timezone.now() - timedelta(hours=hours)).timestamp()
    os.utime(vault.folder() / name, (then, then))
    return name


def orphan(*, hours: int = 25) -> str:
    return aged(vault.keep(b"isi"), hours=hours)


def left() -> set[str]:
    return {each.name for each in vault.folder().iterdir()}


def test_only_what_no_row_names_and_is_older_than_a_day_goes():
    scene = make_objecting()
    objection = scene.file()
    evidence = make_file(Assessment.objects.earliest("pk"), "inovasi", "piagam", stored_as=vault.keep(pdf()))
    young, named = orphan(hours=23), {aged(objection.stored_as), aged(evidence.stored_as)}
    (vault.folder() / "folder").mkdir()
    gone = {orphan(), orphan()}

    assert set(sweep(at=timezone.now(), by=BY)) == gone
    assert left() == {young, "folder"} | named
    event = Event.objects.get(action="installation.swept")
    assert (set(event.after["files"]), event.after["bytes"]) == (gone, 6)


def test_the_rows_of_every_kind_of_kept_file_are_asked():
    keep = {model for model in apps.get_models() if any(field.name == "stored_as" for field in model._meta.fields)}

    assert keep == set(KEEPERS)


def test_where_nothing_is_left_over_nothing_is_recorded():
    assert sweep(at=timezone.now(), by=BY) == []
    assert not Event.objects.filter(action="installation.swept").exists()


def test_the_files_of_another_database_are_not_thrown_away():
    for _ in range(FEW + 1):
        orphan()

    with pytest.raises(TooManyOrphans, match="11 dari 11"):
        sweep(at=timezone.now(), by=BY)
    assert len(left()) == FEW + 1


def test_the_worker_sweeps_each_day(monkeypatch):
    monkeypatch.setattr("petruk.config.tasks.own_connection", nullcontext)
    orphan()

    sweep_vault(0)

    assert left() == set()
