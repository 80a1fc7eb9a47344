"""Passkeys: a key inside a phone, a computer or a token, which proves by a signature that its owner is there."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.cache import cache
from django.db import transaction
from django.utils.translation import gettext as _
from fido2.server import Fido2Server
from fido2.utils import websafe_encode
from fido2.webauthn import (
    AttestedCredentialData,
    AuthenticationResponse,
    PublicKeyCredentialRpEntity,
    PublicKeyCredentialUserEntity,
    UserVerificationRequirement,
)

from petruk.access.authority import Authority
from petruk.audit.actions import record
from petruk.core.errors import Refusal
from petruk.people.actions import second_factor
from petruk.people.locked_text import UnreadableError, lock, unlock
from petruk.people.models import Passkey, RecoveryCode

LASTS_SECONDS = 300
MOST = 10
"""Passkeys of one account."""


class PasskeyRefused(Refusal):
    """What came back is no answer to what was asked, or not from a passkey of this account."""


@dataclass(frozen=True)
class Challenge:
    """What the browser is asked, as JSON, and the same locked, to be sent back with the answer."""

    options: str
    locked: str


def available() -> bool:
    """Say whether browsers make passkeys for the address of this installation: a name, not a number."""
    host = urlsplit(settings.PETRUK_URL).hostname or ""
    return not host.replace(".", "").isdigit() and ":" not in host


def ask_for_new(*, at: datetime, by: Authority) -> Challenge:
    """Return what makes a browser make a passkey. Nothing is kept."""
    owner = PublicKeyCredentialUserEntity(id=by.ref.encode(), name=by.name, display_name=by.name)
    options, state = _server().register_begin(
        owner, _known(Passkey.objects.filter(user__public_id=by.ref)), user_verification=_VERIFIED
    )
    return _challenge(options, state, purpose="new", at=at, by=by)


def ask(*, at: datetime, by: Authority) -> Challenge | None:
    """Return what makes a browser use a passkey; nothing for whoever has none."""
    known = _known(Passkey.objects.filter(user__public_id=by.ref))
    if not known:
        return None
    options, state = _server().authenticate_begin(known, user_verification=_VERIFIED)
    return _challenge(options, state, purpose="use", at=at, by=by)


@transaction.atomic
def add(locked: str, answer: str, *, name: str, at: datetime, by: Authority) -> list[str]:
    """Keep a new passkey; return recovery codes if there were none. Raises ``PasskeyRefused``."""
    user = second_factor.own(by)
    state, given = _state(locked, purpose="new", at=at, by=by), _given(answer)
    try:
        made = _server().register_complete(state, given)
    except (ValueError, KeyError, TypeError) as error:
        raise _refused() from error
    credential = made.credential_data
    if credential is None or Passkey.objects.filter(credential_id=websafe_encode(credential.credential_id)).exists():
        raise _refused()
    if Passkey.objects.filter(user=user).count() >= MOST:
        raise PasskeyRefused(_("There are ten passkeys already. Remove one that you no longer use."))
    passkey = Passkey.objects.create(
        user=user, name=name, credential_id=websafe_encode(credential.credential_id), credential=bytes(credential),
        counter=made.counter, created_at=at,
    )  # fmt: skip
    codes = [] if RecoveryCode.objects.filter(user=user).exists() else second_factor.renewed_codes(user)
    record("user.passkey_added", user, by=by, passkey=passkey.public_id, name=name)
    return codes


@transaction.atomic
def prove(locked: str, answer: str, *, at: datetime, by: Authority) -> None:
    """Take the signature of a passkey of this person, once. Raises ``PasskeyRefused``."""
    user = second_factor.own(by)
    state, given = _state(locked, purpose="use", at=at, by=by), _given(answer)
    passkeys = Passkey.objects.select_for_update().filter(user=user)
    try:
        used = _server().authenticate_complete(state, _known(passkeys), given)
        counter = AuthenticationResponse.from_dict(given).response.authenticator_data.counter
    except (ValueError, KeyError, TypeError) as error:
        raise _refused() from error
    passkey = passkeys.get(credential_id=websafe_encode(used.credential_id))
    if (counter or passkey.counter) and counter <= passkey.counter:
        raise _refused()  # a copy of the key is about: one of the two is behind
    passkey.counter, passkey.used_at = counter, at
    passkey.save(update_fields=["counter", "used_at"])
    record("user.proved", user, by=by, how="passkey", passkey=passkey.public_id)


@transaction.atomic
def remove(public_id: str, *, by: Authority) -> None:
    """Forget one passkey of the person, and the recovery codes with the last factor. Raises ``NoSecondFactor``."""
    user = second_factor.own(by)
    passkey = Passkey.objects.filter(user=user, public_id=public_id).first()
    if passkey is None:
        raise second_factor.NoSecondFactor(_("This passkey is removed already."))
    passkey.delete()
    second_factor.drop_idle_codes(user)
    record("user.passkey_removed", user, by=by, passkey=public_id, name=passkey.name)


_VERIFIED = UserVerificationRequirement.PREFERRED


def _server() -> Fido2Server:
    host = urlsplit(settings.PETRUK_URL).hostname or ""
    rp = PublicKeyCredentialRpEntity(name=second_factor.ISSUER, id=host)
    return Fido2Server(rp, verify_origin=lambda origin: origin == settings.PETRUK_URL)


def _known(passkeys: Any) -> list[AttestedCredentialData]:
    return [AttestedCredentialData(bytes(passkey.credential)) for passkey in passkeys]


def _challenge(options: Any, state: Any, *, purpose: str, at: datetime, by: Authority) -> Challenge:
    text = json.dumps({"state": dict(state), "at": int(at.timestamp())})
    locked = lock(text, key=second_factor.key(), owner=f"passkey {purpose} {by.ref}")
    return Challenge(json.dumps(dict(options)), locked)


def _state(locked: str, *, purpose: str, at: datetime, by: Authority) -> Mapping[str, Any]:
    """Return what was asked, a single time and not long ago. Raises ``PasskeyRefused``."""
    try:
        asked = json.loads(unlock(locked, key=second_factor.key(), owner=f"passkey {purpose} {by.ref}"))
    except UnreadableError as error:
        raise _refused() from error
    if not 0 <= int(at.timestamp()) - asked["at"] <= LASTS_SECONDS:
        raise PasskeyRefused(_("This page stood open too long. Try once more."))
    once = hashlib.sha256(asked["state"]["challenge"].encode()).hexdigest()
    if not cache.add(f"passkey:{once}", 1, timeout=2 * LASTS_SECONDS):
        raise _refused()
    state: Mapping[str, Any] = asked["state"]
    return state


def _given(answer: str) -> dict[str, Any]:
    try:
        given = json.loads(answer)
    except ValueError as error:
        raise _refused() from error
    if not isinstance(given, dict):
        raise _refused()
    return given


def _refused() -> PasskeyRefused:
    return PasskeyRefused(_("The passkey was not accepted. Try once more, or use another way."))
