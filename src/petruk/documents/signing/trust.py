"""Whom this installation trusts: the authorities that issue certificates, and what they have revoked."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from asn1crypto import crl, pem, x509
from pyhanko_certvalidator import ValidationContext

from petruk.documents.signing.certificate import Key, day
from petruk.documents.signing.refusals import CannotSign, Fault

ROOTS, LISTS = "roots.pem", "revoked.crl"
FILE_BYTES = 2_000_000


@dataclass(frozen=True)
class Trust:
    """Certificates of authorities, and their lists of revoked certificates as bytes (DER)."""

    roots: tuple[x509.Certificate, ...] = ()
    lists: tuple[bytes, ...] = ()

    def context(self) -> ValidationContext:
        """Return what a certificate is checked against before it signs; nothing is ever fetched."""
        return ValidationContext(
            trust_roots=list(self.roots),
            crls=list(self.lists),
            allow_fetching=False,
            revocation_mode="require",
        )

    def took_back(self, certificate: x509.Certificate, *, at: datetime) -> bool:
        """Say whether a certificate stands on a list with a day up to a moment."""
        rows = [row for made in self._lists_of(certificate) for row in _rows(made)]
        return any(
            row["user_certificate"].native == certificate.serial_number and row["revocation_date"].native <= at
            for row in rows
        )

    def _lists_of(self, certificate: x509.Certificate) -> list[crl.CertificateList]:
        lists = (crl.CertificateList.load(made) for made in self.lists)
        return [made for made in lists if made.issuer == certificate.issuer]

    def require(self, key: Key, *, at: datetime) -> None:
        """Raises ``CannotSign`` unless the certificate came from a trusted authority and stands on no list in force."""
        certificate = key.certificate
        if not any(root.subject == certificate.issuer for root in self.roots):
            raise CannotSign(Fault.STRANGER)
        ends = [_end(made) for made in self._lists_of(certificate)]
        if not ends:
            raise CannotSign(Fault.NO_LIST, file=LISTS)
        if max(ends) < at:
            raise CannotSign(Fault.OLD_LIST, day=day(max(ends)))
        if self.took_back(certificate, at=at):
            raise CannotSign(Fault.REVOKED)


def read_trust(folder: Path) -> Trust:
    """Return what a folder holds: ``roots.pem`` and ``revoked.crl`` (both PEM or DER). Raises ``CannotSign``."""
    try:
        roots = tuple(x509.Certificate.load(der, strict=True) for der in _ders(folder / ROOTS))
        _touch(roots)
    except (OSError, ValueError, TypeError) as error:
        raise CannotSign(Fault.NO_ROOT, file=ROOTS) from error
    try:
        lists = tuple(_ders(folder / LISTS))
        for made in lists:
            _end(crl.CertificateList.load(made, strict=True))
    except (OSError, ValueError, TypeError) as error:
        raise CannotSign(Fault.NO_LIST, file=LISTS) from error
    return Trust(roots, lists)


def _ders(file: Path) -> Iterable[bytes]:
    with file.open("rb") as opened:
        content = opened.read(FILE_BYTES)
    if not pem.detect(content):
        return [content]
    return [der for _kind, _headers, der in pem.unarmor(content, multiple=True)]


def _touch(roots: Iterable[x509.Certificate]) -> None:
    """Parse now what would be parsed late: a damaged file is found when it is read."""
    for root in roots:
        _ = root.subject.native, root.public_key.native


def _end(made: crl.CertificateList) -> datetime:
    """Return until when a list holds; one that names no end holds for ever."""
    ends = made["tbs_cert_list"]["next_update"].native
    return ends if isinstance(ends, datetime) else datetime.max.replace(tzinfo=UTC)


def _rows(made: crl.CertificateList) -> Iterable[crl.RevokedCertificate]:
    rows = made["tbs_cert_list"]["revoked_certificates"]
    return list(rows) if rows.native else []
