import hashlib
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, transaction
from PIL import Image

from petruk.access.roles import Role
from petruk.appraisal import vault
from petruk.appraisal.actions import assessing
from petruk.appraisal.actions.deciding import CannotDecide, Moved
from petruk.appraisal.actions.uploads import Upload
from petruk.appraisal.models import Assessment
from petruk.audit.models import Event
from petruk.documents.actions import sheets as papers
from petruk.documents.actions import signing
from petruk.documents.actions.scans import NotThisPaper
from petruk.documents.actions.signing import CannotRecord
from petruk.documents.models import Document, Signature
from petruk.documents.queries import signatures as queries
from petruk.documents.queries.papers import issued_pdf
from petruk.documents.signing import checking, pades
from petruk.documents.signing.bsre import ServiceFault, ServiceRefused
from petruk.documents.signing.certificate import open_key
from petruk.documents.signing.checking import Hold
from petruk.documents.signing.refusals import CannotSign, Fault
from petruk.documents.signing.shapes import Person
from petruk.documents.signing.trust import read_trust
from petruk.people.models import Employee, Mandate, User
from petruk.people.queries import authority_of
from tests.appraisal.desk import another, make_desk
from tests.appraisal.world import NOW, answers
from tests.core import made_files
from tests.documents import fake_bsre, pki, scans
from tests.factories import TODAY, make_authority, make_unit, make_user

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(hours=1)
HIMSELF = Person(fake_bsre.NIK, fake_bsre.PASSPHRASE)


@pytest.fixture(autouse=True)
def _own_vault(settings, tmp_path):
    settings.PETRUK_FILES = tmp_path / "files"


@pytest.fixture
def desk():
    return make_desk(nominees_per_unit=5)


@pytest.fixture
def paper(desk):
    return Document.objects.get(assessment=desk.assessment)


@pytest.fixture
def official(paper):
    """The head who stands on the paper, with an account of his own."""
    employee = desk_signatory(paper)
    user = make_user(Role.UNIT_HEAD, paper.unit, employee=employee)
    return authority_of(user, on=TODAY)


def desk_signatory(paper):
    return Employee.objects.get(nip=paper.frozen["signatory"]["nip"])


def scan_of(document, *, name="pindaian.pdf", kind=scans.pdf):
    pdf = bytes(document.rendering.pdf)
    return Upload(name, kind(scans.signed(scans.page_of(pdf))))


def kept_files(settings):
    folder = settings.PETRUK_FILES / vault.FOLDER
    return sorted(folder.iterdir()) if folder.exists() else []


def record(desk, paper, upload=None, *, at=LATER, by=None):
    return signing.record_scan(paper, upload or scan_of(paper), at=at, by=by or desk.officer)


@pytest.mark.parametrize(("kind", "media_type"), [(scans.pdf, "application/pdf"), (scans.jpg, "image/jpeg")])
def test_a_scan_of_the_signed_paper_is_kept_with_its_event(desk, paper, settings, kind, media_type):
    made = record(desk, paper, scan_of(paper, kind=kind))

    event = Event.objects.get(action="document.signed")
    (file,) = kept_files(settings)
    assert (made.way, made.media_type, made.recorded_by) == ("ink", media_type, desk.officer.name)
    assert made.signer == paper.frozen["signatory"]["name"]
    assert hashlib.sha256(file.read_bytes()).hexdigest() == made.sha256
    assert event.after == {"number": paper.number, "way": "ink", "sha256": made.sha256}
    assert event.object_ref == paper.public_id


def test_a_better_scan_takes_the_place_of_the_first(desk, paper):
    first = record(desk, paper)

    second = record(desk, paper, scan_of(paper, kind=scans.jpg), at=LATER + timedelta(minutes=5))

    first.refresh_from_db()
    assert first.ended_at == LATER + timedelta(minutes=5)
    assert queries.signature_of(desk.officer, paper) == second


def test_a_scan_of_another_paper_is_refused_by_its_number(desk, paper, settings):
    other = Document.objects.get(assessment=another(desk))

    with pytest.raises(NotThisPaper) as caught:
        record(desk, paper, scan_of(other))

    assert other.number in str(caught.value)
    assert paper.number in str(caught.value)
    assert (kept_files(settings), Signature.objects.count()) == ([], 0)


