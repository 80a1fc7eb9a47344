"""Protections of pages and rows, taken away within the shared world; what the access matrix promises must then fail.

Each item passes where the loss is noticed. Collected only by ``python -m tests.sweep``.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from unittest import mock

import pytest
from django.apps import apps
from django.core.exceptions import PermissionDenied
from django.db import transaction

from petruk.access import authority
from petruk.access.authority import Authority
from petruk.access.permissions import PERSONAL, WHOLE_GOVERNMENT
from petruk.access.scope import ScopedQuerySet
from petruk.web.page import PUBLIC
from tests.test_access_matrix import MATRIX, ROLES, Row, asked
from tests.test_conventions import patterns
from tests.web.reading import read
from tests.world import FOREIGN, World, untouched

pytestmark = pytest.mark.django_db
VIEWS = {name: pattern for name, pattern in patterns() if pattern.callback.permission not in {PUBLIC, *PERSONAL}}
"""What is open to everybody who is signed in has no permission that could be missed."""
MANAGED = [type(model.objects.all()) for model in apps.get_models() if hasattr(model, "objects")]
SCOPED = sorted({each for each in MANAGED if issubclass(each, ScopedQuerySet)}, key=lambda each: each.__name__)


def kept(world: World, row: Row, role: str) -> bool:
    """Say whether a page still answers one role as the matrix promises; a crash is no answer."""
    try:
        with transaction.atomic():
            answer = asked(world, role, row.url, row.method, row.relation)
            transaction.set_rollback(True)
    except Exception:  # noqa: BLE001  whatever it is, somebody sees it
        return False
    return answer.status_code == row.promised[role]


def noticed(world: World, rows: list[Row], roles: Callable[[Row], list[str]] = lambda _row: list(ROLES)) -> bool:
    for row in rows:
        with untouched():
            if not all(kept(world, row, role) for role in roles(row)):
                return True
    return False


@contextmanager
def without_permission(name: str) -> Iterator[None]:
    """Let the page pass whoever asks: the first time that its permission is required, it is not."""
    pattern, require, has = VIEWS[name], Authority.require, Authority.has
    view, permission, pending = pattern.callback, pattern.callback.permission, []

    def opened(request, *args, **named):
        pending[:] = [permission]
        return view(request, *args, **named)

    def lenient(self, asked_for):
        if pending and asked_for == pending.pop():
            return
        if not has(self, asked_for):
            raise PermissionDenied(asked_for)

    opened.permission, opened.methods = permission, view.methods
    with mock.patch.object(pattern, "callback", opened), mock.patch.object(Authority, "require", lenient):
        yield
    assert Authority.require is require


@pytest.mark.parametrize("name", sorted(VIEWS))
def test_permission_of_a_page(world, name):
    rows = [row for row in MATRIX if row.url == name and row.method != "other"]
    refusing = lambda row: [role for role in ROLES if row.promised[role] == 403]  # noqa: E731

    with without_permission(name):
        assert noticed(world, rows, refusing)


@pytest.mark.parametrize("scoped", SCOPED, ids=lambda each: each.__name__)
def test_scope_of_rows(world, scoped):
    hidden = lambda row: [role for role in ROLES if row.promised[role] == 404]  # noqa: E731
    rows = [row for row in MATRIX if row.relation == "foreign" and row.method != "other"]

    with mock.patch.object(scoped, "visible_to", lambda self, _authority, _permission: self.all()):
        assert noticed(world, rows, hidden) or leaked(world)


def leaked(world: World) -> bool:
    """Say whether a word of the other office stands on a page of an officer or a head that had none before."""
    for row in MATRIX:
        if row.method != "GET" or row.relation not in {"-", "own"}:
            continue
        for role in ("unit_officer", "unit_head", "employee"):
            if row.promised[role] == 200:
                try:
                    answer = world.client(role).get(world.address(row.url))
                except Exception:  # noqa: BLE001  a crash is noticed
                    return True
                if "html" in answer.headers["Content-Type"] and FOREIGN.casefold() in read(answer).text.casefold():
                    return True
    return False


def test_nothing_leaks_while_all_scopes_are_in_force(world):
    assert not leaked(world)


@pytest.mark.parametrize("permission", sorted(WHOLE_GOVERNMENT))
def test_power_of_the_whole_government(world, permission):
    local = ("office_admin", "office_operator")
    rows = [row for row in MATRIX if row.method != "other" and 403 in [row.promised[role] for role in local]]

    with mock.patch.object(authority, "WHOLE_GOVERNMENT", WHOLE_GOVERNMENT - {permission}):
        assert noticed(world, rows, lambda _row: list(local))
