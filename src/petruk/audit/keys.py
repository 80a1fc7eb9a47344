"""The key that signs how the log stands: made once for a data folder, and never in the database or its backups."""

import os
import secrets
from contextlib import suppress
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings

from petruk.audit.ed25519 import ED25519
from petruk.core.log.notes import KEY_BYTES, Signer, new_signer, read_signer


class KeyMissing(Exception):  # noqa: N818  says what is, like the refusals
    """The key of the log is gone. A new one would sign a log that the holders of earlier notes do not know."""


def signer() -> Signer:
    """Return the key of this installation. Raises ``KeyMissing``."""
    try:
        line = settings.PETRUK_LOG_KEY.read_text("utf-8")
    except FileNotFoundError as error:
        raise KeyMissing(f"{settings.PETRUK_LOG_KEY} is missing; put it back from where the keys are kept") from error
    return read_signer(line.strip(), ED25519)


def ensure_signer() -> Signer:
    """Return the key; make it when there is none. The log is named after the address of the installation."""
    if not settings.PETRUK_LOG_KEY.exists():
        address = urlsplit(settings.PETRUK_URL)
        made = new_signer(f"{address.netloc}/petruk-log", secrets.token_bytes(KEY_BYTES), ED25519)
        _keep(settings.PETRUK_LOG_KEY, made.written())
    return signer()


def _keep(path: Path, line: str) -> None:
    """Write the file whole or not at all; of two that start at once, the first one's key is kept."""
    path.parent.mkdir(parents=True, exist_ok=True)
    own = path.with_name(f"{path.name}.{secrets.token_hex(8)}")
    descriptor = os.open(own, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(line + "\n")
        file.flush()
        os.fsync(file.fileno())
    try:
        with suppress(FileExistsError):
            os.link(own, path)
    finally:
        own.unlink()
