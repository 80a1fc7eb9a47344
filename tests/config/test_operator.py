"""The command that makes the first account."""

from contextlib import nullcontext

import pytest

from petruk.access.roles import Role
from petruk.config.commands import operator
from petruk.people.models import Mandate, User
from tests.factories import make_unit

pytestmark = pytest.mark.django_db
PASSWORD = "delapan bekantan di rawa"


@pytest.fixture
def run(monkeypatch):
    """Run the command as at the console, on the database of the test."""

    def run(*arguments, password=PASSWORD):
        monkeypatch.setattr(operator, "installation", lambda data: nullcontext())
        monkeypatch.setattr(operator, "getpass", lambda prompt: password)
        return operator.run(list(arguments))

    return run


def test_the_first_operator_can_sign_in_and_must_change_the_password(run, client):
    make_unit()

    code = run("budi", "Budi Santoso")

    client.post("/masuk/", {"login": "budi", "password": PASSWORD})
    assert code == 0
    assert client.get("/akun/").url == "/akun/sandi/"


def test_on_an_empty_database_the_government_is_named_along(run):
    code = run("budi", "Budi Santoso", "--code", "10", "--government", "PEMERINTAH KABUPATEN CONTOH")

    mandate = Mandate.objects.select_related("unit").get()
    assert code == 0
    assert (mandate.role, mandate.unit.code, mandate.unit.path) == (Role.OPERATOR, "10", "0001")


@pytest.mark.parametrize(
    ("arguments", "password"),
    [(("budi", "Budi"), PASSWORD), (("b!", "Budi", "--code", "1", "--government", "P"), PASSWORD),
     (("budi", "Budi", "--code", "1", "--government", "P"), "pendek")],
)  # fmt: skip
def test_a_refusal_is_told_in_words_and_makes_nothing(run, capsys, arguments, password):
    code = run(*arguments, password=password)

    assert code == 1
    assert len(capsys.readouterr().err) > 20
    assert not User.objects.exists()


def test_a_second_operator_is_refused(run, capsys):
    make_unit()
    run("budi", "Budi Santoso")

    assert run("wati", "Wati") == 1
    assert User.objects.count() == 1
