"""A certificate authority for tests: P-256, made anew in each run, trusted by nobody else."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, Encoding, pkcs12
from cryptography.x509.oid import NameOID

PASSPHRASE = "empat-ekor-bekantan"
YEAR = timedelta(days=365)


def named(name: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COUNTRY_NAME, "ID"), x509.NameAttribute(NameOID.COMMON_NAME, name)])


@dataclass
class Authority:
    """Issues certificates and keeps the list of those it took back."""

    key: Any
    certificate: x509.Certificate

    @classmethod
    def made(cls, name: str = "CA Uji Rekaan", *, at: datetime | None = None) -> "Authority":
        at = at or datetime.now(UTC)
        key = ec.generate_private_key(ec.SECP256R1())
        builder = _builder(named(name), named(name), key.public_key(), at - YEAR, at + 10 * YEAR)
        builder = builder.add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        builder = builder.add_extension(_usage(key_cert_sign=True, crl_sign=True), critical=True)
        identity = x509.SubjectKeyIdentifier.from_public_key(key.public_key())
        return cls(key, builder.add_extension(identity, critical=False).sign(key, hashes.SHA256()))

    def issue(
        self,
        name: str,
        *,
        key: Any = None,
        usage: dict[str, bool] | None = None,
        since: datetime | None = None,
        until: datetime | None = None,
    ) -> tuple[Any, x509.Certificate]:
        now = datetime.now(UTC)
        key = key or ec.generate_private_key(ec.SECP256R1())
        builder = _builder(
            named(name),
            self.certificate.subject,
            key.public_key(),
            since or now - timedelta(hours=1),
            until or now + YEAR,
        )
        builder = builder.add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        builder = builder.add_extension(_usage(**(usage or {"content_commitment": True})), critical=True)
        authority = x509.AuthorityKeyIdentifier.from_issuer_public_key(self.key.public_key())
        return key, builder.add_extension(authority, critical=False).sign(self.key, hashes.SHA256())

    def file(
        self, path: Path, name: str = "Dr. SITI RAHMAWATI, M.Si", *, passphrase: str = PASSPHRASE, **how: Any
    ) -> Path:
        key, certificate = self.issue(name, **how)
        locked = BestAvailableEncryption(passphrase.encode())
        path.write_bytes(pkcs12.serialize_key_and_certificates(b"uji", key, certificate, [self.certificate], locked))
        return path

    def revocations(self, *serials: int, since: datetime | None = None, until: datetime | None = None) -> bytes:
        now = datetime.now(UTC)
        since, until = since or now - timedelta(hours=1), until or now + timedelta(days=30)
        builder = x509.CertificateRevocationListBuilder().issuer_name(self.certificate.subject)
        builder = builder.last_update(since).next_update(until)
        builder = builder.add_extension(x509.CRLNumber(1), critical=False)
        authority = x509.AuthorityKeyIdentifier.from_issuer_public_key(self.key.public_key())
        builder = builder.add_extension(authority, critical=False)
        for serial in serials:
            row = x509.RevokedCertificateBuilder().serial_number(serial).revocation_date(since).build()
            builder = builder.add_revoked_certificate(row)
        return builder.sign(self.key, hashes.SHA256()).public_bytes(Encoding.DER)

    def folder(self, path: Path, *serials: int) -> Path:
        """Write what an installation trusts into a folder."""
        path.mkdir(exist_ok=True)
        (path / "roots.pem").write_bytes(self.certificate.public_bytes(Encoding.PEM))
        (path / "revoked.crl").write_bytes(self.revocations(*serials))
        return path


def _builder(subject: x509.Name, issuer: x509.Name, key: Any, since: datetime, until: datetime) -> Any:
    builder = x509.CertificateBuilder().subject_name(subject).issuer_name(issuer).public_key(key)
    return builder.serial_number(x509.random_serial_number()).not_valid_before(since).not_valid_after(until)


def _usage(**meant: bool) -> x509.KeyUsage:
    every = (
        "digital_signature",
        "content_commitment",
        "key_encipherment",
        "data_encipherment",
        "key_agreement",
        "key_cert_sign",
        "crl_sign",
        "encipher_only",
        "decipher_only",
    )
    return x509.KeyUsage(**{name: meant.get(name, False) for name in every})
