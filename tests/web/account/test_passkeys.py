"""A passkey signs in as the second step; nothing that is not signed by it for us and now does (N22)."""

import json
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from fido2.webauthn import AuthenticatorData

from petruk.access.roles import Role
from petruk.audit.models import Event
from petruk.people.actions import passkeys
from petruk.people.actions.second_factor import RECOVERY_CODES
from petruk.people.models import Passkey, RecoveryCode
from petruk.people.queries import authority_of
from tests.factories import PASSWORD, make_user
from tests.soft_passkey import SoftPasskey

pytestmark = pytest.mark.django_db
PAGE, STEP, REMOVE = "/akun/keamanan/kunci/", "/masuk/kode/", "/akun/keamanan/kunci/hapus/"


@pytest.fixture(autouse=True)
def _named(settings, static_files):
    settings.PETRUK_URL = "https://petruk.contoh.example"


@pytest.fixture
def user():
    return make_user(Role.UNIT_OFFICER, username="sari")


@pytest.fixture
def key(user):
    return kept(user)


def by(user):
    return authority_of(user, on=timezone.localdate())


def kept(user, key=None):
    """Give somebody a passkey by the action, and return it."""
    key = key or SoftPasskey()
    challenge = passkeys.ask_for_new(at=timezone.now(), by=by(user))
    passkeys.add(challenge.locked, key.made(challenge), name="ponsel", at=timezone.now(), by=by(user))
    key.counter += 1
    return key


def halfway():
    browser = Client()
    browser.post("/masuk/", {"login": "sari", "password": PASSWORD})
    return browser, browser.get(STEP).context["challenge"]


def inside(browser):
    return browser.get("/akun/").status_code == 200


def tried(key, **wrong):
    browser, challenge = halfway()
    browser.post(STEP, {"locked": challenge.locked, "answer": key.signed(challenge, **wrong)})
    return inside(browser)


def test_a_passkey_is_made_on_its_page_and_brings_recovery_codes(client, signed_in, user):
    client = signed_in(user)
    challenge = client.get(PAGE).context["challenge"]

    response = client.post(
        PAGE, {"locked": challenge.locked, "answer": SoftPasskey().made(challenge), "name": "ponsel"}
    )

    assert len(response.context["codes"]) == RECOVERY_CODES
    assert list(Passkey.objects.values_list("user", "name")) == [(user.pk, "ponsel")]
    assert list(Event.objects.values_list("action", flat=True)) == ["user.passkey_added"]


def test_it_signs_in_after_the_password(key):
    assert tried(key)
    assert Event.objects.filter(action="user.proved", after__how="passkey").count() == 1


def test_the_password_alone_opens_nothing_any_more(key):
    browser, _challenge = halfway()

    assert not inside(browser)


WRONG = (
    {"origin": "https://petruk.contoh.example.evil.example"}, {"origin": "http://petruk.contoh.example"},
    {"host": "evil.example"}, {"asked": "A" * 43}, {"flags": AuthenticatorData.FLAG(0)},
)  # fmt: skip


@pytest.mark.parametrize("wrong", WRONG)
def test_n22_what_was_signed_for_another_place_or_question_opens_nothing(key, wrong):
    assert not tried(key, **wrong)


@pytest.mark.parametrize("wrong", WRONG)
def test_n22_what_was_made_for_another_place_or_question_is_not_kept(user, wrong):
    challenge = passkeys.ask_for_new(at=timezone.now(), by=by(user))

    with pytest.raises(passkeys.PasskeyRefused):
        passkeys.add(challenge.locked, SoftPasskey().made(challenge, **wrong), name="x", at=timezone.now(), by=by(user))
    assert not Passkey.objects.exists()


def test_n22_another_key_with_the_same_name_opens_nothing(key):
    assert not tried(SoftPasskey(counter=9, ref=key.ref))


def test_n22_the_passkey_of_somebody_else_opens_nothing(key):
    assert not tried(kept(make_user()))


