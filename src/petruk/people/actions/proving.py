"""That whoever sits at an open session is still the one who signed in."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from petruk.access.authority import Authority
from petruk.access.permissions import Permission
from petruk.audit.actions import record
from petruk.core.errors import Refusal
from petruk.people.actions import second_factor
from petruk.people.models import User


class ProofRefused(Refusal):
    """What was typed is neither the password nor a code of this person."""


@transaction.atomic
def prove_again(typed: str, *, at: datetime, by: Authority) -> None:
    """Take the password or a code of the second step. Raises ``ProofRefused``."""
    by.require(Permission.ACCOUNT_OWN)
    user = User.objects.select_for_update().get(public_id=by.ref)
    if user.check_password(typed):
        record("user.proved", user, by=by, how="password")
        return
    try:
        second_factor.prove(typed, at=at, by=by)
    except second_factor.CodeRefused as refusal:
        raise ProofRefused(_("This is neither your password nor the code of now. Type it once more.")) from refusal
