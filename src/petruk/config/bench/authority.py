"""A folder of certificates made for the occasion: an authority, its empty list, and one official."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, Encoding, pkcs12
from cryptography.x509.oid import NameOID

WORD = "bench"
ROOT = "Bench CA"
DAY = timedelta(days=1)


def make_folder(folder: Path, nip: str) -> Path:
    """Write the certificate of an official, whom its authority trusts, and return the file."""
    authority, official = (ec.generate_private_key(ec.SECP256R1()) for _each in range(2))
    root = _certificate(ROOT, authority.public_key(), authority)
    own = _certificate("Bench", official.public_key(), authority)
    (folder / "roots.pem").write_bytes(root.public_bytes(Encoding.PEM))
    (folder / "revoked.crl").write_bytes(_empty_list(authority))
    file = folder / f"{nip}.p12"
    locked = BestAvailableEncryption(WORD.encode())
    file.write_bytes(pkcs12.serialize_key_and_certificates(b"bench", official, own, [root], locked))
    return file


def _certificate(name: str, key: Any, issuer: ec.EllipticCurvePrivateKey) -> x509.Certificate:
    now, root = datetime.now(UTC), name == ROOT
    made = x509.CertificateBuilder().subject_name(_named(name)).issuer_name(_named(ROOT)).public_key(key)
    made = made.serial_number(x509.random_serial_number()).not_valid_before(now - DAY).not_valid_after(now + DAY)
    made = made.add_extension(x509.BasicConstraints(ca=root, path_length=None), critical=True)
    made = made.add_extension(_usage(root=root), critical=True)
    return made.add_extension(_issued_with(issuer), critical=False).sign(issuer, hashes.SHA256())


def _empty_list(issuer: ec.EllipticCurvePrivateKey) -> bytes:
    now = datetime.now(UTC)
    made = (
        x509.CertificateRevocationListBuilder().issuer_name(_named(ROOT)).last_update(now - DAY).next_update(now + DAY)
    )
    made = made.add_extension(x509.CRLNumber(1), critical=False).add_extension(_issued_with(issuer), critical=False)
    return made.sign(issuer, hashes.SHA256()).public_bytes(Encoding.DER)


def _usage(*, root: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not root,
        content_commitment=not root,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=root,
        crl_sign=root,
        encipher_only=False,
        decipher_only=False,
    )


def _issued_with(issuer: ec.EllipticCurvePrivateKey) -> x509.AuthorityKeyIdentifier:
    return x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer.public_key())


def _named(name: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