def test_a_scan_of_the_earlier_edition_is_refused_and_the_new_one_named(desk, paper):
    old = scan_of(paper)
    papers.withdraw(desk.assessment, reason="Salah ketik", at=NOW, by=desk.officer)
    assessing.resume(Assessment.objects.get(pk=desk.assessment.pk), at=NOW, by=desk.officer)
    version = Assessment.objects.get(pk=desk.assessment.pk).version
    papers.submit(desk.period, desk.candidate, answers(version=version), key="k2", at=NOW, by=desk.officer)
    newer = Document.objects.in_force().get(assessment=desk.assessment)

    with pytest.raises(NotThisPaper, match="edisi lama") as caught:
        record(desk, newer, old)

    assert paper.number in str(caught.value)
    assert newer.number in str(caught.value)


def test_a_paper_that_no_longer_counts_takes_no_scan(desk, paper):
    papers.withdraw(desk.assessment, reason="Salah ketik", at=NOW, by=desk.officer)

    with pytest.raises(CannotRecord, match="tidak berlaku"):
        record(desk, Document.objects.get(pk=paper.pk))


def test_a_scan_of_two_papers_is_refused(desk, paper):
    other = Document.objects.get(assessment=another(desk))
    pages = [scans.page_of(bytes(each.rendering.pdf)) for each in (paper, other)]

    with pytest.raises(NotThisPaper, match="dokumen lain juga"):
        record(desk, paper, Upload("dua.pdf", scans.pdf(*pages)))


def test_a_paper_of_another_office_is_not_named(desk, paper):
    theirs = Document.objects.get(assessment=another(desk, make_unit("Dinas Lain", parent=desk.root)))

    with pytest.raises(NotThisPaper) as caught:
        record(desk, paper, scan_of(theirs))

    assert theirs.number not in str(caught.value)


@pytest.mark.parametrize(
    "text", ["https://contoh.example/verifikasi/", "WIFI:S:kantor;;", f"https://contoh.example/verifikasi/{'a' * 26}/"]
)
def test_a_strange_code_is_refused(desk, paper, text):
    with pytest.raises(NotThisPaper):
        record(desk, paper, Upload("kode.png", scans.png(scans.code(text))))


def test_a_code_printed_before_the_installation_moved_still_names_its_paper(desk, paper):
    address = f"https://alamat.lama.example/verifikasi/{paper.code}/"

    made = record(desk, paper, Upload("kode.png", scans.png(scans.code(address))))

    assert made.document == paper


def test_a_page_without_a_code_is_refused_in_words(desk, paper):
    with pytest.raises(NotThisPaper, match="kode QR"):
        record(desk, paper, Upload("kosong.jpg", scans.jpg(Image.new("L", (1200, 1700), 250))))


def test_the_printed_file_itself_is_no_scan(desk, paper):
    with pytest.raises(NotThisPaper, match="bukan hasil pindai"):
        record(desk, paper, Upload("cetak.pdf", issued_pdf(desk.officer, paper)))


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"<svg onload=alert(1)>",
        b"%PDF-1.7\n%%EOF",
        made_files.pdf(b"9 0 obj <</OpenAction <</S /JavaScript /JS (app.alert(1))>>>> endobj"),
        made_files.pdf(b"9 0 obj <</Type /Filespec /EF <</F 8 0 R>> /EmbeddedFile 1>> endobj"),
        made_files.png(width=50_000, height=50_000),
        b"PK\x03\x04" + bytes(500),
        bytes(6 * 1024 * 1024),
    ],
)
def test_n55_n57_n62_a_hostile_scan_is_refused_in_words_and_leaves_nothing(desk, paper, settings, content):
    with pytest.raises(NotThisPaper) as caught:
        record(desk, paper, Upload("pindaian.pdf", content))

    assert str(caught.value)[0].isupper()
    assert (kept_files(settings), Signature.objects.count()) == ([], 0)


def test_a_file_whose_row_did_not_come_to_be_is_taken_back(desk, paper, settings, monkeypatch):
    monkeypatch.setattr(signing, "record", lambda *_args, **_said: 1 / 0)

    with pytest.raises(ZeroDivisionError):
        record(desk, paper)

    assert (kept_files(settings), Signature.objects.count()) == ([], 0)


def test_n05_nobody_records_the_signature_on_a_paper_about_himself(desk, paper):
    user = make_user(Role.UNIT_OFFICER, desk.unit, employee=desk.candidate)

    with pytest.raises(CannotRecord, match="tentang Anda"):
        record(desk, paper, by=authority_of(user, on=TODAY))


