import pytest
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from petruk.config import neighbours
from petruk.documents.mailing.server import Server
from petruk.documents.signing import configured
from petruk.documents.signing.shapes import Version


def test_nothing_beside_the_database_is_on_unless_named(monkeypatch):
    for name in ("PETRUK_CERTIFICATES", "PETRUK_BSRE_URL", "PETRUK_SMTP_HOST", "PETRUK_CLAMAV"):
        monkeypatch.delenv(name, raising=False)

    assert (neighbours.certificates(), neighbours.clamav()) == (None, "")
    assert neighbours.bsre(production=True) is None
    assert neighbours.smtp(production=True) is None
    assert (settings.PETRUK_CERTIFICATES, settings.PETRUK_BSRE, settings.PETRUK_SMTP) == (None, None, None)
    assert configured.service() is None
    assert configured.trust().roots == ()


def test_the_signing_service_is_reached_as_named(monkeypatch, tmp_path, settings):
    (tmp_path / "sandi").write_text("antar-layanan\n")
    monkeypatch.setenv("PETRUK_BSRE_URL", "https://esign.contoh.example/")
    monkeypatch.setenv("PETRUK_BSRE_USER", "petruk")
    monkeypatch.setenv("PETRUK_BSRE_PASSWORD_FILE", str(tmp_path / "sandi"))
    monkeypatch.setenv("PETRUK_BSRE_VERSION", "v1")

    settings.PETRUK_BSRE = neighbours.bsre(production=True)

    service = configured.service()
    assert service.version is Version.V1
    assert (service.address.url, service.address.user) == ("https://esign.contoh.example", "petruk")
    assert service.address.password == "antar-layanan"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PETRUK_BSRE_URL", "esign.contoh.example"),
        ("PETRUK_BSRE_URL", "ftp://esign.contoh.example"),
        ("PETRUK_BSRE_URL", "https://petruk:sandi@esign.contoh.example"),
        ("PETRUK_BSRE_URL", "http://esign.contoh.example"),
        ("PETRUK_BSRE_VERSION", "v3"),
        ("PETRUK_BSRE_PASSWORD_FILE", "/tiada/sandi"),
    ],
)
def test_a_signing_service_that_is_named_wrongly_stops_the_start(monkeypatch, name, value):
    monkeypatch.setenv("PETRUK_BSRE_URL", "https://esign.contoh.example")
    monkeypatch.setenv(name, value)

    with pytest.raises(ImproperlyConfigured, match=name) as caught:
        neighbours.bsre(production=True)
    assert "sandi@" not in str(caught.value)


def test_only_the_file_of_an_official_is_found(settings, tmp_path):
    settings.PETRUK_CERTIFICATES = tmp_path
    (tmp_path / "197001011995031001.p12").write_bytes(b"x")

    assert configured.certificate_of("197001011995031001") == tmp_path / "197001011995031001.p12"
    for nip in ("197001011995031002", "", "../197001011995031001", "roots"):
        assert configured.certificate_of(nip) is None


def test_the_mail_server_is_reached_as_named(monkeypatch, tmp_path):
    (tmp_path / "sandi").write_text("antar-surel\n")
    monkeypatch.setenv("PETRUK_SMTP_HOST", "surel.contoh.go.id")
    monkeypatch.setenv("PETRUK_SMTP_FROM", "petruk@contoh.go.id")
    monkeypatch.setenv("PETRUK_SMTP_USER", "petruk")
    monkeypatch.setenv("PETRUK_SMTP_PASSWORD_FILE", str(tmp_path / "sandi"))

    known = Server.of(neighbours.smtp(production=True))

    assert known == Server("surel.contoh.go.id", 587, "petruk@contoh.go.id", "starttls", "petruk", "antar-surel")
    assert "antar-surel" not in repr(known)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PETRUK_SMTP_SECURITY", "ssl"),
        ("PETRUK_SMTP_SECURITY", "none"),
        ("PETRUK_SMTP_PORT", "lima"),
        ("PETRUK_SMTP_FROM", ""),
        ("PETRUK_SMTP_FROM", "petruk@contoh.go.id\r\nBcc: lain@contoh.go.id"),
        ("PETRUK_SMTP_PASSWORD_FILE", "/tidak/ada"),
    ],
)
def test_a_mail_server_that_is_named_wrong_is_told_by_its_variable(monkeypatch, name, value):
    monkeypatch.setenv("PETRUK_SMTP_HOST", "surel.contoh.go.id")
    monkeypatch.setenv("PETRUK_SMTP_FROM", "petruk@contoh.go.id")
    monkeypatch.setenv(name, value)

    with pytest.raises(ImproperlyConfigured, match=name):
        neighbours.smtp(production=True)


@pytest.mark.parametrize(
    ("address", "taken"),
    [("/run/clamav/clamd.ctl", True), ("127.0.0.1:3310", True), ("clamd.ctl", False), (":3310", False), ("a:b", False)],
)
def test_where_a_virus_scanner_listens_is_named_rightly(monkeypatch, address, taken):
    monkeypatch.setenv("PETRUK_CLAMAV", address)

    if taken:
        assert neighbours.clamav() == address
    else:
        with pytest.raises(ImproperlyConfigured, match="PETRUK_CLAMAV"):
            neighbours.clamav()
