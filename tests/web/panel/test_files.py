"""The files of a candidate before whoever judges him, and before nobody else of the panel."""

import pytest
from django.urls import reverse

from petruk.appraisal import vault
from petruk.appraisal.models import Evidence, PanelMember
from tests.appraisal.kinds_world import make_file
from tests.core.made_files import pdf
from tests.web.panel.pages import sent, sheet_url
from tests.web.reading import read

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_vault(settings, tmp_path):
    settings.PETRUK_FILES = tmp_path


@pytest.fixture
def nominee(world):
    return world.nominee(name="ASWENDI")


@pytest.fixture
def file(nominee):
    return make_file(nominee, "berkas", "proposal-inovasi", file_name="karya.pdf", stored_as=vault.keep(pdf()))


def url(file):
    return reverse("panel:evidence", args=[file.public_id])


def test_a_panelist_reads_the_files_of_a_candidate_from_his_sheet(world, nominee, file, signed_in):
    client = signed_in(world.member())

    page, answered = read(client.get(sheet_url(nominee))), client.get(url(file))

    assert url(file) in page.links()
    assert "Proposal Inovasi" in page.text
    assert answered.content == pdf()
    assert answered.headers["Content-Disposition"] == 'attachment; filename="karya.pdf"'
    assert "sandbox" in answered.headers["Content-Security-Policy"]


def test_who_handed_in_may_look_again_before_and_after_the_lock(world, nominee, file, signed_in):
    client = signed_in(world.member())
    client.post(sheet_url(nominee), sent())
    before = url(file) in read(client.get(sheet_url(nominee))).links(), client.get(url(file)).status_code
    world.lock()

    assert before == (True, 200)
    assert client.get(url(file)).status_code == 200


def test_who_stands_aside_or_must_reads_none(world, nominee, file, signed_in):
    barred, recused = signed_in(world.member(nominee.unit)), signed_in(world.member())
    recusal = {"ground": "Hubungan keluarga", "reason": "Kandidat adalah ipar saya"}
    recused.post(reverse("panel:recuse", args=[nominee.public_id]), recusal)

    for client in (barred, recused):
        answered = client.get(url(file))
        assert answered.status_code == 403
        assert pdf() not in answered.content
        assert url(file) not in read(client.get(sheet_url(nominee))).links()


def test_n02_of_whom_he_does_not_judge_no_file_exists(world, file, signed_in):
    asked, outsider, released = world.panelist(), world.panelist(), world.member()
    PanelMember.objects.create(period=world.period, user=asked, appointed_at=world.at, asked_only=True)
    PanelMember.objects.filter(user=released).update(released_at=world.at, released_because="Pindah")

    answers = [signed_in(user).get(url(file)).status_code for user in (asked, outsider, released)]

    assert answers == [404, 404, 404]


def test_a_file_that_was_taken_off_is_gone(world, nominee, file, signed_in):
    client = signed_in(world.member())
    Evidence.objects.filter(pk=file.pk).update(removed_at=world.at)

    assert client.get(url(file)).status_code == 404
    assert url(file) not in read(client.get(sheet_url(nominee))).links()
