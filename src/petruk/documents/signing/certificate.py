"""A certificate with its key, from a PKCS#12 file. The passphrase opens it and is then forgotten."""

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from asn1crypto import x509
from asn1crypto.pkcs12 import Pfx
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import pkcs12
from django.utils import timezone
from pyhanko.sign.signers import SimpleSigner

from petruk.core.dates import format_date
from petruk.documents.signing.refusals import CannotSign, Fault

FILE_BYTES = 100_000
SIGNING = frozenset({"digital_signature", "non_repudiation"})
"""A certificate that says what it is for must name one of these."""


@dataclass(frozen=True)
class Key:
    """An opened certificate. It never leaves the process and has no form in which it could be kept."""

    signer: SimpleSigner

    @property
    def certificate(self) -> x509.Certificate:
        certificate = self.signer.signing_cert
        assert isinstance(certificate, x509.Certificate)
        return certificate

    @property
    def subject(self) -> str:
        return common_name(self.certificate.subject)

    @property
    def issuer(self) -> str:
        return common_name(self.certificate.issuer)


def open_key(file: Path, passphrase: str, *, at: datetime) -> Key:
    """Return the certificate of a file, fit to sign at a moment. Raises ``CannotSign`` with words for the user."""
    key = Key(_signer(file, passphrase))
    _check(key.certificate, at)
    return key


def common_name(name: x509.Name) -> str:
    """Return the name by which people know a subject or issuer; all of it where it has no common name."""
    parts = name.native
    return str(parts.get("common_name") or parts.get("organization_name") or name.human_friendly)


def _signer(file: Path, passphrase: str) -> SimpleSigner:
    content = _read(file)
    try:
        key, certificate, _others = pkcs12.load_key_and_certificates(content, passphrase.encode())
    except ValueError as error:
        raise CannotSign(Fault.LOCKED) from error
    if key is None or certificate is None:
        raise CannotSign(Fault.NO_CERTIFICATE, file=file.name)
    strong = (isinstance(key, ec.EllipticCurvePrivateKey) and key.key_size >= 256) or (
        isinstance(key, rsa.RSAPrivateKey) and key.key_size >= 2048
    )
    if not strong:
        raise CannotSign(Fault.WEAK)
    signer = SimpleSigner.load_pkcs12_data(content, other_certs=(), passphrase=passphrase.encode())
    assert isinstance(signer, SimpleSigner)
    return signer


def _read(file: Path) -> bytes:
    """Return the bytes of a file that is PKCS#12 in form; what follows can then fail by the passphrase only."""
    try:
        with file.open("rb") as opened:
            content = opened.read(FILE_BYTES)
    except OSError as error:
        raise CannotSign(Fault.UNREADABLE, file=file.name) from error
    try:
        known = Pfx.load(content, strict=True)["version"].native == "v3"
    except (ValueError, TypeError) as error:
        raise CannotSign(Fault.UNREADABLE, file=file.name) from error
    if not known:
        raise CannotSign(Fault.UNREADABLE, file=file.name)
    return content


def _check(certificate: x509.Certificate, at: datetime) -> None:
    moment = at.astimezone(UTC)
    if moment > certificate.not_valid_after:
        raise CannotSign(Fault.EXPIRED, day=day(certificate.not_valid_after))
    if moment < certificate.not_valid_before:
        raise CannotSign(Fault.EARLY, day=day(certificate.not_valid_before))
    purposes = certificate.key_usage_value
    if purposes is not None and not purposes.native & SIGNING:
        raise CannotSign(Fault.PURPOSE)


def day(moment: datetime) -> str:
    return format_date(timezone.localtime(moment).date())
