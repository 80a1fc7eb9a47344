"""A charter is signed by two hands, in any order, each in his own room; only then it counts as signed."""

from datetime import UTC, datetime

import pytest

from petruk.access.roles import Role
from petruk.documents.actions import signing
from petruk.documents.actions.signing import CannotRecord
from petruk.documents.models import Signature
from petruk.documents.queries import signatures as queries
from petruk.documents.queries.charters import waiting_for_hand
from petruk.documents.queries.papers import issued_pdf
from petruk.documents.queries.public import public_paper
from petruk.documents.signing import checking
from petruk.documents.signing.checking import Hold
from petruk.documents.signing.refusals import CannotSign
from petruk.documents.signing.trust import read_trust
from petruk.people.models import Official, User
from petruk.people.queries import authority_of
from tests.documents import pki
from tests.documents.test_charters import decided, issued
from tests.factories import TODAY, make_employee, make_user

pytestmark = pytest.mark.django_db
NIPS = {"regional_head": "196505051990031005", "agency_head": "197001011995031001"}


@pytest.fixture
def folder(settings, tmp_path):
    """Certificates of both who sign, and where signed files are kept."""
    authority = pki.Authority.made()
    settings.PETRUK_CERTIFICATES = authority.folder(tmp_path / "sertifikat")
    settings.PETRUK_FILES = tmp_path / "files"
    for nip in NIPS.values():
        authority.file(settings.PETRUK_CERTIFICATES / f"{nip}.p12", f"Pejabat {nip}")
    return settings.PETRUK_CERTIFICATES


@pytest.fixture
def contest(folder):
    contest = decided()
    for role, nip in NIPS.items():
        Official.objects.filter(role=role).update(nip=nip)
    return contest


@pytest.fixture
def hands(contest):
    """The head of the region and the head of the agency, each with an account."""
    made = {}
    for role, nip in NIPS.items():
        employee = make_employee(contest.root, nip=nip)
        made[role] = authority_of(make_user(Role.AGENCY_ADMIN, contest.root, name=role, employee=employee), on=TODAY)
    return made


def sign(paper, hand):
    return signing.sign_with_certificate(paper, pki.PASSPHRASE, at=datetime.now(UTC), by=hand)


@pytest.mark.parametrize("order", [("regional_head", "agency_head"), ("agency_head", "regional_head")])
def test_each_hand_joins_the_other_and_both_make_it_whole(contest, hands, folder, order):
    paper = issued(contest)[0]

    first = sign(paper, hands[order[0]])
    half = public_paper(contest.agency, paper.code)
    second = sign(paper, hands[order[1]])

    whole = public_paper(contest.agency, paper.code)
    pdf, trust = queries.bytes_of(contest.agency, second), read_trust(folder)
    assert (half.way, half.signed_sha256) == ("", "")
    assert (whole.way, whole.signed_sha256) == ("certificate", second.sha256)
    assert pdf.startswith(queries.bytes_of(contest.agency, first))
    assert [(each.hold, each.signer) for each in checking.signatures(pdf, trust)] == [
        (Hold.VALID, f"Pejabat {NIPS[role]}") for role in order
    ]


def test_nobody_signs_twice_and_no_scan_takes_the_place_of_a_signature(contest, hands):
    paper = issued(contest)[0]
    sign(paper, hands["agency_head"])

    with pytest.raises(CannotRecord, match="sudah bertanda tangan"):
        sign(paper, hands["agency_head"])
    assert queries.ways(hands["agency_head"], paper, Signature.objects.get()) == queries.Ways()
    assert queries.ways(hands["regional_head"], paper, Signature.objects.get()) == queries.Ways(certificate=True)
    with pytest.raises(CannotRecord, match="tercantum"):
        sign(paper, contest.agency)


def test_two_who_sign_at_once_do_not_lose_one_another(contest, hands, monkeypatch):
    paper = issued(contest)[0]
    ask = signing.pades.sign

    def while_the_other_signs(*asked, **how):
        monkeypatch.setattr(signing.pades, "sign", ask)
        sign(paper, hands["regional_head"])
        return ask(*asked, **how)

    monkeypatch.setattr(signing.pades, "sign", while_the_other_signs)
    with pytest.raises(CannotRecord, match="baru saja"):
        sign(paper, hands["agency_head"])

    sign(paper, hands["agency_head"])
    assert public_paper(contest.agency, paper.code).way == "certificate"


def test_all_charters_of_a_period_are_signed_together(contest, hands):
    papers = issued(contest)
    head = hands["agency_head"]
    waiting = [waiting_for_hand(by, contest.period) for by in (head, hands["regional_head"], contest.agency)]
    assert [each.all().count() for each in waiting] == [3, 3, 0]

    signed = signing.sign_together(waiting[0], pki.PASSPHRASE, at=datetime.now(UTC), by=head)

    assert signed == Signature.objects.filter(document__in=papers).count() == 3
    assert [each.all().count() for each in waiting] == [0, 3, 0]


def test_a_wrong_passphrase_signs_none_of_them(contest, hands):
    issued(contest)
    head = hands["agency_head"]

    with pytest.raises(CannotSign):
        signing.sign_together(waiting_for_hand(head, contest.period), "salah", at=datetime.now(UTC), by=head)

    assert not Signature.objects.exists()


def test_the_page_of_charters_takes_the_passphrase_and_says_how_many(contest, hands, client, signed_in):
    issued(contest)
    signed_in(User.objects.get(public_id=hands["agency_head"].ref))
    page = f"/naskah/piagam/{contest.period.public_id}/"

    wrong = client.post(page, {"act": "sign", "passphrase": "salah sekali"})
    done = client.post(page, {"act": "sign", "passphrase": pki.PASSPHRASE}, follow=True)

    assert (wrong.context["waiting"], done.context["waiting"]) == (3, 0)
    assert wrong.context["certificate"].non_field_errors()
    assert "salah sekali" not in wrong.content.decode()
    assert "3 piagam sudah ditandatangani" in done.content.decode()


def test_a_charter_in_force_begins_with_what_was_issued(contest, hands):
    paper = issued(contest)[0]

    made = sign(paper, hands["agency_head"])

    assert queries.bytes_of(contest.agency, made).startswith(issued_pdf(contest.agency, paper))
