"""Attaching files place by place, from the form to the frozen sheet."""

import hashlib
import stat
import threading

import pytest
from django.db import connections
from django.urls import reverse
from django.utils import timezone

from petruk.access.roles import Role
from petruk.appraisal.actions import evidence as actions
from petruk.appraisal.actions.uploads import CannotAttach, Upload
from petruk.appraisal.models import Assessment, Evidence, Period
from petruk.audit.models import Event
from petruk.core.files import FILE_BYTES
from tests.appraisal.fake_clamd import EICAR, listening
from tests.core.made_files import GPS, jpeg, pdf, png
from tests.factories import make_authority, make_employee, make_user
from tests.web.evidence.files_world import (
    REQUIRED,
    attached,
    download_url,
    drafted,
    files_url,
    remove_url,
    send,
    sent,
)
from tests.web.reading import read

pytestmark = pytest.mark.django_db


def test_from_the_form_to_a_complete_list_to_the_frozen_sheet(officer, office):
    assessment = drafted(officer, office)
    for item in REQUIRED:
        assert send(officer, assessment, item).status_code == 302

    officer.post(office.assess_url(), sent(officer, office.assess_url(), "submit"))

    done = Assessment.objects.get()
    assert done.state == "submitted"
    assert [(file["item"], file["sha256"]) for file in done.sheet["evidence"]] == list(
        Evidence.objects.order_by("pk").values_list("item", "sha256")
    )


def test_the_form_names_what_is_lacking_and_offers_no_sending(officer, office):
    assessment = drafted(officer, office)
    for item in REQUIRED[1:]:
        send(officer, assessment, item)

    page = read(officer.get(office.assess_url()))

    assert "Kelengkapan Berkas: belum lengkap, belum ada Surat Usulan" in page.text
    assert not page.all("button", value="check")


def test_a_file_is_kept_privately_under_a_name_that_says_nothing(officer, office, vault):
    file = attached(officer, drafted(officer, office), name="SK Pangkat.pdf")

    (kept,) = vault.iterdir()
    assert kept.name == file.stored_as
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    assert stat.S_IMODE(vault.stat().st_mode) == 0o700
    assert hashlib.sha256(kept.read_bytes()).hexdigest() == file.sha256
    assert (file.file_name, file.item, file.size) == ("SK Pangkat.pdf", "sk-pangkat", kept.stat().st_size)


def test_n66_a_photograph_is_kept_without_its_place(officer, office, vault):
    attached(officer, drafted(officer, office), content=jpeg(exif=GPS), name="foto.jpg")

    (kept,) = vault.iterdir()
    assert GPS not in kept.read_bytes()


@pytest.mark.parametrize("name", ["foto.jpg", "berkas.pdf", "gambar.png"])
@pytest.mark.parametrize(
    "content",
    [b"<svg onload='alert(1)'/>", b"<html><script>alert(1)</script>", b"alert(1)", b"MIME-Version: 1.0", b"x"],
)
def test_n55_a_disguised_file_leaves_nothing(officer, office, vault, name, content):
    response = send(officer, drafted(officer, office), "sk-pangkat", content, name=name)

    assert response.status_code == 422
    assert "PDF, JPG" in read(response).text
    assert not Evidence.objects.exists()
    assert not vault.exists() or not list(vault.iterdir())


def test_n57_a_document_that_runs_is_refused_with_the_part_that_decided(officer, office):
    response = send(officer, drafted(officer, office), "skp", pdf(b"9 0 obj <</S /Launch>> endobj"))
    assert response.status_code == 404  # petruk-2024 has no such document

    response = send(officer, drafted(officer, office), "sk-pangkat", pdf(b"9 0 obj <</S /Launch>> endobj"))

    assert "/Launch" in read(response).text
    assert not Evidence.objects.exists()


def test_a_file_above_5_mb_is_refused_and_one_of_5_mb_is_not(officer, office):
    assessment = drafted(officer, office)
    million = 10**6
    whole = pdf(b" " * (FILE_BYTES - len(pdf(b" " * million)) + million))

    assert send(officer, assessment, "sk-pangkat", whole + b"\n").status_code == 422
    assert send(officer, assessment, "sk-pangkat", whole).status_code == 302
    assert Evidence.objects.get().size == FILE_BYTES


