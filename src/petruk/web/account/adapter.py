"""How allauth behaves here: no mail, no messages of its own, and attempts that get slow instead of locked."""

import logging
from datetime import timedelta
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import ratelimit
from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from petruk.core.device import device_of
from petruk.people.accounts.sessions import ADDRESS, DEVICE, SEEN_AT, SIGNED_IN_AT
from petruk.people.actions import sessions
from petruk.people.queries import authority_of
from petruk.web.account.limits import TooManyAttempts

log = logging.getLogger("petruk.sign_in")
WAIT_AFTER_FAILURES = timedelta(minutes=5)
WAIT_OF_ACCOUNT = timedelta(minutes=15)


class AccountAdapter(DefaultAccountAdapter):
    """The limits count a login name from one address, and more generously from anywhere.

    So one stranger cannot keep somebody out who sits at another desk. User name and NIP of one account are counted
    apart: a common count would tell a stranger that they belong together.
    """

    error_messages = DefaultAccountAdapter.error_messages | {
        "username_password_mismatch": _("The user name, NIP or password is not right. Check them and try again.")
    }

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: str) -> str:
        return f"{credentials['username']} {self.get_client_ip(request)}"

    def pre_authenticate(self, request: HttpRequest, **credentials: str) -> None:
        try:
            super().pre_authenticate(request, **credentials)
        except ValidationError as limit:
            raise TooManyAttempts(WAIT_AFTER_FAILURES) from limit
        if not ratelimit.consume(request, action="login_account", key=credentials["username"]):
            raise TooManyAttempts(WAIT_OF_ACCOUNT)

    def authenticate(self, request: HttpRequest, **credentials: str) -> AbstractBaseUser | None:
        user: AbstractBaseUser | None = super().authenticate(request, **credentials)
        if user:
            ratelimit.clear(request, action="login_account", key=credentials["username"])
        return user

    def authentication_failed(self, request: HttpRequest, **credentials: str) -> None:
        """Note from where, never what was typed: people type passwords into the first field."""
        log.warning("refused from %s", self.get_client_ip(request))

    def get_login_stages(self) -> list[str]:
        """Name what stands between a right password and a session."""
        return ["petruk.web.account.second_step.SecondStep"]

    def login(self, request: HttpRequest, user: Any) -> None:
        by = authority_of(user, on=timezone.localdate())
        sessions.begin(user, address=self.get_client_ip(request), by=by)
        super().login(request, user)
        request.session[DEVICE] = device_of(request.headers.get("User-Agent", ""))
        request.session[ADDRESS] = self.get_client_ip(request)
        request.session[SIGNED_IN_AT] = request.session[SEEN_AT] = timezone.now().isoformat()

    def add_message(self, *arguments: object, **named: object) -> None:
        """Say nothing: our pages have their own words."""
