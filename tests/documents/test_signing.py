import subprocess
import time
from datetime import UTC, datetime, timedelta
from functools import partial
from io import BytesIO

import pytest
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, pkcs12
from pyhanko.pdf_utils.generic import pdf_name
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

from petruk.documents.signing import checking, pades
from petruk.documents.signing.certificate import open_key
from petruk.documents.signing.checking import Hold
from petruk.documents.signing.refusals import CannotSign, Fault
from petruk.documents.signing.trust import Trust, read_trust
from petruk.documents.typesetting import render
from tests.documents import pki, reading, samples
from tests.documents.pki import PASSPHRASE

NAME = "Dr. SITI RAHMAWATI, M.Si"


@pytest.fixture(scope="module")
def authority():
    return pki.Authority.made()


@pytest.fixture(scope="module")
def paper():
    return render(samples.guide())


@pytest.fixture
def trust(authority, tmp_path):
    return read_trust(authority.folder(tmp_path / "trust"))


def now():
    return datetime.now(UTC)


def key_of(authority, tmp_path, **how):
    return open_key(authority.file(tmp_path / "kunci.p12", NAME, **how), PASSPHRASE, at=now())


def refused(act):
    with pytest.raises(CannotSign) as caught:
        act()
    return caught.value.fault


def test_a_signed_paper_begins_with_the_issued_one_byte_by_byte(authority, trust, paper, tmp_path):
    signed = pades.sign(paper, key_of(authority, tmp_path), at=now(), trust=trust)

    assert signed.startswith(paper)
    assert len(signed) > len(paper)


def test_the_signature_is_read_back_with_signer_issuer_and_moment(authority, trust, paper, tmp_path):
    before = now().replace(microsecond=0)

    (found,) = checking.signatures(pades.sign(paper, key_of(authority, tmp_path), at=now(), trust=trust), trust)

    assert (found.hold, found.signer, found.issuer) == (Hold.VALID, NAME, "CA Uji Rekaan")
    assert found.until_end
    assert before <= datetime.fromisoformat(found.signed_at) <= now()


def test_the_revocation_list_of_the_authority_is_embedded(authority, trust, paper, tmp_path):
    signed = pades.sign(paper, key_of(authority, tmp_path), at=now(), trust=trust)

    store = reading.reader(signed).trailer["/Root"]["/DSS"]
    assert [stream.get_object().get_data() for stream in store["/CRLs"]] == list(trust.lists)
    assert len(store["/Certs"]) == 2


def test_without_a_trust_the_signature_is_plain_and_its_issuer_unknown(authority, paper, tmp_path):
    signed = pades.sign(paper, key_of(authority, tmp_path), at=now())

    assert "/DSS" not in reading.reader(signed).trailer["/Root"]
    (found,) = checking.signatures(signed, Trust())
    assert found.hold is Hold.UNKNOWN


def test_the_form_of_the_signature_is_pades(authority, trust, paper, tmp_path):
    signed = pades.sign(paper, key_of(authority, tmp_path), at=now(), reason="Menyetujui", trust=trust)

    value = _field(signed)["/V"]
    assert (value["/SubFilter"], value["/Reason"]) == ("/ETSI.CAdES.detached", "Menyetujui")


def test_the_mark_fills_the_room_that_the_paper_leaves(authority, trust, paper, tmp_path):
    signed = pades.sign(paper, key_of(authority, tmp_path), at=now(), trust=trust)

    field = _field(signed)
    left, low, right, high = (float(edge) / reading.MILLIMETRE for edge in field["/Rect"])
    page = reading.reader(signed).pages[-1]
    name = reading.line(paper, "Dr. H. SURYA PERMANA")
    assert (round(right - left), round(high - low)) == (82, 21)
    assert left == pytest.approx(name.left, abs=0.1)
    assert 330 - low < name.top < 330 - low + 6
    assert _number(field["/P"]) == _number(page)
    mark = field["/AP"]["/N"]["/Resources"]["/XObject"]["/Mark"]
    assert all("/FontFile" in str(_descriptor(font)) for font in mark["/Resources"]["/Font"].values())


