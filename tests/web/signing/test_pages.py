from datetime import UTC, datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from petruk.access.roles import Role
from petruk.documents.models import Document, Signature
from petruk.documents.signing import pades
from petruk.documents.signing.certificate import open_key
from petruk.people.models import Employee
from tests.documents import fake_bsre, pki
from tests.factories import make_user
from tests.web.deciding.bench import elsewhere
from tests.web.reading import read
from tests.world_signing import make_signature, scan


@pytest.fixture
def paper(bench):
    return Document.objects.get(assessment=bench.nominee)


@pytest.fixture
def official(paper):
    employee = Employee.objects.get(nip=paper.frozen["signatory"]["nip"])
    return make_user(Role.UNIT_HEAD, paper.unit, employee=employee, name="Hasanuddin Sendiri")


@pytest.fixture
def certificates(settings, tmp_path, paper):
    authority, nip = pki.Authority.made(), paper.frozen["signatory"]["nip"]
    settings.PETRUK_CERTIFICATES = authority.folder(tmp_path / "sertifikat")
    return authority.file(settings.PETRUK_CERTIFICATES / f"{nip}.p12", "Drs. HASANUDDIN")


def url(paper):
    return reverse("signing:paper", args=[paper.public_id])


def send(client, paper, *, code=None, **typed):
    file = SimpleUploadedFile("pindaian.jpg", scan(code or paper.code))
    return client.post(url(paper), {"act": "scan", "file": file, "whole": "1"} | typed)


def acts(response):
    return sorted(button["value"] for button in read(response).all("button", name="act"))


def test_the_officer_sends_the_scan_and_the_page_says_signed_with_ink(signed_in, bench, paper):
    client = signed_in(bench.officer)

    answer = send(client, paper)

    page = read(client.get(answer.url))
    assert (answer.status_code, answer.url) == (302, url(paper))
    assert "Bertanda tangan basah" in page.text
    assert "Hasil pindai tersimpan" in page.text
    assert Signature.objects.get().document == paper


@pytest.mark.parametrize(
    ("role", "offered"),
    [(Role.UNIT_OFFICER, True), (Role.UNIT_HEAD, True), (Role.AGENCY_ADMIN, True), (Role.INSPECTOR, False)],
)
def test_the_result_page_offers_to_sign_to_whoever_may(signed_in, bench, paper, role, offered):
    page = read(signed_in(make_user(role, paper.unit)).get(bench.result_url()))

    assert ("kirim hasil pindai" in page.text, url(paper) in page.links()) == (offered, offered)


def test_the_result_page_of_himself_offers_no_signing(signed_in, bench, paper):
    page = read(signed_in(make_user(Role.EMPLOYEE, paper.unit, employee=paper.employee)).get(bench.result_url()))

    assert "Tercetak, belum ditandatangani" in page.text
    assert url(paper) not in page.links()


def test_the_result_page_leads_there_and_says_how_the_paper_stands(signed_in, bench, paper):
    client = signed_in(bench.officer)

    before = read(client.get(bench.result_url()))
    send(client, paper)
    after = read(client.get(bench.result_url()))

    assert url(paper) in before.links()
    assert "Tercetak, belum ditandatangani" in before.text
    assert "Bertanda tangan basah" in after.text


def test_a_scan_of_another_paper_is_refused_on_the_page(signed_in, bench, paper):
    answer = send(signed_in(bench.officer), paper, code="a" * 26)

    assert answer.status_code == 422
    assert f"milik dokumen lain. Pindai nomor {paper.number}." in read(answer).text
    assert Signature.objects.count() == 0


@pytest.mark.parametrize(
    ("changed", "words"),
    [({"file": ""}, "Pilih satu berkas"), ({"whole": ""}, "tidak utuh")],
)
def test_n64_an_upload_that_was_cut_or_forgotten_is_told(signed_in, bench, paper, changed, words):
    answer = send(signed_in(bench.officer), paper, **changed)

    assert answer.status_code == 422
    assert words in read(answer).text


def test_the_scan_is_sent_as_a_file_to_keep_and_never_shown(signed_in, bench, paper):
    made = make_signature(paper, content=b"%PDF-1.7 isi", file_name="pindaian kepala.pdf")

    answer = signed_in(bench.officer).get(reverse("signing:download", args=[made.public_id]))

    assert answer.content == b"%PDF-1.7 isi"
    assert answer["Content-Disposition"] == 'attachment; filename="pindaian kepala.pdf"'
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer["Content-Security-Policy"]


def test_n03_the_scan_of_another_office_does_not_exist_here(signed_in, bench):
    theirs = make_signature(Document.objects.get(assessment=elsewhere(bench)))
    client = signed_in(bench.officer)

    assert client.get(reverse("signing:download", args=[theirs.public_id])).status_code == 404
    assert client.get(url(theirs.document)).status_code == 404
    assert send(client, theirs.document).status_code == 404