def test_n63_all_files_together_have_30_mb_and_removing_makes_room(officer, office):
    assessment = drafted(officer, office)
    for number in range(6):
        send(officer, assessment, REQUIRED[number], pdf(b" " * (FILE_BYTES - 400) + str(number).encode()))

    response = send(officer, assessment, "sertifikat", pdf(b" " * 3000))
    officer.post(remove_url(Evidence.objects.first()))
    again = send(officer, assessment, "sertifikat", pdf(b" " * 3000))

    assert (response.status_code, again.status_code) == (422, 302)
    assert "30 MB" in read(response).text


def test_n67_the_same_file_twice_in_one_place_is_attached_once(officer, office, vault):
    assessment = drafted(officer, office)
    send(officer, assessment, "sk-pangkat", pdf())

    response = send(officer, assessment, "sk-pangkat", pdf(), name="lain.pdf")

    assert response.status_code == 422
    assert (Evidence.objects.count(), len(list(vault.iterdir()))) == (1, 1)


def test_n67_the_same_name_twice_is_two_files(officer, office, vault):
    assessment = drafted(officer, office)
    for content in (pdf(), pdf(b" ")):
        send(officer, assessment, "sk-pangkat", content, name="sama.pdf")

    assert (Evidence.objects.count(), len(list(vault.iterdir()))) == (2, 2)


