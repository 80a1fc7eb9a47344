import fcntl
from pathlib import Path
from unittest import mock

import pytest

ROOT = Path(__file__).resolve().parent.parent
APPEND_ONLY = (
    "audit_event",
    "audit_leaf",
    "audit_head",
    "audit_checkpoint",
    "documents_document",
    "documents_rendering",
    "documents_signature",
    "appraisal_instrument",
    "appraisal_result",
)


@pytest.fixture(scope="session")
def samples() -> Path:
    """The offices' files; they stand beside the project and are never copied into it."""
    return ROOT.parent / "shared" / "samples"


@pytest.fixture(autouse=True)
def _append_only_tables_can_be_flushed(request: pytest.FixtureRequest):
    """A test that commits is cleaned up by TRUNCATE, which append-only tables refuse: lift that while cleaning."""
    if not _commits(request):
        yield
        return
    request.getfixturevalue("_django_db_helper")
    _triggers("ENABLE")
    yield
    _triggers("DISABLE")


def _commits(request: pytest.FixtureRequest) -> bool:
    mark = request.node.get_closest_marker("django_db")
    asked = mark is not None and mark.kwargs.get("transaction", False)
    return asked or bool({"transactional_db", "live_server"} & set(request.fixturenames))


def _triggers(verb: str) -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        for table in APPEND_ONLY:
            cursor.execute(f"ALTER TABLE {table} {verb} TRIGGER USER")


@pytest.fixture(scope="session", autouse=True)
def static_files():
    """Collect the static files once a run, and let this process know their names, whenever it first asked for one."""
    from django.conf import settings
    from django.contrib.staticfiles.storage import staticfiles_storage
    from django.core.management import call_command

    settings.STATIC_ROOT.mkdir(exist_ok=True)
    with (settings.STATIC_ROOT.parent / "static.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (settings.STATIC_ROOT / "staticfiles.json").exists():
            call_command("collectstatic", verbosity=0, interactive=False)
    staticfiles_storage.hashed_files, _hash = staticfiles_storage.load_manifest()


@pytest.fixture
def client(static_files, client):
    return client


@pytest.fixture
def signed_in(client):
    """Sign a user in on the test client the way the sign-in page does, and return the client."""

    def sign_in(user):
        from django.utils import timezone

        from petruk.people.accounts.sessions import SEEN_AT, SIGNED_IN_AT

        client.force_login(user, backend="petruk.web.account.backend.UsernameOrNip")
        session = client.session
        session[SIGNED_IN_AT] = session[SEEN_AT] = timezone.now().isoformat()
        session.save()
        return client

    return sign_in


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker, static_files):
    """The shared world of ``tests.world``, built once for a module; each test works in a savepoint of its own."""
    from django.conf import settings

    from tests.world import MAIL_SERVER, built

    with mock.patch.object(settings, "PETRUK_SMTP", MAIL_SERVER), django_db_blocker.unblock(), built() as world:
        yield world


@pytest.fixture(scope="module")
def before(world):
    """What the tables hold before any test of the module."""
    from tests.fingerprint import digest

    return digest()