@pytest.mark.parametrize("role", [Role.INSPECTOR, Role.PANELIST, Role.EMPLOYEE, Role.OPERATOR])
def test_others_may_not_record_a_signature(desk, paper, role):
    with pytest.raises(PermissionDenied):
        record(desk, paper, by=make_authority(role, desk.root))


def test_an_officer_of_another_office_may_not_record_a_signature(desk, paper):
    with pytest.raises(PermissionDenied):
        record(desk, paper, by=make_authority(Role.UNIT_OFFICER, make_unit("Dinas Lain", parent=desk.root)))


def test_the_database_refuses_to_change_or_delete_a_signature(desk, paper):
    made = record(desk, paper)

    for act in (
        lambda: Signature.objects.filter(pk=made.pk).update(signer="Orang Lain"),
        lambda: Signature.objects.filter(pk=made.pk).delete(),
        lambda: (
            Signature.objects.filter(pk=made.pk).update(ended_at=LATER)
            and made.__class__.objects.filter(pk=made.pk).update(ended_at=None)
        ),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            act()


def test_the_official_signs_with_his_certificate(paper, official, settings, tmp_path):
    _certificates(settings, tmp_path, paper)

    made = signing.sign_with_certificate(paper, pki.PASSPHRASE, at=datetime.now(UTC), by=official)

    signed = queries.bytes_of(official, made)
    (found,) = checking.signatures(signed, read_trust(tmp_path / "sertifikat"))
    assert signed.startswith(issued_pdf(official, paper))
    assert (found.hold, made.way, made.issuer) == (Hold.VALID, "certificate", "CA Uji Rekaan")
    assert made.signed_at is not None
    assert Event.objects.get(action="document.signed").after["way"] == "certificate"


def test_a_wrong_passphrase_signs_nothing_and_stands_nowhere(paper, official, settings, tmp_path, caplog):
    _certificates(settings, tmp_path, paper)

    with pytest.raises(CannotSign) as caught:
        signing.sign_with_certificate(paper, "salah sekali", at=datetime.now(UTC), by=official)

    assert caught.value.fault is Fault.LOCKED
    assert "salah sekali" not in caplog.text + str(list(Event.objects.values()))
    assert Signature.objects.count() == 0


def test_only_the_official_on_the_paper_signs_it(desk, paper, settings, tmp_path):
    _certificates(settings, tmp_path, paper)

    for by in (desk.head, desk.officer, desk.agency):
        with pytest.raises(CannotRecord, match="pejabat yang tercantum"):
            signing.sign_with_certificate(paper, pki.PASSPHRASE, at=datetime.now(UTC), by=by)


def test_an_official_without_a_certificate_here_is_told_so(paper, official):
    with pytest.raises(CannotRecord, match="Sertifikat Anda belum"):
        signing.sign_with_certificate(paper, pki.PASSPHRASE, at=datetime.now(UTC), by=official)


def test_a_paper_is_signed_once_whatever_the_way(desk, paper, official, settings, tmp_path):
    _certificates(settings, tmp_path, paper)
    signing.sign_with_certificate(paper, pki.PASSPHRASE, at=datetime.now(UTC), by=official)

    with pytest.raises(CannotRecord, match="sudah bertanda tangan"):
        record(desk, paper)
    with pytest.raises(CannotRecord, match="sudah bertanda tangan"):
        signing.sign_with_certificate(paper, pki.PASSPHRASE, at=datetime.now(UTC), by=official)


def test_the_official_signs_through_bsre(paper, official, settings, tmp_path):
    _certificates(settings, tmp_path, paper)
    with _fake(settings, tmp_path, paper) as fake:
        made = signing.sign_with_bsre(paper, HIMSELF, at=datetime.now(UTC), by=official)

    assert (made.way, fake.asked[0][1]) == ("bsre", "/api/v2/sign/pdf")
    kept = str(list(Event.objects.values())) + str(list(Signature.objects.values()))
    assert fake_bsre.NIK not in kept
    assert fake_bsre.PASSPHRASE not in kept


def test_a_lie_of_bsre_is_not_kept(paper, official, settings, tmp_path):
    _certificates(settings, tmp_path, paper)
    with _fake(settings, tmp_path, paper) as fake:
        fake.way = "unsigned"
        with pytest.raises(ServiceRefused) as caught:
            signing.sign_with_bsre(paper, HIMSELF, at=datetime.now(UTC), by=official)

    assert caught.value.fault is ServiceFault.NOT_SIGNED
    assert (Signature.objects.count(), kept_files(settings)) == (0, [])


def test_bsre_is_off_unless_an_operator_turns_it_on(paper, official):
    with pytest.raises(CannotRecord, match="BSrE tidak diaktifkan"):
        signing.sign_with_bsre(paper, Person(fake_bsre.NIK, "x"), at=datetime.now(UTC), by=official)


def test_a_paper_replaced_while_bsre_thought_keeps_no_signature(desk, paper, official, settings, tmp_path, monkeypatch):
    _certificates(settings, tmp_path, paper)
    with _fake(settings, tmp_path, paper) as fake:
        ask = signing.bsre.sign

        def sign(*asked, **how):
            done = ask(*asked, **how)
            papers.withdraw(desk.assessment, reason="Ditarik", at=NOW, by=desk.officer)
            return done

        monkeypatch.setattr(signing.bsre, "sign", sign)
        with pytest.raises(CannotRecord, match="tidak berlaku"):
            signing.sign_with_bsre(paper, HIMSELF, at=datetime.now(UTC), by=official)

    assert fake.asked

    assert (Signature.objects.count(), kept_files(settings)) == (0, [])


def test_a_head_without_an_account_is_decided_by_the_scan(desk, paper):
    _without_heads()
    made = record(desk, paper)

    done = signing.confirm_on_paper(desk.assessment, version=desk.assessment.version, at=LATER, by=desk.officer)

    event = Event.objects.get(action="assessment.confirmed")
    assert (done.state, done.confirmed_by) == ("confirmed", paper.frozen["signatory"]["name"])
    assert (event.after["on_paper"], event.after["scan"]) == (paper.number, made.sha256)
    assert event.actor_name == desk.officer.name
    assert Document.objects.in_force().get(assessment=desk.assessment) == paper


def test_without_a_scan_the_officer_decides_nothing(desk, paper):
    _without_heads()

    with pytest.raises(CannotRecord, match="Kirim dahulu"):
        signing.confirm_on_paper(desk.assessment, version=desk.assessment.version, at=LATER, by=desk.officer)


def test_where_the_head_has_an_account_he_decides_himself(desk, paper):
    record(desk, paper)

    with pytest.raises(CannotDecide, match="memutuskan sendiri"):
        signing.confirm_on_paper(desk.assessment, version=desk.assessment.version, at=LATER, by=desk.officer)


def test_a_decision_on_paper_names_the_version_that_was_seen(desk, paper):
    _without_heads()
    record(desk, paper)

    with pytest.raises(Moved):
        signing.confirm_on_paper(desk.assessment, version=desk.assessment.version - 1, at=LATER, by=desk.officer)


def test_a_decision_on_paper_is_recorded_once(desk, paper):
    _without_heads()
    record(desk, paper)
    signing.confirm_on_paper(desk.assessment, version=desk.assessment.version, at=LATER, by=desk.officer)

    with pytest.raises(CannotDecide, match="sudah"):
        signing.confirm_on_paper(desk.assessment, version=desk.assessment.version + 1, at=LATER, by=desk.officer)


def test_the_agency_does_not_record_the_decision_of_a_head(desk, paper):
    _without_heads()
    record(desk, paper, by=desk.agency)

    with pytest.raises(PermissionDenied):
        signing.confirm_on_paper(desk.assessment, version=desk.assessment.version, at=LATER, by=desk.agency)


def _without_heads():
    heads = Mandate.objects.filter(role=Role.UNIT_HEAD)
    User.objects.filter(mandates__in=heads).update(is_active=False)


def _certificates(settings, tmp_path, paper):
    authority = pki.Authority.made()
    folder = authority.folder(tmp_path / "sertifikat")
    authority.file(folder / f"{paper.frozen['signatory']['nip']}.p12", paper.frozen["signatory"]["name"])
    settings.PETRUK_CERTIFICATES = folder


@contextmanager
def _fake(settings, tmp_path, paper):
    """Let a service run that signs with the certificate of the official, and turn it on."""
    nip = paper.frozen["signatory"]["nip"]
    key = open_key(tmp_path / "sertifikat" / f"{nip}.p12", pki.PASSPHRASE, at=datetime.now(UTC))
    with fake_bsre.running(lambda pdf: pades.sign(pdf, key, at=datetime.now(UTC))) as fake:
        address = fake.service().address
        settings.PETRUK_BSRE = {"url": address.url, "user": address.user, "password": address.password, "version": "v2"}
        yield fake