def test_a_scan_whose_file_is_lost_is_not_found_and_no_fault(signed_in, bench, paper, settings):
    made = make_signature(paper)
    (settings.PETRUK_FILES / "evidence" / made.stored_as).unlink()

    answer = signed_in(bench.officer).get(reverse("signing:download", args=[made.public_id]))

    assert answer.status_code == 404


def test_the_candidate_sees_how_his_paper_stands_and_can_do_nothing(signed_in, bench, paper):
    himself = make_user(Role.EMPLOYEE, bench.unit, employee=bench.nominee.employee)
    make_signature(paper)
    client = signed_in(himself)

    answer = client.get(url(paper))

    assert answer.status_code == 200
    assert acts(answer) == []
    assert send(client, paper).status_code == 403


def test_the_ways_of_signing_are_offered_to_whom_they_belong(signed_in, bench, paper, official, certificates, settings):
    settings.PETRUK_BSRE = {"url": "https://esign.example", "user": "u", "password": "p", "version": "v2"}

    assert acts(signed_in(official).get(url(paper))) == ["bsre", "certificate", "scan"]
    assert acts(signed_in(bench.officer).get(url(paper))) == ["scan"]
    assert acts(signed_in(bench.head).get(url(paper))) == ["scan"]
    assert acts(signed_in(bench.agency).get(url(paper))) == ["scan"]


def test_the_official_signs_with_his_certificate(signed_in, paper, official, certificates):
    client = signed_in(official)

    answer = client.post(url(paper), {"act": "certificate", "passphrase": pki.PASSPHRASE})

    page = read(client.get(answer.url))
    assert answer.status_code == 302
    assert "Bertanda tangan elektronik" in page.text
    assert "CA Uji Rekaan" in page.text
    assert acts(client.get(url(paper))) == []


def test_n103_a_wrong_passphrase_is_told_and_not_drawn_again(signed_in, paper, official, certificates, caplog):
    answer = signed_in(official).post(url(paper), {"act": "certificate", "passphrase": "salah-sekali-ini"})

    assert answer.status_code == 422
    assert "Passphrase tidak cocok" in read(answer).text
    assert "salah-sekali-ini" not in answer.content.decode() + caplog.text


def test_the_official_signs_through_bsre(signed_in, paper, official, certificates, settings):
    key = open_key(certificates, pki.PASSPHRASE, at=datetime.now(UTC))
    with fake_bsre.running(lambda pdf: pades.sign(pdf, key, at=datetime.now(UTC))) as fake:
        address = fake.service().address
        settings.PETRUK_BSRE = {"url": address.url, "user": address.user, "password": address.password, "version": "v1"}

        typed = {"act": "bsre", "nik": fake_bsre.NIK, "passphrase": "salah"}
        wrong = signed_in(official).post(url(paper), typed)
        right = signed_in(official).post(url(paper), typed | {"passphrase": fake_bsre.PASSPHRASE})

    assert (wrong.status_code, right.status_code) == (422, 302)
    assert "Passphrase salah" in read(wrong).text
    assert Signature.objects.get().way == "bsre"


def test_where_no_head_has_an_account_the_officer_records_the_decision(signed_in, bench, paper):
    bench.head.is_active = False
    bench.head.save()
    client = signed_in(bench.officer)
    hint = read(client.get(bench.result_url())).text
    assert acts(client.get(url(paper))) == ["scan"]
    send(client, paper)
    form = client.get(url(paper)).context["forms"]["on_paper"]

    answer = client.post(url(paper), {"act": "on_paper", "version": str(form["version"].value())})

    assert "Cetak lembarnya" in hint
    assert answer.status_code == 302
    assert (bench.now().state, bench.now().confirmed_by) == ("confirmed", paper.frozen["signatory"]["name"])


def test_where_the_head_has_an_account_the_officer_is_offered_no_decision(signed_in, bench, paper):
    client = signed_in(bench.officer)
    send(client, paper)

    assert acts(client.get(url(paper))) == ["scan"]
    answer = client.post(url(paper), {"act": "on_paper", "version": str(bench.now().version)})

    assert answer.status_code == 422
    assert bench.now().state == "submitted"


@pytest.mark.parametrize("act", ["", "hapus", "scan,certificate"])
def test_an_act_that_does_not_exist_is_refused(signed_in, bench, paper, act):
    assert signed_in(bench.officer).post(url(paper), {"act": act}).status_code == 400


def test_a_paper_that_no_longer_counts_says_so_and_offers_nothing(signed_in, bench, paper):
    from django.utils import timezone

    from petruk.documents.actions import sheets
    from tests.web.deciding.bench import acting

    sheets.withdraw(bench.nominee, reason="Salah", at=timezone.now(), by=acting(bench.officer))

    answer = signed_in(bench.officer).get(url(paper))

    assert "tidak berlaku lagi" in read(answer).text
    assert acts(answer) == []
