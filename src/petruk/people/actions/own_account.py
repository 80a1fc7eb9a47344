"""What everybody changes of his own account."""

from datetime import datetime

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from petruk.access.authority import Authority
from petruk.access.permissions import Permission
from petruk.audit.actions import record
from petruk.core.errors import Refusal
from petruk.people.models import User


class CurrentPasswordWrong(Refusal):
    """Whoever sits at the open session does not know the password."""


class NewPasswordRefused(Refusal):
    """The new password is one that others could guess, or the old one."""


@transaction.atomic
def change_own_password(*, current: str, new: str, by: Authority) -> User:
    """Change the password. Every other session of the account ends, for a session knows the hash it began under."""
    by.require(Permission.ACCOUNT_OWN)
    user = User.objects.select_for_update().get(public_id=by.ref)
    if not user.check_password(current):
        raise CurrentPasswordWrong(_("This is not your current password. Type it once more."))
    if new == current:
        raise NewPasswordRefused(_("This is the password you have now. Choose another."))
    try:
        validate_password(new, user)
    except ValidationError as error:
        raise NewPasswordRefused(" ".join(error.messages)) from error
    user.set_password(new)
    user.must_change_password = False
    user.save(update_fields=["password", "must_change_password"])
    record("user.password_changed", user, by=by)
    return user


@transaction.atomic
def end_own_sessions(*, at: datetime, by: Authority) -> None:
    """Sign out everywhere, here as well."""
    by.require(Permission.ACCOUNT_OWN)
    user = User.objects.select_for_update().get(public_id=by.ref)
    user.sessions_ended_at = at
    user.save(update_fields=["sessions_ended_at"])
    record("user.sessions_ended", user, by=by)
