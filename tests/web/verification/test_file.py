"""A file is compared with what was issued: every byte, every signature, and nothing of it is kept."""

import json
from contextlib import nullcontext
from datetime import UTC, datetime

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from petruk.access.authority import NOBODY
from petruk.access.roles import Role
from petruk.appraisal import vault
from petruk.config.commands import verify
from petruk.documents.actions import sheets, signing
from petruk.documents.models import Document
from petruk.documents.queries.checking import Match, checked
from petruk.documents.queries.papers import issued_pdf
from petruk.documents.signing.checking import Hold
from petruk.documents.signing.trust import Trust, read_trust
from petruk.documents.typesetting import render
from petruk.people.models import Employee
from petruk.people.queries import authority_of
from petruk.web.verification.limits import FILES
from tests.appraisal.desk import another, make_desk
from tests.documents import pki, samples, scans
from tests.factories import TODAY, make_user
from tests.fingerprint import digest
from tests.web.reading import read

pytestmark = pytest.mark.django_db
PAGE = "/verifikasi/berkas/"


@pytest.fixture(autouse=True)
def _nothing_counted_yet(db):
    cache.clear()


@pytest.fixture
def desk(settings, tmp_path):
    settings.PETRUK_FILES = tmp_path / "files"
    return make_desk(nominees_per_unit=5)


@pytest.fixture
def paper(desk):
    return Document.objects.get(assessment=desk.assessment)


@pytest.fixture
def issued(desk, paper):
    return issued_pdf(desk.officer, paper)


@pytest.fixture
def certificates(settings, tmp_path, paper):
    """A certificate authority that this installation trusts, and the certificate of the official."""
    authority = pki.Authority.made()
    settings.PETRUK_CERTIFICATES = authority.folder(tmp_path / "sertifikat")
    nip = paper.frozen["signatory"]["nip"]
    authority.file(settings.PETRUK_CERTIFICATES / f"{nip}.p12", paper.frozen["signatory"]["name"])
    return authority


@pytest.fixture
def signed(desk, paper, certificates):
    """The file of the paper with the signature of its official."""
    employee = Employee.objects.get(nip=paper.frozen["signatory"]["nip"])
    hand = authority_of(make_user(Role.UNIT_HEAD, paper.unit, employee=employee), on=TODAY)
    made = signing.sign_with_certificate(paper, pki.PASSPHRASE, at=datetime.now(UTC), by=hand)
    return vault.read(made.stored_as)


def send(client, content, name="kertas.pdf"):
    return client.post(PAGE, {"file": SimpleUploadedFile(name, content), "whole": "1"})


def trust_of(settings):
    return read_trust(settings.PETRUK_CERTIFICATES)


def test_the_issued_file_is_known_and_its_paper_shown(client, paper, issued):
    response = send(client, issued)

    text = read(response).text
    assert (response.status_code, response.context["checked"].match) == (200, Match.ISSUED)
    assert "Ini berkas yang diterbitkan" in text
    assert paper.number in text
    assert paper.frozen["person"]["nip"] not in response.content.decode()


@pytest.mark.parametrize("at", [0, 100, -1])
def test_one_changed_byte_makes_it_another_file(client, issued, at):
    changed = bytearray(issued)
    changed[at] ^= 1

    found = send(client, bytes(changed)).context["checked"]

    assert not found.match.is_ours
    assert not found.counts


def test_a_file_that_only_bears_the_code_is_called_another_file(client, paper, issued):
    response = send(client, scans.jpg(scans.page_of(issued)), "foto.jpg")

    text = read(response).text
    assert response.context["checked"].match == Match.CLAIMED
    assert "Ini bukan berkas yang diterbitkan" in text
    assert paper.number in text
    assert "tidak berlaku" not in text


def test_codes_of_two_papers_claim_neither(paper, desk):
    other = Document.objects.get(assessment=another(desk))
    pages = [scans.code(f"https://petruk.example/verifikasi/{each.code}/") for each in (paper, other)]

    one, both = (checked(NOBODY, scans.pdf(*some), Trust()) for some in (pages[:1], pages))

    assert (one.match, one.paper.number) == (Match.CLAIMED, paper.number)
    assert (both.match, both.paper) == (Match.NONE, None)


@pytest.mark.parametrize(
    ("content", "match"),
    [(b"x", Match.UNREADABLE), (b"%PDF-1.7\n", Match.UNREADABLE), (render(samples.guide()), Match.NONE)],
    ids=["text", "broken", "stranger"],
)
def test_a_stranger_is_none_of_ours(client, paper, content, match):
    response = send(client, content)

    assert (response.status_code, response.context["checked"].match) == (200, match)
    assert response.context["paper"] is None
    assert paper.number not in response.content.decode()


