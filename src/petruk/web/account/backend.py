from django.contrib.auth.backends import BaseBackend
from django.contrib.auth.hashers import make_password
from django.http import HttpRequest
from django.utils import timezone

from petruk.people.accounts import queries


class UsernameOrNip(BaseBackend):
    """Sign in by user name or NIP, in the same time whether somebody, nobody or a disabled user was meant."""

    def authenticate(self, request: HttpRequest | None, username: str = "", password: str = "", **_other: object):
        user = queries.account_of_login(username)
        if user is None:
            make_password(password)  # as slow as looking at a real one
            return None
        return user if user.check_password(password) and user.is_active else None

    def get_user(self, user_id: int):
        """Return who sits in a session, with his mandates of today, in one query; nobody once he is disabled."""
        return queries.account_of_session(user_id, on=timezone.localdate())
