"""The holidays of the demo, and the objection that its employee has filed and nobody has answered yet."""

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal

from django.utils import timezone

from petruk.access.authority import Authority
from petruk.appraisal.actions import holidays, objections
from petruk.appraisal.actions.uploads import Upload
from petruk.appraisal.queries.instruments import parsed
from petruk.appraisal.queries.sealed import own_sealed
from petruk.people.accounts.queries import users
from petruk.people.queries import authority_of

NATIONAL, COLLECTIVE = "national", "collective"
DAYS = (
    (1, 1, "Tahun Baru Masehi", NATIONAL),
    (3, 11, "Hari Raya Nyepi", NATIONAL),
    (3, 12, "Cuti bersama Hari Raya Nyepi", COLLECTIVE),
    (4, 8, "Hari Raya Idulfitri", NATIONAL),
    (4, 9, "Hari Raya Idulfitri", NATIONAL),
    (4, 10, "Cuti bersama Hari Raya Idulfitri", COLLECTIVE),
    (5, 1, "Hari Buruh Internasional", NATIONAL),
    (6, 1, "Hari Lahir Pancasila", NATIONAL),
    (6, 16, "Hari Raya Iduladha", NATIONAL),
    (8, 17, "Hari Kemerdekaan Republik Indonesia", NATIONAL),
    (12, 24, "Cuti bersama Hari Raya Natal", COLLECTIVE),
    (12, 25, "Hari Raya Natal", NATIONAL),
)
"""Invented for feasts that move with the moon; those of a fixed day are right."""
DECREE = "SKB rekaan untuk peragaan"
TEXT = "Piagam yang saya lampirkan belum ikut dipertimbangkan. Mohon skornya dinilai kembali."


def record_holidays(years: Iterable[int], *, at: datetime, by: Authority) -> None:
    for year in years:
        for month, day, name, kind in DAYS:
            holidays.add(date(year, month, day), name=name, kind=kind, decree=DECREE, at=at, by=by)


def object_once(username: str, *, at: datetime, by: Authority) -> None:
    """Let the employee of this account object to what people judged below its maximum in his latest result."""
    employee = authority_of(users(by).get(username=username), on=timezone.localdate(at))
    result = own_sealed(employee)[0]
    judged = parsed(result.assessment.period.instrument).judged
    points = result.summary["points"]
    below = [each for each in judged if Decimal(points[each.code]) < each.maximum]
    indicator = (below or list(judged))[0].code
    objections.file(result, indicator, TEXT, Upload("piagam.pdf", _certificate()), at=at, by=employee)


def _certificate() -> bytes:
    """Return a page with one line of text."""
    drawn = b"BT /F1 24 Tf 90 700 Td (PIAGAM REKAAN UNTUK PERAGAAN) Tj ET"
    objects = (
        b"<</Type /Catalog /Pages 2 0 R>>",
        b"<</Type /Pages /Kids [3 0 R] /Count 1>>",
        b"<</Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources <</Font <</F1 4 0 R>>>> /Contents 5 0 R>>",
        b"<</Type /Font /Subtype /Type1 /BaseFont /Helvetica>>",
        b"<</Length %d>>\nstream\n%s\nendstream" % (len(drawn), drawn),
    )
    body, places = b"%PDF-1.7\n", []
    for number, each in enumerate(objects, 1):
        places.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, each)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    index = b"xref\n0 %d\n0000000000 65535 f \n%s" % (size, table)
    return body + index + b"trailer <</Size %d /Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (size, len(body))