@pytest.mark.django_db(transaction=True)
def test_n67_in_parallel_the_same_file_is_attached_once(officer, office, vault):
    assessment = drafted(officer, office)
    by = make_authority(Role.UNIT_OFFICER, office.unit)
    outcomes = []

    def attach():
        try:
            actions.attach(assessment, ("berkas", "sk-pangkat"), Upload("a.pdf", pdf()), at=timezone.now(), by=by)
            outcomes.append("attached")
        except CannotAttach:
            outcomes.append("refused")
        finally:
            connections.close_all()

    threads = [threading.Thread(target=attach) for _n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(outcomes) == ["attached", "refused", "refused", "refused"]
    assert (Evidence.objects.count(), len(list(vault.iterdir()))) == (1, 1)


def test_n58_a_hostile_name_is_only_ever_a_text(officer, office, vault):
    assessment = drafted(officer, office)
    for number, name in enumerate(
        ("..\\..\\x.pdf", "a" * 300 + ".pdf", '"><script>x</script>.pdf', "con", ".htaccess")
    ):
        assert send(officer, assessment, "sk-pangkat", pdf(b" " * number), name=name).status_code == 302

    page = read(officer.get(files_url(assessment)))

    assert not page.all("script", src=None)
    assert all(len(kept.name) == 22 for kept in vault.iterdir())


def test_taken_off_a_draft_a_file_no_longer_counts_and_stays_as_history(officer, office, vault):
    assessment = drafted(officer, office)
    file = attached(officer, assessment)

    officer.post(remove_url(file))

    assert Evidence.objects.get().removed_at is not None
    assert len(list(vault.iterdir())) == 1
    assert officer.get(download_url(file)).status_code == 404
    assert [event.action for event in Event.objects.filter(object_ref=file.public_id)] == [
        "evidence.attached",
        "evidence.removed",
    ]


def test_what_was_handed_in_keeps_its_files(officer, office):
    assessment = drafted(officer, office)
    for item in REQUIRED:
        send(officer, assessment, item)
    officer.post(office.assess_url(), sent(officer, office.assess_url(), "submit"))
    file = Evidence.objects.first()

    response = send(officer, assessment, "sertifikat")
    officer.post(remove_url(file))

    assert response.status_code == 422
    file.refresh_from_db()
    assert file.removed_at is None
    assert not read(officer.get(files_url(assessment))).all("input", type="file")


def test_a_closed_period_takes_no_file_and_gives_none_back(officer, office):
    assessment = drafted(officer, office)
    file = attached(officer, assessment)
    Period.objects.update(closes_at=timezone.now())

    responses = [send(officer, assessment, "surat-usulan"), officer.post(remove_url(file))]

    assert [response.status_code for response in responses] == [403, 403]
    assert Evidence.objects.get().removed_at is None


@pytest.mark.parametrize("share", [0.01, 0.5, 0.99])
def test_n64_an_upload_that_was_cut_leaves_neither_row_nor_file(officer, office, vault, share):
    assessment = drafted(officer, office)
    content = pdf(b" " * 5000)
    body = _multipart({"csrfmiddlewaretoken": "x", "place": "berkas/sk-pangkat"}, content)

    response = officer.generic(
        "POST",
        files_url(assessment),
        body[: int(len(body) * share)],
        content_type="multipart/form-data; boundary=batas",
    )

    assert response.status_code in {400, 404, 422}
    assert not Evidence.objects.exists()
    assert not vault.exists() or not list(vault.iterdir())


def test_n64_a_whole_file_in_an_upload_that_was_cut_behind_it_is_not_taken_either(officer, office, vault):
    assessment = drafted(officer, office)
    body = _multipart({"place": "berkas/sk-pangkat"}, pdf())
    cut = body[: body.index(b'name="whole"')]

    response = officer.generic("POST", files_url(assessment), cut, content_type="multipart/form-data; boundary=batas")

    assert response.status_code == 422
    assert not Evidence.objects.exists()


def test_a_row_that_cannot_be_written_leaves_no_file(officer, office, vault, monkeypatch):
    assessment = drafted(officer, office)

    def broken(*_args, **_named):
        raise RuntimeError("database gone")

    monkeypatch.setattr(actions, "record", broken)
    with pytest.raises(RuntimeError):
        send(officer, assessment, "sk-pangkat")

    assert not Evidence.objects.exists()
    assert not list(vault.iterdir())


def test_a_disk_that_is_full_leaves_no_row(officer, office, monkeypatch):
    assessment = drafted(officer, office)

    def full(_descriptor):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("petruk.appraisal.vault.os.fsync", full)
    with pytest.raises(OSError, match="No space"):
        send(officer, assessment, "sk-pangkat")

    assert not Evidence.objects.exists()


def test_nobody_attaches_files_to_his_own_assessment(signed_in, officer, office):
    assessment = drafted(officer, office)
    himself = signed_in(make_user(Role.UNIT_OFFICER, office.unit, employee=office.candidate))

    response = send(himself, assessment, "sk-pangkat")

    assert response.status_code == 422
    assert not Evidence.objects.exists()


def test_the_same_file_for_two_people_is_pointed_out_with_the_name(officer, office):
    other = make_employee(office.unit, name="REKAN SATU UNIT")
    attached(officer, drafted(officer, office, other), content=png(), name="a.png")
    assessment = drafted(officer, office)
    attached(officer, assessment, content=png(), name="b.png")

    for url in (files_url(assessment), reverse("appraisal:result", args=[assessment.public_id])):
        assert "REKAN SATU UNIT" in read(officer.get(url)).text


def test_a_place_that_the_instrument_does_not_have_does_not_exist(officer, office):
    assessment = drafted(officer, office)

    for place in ("berkas/lain", "tim-penilai/", "predikat/", "berkas/", "", "kehadiran/"):
        assert send(officer, assessment, "x", place=place).status_code == 404

    assert not Evidence.objects.exists()


def _multipart(fields: dict[str, str], content: bytes) -> bytes:
    parts = [
        f'--batas\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n' for name, value in fields.items()
    ]
    head = '--batas\r\nContent-Disposition: form-data; name="file"; filename="a.pdf"\r\n'
    head += "Content-Type: application/pdf\r\n\r\n"
    tail = '\r\n--batas\r\nContent-Disposition: form-data; name="whole"\r\n\r\n1\r\n--batas--\r\n'
    return "".join(parts).encode() + head.encode() + content + tail.encode()


def test_n65_a_file_with_a_virus_leaves_no_row_and_no_file(officer, office, vault, settings, tmp_path):
    assessment = drafted(officer, office)
    unchecked = read(officer.get(files_url(assessment))).text
    settings.PETRUK_CLAMAV = str(tmp_path / "clamd.ctl")
    with listening(tmp_path / "clamd.ctl"):
        checked = read(officer.get(files_url(assessment))).text
        refused = send(officer, assessment, REQUIRED[0], pdf(EICAR))
        assert (refused.status_code, Evidence.objects.count(), vault.exists()) == (422, 0, False)
        assert send(officer, assessment, REQUIRED[0]).status_code == 302

    assert "tidak diperiksa terhadap virus" in unchecked
    assert "diperiksa terhadap virus sebelum disimpan" in checked
    assert "Win.Test.EICAR_HDB-1" in read(refused).text
