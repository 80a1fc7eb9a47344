"""Time of an electronic signature on a result sheet, with a certificate made for the occasion."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, pkcs12
from cryptography.x509.oid import NameOID

from petruk.access.authority import console
from petruk.config.bench.table import Figure, milliseconds
from petruk.documents.queries.papers import documents
from petruk.documents.signing.certificate import Key, open_key
from petruk.documents.signing.pades import sign
from petruk.documents.typesetting import render

MOST_MILLISECONDS = 40
WORD = "bench"


def measure() -> Iterator[Figure]:
    paper = documents(console("bench")).order_by("pk").first()
    if paper is None:
        return
    pdf, key, now = render(paper.frozen), _key(), datetime.now(UTC)
    sign(pdf, key, at=now)
    time = milliseconds(lambda: sign(pdf, key, at=now), times=100)
    yield Figure("tanda tangan B-B", f"{time:.1f} ms", f"<= {MOST_MILLISECONDS} ms", time <= MOST_MILLISECONDS)


def _key() -> Key:
    secret, now = ec.generate_private_key(ec.SECP256R1()), datetime.now(UTC)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Bench")])
    made = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(secret.public_key())
    made = made.serial_number(1).not_valid_before(now - timedelta(hours=1)).not_valid_after(now + timedelta(hours=1))
    certificate = made.sign(secret, hashes.SHA256())
    locked = BestAvailableEncryption(WORD.encode())
    with TemporaryDirectory() as folder:
        file = Path(folder) / "bench.p12"
        file.write_bytes(pkcs12.serialize_key_and_certificates(b"bench", secret, certificate, None, locked))
        return open_key(file, WORD, at=now)
