"""The second factor of an account: the app on a phone that shows codes, and codes on paper for when it is lost."""

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.contrib.auth.hashers import check_password, make_password
from django.db import transaction
from django.utils.translation import gettext as _

from petruk.access.authority import Authority
from petruk.access.permissions import Permission
from petruk.audit.actions import record
from petruk.core.errors import Refusal
from petruk.core.ids import new_recovery_code
from petruk.core.one_time_code import address, matching_step, new_secret, step_of
from petruk.people.locked_text import UnreadableError, key_for, lock, unlock
from petruk.people.models import CodeApp, Passkey, RecoveryCode, User

RECOVERY_CODES = 8
OFFER_STEPS = 60
"""An offer that was not taken within half an hour is void."""
ISSUER = "SI-PETRUK"


class CodeRefused(Refusal):
    """The code is none of this account, of another time, or was used already."""


class OfferVoid(Refusal):
    """The secret that was shown is too old, or not the one that was shown to this person."""


class NoSecondFactor(Refusal):
    """There is nothing to switch off or to make codes for."""


@dataclass(frozen=True)
class Offer:
    """A secret that nobody has taken yet: for the eye, for the camera, and locked, to be sent back with a code."""

    secret: str
    address: str
    locked: str

    @property
    def legible(self) -> str:
        return " ".join(self.secret[at : at + 4] for at in range(0, len(self.secret), 4))


def offer(*, at: datetime, by: Authority) -> Offer:
    """Return a new secret for the app of this person. Nothing is kept until a code proves that the app has it."""
    secret = new_secret()
    locked = lock(f"{step_of(at)} {secret}", key=key(), owner=_offered_to(by))
    return Offer(secret, address(secret, account=by.name, issuer=ISSUER), locked)


def offered(locked: str, *, at: datetime, by: Authority) -> Offer:
    """Return the offer that was made to this person before. Raises ``OfferVoid``."""
    try:
        step, _space, secret = unlock(locked, key=key(), owner=_offered_to(by)).partition(" ")
    except UnreadableError as error:
        raise OfferVoid(_("This code belongs to an older page. Scan the new QR code.")) from error
    if not 0 <= step_of(at) - int(step) <= OFFER_STEPS:
        raise OfferVoid(_("This page stood open too long. Scan the new QR code."))
    return Offer(secret, address(secret, account=by.name, issuer=ISSUER), locked)


@transaction.atomic
def switch_on(offer: Offer, code: str, *, at: datetime, by: Authority) -> list[str]:
    """Take the app whose code was typed, in place of an earlier one; return the recovery codes, kept nowhere in clear.

    Raises ``CodeRefused``.
    """
    user = own(by)
    step = matching_step(offer.secret, code, now=step_of(at), after=0)
    if step is None:
        raise CodeRefused(_("This is not the code that the app shows now. Wait for the next one and type that."))
    kept = {"locked_secret": lock(offer.secret, key=key(), owner=by.ref), "last_step": step, "created_at": at}
    CodeApp.objects.update_or_create(user=user, defaults=kept)
    codes = renewed_codes(user)
    record("user.second_factor_on", user, by=by, recovery_codes=len(codes))
    return codes


@transaction.atomic
def switch_off(*, by: Authority) -> None:
    """Forget the app, and the recovery codes with the last factor. Raises ``NoSecondFactor``."""
    user = own(by)
    if not CodeApp.objects.filter(user=user).delete()[0]:
        raise NoSecondFactor(_("There is no second factor to switch off."))
    drop_idle_codes(user)
    record("user.second_factor_off", user, by=by)


@transaction.atomic
def renew_recovery_codes(*, by: Authority) -> list[str]:
    """Return new codes; the old ones no longer work. Raises ``NoSecondFactor``."""
    user = own(by)
    if not _guarded(user):
        raise NoSecondFactor(_("Set up an app for codes or a passkey first; recovery codes come with it."))
    codes = renewed_codes(user)
    record("user.recovery_codes_made", user, by=by, recovery_codes=len(codes))
    return codes


@transaction.atomic
def prove(typed: str, *, at: datetime, by: Authority) -> None:
    """Use up a code of the app or a recovery code of this person. Raises ``CodeRefused``."""
    user = own(by)
    if _used_up_in_app(user, typed, at=at):
        record("user.proved", user, by=by, how="app")
    elif _used_up_on_paper(user, typed, at=at):
        left = RecoveryCode.objects.filter(user=user, used_at=None).count()
        record("user.proved", user, by=by, how="recovery_code", recovery_codes=left)
    else:
        raise CodeRefused(_("The code is not right, or was used already. Type the one that the app shows now."))


def forget(user: User) -> bool:
    """Delete the second factor of an account within the caller's transaction; say whether there was one."""
    deleted = sum(kind.objects.filter(user=user).delete()[0] for kind in (CodeApp, Passkey))
    drop_idle_codes(user)
    return bool(deleted)


def drop_idle_codes(user: User) -> None:
    """Delete the recovery codes of an account that has nothing left which they stand in for."""
    if not _guarded(user):
        RecoveryCode.objects.filter(user=user).delete()


def _guarded(user: User) -> bool:
    return CodeApp.objects.filter(user=user).exists() or Passkey.objects.filter(user=user).exists()


def own(by: Authority) -> User:
    """Return the account of this person, locked for this transaction."""
    by.require(Permission.ACCOUNT_OWN)
    return User.objects.select_for_update().get(public_id=by.ref)


def renewed_codes(user: User) -> list[str]:
    """Return new recovery codes in place of the old ones, within the caller's transaction."""
    codes = [new_recovery_code() for _number in range(RECOVERY_CODES)]
    RecoveryCode.objects.filter(user=user).delete()
    RecoveryCode.objects.bulk_create(RecoveryCode(user=user, encoded=make_password(code)) for code in codes)
    return codes


def _used_up_in_app(user: User, typed: str, *, at: datetime) -> bool:
    app = CodeApp.objects.select_for_update().filter(user=user).first()
    if app is None:
        return False
    try:
        secret = unlock(app.locked_secret, key=key(), owner=user.public_id)
    except UnreadableError:
        return False  # the secret of the installation was changed: only a recovery code or an operator helps now
    step = matching_step(secret, typed, now=step_of(at), after=app.last_step)
    if step is None:
        return False
    app.last_step = step
    app.save(update_fields=["last_step"])
    return True


def _used_up_on_paper(user: User, typed: str, *, at: datetime) -> bool:
    code = "".join(typed.split()).lower()
    if len(code) != len(new_recovery_code()):
        return False
    unused = RecoveryCode.objects.select_for_update().filter(user=user, used_at=None)
    found = next((each for each in unused if check_password(code, each.encoded)), None)
    if found is None:
        return False
    found.used_at = at
    found.save(update_fields=["used_at"])
    return True


def key() -> bytes:
    """Return what the secrets of apps are locked with; it is neither in the database nor in a backup of it."""
    return key_for("petruk second factor", settings.SECRET_KEY)


def _offered_to(by: Authority) -> str:
    return f"offered to {by.ref}"
