"""By which ways this installation can sign, and whom it trusts, as its operator set it up."""

from collections.abc import Mapping
from pathlib import Path

from django.conf import settings

from petruk.documents.signing.bsre import Service
from petruk.documents.signing.line import Address
from petruk.documents.signing.shapes import Version
from petruk.documents.signing.trust import Trust, read_trust


def certificates() -> Path | None:
    """Return the folder of certificates, nothing when this installation signs with none."""
    folder: Path | None = settings.PETRUK_CERTIFICATES
    return folder


def certificate_of(nip: str) -> Path | None:
    """Return the certificate file of an official who has one."""
    folder = certificates()
    file = folder / f"{nip}.p12" if folder and nip.isdigit() else None
    return file if file and file.is_file() else None


def trust() -> Trust:
    """Return whom this installation trusts: nobody without a folder. Raises ``CannotSign`` for one that is damaged."""
    folder = certificates()
    return read_trust(folder) if folder else Trust()


def service() -> Service | None:
    """Return the service of BSrE, nothing while it is off."""
    said: Mapping[str, str] | None = settings.PETRUK_BSRE
    if said is None:
        return None
    return Service(Address(said["url"], said["user"], said["password"]), Version(said["version"]))
