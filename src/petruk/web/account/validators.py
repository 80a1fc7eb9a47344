from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

SHORTEST_NAME = 4
"""A user name shorter than this stands in too many honest words to be forbidden in a password."""


class NotYourOwnData:
    """Refuse a password that holds the NIP or the user name: both stand on papers and lists."""

    def validate(self, password: str, user: AbstractBaseUser | None = None) -> None:
        typed = "".join(password.lower().split())
        employee = getattr(user, "employee", None)
        if employee and employee.nip in typed:
            raise ValidationError(_("A password with your NIP is easily guessed. Leave the NIP out."), code="own_nip")
        name = user.get_username() if user else ""
        if len(name) >= SHORTEST_NAME and name in typed:
            raise ValidationError(
                _("A password with your user name is easily guessed. Leave the name out."), code="own_name"
            )

    def get_help_text(self) -> str:
        return _("Without your NIP and your user name.")
