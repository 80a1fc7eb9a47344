from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from petruk.people.accounts.sessions import Ended

ENDED: Mapping[str, Promise] = {
    Ended.IDLE: _(
        "Your session ended because it was not used for 30 minutes. Sign in again to go on; what you typed is offered "
        "to you there."
    ),
    Ended.OLD: _("Your session ended because it was 12 hours old. Sign in again to go on where you were."),
    Ended.CLOSED: _("Your session was ended. Sign in again to go on."),
    Ended.LEFT: _("You are signed out."),
}
"""Why somebody stands before the sign-in page, by the word in its address."""
