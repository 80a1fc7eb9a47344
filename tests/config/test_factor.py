"""The command that helps an operator who lost the phone."""

from contextlib import nullcontext

import pytest

from petruk.access.roles import Role
from petruk.audit.models import Event
from petruk.config.commands import factor
from petruk.people.models import CodeApp
from tests.factories import make_code_app, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def run(monkeypatch):
    monkeypatch.setattr(factor, "connected", lambda data: nullcontext())
    return lambda *arguments: factor.run(list(arguments))


def test_the_last_operator_gets_back_in(run):
    user = make_user(Role.OPERATOR, username="budi")
    make_code_app(user)

    code = run("Budi", "Ponsel tercebur ke sungai.")

    user.refresh_from_db()
    assert (code, CodeApp.objects.count(), user.sessions_ended_at is None) == (0, 0, False)
    assert Event.objects.get().after == {"reason": "Ponsel tercebur ke sungai."}


@pytest.mark.parametrize("username", ["tidakada", "sari"])
def test_where_there_is_nothing_to_reset_it_says_so(run, capsys, username):
    make_user(Role.OPERATOR, username="sari")

    assert run(username, "x") == 1
    assert capsys.readouterr().err
    assert not Event.objects.exists()
