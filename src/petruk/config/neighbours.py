"""What an installation may lean on beside its database: certificates to sign with, the service of BSrE. All are off
unless an operator names them."""

import os
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

VERSIONS = ("v1", "v2")


def certificates() -> Path | None:
    """Return the folder with ``roots.pem``, ``revoked.crl`` and one ``<NIP>.p12`` for each official who signs."""
    folder = os.environ.get("PETRUK_CERTIFICATES")
    return Path(folder).resolve() if folder else None


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


def secret(name: str) -> str:
    """Return what the file of a variable holds; nothing without it. Raises ``ImproperlyConfigured``."""
    file = os.environ.get(name)
    if not file:
        return ""
    try:
        return Path(file).read_text("utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise ImproperlyConfigured(f"{name} must name a file that can be read.") from error
