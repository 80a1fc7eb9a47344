"""Sessions in our own table, each with its account, so that somebody sees in which browsers he is signed in."""

from typing import Any, cast

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends import db

from petruk.core.ids import new_public_id
from petruk.people.accounts.sessions import REF
from petruk.people.models import Session


class SessionStore(db.SessionStore):
    @classmethod
    def get_model_class(cls) -> type[Session]:
        return Session

    def create_model_instance(self, data: dict[str, Any]) -> Session:
        data.setdefault(REF, new_public_id())
        row = cast(Session, super().create_model_instance(data))
        row.user_id = data.get(SESSION_KEY)
        return row
