"""Before a power is used somebody shows once more who he is; what was typed goes on after it."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from petruk.access.roles import Role
from petruk.audit.models import Event
from petruk.people.accounts.sessions import PROVED_AT, SEEN_AT, SIGNED_IN_AT
from petruk.people.models import User
from petruk.web.confirming import Fresh
from tests.factories import PASSWORD, RECOVERY_CODE, code_now, make_code_app, make_unit, make_user
from tests.fingerprint import digest
from tests.test_conventions import patterns
from tests.world import World

pytestmark = pytest.mark.django_db
NEW = "/pengaturan/pengguna/baru/"
OPENED = {
    "account:app", "account:passkeys", "users:create", "users:change", "users:give_mandate", "users:end_mandate",
    "periods:publish",
    "periods:open", "periods:close", "workshop:publish", "ranking:seal", "ranking:decide", "ranking:revoke",
    "ranking:announce", "ranking:reopen", "ranking:answer_reopening", "overrides:decide", "panel:lock",
}  # fmt: skip
SENT = {
    "account:switch_off", "account:remove_passkey", "account:recovery_codes", "users:disable", "users:enable",
    "users:reset_password",
    "users:reset_second_factor", "users:end_sessions", "users:revoke_mandate", "instruments:publish", "deciding:decide",
    "deciding:verify", "objections:answer", "signing:paper", "papers:charters",
    "log:erase",
}  # fmt: skip


def stale(client, minutes=16):
    """Let the last proof of this browser lie some minutes back; the session itself is in use."""
    session = client.session
    session[SIGNED_IN_AT] = (timezone.now() - timedelta(minutes=minutes)).isoformat()
    session[SEEN_AT] = timezone.now().isoformat()
    session.save()
    return client


@pytest.fixture
def operator():
    return make_user(Role.OPERATOR, make_unit("PEMERINTAH"), username="budi", name="Budi")


@pytest.fixture
def late(client, signed_in, operator):
    return stale(signed_in(operator))


@pytest.fixture
def form(operator):
    unit = operator.mandates.get().unit
    return {
        "username": "sari", "name": "Sari", "email": "", "nip": "", "role": "unit_officer", "unit": unit.public_id,
        "started_on": "2026-01-01", "ended_on": "",
    }  # fmt: skip


def asks(response):
    return "bukti" in getattr(response.context and response.context.get("form"), "fields", {})


def made():
    return User.objects.filter(username="sari").exists()


def test_the_powers_that_ask_are_these():
    found = {fresh: {name for name, p in patterns() if getattr(p.callback, "fresh", None) is fresh} for fresh in Fresh}

    assert (found[Fresh.OPENED], found[Fresh.SENT]) == (OPENED, SENT)


@pytest.mark.parametrize("url", sorted(OPENED | SENT))
def test_no_power_is_used_on_an_old_proof(world: World, before, url):
    from tests.filled import filled
    from tests.test_negative_forms import right_role

    client = stale(world.client(right_role(url)))

    opened, sent = client.get(world.address(url)), client.post(world.address(url), filled(world, url))

    assert (sent.status_code, asks(sent), digest()) == (403, True, before)
    assert asks(opened) is (url in OPENED)


def test_just_signed_in_nothing_is_asked(client, signed_in, operator):
    assert not asks(signed_in(operator).get(NEW))


def test_the_window_is_a_setting(client, signed_in, operator, settings):
    settings.PETRUK_PROOF_LASTS = timedelta(minutes=20)

    assert not asks(stale(signed_in(operator)).get(NEW))


def test_a_form_that_is_opened_asks_and_opens_after_the_password(late):
    page = late.get(NEW)
    answer = late.post(NEW, {"bukti": PASSWORD, "bukti_lalu": "0"})

    assert (page.status_code, asks(page)) == (200, True)
    assert (answer.status_code, answer.url) == (302, NEW)
    assert not asks(late.get(NEW))


def test_the_way_back_keeps_the_whole_address(late):
    answer = late.post(f"{NEW}?a=b", {"bukti": PASSWORD, "bukti_lalu": "0"})

    assert answer.url == f"{NEW}?a=b"


def test_what_was_typed_is_kept_and_goes_on_after_the_password(late, form):
    page = late.post(NEW, form)
    assert (page.status_code, made()) == (403, False)
    kept = dict(page.context["kept"])

    answer = late.post(NEW, kept | {"bukti": PASSWORD, "bukti_lalu": "1"})

    assert kept == form
    assert answer.context["password"]
    assert made()


def test_a_wrong_password_keeps_what_was_typed_too(late, form):
    page = late.post(NEW, form | {"bukti": "bukan ini", "bukti_lalu": "1"})

    assert page.context["form"].errors
    assert dict(page.context["kept"]) == form
    assert not made()
    assert "bukan ini" not in page.content.decode()


@pytest.mark.parametrize("typed", ["", " ", "null", "000000", RECOVERY_CODE.upper()[:-1] + "z"])
def test_n22_what_proves_nothing_opens_nothing(late, operator, form, typed):
    make_code_app(operator)

    late.post(NEW, form | {"bukti": typed, "bukti_lalu": "1"})

    assert not made()
    assert asks(late.get(NEW))


def test_a_code_of_the_phone_will_do_and_counts_once(late, operator):
    make_code_app(operator)
    code = code_now()
    late.post(NEW, {"bukti": code, "bukti_lalu": "0"})
    assert not asks(late.get(NEW))

    stale_again = late.session
    del stale_again[PROVED_AT]
    stale_again.save()
    late.post(NEW, {"bukti": code, "bukti_lalu": "0"})

    assert asks(late.get(NEW))


def test_each_proof_is_in_the_log(late, operator):
    late.post(NEW, {"bukti": PASSWORD, "bukti_lalu": "0"})

    event = Event.objects.order_by("-pk").first()
    assert (event.action, event.actor_ref, event.after) == ("user.proved", operator.public_id, {"how": "password"})


def test_a_proof_changes_the_session_key(late):
    before = late.session.session_key

    late.post(NEW, {"bukti": PASSWORD, "bukti_lalu": "0"})

    assert late.session.session_key != before


def test_n24_the_seventh_guess_waits(late):
    answers = [late.post(NEW, {"bukti": "bukan", "bukti_lalu": "0"}).status_code for _ in range(6)]

    last = late.post(NEW, {"bukti": PASSWORD, "bukti_lalu": "0"})

    assert (answers, last.status_code) == ([403] * 6, 429)
    assert asks(late.get(NEW))


def test_a_page_sent_twice_is_not_asked_twice(late, form):
    late.post(NEW, {"bukti": PASSWORD, "bukti_lalu": "0"})

    late.post(NEW, form | {"bukti": "sudah", "bukti_lalu": "1"})

    assert made()


def test_who_may_not_is_refused_and_not_asked(client, signed_in):
    response = stale(signed_in(make_user(Role.UNIT_OFFICER))).get(NEW)

    assert response.status_code == 403
    assert not asks(response)


def test_a_passphrase_is_never_drawn_again_and_a_file_is_chosen_anew(world: World):
    client, paper = stale(world.client("unit_officer")), world.address("signing:paper")

    signed = client.post(paper, {"act": "certificate", "passphrase": "rahasia sekali", "nik": "6301010101010001"})
    scan = client.post(paper, {"act": "scan", "file": SimpleUploadedFile("a.pdf", b"%PDF-1.7")})

    assert signed.context["kept"] == [("act", "certificate")]
    assert b"rahasia sekali" not in signed.content
    assert (scan.context["lost"], scan.context["kept"], scan.context["sent_on"]) == (True, [], False)
    assert client.post(paper, {"bukti": PASSWORD, "bukti_lalu": "0"}).url == paper
