"""N25, N27: production starts only when everything that must differ between installations is given."""

import json
import os
import secrets
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from petruk.config import environment
from petruk.people.models import User
from tests.factories import PASSWORD, make_user

SRC = Path(__file__).resolve().parents[2] / "src"
SETTINGS = (
    "DEBUG", "SESSION_COOKIE_NAME", "SESSION_COOKIE_SECURE", "CSRF_COOKIE_NAME", "CSRF_COOKIE_SECURE",
    "LANGUAGE_COOKIE_NAME", "LANGUAGE_COOKIE_SECURE", "SECURE_SSL_REDIRECT", "SECURE_HSTS_SECONDS",
    "SECURE_HSTS_INCLUDE_SUBDOMAINS", "SECURE_HSTS_PRELOAD",
    "ALLOWED_HOSTS", "ALLAUTH_TRUSTED_PROXY_COUNT", "PETRUK_DEMO",
)  # fmt: skip
PRINT = f"""
import json
from django.conf import settings
print(json.dumps({{name: getattr(settings, name) for name in {SETTINGS!r}}}))
"""


@pytest.fixture
def given(tmp_path, monkeypatch):
    """Give the environment of a production that lacks nothing; a test takes one part away."""
    key = tmp_path / "secret.key"
    key.write_text(secrets.token_urlsafe(60))
    variables = {
        "PETRUK_MODE": "production",
        "PETRUK_DATA": str(tmp_path),
        "PETRUK_HOSTS": "petruk.contoh.example",
        "PETRUK_URL": "https://petruk.contoh.example",
        "PETRUK_SECRET_KEY_FILE": str(key),
        "DATABASE_URL": "postgresql://petruk@db.contoh.example/petruk",
    }
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    return variables


def test_n25_production_starts_when_nothing_is_missing(given):
    assert environment.read().production


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PETRUK_HOSTS", ""),
        ("PETRUK_HOSTS", "*"),
        ("PETRUK_HOSTS", "petruk.contoh.example,*"),
        ("PETRUK_URL", "http://petruk.contoh.example"),
        ("PETRUK_SECRET_KEY_FILE", ""),
        ("DATABASE_URL", ""),
    ],
)
def test_n25_production_does_not_start_with_a_default(given, monkeypatch, name, value):
    monkeypatch.setenv(name, value)

    with pytest.raises(ImproperlyConfigured, match=name):
        environment.read()


@pytest.mark.parametrize(
    ("mode", "said", "required"),
    [("production", None, True), ("production", "optional", False), ("local", None, False), ("demo", None, False),
     ("local", "required", True)],
)  # fmt: skip
def test_a_second_factor_is_required_in_production_unless_said_otherwise(given, monkeypatch, mode, said, required):
    monkeypatch.setenv("PETRUK_MODE", mode)
    if said:
        monkeypatch.setenv("PETRUK_MFA", said)

    assert environment.read().second_factor_required is required


@pytest.mark.parametrize(
    ("name", "value"),
    [("PETRUK_MFA", "no"), ("PETRUK_MFA", ""), ("PETRUK_PROOF_MINUTES", "0"), ("PETRUK_PROOF_MINUTES", "-5"),
     ("PETRUK_PROOF_MINUTES", "٥"), ("PETRUK_PROOF_MINUTES", "721")],
)  # fmt: skip
def test_n25_a_word_that_is_not_known_switches_nothing_off(given, monkeypatch, name, value):
    monkeypatch.setenv(name, value)

    with pytest.raises(ImproperlyConfigured, match=name):
        environment.read()


def test_n25_production_does_not_start_with_a_short_key(given, monkeypatch, tmp_path):
    short = tmp_path / "short.key"
    short.write_text("rahasia")
    monkeypatch.setenv("PETRUK_SECRET_KEY_FILE", str(short))

    with pytest.raises(ImproperlyConfigured, match="PETRUK_SECRET_KEY_FILE"):
        environment.read()


def test_n25_production_does_not_start_in_a_mode_that_does_not_exist(given, monkeypatch):
    monkeypatch.setenv("PETRUK_MODE", "prod")

    with pytest.raises(ValueError, match="prod"):
        environment.read()


def test_a_first_look_makes_a_key_of_its_own_that_nobody_else_reads(given, monkeypatch, tmp_path):
    monkeypatch.setenv("PETRUK_MODE", "local")
    monkeypatch.delenv("PETRUK_SECRET_KEY_FILE")
    monkeypatch.setenv("PETRUK_DATA", str(tmp_path / "a"))
    first, again = environment.read().secret_key, environment.read().secret_key
    monkeypatch.setenv("PETRUK_DATA", str(tmp_path / "b"))

    other = environment.read().secret_key

    assert first == again != other
    assert (tmp_path / "a" / "secret.key").stat().st_mode & 0o777 == 0o600


@pytest.mark.django_db
def test_n25_a_fresh_installation_has_no_account():
    assert not User.objects.exists()


@pytest.fixture
def production(given):
    """Return the settings that a production of its own process reads."""
    command = [sys.executable, "-c", PRINT]
    surroundings = os.environ | given | {"PYTHONPATH": str(SRC), "DJANGO_SETTINGS_MODULE": "petruk.config.settings"}
    printed = subprocess.run(command, env=surroundings, capture_output=True, text=True, check=True)
    return json.loads(printed.stdout)


def test_n25_production_shows_no_errors_and_no_demonstration(production):
    assert (production["DEBUG"], production["PETRUK_DEMO"]) == (False, False)
    assert production["ALLOWED_HOSTS"] == ["petruk.contoh.example"]


@pytest.mark.django_db
def test_n27_every_cookie_of_production_is_bound_to_its_host_and_to_https(production, client, settings):
    for name, value in production.items():
        setattr(settings, name, value)
    user = make_user()
    there = {"secure": True, "headers": {"Host": "petruk.contoh.example"}}

    client.get("/masuk/", **there)
    client.post("/masuk/", {"login": user.username, "password": PASSWORD}, **there)
    client.post("/bahasa/", {"language": "en"}, **there)

    flags = {
        name: (bool(c["secure"]), bool(c["httponly"]), c["domain"], c["path"]) for name, c in client.cookies.items()
    }
    names = ("__Host-petruk", "__Host-petruk-csrf", "__Host-petruk-language")
    assert flags == dict.fromkeys(names, (True, True, "", "/"))


@pytest.mark.django_db
def test_n27_production_answers_over_https_only(production, client, settings):
    for name, value in production.items():
        setattr(settings, name, value)

    plain = client.get("/masuk/", headers={"Host": "petruk.contoh.example"})
    watched = client.get("/kesehatan/", headers={"Host": "petruk.contoh.example"})
    safe = client.get("/masuk/", headers={"Host": "petruk.contoh.example"}, secure=True)

    assert (plain.status_code, plain.url) == (301, "https://petruk.contoh.example/masuk/")
    assert watched.status_code == 200
    assert safe.headers["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains; preload"
