"""What an installation may lean on beside its database: certificates to sign with, the service of BSrE, a mail
server, a virus scanner, folders for the notes of the log. All are off unless an operator names them."""

import os
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured, ValidationError
from django.core.validators import validate_email

VERSIONS = ("v1", "v2")
MAIL_PORTS: Mapping[str, str] = {"starttls": "587", "tls": "465", "none": "25"}
"""How the line to a mail server is secured, and its usual port."""


def certificates() -> Path | None:
    """Return the folder with ``roots.pem``, ``revoked.crl`` and one ``<NIP>.p12`` for each official who signs."""
    folder = os.environ.get("PETRUK_CERTIFICATES")
    return Path(folder).resolve() if folder else None


def checkpoint_folders() -> tuple[Path, ...]:
    """Return the folders, colon between them, that others keep and into which the signed notes of the log go."""
    named = os.environ.get("PETRUK_CHECKPOINT_DIR", "").split(os.pathsep)
    return tuple(Path(folder).resolve() for folder in named if folder)


def checkpoint_mail() -> str:
    """Return the address to which the signed notes of the log go. Raises ``ImproperlyConfigured``."""
    address = os.environ.get("PETRUK_CHECKPOINT_MAIL", "")
    try:
        if address:
            validate_email(address)
    except ValidationError as error:
        raise ImproperlyConfigured("PETRUK_CHECKPOINT_MAIL must be one e-mail address.") from error
    if address and not (address.isascii() and os.environ.get("PETRUK_SMTP_HOST")):
        raise ImproperlyConfigured("PETRUK_CHECKPOINT_MAIL needs PETRUK_SMTP_HOST, and an address in ASCII.")
    return address


def clamav() -> str:
    """Return where the virus scanner listens: a socket file, or host and port. Raises ``ImproperlyConfigured``."""
    address = os.environ.get("PETRUK_CLAMAV", "")
    host, _colon, port = address.rpartition(":")
    if address and not address.startswith("/") and not (host and port.isascii() and port.isdigit()):
        raise ImproperlyConfigured("PETRUK_CLAMAV must be the path of a socket, or host:port.")
    return address


def bsre(*, production: bool) -> Mapping[str, str] | None:
    """Return how the signing service is reached. Raises ``ImproperlyConfigured``, naming the variable that is wrong."""
    url = os.environ.get("PETRUK_BSRE_URL", "").rstrip("/")
    if not url:
        return None
    place = urlsplit(url)
    if place.scheme not in {"http", "https"} or not place.hostname or place.username or place.query:
        raise ImproperlyConfigured("PETRUK_BSRE_URL must be the address of the signing service, without a password.")
    if production and place.scheme != "https":
        raise ImproperlyConfigured("PETRUK_BSRE_URL must begin with https: passphrases go there.")
    version = os.environ.get("PETRUK_BSRE_VERSION", "v2")
    if version not in VERSIONS:
        raise ImproperlyConfigured("PETRUK_BSRE_VERSION must be v1 or v2.")
    return {
        "url": url,
        "user": os.environ.get("PETRUK_BSRE_USER", ""),
        "password": secret("PETRUK_BSRE_PASSWORD_FILE"),
        "version": version,
    }


def smtp(*, production: bool) -> Mapping[str, str] | None:
    """Return how the mail server is reached. Raises ``ImproperlyConfigured``, naming the variable that is wrong."""
    host = os.environ.get("PETRUK_SMTP_HOST", "")
    if not host:
        return None
    security = os.environ.get("PETRUK_SMTP_SECURITY", "starttls")
    if security not in MAIL_PORTS:
        raise ImproperlyConfigured("PETRUK_SMTP_SECURITY must be starttls, tls or none.")
    if production and security == "none" and host not in {"localhost", "127.0.0.1", "::1"}:
        raise ImproperlyConfigured("PETRUK_SMTP_SECURITY may be none only for a server on this machine.")
    port = os.environ.get("PETRUK_SMTP_PORT", MAIL_PORTS[security])
    if not port.isascii() or not port.isdigit():
        raise ImproperlyConfigured("PETRUK_SMTP_PORT must be a number.")
    sender = os.environ.get("PETRUK_SMTP_FROM", "")
    try:
        validate_email(sender)
    except ValidationError as error:
        raise ImproperlyConfigured("PETRUK_SMTP_FROM must be the address from which mail is sent.") from error
    return {
        "host": host,
        "port": port,
        "security": security,
        "sender": sender,
        "user": os.environ.get("PETRUK_SMTP_USER", ""),
        "password": secret("PETRUK_SMTP_PASSWORD_FILE"),
    }


def secret(name: str) -> str:
    """Return what the file of a variable holds; nothing without it. Raises ``ImproperlyConfigured``."""
    file = os.environ.get(name)
    if not file:
        return ""
    try:
        return Path(file).read_text("utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise ImproperlyConfigured(f"{name} must name a file that can be read.") from error
