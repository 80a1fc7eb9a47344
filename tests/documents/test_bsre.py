import base64
import logging
import socket
import time
from datetime import UTC, datetime

import pytest

from petruk.documents.signing import bsre, pades
from petruk.documents.signing.bsre import Service, ServiceFault, ServiceRefused
from petruk.documents.signing.certificate import open_key
from petruk.documents.signing.checking import Hold
from petruk.documents.signing.line import Address
from petruk.documents.signing.shapes import Person, Version
from petruk.documents.signing.trust import Trust, read_trust
from petruk.documents.typesetting import render
from tests.documents import fake_bsre, pki, samples

NAME = "Dr. H. SURYA PERMANA, M.Si"
both_versions = pytest.mark.parametrize("version", Version)


@pytest.fixture(scope="module")
def authority():
    return pki.Authority.made("OSD Rekaan")


@pytest.fixture(scope="module")
def paper():
    return render(samples.guide())


@pytest.fixture(scope="module")
def trust(authority, tmp_path_factory):
    return read_trust(authority.folder(tmp_path_factory.mktemp("trust")))


@pytest.fixture
def fake(authority, tmp_path):
    key = open_key(authority.file(tmp_path / "osd.p12", NAME), pki.PASSPHRASE, at=datetime.now(UTC))
    fake_bsre.OTHER["pdf"] = render(samples.guide() | {"total": "90"})
    with fake_bsre.running(lambda pdf: pades.sign(pdf, key, at=datetime.now(UTC), reason="Penetapan hasil")) as fake:
        yield fake


def person(**changed):
    return Person(**({"nik": fake_bsre.NIK, "passphrase": fake_bsre.PASSPHRASE} | changed))


def signed(fake, paper, trust, version=Version.V2, who=None):
    service = fake.service(version)
    return bsre.sign(
        service, paper, who or person(), name=NAME, at=datetime.now(UTC), reason="Penetapan hasil", trust=trust
    )


def refused(act):
    with pytest.raises(ServiceRefused) as caught:
        act()
    return caught.value


@both_versions
def test_a_paper_comes_back_signed(fake, paper, trust, version):
    pdf, found = signed(fake, paper, trust, version)

    assert pdf.startswith(paper)
    assert (found.hold, found.signer, found.issuer) == (Hold.VALID, NAME, "OSD Rekaan")


def test_a_signature_of_an_authority_we_do_not_know_is_kept_as_such(fake, paper):
    _pdf, found = signed(fake, paper, Trust())

    assert found.hold is Hold.UNKNOWN


def test_the_first_version_may_answer_with_a_number_to_fetch(fake, paper, trust):
    fake.way = "by-number"

    pdf, _found = signed(fake, paper, trust, Version.V1)

    assert pdf.startswith(paper)
    assert fake.asked[-1][1] == "/api/sign/download/ab12-cd34"


def test_the_second_version_is_asked_in_its_shape(fake, paper, trust):
    signed(fake, paper, trust, Version.V2)

    (method, path, said) = fake.asked[0]
    (seen,) = said["signatureProperties"]
    assert (method, path) == ("POST", "/api/v2/sign/pdf")
    assert said.keys() == {"nik", "passphrase", "signatureProperties", "file"}
    assert [base64.b64decode(file) for file in said["file"]] == [paper]
    assert (seen["tampilan"], seen["page"], seen["reason"]) == ("VISIBLE", 1, "Penetapan hasil")
    assert base64.b64decode(seen["imageBase64"]).startswith(b"\x89PNG")
    assert (round(seen["width"]), round(seen["height"])) == (232, 60)
    assert seen["originY"] == pytest.approx(935.43 - 252.38, abs=0.1)


def test_the_first_version_is_asked_in_its_shape(fake, paper, trust):
    signed(fake, paper, trust, Version.V1)

    (method, path, said) = fake.asked[0]
    assert (method, path) == ("POST", "/api/sign/pdf")
    assert said["file"] == paper
    assert said["imageTTD"].startswith(b"\x89PNG")
    assert (said["nik"], said["passphrase"], said["tampilan"]) == (fake_bsre.NIK, fake_bsre.PASSPHRASE, "visible")
    assert [said[name] for name in ("page", "xAxis", "yAxis", "width", "height")] == ["1", "326", "193", "232", "60"]


def test_a_paper_without_room_is_signed_invisibly(fake, trust):
    signed(fake, render(samples.unsigned()), trust, Version.V2)

    (seen,) = fake.asked[0][2]["signatureProperties"]
    assert seen == {"tampilan": "INVISIBLE", "reason": "Penetapan hasil"}


def test_a_one_time_code_takes_the_place_of_the_passphrase(fake, paper, trust):
    signed(fake, paper, trust, who=person(passphrase="", totp="123456"))

    said = fake.asked[0][2]
    assert said["totp"] == "123456"
    assert "passphrase" not in said