def test_the_signed_file_is_known_and_its_signature_checked(client, paper, signed, certificates):
    response = send(client, signed)

    found = response.context["checked"]
    (signature,) = found.signatures
    assert (found.match, found.counts, signature["hold"]) == (Match.SIGNED, True, Hold.VALID)
    assert paper.frozen["signatory"]["name"] in read(response).text


def test_what_is_added_behind_a_signature_is_told(client, signed, certificates):
    found = send(client, signed + b"\n%tambahan\n").context["checked"]

    assert found.match == Match.CLAIMED
    assert not found.counts


def test_a_certificate_taken_back_before_it_signed_is_told(settings, signed, certificates):
    assert checked(NOBODY, signed, trust_of(settings)).signatures[0]["hold"] == Hold.VALID

    serial = int(checked(NOBODY, signed, trust_of(settings)).signatures[0]["serial"], 16)
    certificates.folder(settings.PETRUK_CERTIFICATES, serial)

    assert checked(NOBODY, signed, trust_of(settings)).signatures[0]["hold"] == Hold.REVOKED


def test_the_file_of_a_withdrawn_paper_is_ours_and_counts_no_more(client, desk, issued):
    sheets.withdraw(desk.assessment, reason="Salah ketik", at=desk.assessment.submitted_at, by=desk.officer)

    response = send(client, issued)

    assert (response.context["checked"].match, response.context["checked"].counts) == (Match.ISSUED, False)
    assert "tidak berlaku lagi" in read(response).text


def test_n105_nothing_of_a_file_is_kept_and_nobody_is_signed_in(client, settings, issued):
    before, files = digest(), sorted(settings.PETRUK_FILES.rglob("*"))

    response = send(client, scans.pdf(scans.page_of(issued)))

    assert (digest(), sorted(settings.PETRUK_FILES.rglob("*"))) == (before, files)
    assert "petruk" not in response.cookies


def test_n99_many_files_from_one_address_wait_and_others_do_not(client, issued):
    for _n in range(FILES.most):
        assert send(client, issued).status_code == 200

    form = {"file": SimpleUploadedFile("kertas.pdf", issued), "whole": "1"}
    refused, neighbour = send(client, issued), client.post(PAGE, form, REMOTE_ADDR="192.0.2.7")

    assert (refused.status_code, neighbour.status_code) == (429, 200)
    assert refused.headers["Retry-After"] == "600"


@pytest.mark.parametrize(
    ("form", "said"),
    [({}, "tidak utuh"), ({"whole": "1"}, "Pilih satu berkas"), ({"file": "kertas.pdf", "whole": "1"}, "Pilih satu")],
)
def test_without_a_whole_file_the_field_says_so(client, db, form, said):
    response = client.post(PAGE, form)

    assert response.status_code == 422
    assert said in read(response).text


def test_a_damaged_folder_of_certificates_stops_no_reader(client, settings, issued, signed):
    (settings.PETRUK_CERTIFICATES / "roots.pem").write_text("rusak")

    found = send(client, signed).context["checked"]

    assert (found.match, found.signatures[0]["hold"]) == (Match.SIGNED, Hold.UNKNOWN)


def test_a_code_survives_another_host_and_another_key(client, settings, paper, issued):
    settings.PETRUK_URL, settings.SECRET_KEY, settings.ALLOWED_HOSTS = "https://baru.example", "x" * 60, ["*"]

    page = client.get(reverse("verification:paper", args=[paper.code]), headers={"host": "baru.example"})

    assert page.status_code == 200
    assert issued_pdf(make_user_of(paper), paper) == issued
    assert send(client, issued).context["checked"].counts
    assert send(client, scans.jpg(scans.page_of(issued)), "foto.jpg").context["checked"].match == Match.CLAIMED


def make_user_of(paper):
    return authority_of(make_user(Role.AGENCY_ADMIN, paper.unit), on=TODAY)


def run(monkeypatch, capsys, *arguments):
    monkeypatch.setattr(verify, "installation", lambda data: nullcontext())
    code = verify.run([str(each) for each in arguments])
    return code, capsys.readouterr().out


def test_the_command_says_the_same_without_a_network(monkeypatch, capsys, tmp_path, paper, issued):
    good, bad = tmp_path / "asli.pdf", tmp_path / "palsu.pdf"
    good.write_bytes(issued)
    bad.write_bytes(issued + b"%")

    whole, said = run(monkeypatch, capsys, good)
    other, told = run(monkeypatch, capsys, bad, "--json")

    assert (whole, other) == (0, 1)
    assert paper.number in said
    assert "belum ditandatangani" in said
    assert json.loads(told)["match"] == "claimed"


def test_the_command_stops_where_there_is_no_file(monkeypatch, capsys, tmp_path):
    with pytest.raises(SystemExit) as caught:
        run(monkeypatch, capsys, tmp_path / "tidak-ada.pdf")

    assert caught.value.code == 2
