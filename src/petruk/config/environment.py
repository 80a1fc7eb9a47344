"""What the surroundings decide: one place that reads environment variables and says in words what is missing."""

import json
import os
import secrets
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured
from psycopg.conninfo import conninfo_to_dict

SHORTEST_SECRET = 50
LONGEST_PROOF = 12 * 60
SERVER_LIMITS = "-c statement_timeout=30s -c lock_timeout=5s -c idle_in_transaction_session_timeout=60s"


class Mode(StrEnum):
    """`demo` shows invented people and their sign-ins; `local` is a first look; `production` refuses every default."""

    DEMO = "demo"
    LOCAL = "local"
    PRODUCTION = "production"


@dataclass(frozen=True)
class Environment:
    mode: Mode
    data: Path
    secret_key: str
    hosts: tuple[str, ...]
    url: str
    time_zone: str
    proxies: int
    second_factor_required: bool
    proof_minutes: int
    database: dict[str, object]

    @property
    def production(self) -> bool:
        return self.mode is Mode.PRODUCTION


def read() -> Environment:
    """Raises ``ImproperlyConfigured``, naming the variable, when production lacks what it must have."""
    mode = Mode(os.environ.get("PETRUK_MODE", Mode.LOCAL))
    data = Path(os.environ.get("PETRUK_DATA", "data")).resolve()
    url = os.environ.get("PETRUK_URL", "http://127.0.0.1:8000").rstrip("/")
    hosts = tuple(host for host in os.environ.get("PETRUK_HOSTS", "").split(",") if host)
    if mode is Mode.PRODUCTION:
        _require_production(url, hosts)
    return Environment(
        mode=mode,
        data=data,
        secret_key=_secret_key(mode, data),
        hosts=hosts or ("localhost", "127.0.0.1", "[::1]"),
        url=url,
        time_zone=os.environ.get("PETRUK_TIME_ZONE", "Asia/Makassar"),
        proxies=int(os.environ.get("PETRUK_PROXIES", "1" if mode is Mode.PRODUCTION else "0")),
        second_factor_required=_second_factor_required(mode),
        proof_minutes=_proof_minutes(),
        database=_database(),
    )


def demo_accounts(surroundings: Environment) -> list[dict[str, str]]:
    """Return the sign-ins that a demo shows on its own sign-in page; nothing outside a demo."""
    file = surroundings.data / "demo-accounts.json"
    if surroundings.mode is not Mode.DEMO or not file.exists():
        return []
    accounts: list[dict[str, str]] = json.loads(file.read_text("utf-8"))
    return accounts


def _require_production(url: str, hosts: tuple[str, ...]) -> None:
    if not hosts or "*" in hosts:
        raise ImproperlyConfigured("PETRUK_HOSTS must name the hosts that this installation serves, without *.")
    if urlsplit(url).scheme != "https":
        raise ImproperlyConfigured("PETRUK_URL must be the https address under which people reach this installation.")
    if not os.environ.get("DATABASE_URL"):
        raise ImproperlyConfigured("DATABASE_URL must name the PostgreSQL server of this installation.")


def _second_factor_required(mode: Mode) -> bool:
    """Say whether whoever holds a role above employee must have a second factor; in production unless switched off."""
    said = os.environ.get("PETRUK_MFA", "required" if mode is Mode.PRODUCTION else "optional")
    if said not in {"required", "optional"}:
        raise ImproperlyConfigured("PETRUK_MFA must be required or optional.")
    return said == "required"


def _proof_minutes() -> int:
    """Return for how long a password or a code opens powers."""
    said = os.environ.get("PETRUK_PROOF_MINUTES", "15")
    if not said.isascii() or not said.isdigit() or not 1 <= int(said) <= LONGEST_PROOF:
        raise ImproperlyConfigured(f"PETRUK_PROOF_MINUTES must be a number from 1 to {LONGEST_PROOF}.")
    return int(said)


def _secret_key(mode: Mode, data: Path) -> str:
    file = os.environ.get("PETRUK_SECRET_KEY_FILE")
    if file:
        key = Path(file).read_text(encoding="ascii").strip()
        if len(key) < SHORTEST_SECRET:
            raise ImproperlyConfigured(f"PETRUK_SECRET_KEY_FILE holds fewer than {SHORTEST_SECRET} characters.")
        return key
    if mode is Mode.PRODUCTION:
        raise ImproperlyConfigured("PETRUK_SECRET_KEY_FILE must name a file (mode 0400) with the secret key.")
    return _own_secret_key(data / "secret.key")


def _own_secret_key(path: Path) -> str:
    """Return the key of this data folder; the first start makes one, so no installation shares a default."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w", encoding="ascii") as file:
            file.write(secrets.token_urlsafe(SHORTEST_SECRET))
    return path.read_text(encoding="ascii")


def _database() -> dict[str, object]:
    parts = conninfo_to_dict(os.environ.get("DATABASE_URL", ""))
    named = {"dbname", "user", "password", "host", "port"}
    options = {key: value for key, value in parts.items() if key not in named} | {"options": SERVER_LIMITS}
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.get("dbname", "petruk"),
        "USER": parts.get("user", ""),
        "PASSWORD": parts.get("password", ""),
        "HOST": parts.get("host", ""),
        "PORT": parts.get("port", ""),
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": options,
    }