def test_n22_an_answer_counts_once(key):
    browser, challenge = halfway()
    sent = {"locked": challenge.locked, "answer": key.signed(challenge)}
    browser.post(STEP, sent)
    assert inside(browser)

    again, _challenge = halfway()
    again.post(STEP, sent)

    assert not inside(again)


def test_n22_a_copy_that_counts_behind_opens_nothing(key):
    key.counter = 5
    assert tried(key)

    assert not tried(key)


def test_n22_an_answer_to_an_old_question_opens_nothing(user, key):
    old = passkeys.ask(at=timezone.now() - timedelta(minutes=6), by=by(user))
    browser, _challenge = halfway()

    browser.post(STEP, {"locked": old.locked, "answer": key.signed(old)})

    assert not inside(browser)


def test_n22_a_question_asked_of_somebody_else_is_none(user, key):
    other = make_user()
    kept(other)
    theirs = passkeys.ask(at=timezone.now(), by=by(other))
    browser, _challenge = halfway()

    browser.post(STEP, {"locked": theirs.locked, "answer": key.signed(theirs)})

    assert not inside(browser)


@pytest.mark.parametrize(
    "answer", ["", "null", "[]", "{}", '{"id": "x"}', "x" * 19_000, json.dumps({"response": None})]
)
def test_n22_what_is_no_answer_opens_nothing(key, answer):
    browser, challenge = halfway()

    response = browser.post(STEP, {"locked": challenge.locked, "answer": answer})

    assert response.status_code == 200
    assert not inside(browser)


@pytest.mark.parametrize("locked", ["", "x", "A" * 500])
def test_n10_what_was_never_asked_is_refused(key, locked):
    browser, challenge = halfway()

    browser.post(STEP, {"locked": locked, "answer": key.signed(challenge)})

    assert not inside(browser)


def test_n22_guesses_are_counted_with_those_at_the_code(key):
    browser, challenge = halfway()
    for _ in range(6):
        browser.post(STEP, {"locked": challenge.locked, "answer": "{}"})

    assert browser.post(STEP, {"locked": challenge.locked, "answer": key.signed(challenge)}).status_code == 429


def test_one_passkey_belongs_to_one_account(key):
    with pytest.raises(passkeys.PasskeyRefused):
        kept(make_user(), key)


def test_eleven_are_too_many(user):
    for _ in range(passkeys.MOST):
        kept(user)

    with pytest.raises(passkeys.PasskeyRefused):
        kept(user)


def test_the_last_one_removed_the_password_alone_signs_in(client, signed_in, user, key):
    signed_in(user).post(REMOVE, {"passkey": Passkey.objects.get().public_id})

    assert (Passkey.objects.count(), RecoveryCode.objects.count()) == (0, 0)
    assert client.post("/masuk/", {"login": "sari", "password": PASSWORD}).url == "/"


def test_n02_nobody_removes_that_of_somebody_else(client, signed_in, key):
    signed_in(make_user()).post(REMOVE, {"passkey": Passkey.objects.get().public_id})

    assert Passkey.objects.count() == 1


def test_a_passkey_is_second_factor_enough(client, signed_in, user, key, settings):
    settings.PETRUK_SECOND_FACTOR_REQUIRED = True

    assert signed_in(user).get("/").status_code == 200


def test_where_it_is_required_the_page_of_passkeys_is_open_too(client, signed_in, user, settings):
    settings.PETRUK_SECOND_FACTOR_REQUIRED = True

    assert signed_in(user).get(PAGE).status_code == 200


@pytest.mark.parametrize(("url", "offered"), [("http://127.0.0.1:8000", False), ("http://[::1]:8000", False),
                                              ("http://localhost:8000", True)])  # fmt: skip
def test_an_address_that_is_a_number_has_no_passkeys(client, signed_in, user, settings, url, offered):
    settings.PETRUK_URL = url

    assert (signed_in(user).get(PAGE).context["challenge"] is not None) is offered
