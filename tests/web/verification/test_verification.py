"""What anybody may ask of a paper: everything it says, nothing more, and no list of papers by guessing."""

import pytest
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

from petruk.core.dates import format_date
from petruk.core.ids import new_verification_code
from petruk.documents.models import Document
from petruk.web.verification.code import read_code
from petruk.web.verification.limits import UNKNOWN_CODES
from tests.fingerprint import digest
from tests.web.appraisal.office import filled, handed_in, make_office
from tests.web.reading import read
from tests.world_signing import make_signature

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _no_misses_yet(db):
    cache.clear()


@pytest.fixture
def office(db):
    return make_office()


@pytest.fixture
def paper(signed_in, office):
    handed_in(signed_in(office.user), office, text_inovasi="Inovasi yang tidak tercantum di halaman umum")
    return Document.objects.get()


def address(code):
    return reverse("verification:paper", args=[code])


@pytest.fixture
def anybody(client):
    def fresh():
        client.logout()
        return client

    return fresh


def test_the_addresses_are_indonesian():
    assert (reverse("verification:start"), address("abc")) == ("/verifikasi/", "/verifikasi/abc/")


def test_n105_the_page_says_what_the_paper_says_and_no_more(anybody, office, paper):
    response = anybody().get(address(paper.code))

    text, nip = read(response).text, office.candidate.nip
    for said in (
        paper.number,
        format_date(timezone.localdate(paper.issued_at)),
        "Dinas Sosial",
        "BADAN KEPEGAWAIAN, PENDIDIKAN DAN PELATIHAN DAERAH",
        "ASWENDI ARSUDHANA, S.Kom",
        "1984•••• •••••• • •••",
        paper.sha256,
        gettext("This paper is genuine"),
    ):
        assert said in text
    body = response.content.decode()
    for hidden in (nip, nip[8:], "Inovasi yang tidak", office.user.name, paper.public_id, paper.assessment.public_id):
        assert hidden not in body


SIGNED = {"signed_at": timezone.now(), "serial": "1f", "issuer": "CA Uji", "sha256": "e" * 64}


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        (None, "Tercetak dan berlaku, belum ditandatangani"),
        ({}, "Sah, ditandatangani basah"),
        (SIGNED | {"way": "certificate"}, "Sah, ditandatangani secara elektronik"),
        (SIGNED | {"way": "bsre"}, "Sah, ditandatangani secara elektronik"),
    ],
    ids=["unsigned", "ink", "certificate", "bsre"],
)
def test_n105_the_page_says_whether_and_how_the_paper_is_signed(anybody, paper, fields, said):
    """A file with an electronic signature has a fingerprint of its own; it must not be called a changed one."""
    if fields is not None:
        make_signature(paper, **fields)

    text = read(anybody().get(address(paper.code))).text

    words = ("belum ditandatangani", "ditandatangani basah", "ditandatangani secara elektronik")
    assert said in text
    assert sum(word in text for word in words) == 1
    assert ("e" * 64 in text) is ("elektronik" in said)


def test_nobody_is_signed_in_and_no_session_is_begun(anybody, paper):
    response = anybody().get(address(paper.code))

    assert response.status_code == 200
    assert "petruk" not in response.cookies


def test_a_withdrawn_paper_says_since_when_and_what_replaced_it(signed_in, anybody, office, paper):
    officer = signed_in(office.user)
    officer.post(reverse("appraisal:withdraw", args=[paper.assessment.public_id]), {"reason": "RAHASIA KANTOR"})
    alone = read(anybody().get(address(paper.code))).text
    officer = signed_in(office.user)
    officer.post(reverse("appraisal:resume", args=[paper.assessment.public_id]))
    officer.post(office.assess_url(), filled(officer, office.assess_url(), points_inovasi="30"))

    replaced = read(anybody().get(address(paper.code))).text

    newer = Document.objects.get(revoked_at=None)
    assert gettext("This paper no longer counts") in alone
    assert "RAHASIA KANTOR" not in alone
    assert newer.number in replaced
    assert newer.number not in alone
    assert newer.code not in replaced


@pytest.mark.parametrize(
    "code", ["x", "a" * 26, "A" * 25, "' OR 1=1", "%00", "..", "<script>", "0" * 26, "é" * 26, "a" * 2000]
)
def test_every_unknown_code_has_the_same_answer(anybody, paper, code):
    known_to_be_none = anybody().get(address(new_verification_code()))

    response = anybody().get(address(code))

    assert response.status_code == 404
    assert response.content == known_to_be_none.content


def test_a_code_is_read_as_people_type_it(anybody, paper):
    typed = " ".join(paper.code[at : at + 5] for at in range(0, 26, 5)).upper()

    response = anybody().get(reverse("verification:start"), {"kode": f" {typed}-"})

    assert response.url == address(paper.code)
    assert anybody().get(address(typed)).status_code == 200


@pytest.mark.parametrize("typed", ["abc", "<script>alert(1)</script>", "1" * 26, "x" * 5000])
def test_what_is_no_code_is_said_beside_the_field(anybody, db, typed):
    response = anybody().get(reverse("verification:start"), {"kode": typed})

    page = read(response)
    assert response.status_code == 422
    assert page.all("p", id="kode_error")
    assert all(script.get("src") for script in page.all("script"))


def test_read_code_keeps_only_our_letters():
    assert read_code("ABCDE fghij-klmno pqrst uvwxy z") == "abcdefghijklmnopqrstuvwxyz"
    assert read_code("a" * 26 + "\n") == "a" * 26
    assert read_code("ａ" * 26) == ""


def test_n99_whoever_guesses_is_asked_to_wait_and_others_are_not(anybody, paper):
    for _n in range(UNKNOWN_CODES.most):
        assert anybody().get(address(new_verification_code())).status_code == 404

    refused = anybody().get(address(paper.code))
    neighbour = anybody().get(address(paper.code), REMOTE_ADDR="192.0.2.7")
    spoofed = anybody().get(address(paper.code), HTTP_X_FORWARDED_FOR="198.51.100.9")

    assert (refused.status_code, neighbour.status_code, spoofed.status_code) == (429, 200, 429)
    assert refused.headers["Retry-After"] == "600"
    assert "10" in read(refused).text


def test_checking_many_real_papers_is_not_limited_and_writes_nothing(anybody, paper):
    before = digest()

    answers = {anybody().get(address(paper.code)).status_code for _n in range(UNKNOWN_CODES.most + 5)}

    assert answers == {200}
    assert digest() == before


@pytest.mark.parametrize("method", ["post", "put", "delete", "patch"])
def test_nothing_can_be_sent_to_these_pages(anybody, paper, method):
    for url in (address(paper.code), reverse("verification:start")):
        assert getattr(anybody(), method)(url).status_code == 405