def test_a_screen_reader_meets_the_field_behind_its_room(authority, trust, paper, tmp_path):
    signed = pades.sign(paper, key_of(authority, tmp_path), at=now(), trust=trust)

    field = _field(signed)
    (form,) = [element for element in reading.structure(signed) if element["/S"] == "/Form"]
    tree = reading.reader(signed).trailer["/Root"]["/StructTreeRoot"]["/ParentTree"]["/Nums"]
    kids = [kid.get_object() for kid in form["/P"]["/K"]]
    behind = kids[kids.index(form) - 1]
    assert field["/TU"] == "Tanda tangan elektronik"
    assert form["/K"][0]["/Obj"]["/T"] == field["/T"]
    assert _number(tree[tree.index(field["/StructParent"]) + 1].get_object()) == _number(form)
    assert behind["/Alt"] == "Tempat tanda tangan"


def test_a_paper_without_room_is_signed_invisibly(authority, trust, tmp_path):
    paper = render(samples.unsigned())

    signed = pades.sign(paper, key_of(authority, tmp_path), at=now(), trust=trust)

    assert [float(edge) for edge in _field(signed)["/Rect"]] == [0, 0, 0, 0]
    assert checking.signatures(signed, trust)[0].hold is Hold.VALID


def test_a_paper_of_many_pages_is_signed_on_its_last(authority, trust, tmp_path):
    paper = render(samples.longest())
    signed = pades.sign(paper, key_of(authority, tmp_path), at=now(), trust=trust)

    pages = reading.reader(signed).pages
    assert len(pages) > 1
    assert _number(_field(signed)["/P"]) == _number(pages[-1])


def test_pdfsig_finds_the_signature_valid_over_the_whole_file(authority, trust, paper, tmp_path):
    file = tmp_path / "lembar.pdf"
    file.write_bytes(pades.sign(paper, key_of(authority, tmp_path), at=now()))

    said = subprocess.run(["pdfsig", "-nocert", file], capture_output=True, text=True, check=True).stdout

    assert "Signature is Valid." in said
    assert "Total document signed" in said
    assert f"Signer Certificate Common Name: {NAME}" in said
    assert "ETSI.CAdES.detached" in said


def test_pdfsig_finds_the_signature_with_the_list_valid_too(authority, trust, paper, tmp_path):
    file = tmp_path / "lembar.pdf"
    file.write_bytes(pades.sign(paper, key_of(authority, tmp_path), at=now(), trust=trust))

    said = subprocess.run(["pdfsig", "-nocert", file], capture_output=True, text=True, check=True).stdout

    assert "Signature is Valid." in said


