"""N47: the line to a mail server is safe or there is no mail; a password goes only over a safe line."""

import ssl
from datetime import UTC, datetime, timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from petruk.documents.mailing.message import Enclosed, Envelope, compose
from petruk.documents.mailing.server import DeliveryError, Fault, Server, deliver
from tests.documents import post_office

AGENCY = "kepegawaian@contoh.go.id"
SAFE = ["tls", "starttls"]


def make_certificate(folder, *, name):
    """Write a certificate that vouches for itself, and its key; return the file."""
    key, now, subject = (
        ec.generate_private_key(ec.SECP256R1()),
        datetime.now(UTC),
        x509.NameAttribute(NameOID.COMMON_NAME, name),
    )
    owner = x509.Name([subject])
    certificate = (
        x509.CertificateBuilder(owner, owner, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(hours=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    secret = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    file = folder / f"{name}.pem"
    file.write_bytes(certificate.public_bytes(serialization.Encoding.PEM) + secret)
    return file


def context_of(file):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(file)
    return context


@pytest.fixture
def certificate(tmp_path):
    return make_certificate(tmp_path, name="localhost")


@pytest.fixture
def trusted(certificate, monkeypatch):
    """As an operator trusts the authority of his network: its certificate stands in the store of the machine."""
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))


def send(office, security, *, password="Antar#Surel7"):
    envelope = Envelope("petruk@contoh.go.id", AGENCY, "<x@petruk.example>", datetime(2026, 1, 2, tzinfo=UTC))
    enclosed = Enclosed(
        "Lembar hasil", "1", "SITI", "DINAS", "https://contoh.go.id/", "a.pdf", "application/pdf", b"%PDF"
    )
    known = Server.of(office.settings(host="localhost", security=security, user="petruk", password=password))
    deliver(known, compose(envelope, enclosed), AGENCY, before_data=lambda: None)


def refusal(office, security, **other):
    """Return why a mail was refused. Fails when the server takes it."""
    with pytest.raises(DeliveryError) as refused:
        send(office, security, **other)
    assert office.taken == []
    return refused.value


@pytest.mark.usefixtures("trusted")
@pytest.mark.parametrize("security", SAFE)
def test_n47_a_safe_line_signs_in_and_hands_over(certificate, security):
    with post_office.opened(security=security, context=context_of(certificate)) as office:
        send(office, security)

    assert office.signed_in == [post_office.ACCOUNT]
    assert [message["To"] for message in office.messages()] == [AGENCY]


@pytest.mark.parametrize("security", SAFE)
def test_n47_a_certificate_that_nobody_vouches_for_gets_neither_password_nor_mail(certificate, security):
    with post_office.opened(security=security, context=context_of(certificate)) as office:
        refused = refusal(office, security)

    assert (refused.fault, refused.for_good) == (Fault.UNSAFE, False)
    assert office.signed_in == []


@pytest.mark.parametrize("security", SAFE)
def test_n47_a_trusted_certificate_of_another_name_gets_neither_password_nor_mail(tmp_path, monkeypatch, security):
    other = make_certificate(tmp_path, name="lain.example")
    monkeypatch.setenv("SSL_CERT_FILE", str(other))
    with post_office.opened(security=security, context=context_of(other)) as office:
        refused = refusal(office, security)

    assert refused.fault is Fault.UNSAFE
    assert office.signed_in == []


def test_n47_a_server_that_offers_no_starttls_gets_neither_password_nor_mail():
    with post_office.opened() as office:
        refused = refusal(office, "starttls")

    assert refused.fault is Fault.UNSAFE
    assert office.signed_in == []


@pytest.mark.usefixtures("trusted")
@pytest.mark.parametrize("security", SAFE)
def test_a_sign_in_that_is_refused_is_told_and_not_tried_for_ever(certificate, security):
    with post_office.opened(security=security, context=context_of(certificate)) as office:
        refused = refusal(office, security, password="Salah#Sekali1")

    assert (refused.fault, refused.for_good) == (Fault.LOGIN, True)


def test_a_server_that_knows_no_accounts_is_told():
    with post_office.opened() as office:
        refused = refusal(office, "none")

    assert (refused.fault, refused.for_good) == (Fault.LOGIN, False)