@both_versions
def test_the_service_is_asked_what_it_thinks_of_a_file(fake, paper, version):
    assert bsre.verify(fake.service(version), paper) == bsre.Conclusion("VALID", ("SITI RAHMAWATI",))


@both_versions
def test_the_service_is_asked_who_may_sign(fake, version):
    assert bsre.user_status(fake.service(version), fake_bsre.NIK) == "ISSUE"
    bsre.require_may_sign(fake.service(version), fake_bsre.NIK)

    refusal = refused(lambda: bsre.require_may_sign(fake.service(version), "6311011505800003"))
    assert refusal.fault is ServiceFault.NOT_ISSUED
    assert "NOT_REGISTERED" in str(refusal)


@both_versions
@pytest.mark.parametrize(
    ("changed", "fault"),
    [
        ({"nik": "6311011505800003"}, ServiceFault.NOT_REGISTERED),
        ({"passphrase": "salah sekali"}, ServiceFault.LOCKED),
    ],
)
def test_what_the_service_refuses_is_said_in_words(fake, paper, trust, version, changed, fault):
    refusal = refused(lambda: signed(fake, paper, trust, version, person(**changed)))

    assert refusal.fault is fault
    assert not any(secret in str(refusal) for secret in changed.values())


@pytest.mark.parametrize(
    "nik", ["", "631101150580000", "6311011505800002\n", "６３１１０１１５０５８００００２", "631101150580000x"]
)
def test_a_nik_that_is_none_is_not_sent(fake, paper, trust, nik):
    assert refused(lambda: signed(fake, paper, trust, who=person(nik=nik))).fault is ServiceFault.NIK
    assert refused(lambda: bsre.user_status(fake.service(), nik)).fault is ServiceFault.NIK
    assert fake.asked == []


def test_without_a_passphrase_nothing_is_sent(fake, paper, trust):
    assert refused(lambda: signed(fake, paper, trust, who=person(passphrase=""))).fault is ServiceFault.NO_PROOF
    assert fake.asked == []


@both_versions
@pytest.mark.parametrize(
    ("way", "fault"),
    [
        ("silent", ServiceFault.SLOW),
        ("trickling", ServiceFault.SLOW),
        ("cutting", ServiceFault.CUT),
        ("hanging-up", ServiceFault.CUT),
        ("failing", ServiceFault.FAILED),
        ("web-page", ServiceFault.NOT_UNDERSTOOD),
        ("moving", ServiceFault.FAILED),
        ("error-with-200", ServiceFault.SAID),
        ("another-paper", ServiceFault.OTHER_DOCUMENT),
        ("unsigned", ServiceFault.NOT_SIGNED),
        ("tampered", ServiceFault.NOT_SIGNED),
    ],
)
def test_a_service_that_is_slow_fails_or_lies_signs_nothing(fake, paper, trust, version, way, fault):
    fake.way = way
    if fault is ServiceFault.SLOW:
        fake.seconds = 1

    started = time.monotonic()
    refusal = refused(lambda: signed(fake, paper, trust, version))

    assert refusal.fault is fault
    assert time.monotonic() - started < 5
    assert fake_bsre.PASSPHRASE not in str(refusal)


def test_an_endless_answer_is_not_read_to_its_end(fake, paper, trust):
    fake.way = "endless"

    assert refused(lambda: signed(fake, paper, trust)).fault is ServiceFault.TOO_LONG


def test_a_service_that_is_not_there_is_said_in_words(paper, trust):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    service = Service(Address(f"http://127.0.0.1:{port}", "petruk", "x", 2), Version.V2)

    refusal = refused(lambda: bsre.user_status(service, fake_bsre.NIK))

    assert refusal.fault is ServiceFault.UNREACHABLE


def test_a_service_that_does_not_know_us_is_the_operators_matter(fake):
    service = fake.service(password="salah")

    assert refused(lambda: bsre.user_status(service, fake_bsre.NIK)).fault is ServiceFault.STRANGERS


@both_versions
def test_n103_neither_passphrase_nor_nik_nor_our_password_is_logged_or_shown(fake, paper, trust, version, caplog):
    caplog.set_level(logging.DEBUG)
    for way in ("good", "cutting", "failing", "error-with-200"):
        fake.way = way
        try:
            signed(fake, paper, trust, version)
        except ServiceRefused as refusal:
            caplog.handler.handle(
                logging.makeLogRecord({"msg": repr(refusal), "exc_info": (ServiceRefused, refusal, None)})
            )

    seen = caplog.text + repr(person()) + repr(fake.service())
    assert not any(secret in seen for secret in (fake_bsre.PASSPHRASE, fake_bsre.NIK, fake_bsre.PASSWORD))