def test_every_changed_byte_of_the_signed_part_is_noticed(authority, trust, paper, tmp_path):
    signed = bytearray(pades.sign(paper, key_of(authority, tmp_path), at=now(), trust=trust))
    for at in range(100, len(paper), len(paper) // 12):
        changed = bytes(signed[:at]) + bytes([signed[at] ^ 1]) + bytes(signed[at + 1 :])

        try:
            holds = {found.hold for found in checking.signatures(changed, trust)}
        except checking.NotReadable:
            continue
        assert Hold.VALID not in holds, at


def test_what_was_added_behind_a_signature_is_noticed(authority, trust, paper, tmp_path):
    writer = IncrementalPdfFileWriter(BytesIO(pades.sign(paper, key_of(authority, tmp_path), at=now(), trust=trust)))
    page = writer.find_page_for_modification(0)[0].get_object()
    del page[pdf_name("/Contents")]
    writer.update_container(page)
    changed = BytesIO()
    writer.write(changed)

    (found,) = checking.signatures(changed.getvalue(), trust)

    assert (found.hold, found.until_end) == (Hold.CHANGED, False)


def test_a_stranger_with_the_same_name_is_not_trusted(trust, paper, tmp_path):
    stranger = pki.Authority.made()

    (found,) = checking.signatures(pades.sign(paper, key_of(stranger, tmp_path), at=now()), trust)

    assert (found.hold, found.issuer) == (Hold.UNKNOWN, "CA Uji Rekaan")


def test_a_certificate_that_expired_since_still_proves_what_it_signed(authority, trust, paper, tmp_path):
    key = key_of(authority, tmp_path, until=now() + timedelta(seconds=2))
    signed = pades.sign(paper, key, at=now(), trust=trust)

    time.sleep(2.1)

    assert checking.signatures(signed, trust)[0].hold is Hold.VALID


def test_a_certificate_revoked_before_it_signed_is_found_out(authority, paper, tmp_path):
    key = key_of(authority, tmp_path)
    signed = pades.sign(paper, key, at=now())

    trust = read_trust(authority.folder(tmp_path / "later", key.certificate.serial_number))

    assert checking.signatures(signed, trust)[0].hold is Hold.REVOKED


def test_a_wrong_passphrase_is_said_in_words(authority, tmp_path):
    file = authority.file(tmp_path / "kunci.p12")

    for typed in ("salah", "", PASSPHRASE.upper(), "é" * 300):
        with pytest.raises(CannotSign, match="Passphrase tidak cocok") as caught:
            open_key(file, typed, at=now())
        assert caught.value.fault is Fault.LOCKED
        assert not typed or typed not in str(caught.value)


@pytest.mark.parametrize("content", [b"", b"not a certificate", b"\x30\x82", b"%PDF-1.7", bytes(200)])
def test_a_file_that_is_no_certificate_is_unreadable(tmp_path, content):
    file = tmp_path / "kunci.p12"
    file.write_bytes(content)

    assert refused(lambda: open_key(file, PASSPHRASE, at=now())) is Fault.UNREADABLE


def test_a_missing_or_forbidden_file_is_unreadable_and_shows_no_path(tmp_path):
    for file in (tmp_path / "tiada.p12", tmp_path):
        with pytest.raises(CannotSign) as caught:
            open_key(file, PASSPHRASE, at=now())
        assert caught.value.fault is Fault.UNREADABLE
        assert str(tmp_path.parent) not in str(caught.value)


def test_a_file_with_certificates_only_holds_no_key(authority, tmp_path):
    file = tmp_path / "kunci.p12"
    locked = BestAvailableEncryption(PASSPHRASE.encode())
    file.write_bytes(pkcs12.serialize_key_and_certificates(None, None, None, [authority.certificate], locked))

    assert refused(lambda: open_key(file, PASSPHRASE, at=now())) is Fault.NO_CERTIFICATE


@pytest.mark.parametrize(
    ("how", "fault"),
    [
        ({"until": now() - timedelta(days=1), "since": now() - timedelta(days=30)}, Fault.EXPIRED),
        ({"since": now() + timedelta(days=1)}, Fault.EARLY),
        ({"usage": {"key_encipherment": True}}, Fault.PURPOSE),
        ({"key": rsa.generate_private_key(65537, 1024)}, Fault.WEAK),
        ({"key": ec.generate_private_key(ec.SECP192R1())}, Fault.WEAK),
    ],
)
def test_a_certificate_that_is_not_fit_is_refused(authority, tmp_path, how, fault):
    assert refused(lambda: key_of(authority, tmp_path, **how)) is fault


def test_the_words_of_an_expired_certificate_name_the_day(authority, tmp_path):
    until = datetime(2026, 5, 5, 4, tzinfo=UTC)

    with pytest.raises(CannotSign, match="5 Mei 2026"):
        key_of(authority, tmp_path, since=until - timedelta(days=9), until=until)


def test_an_rsa_key_of_2048_bits_signs_too(authority, trust, paper, tmp_path):
    key = key_of(authority, tmp_path, key=rsa.generate_private_key(65537, 2048))

    assert checking.signatures(pades.sign(paper, key, at=now(), trust=trust), trust)[0].hold is Hold.VALID


def test_nothing_is_signed_with_a_certificate_of_a_stranger(trust, paper, tmp_path):
    key = key_of(pki.Authority.made("CA Lain"), tmp_path)

    assert refused(lambda: pades.sign(paper, key, at=now(), trust=trust)) is Fault.STRANGER


def test_nothing_is_signed_with_a_revoked_certificate(authority, paper, tmp_path):
    key = key_of(authority, tmp_path)
    trust = read_trust(authority.folder(tmp_path / "trust", key.certificate.serial_number))

    assert refused(lambda: pades.sign(paper, key, at=now(), trust=trust)) is Fault.REVOKED


def test_nothing_is_signed_with_a_list_that_has_ended(authority, paper, tmp_path):
    folder = authority.folder(tmp_path / "trust")
    old = now() - timedelta(days=60)
    (folder / "revoked.crl").write_bytes(authority.revocations(since=old, until=old + timedelta(days=7)))
    trust = read_trust(folder)

    assert refused(lambda: pades.sign(paper, key_of(authority, tmp_path), at=now(), trust=trust)) is Fault.OLD_LIST


@pytest.mark.parametrize(("name", "fault"), [("roots.pem", Fault.NO_ROOT), ("revoked.crl", Fault.NO_LIST)])
@pytest.mark.parametrize("content", [None, b"", b"-----BEGIN X-----", b"\x30\x03\x02\x01\x01"])
def test_a_trust_that_cannot_be_read_is_said_in_words(authority, tmp_path, name, fault, content):
    folder = authority.folder(tmp_path / "trust")
    (folder / name).unlink()
    if content is not None:
        (folder / name).write_bytes(content)

    assert refused(lambda: read_trust(folder)) is fault


def test_a_paper_is_signed_once(authority, trust, paper, tmp_path):
    key = key_of(authority, tmp_path)
    signed = pades.sign(paper, key, at=now(), trust=trust)

    assert refused(lambda: pades.sign(signed, key, at=now(), trust=trust)) is Fault.SIGNED_ALREADY


@pytest.mark.parametrize("layout", ["charter-1", "charter-2"])
def test_two_hands_sign_one_paper_each_in_his_own_room(authority, trust, tmp_path, layout):
    paper, key = render(samples.on(layout, samples.charter())), key_of(authority, tmp_path)
    hands = ("Dr. H. SURYA PERMANA, M.Si", "H. ABDUL HADIJAYA")

    signed = paper
    for hand in hands:
        signed = pades.sign(signed, key, at=now(), trust=trust, hand=hand)

    found = checking.signatures(signed, trust)
    assert [each.hold for each in found] == [Hold.VALID, Hold.VALID]
    assert found[-1].until_end
    rooms = sorted(_fields(signed), key=lambda field: field["/Rect"][0])
    names = sorted((reading.line(paper, hand) for hand in hands), key=lambda line: line.left)
    for room, name in zip(rooms, names, strict=True):
        left, _low, right, _high = (float(edge) / reading.MILLIMETRE for edge in room["/Rect"])
        assert left < name.left < right
    for hand in hands:
        again = partial(pades.sign, signed, key, at=now(), trust=trust, hand=hand)
        assert refused(again) is Fault.SIGNED_ALREADY


def test_a_room_of_somebody_else_stays_free(authority, trust, tmp_path):
    signed = pades.sign(
        render(samples.charter()), key_of(authority, tmp_path), at=now(), trust=trust, hand="ORANG LAIN"
    )

    *rooms, field = _fields(signed)
    assert ["/V" in room for room in rooms] == [False, False]
    assert [float(edge) for edge in field["/Rect"]] == [0, 0, 0, 0]


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7", b"hello", bytes(1000)])
def test_what_is_no_pdf_is_not_signed_and_not_read(authority, trust, tmp_path, content):
    assert refused(lambda: pades.sign(content, key_of(authority, tmp_path), at=now(), trust=trust)) is Fault.NOT_A_PAPER
    with pytest.raises(checking.NotReadable):
        checking.signatures(content, trust)


def test_the_passphrase_stands_nowhere_after_signing(authority, trust, paper, tmp_path, caplog):
    caplog.set_level("DEBUG")
    key = key_of(authority, tmp_path)

    signed = pades.sign(paper, key, at=now(), trust=trust)

    assert PASSPHRASE not in caplog.text + repr(key)
    assert PASSPHRASE.encode() not in signed


def _field(pdf):
    (field,) = _fields(pdf)
    return field


def _fields(pdf):
    return [each.get_object() for each in reading.reader(pdf).trailer["/Root"]["/AcroForm"]["/Fields"]]


def _number(item):
    return item.indirect_reference.idnum


def _descriptor(font):
    return font["/DescendantFonts"][0]["/FontDescriptor"]
