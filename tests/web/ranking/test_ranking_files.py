"""The ranking as XLSX and CSV: the places, totals and reasons of the page, of all units or of one."""

import pytest

from petruk.access.roles import Role
from tests.web.ranking.addresses import of
from tests.web.tables.opened import content, csv_rows, xlsx_rows

pytestmark = pytest.mark.django_db

OPENED = {"xlsx": xlsx_rows, "csv": csv_rows}


def rows_of(client, contest, file_format, **sent):
    return OPENED[file_format](content(client.post(of(contest, "export"), {"format": file_format} | sent)))


@pytest.mark.parametrize("file_format", OPENED)
def test_the_file_has_the_places_totals_and_reasons_of_the_page(agency, sealed, file_format):
    places = agency.get(of(sealed, "ranking")).context["rows"]

    rows = rows_of(agency, sealed, file_format)

    assert [(int(row["Place"]), row["Name"], int(row["Total"])) for row in rows] == [
        (1, "ANI", 90), (2, "BUDI", 80), (3, "CICI", 80), (4, "DEDI", 60),
    ]  # fmt: skip
    assert all(place.because in row["Why above the next"] for place, row in zip(places, rows, strict=True))
    assert rows[1]["Why above the next"].startswith("Same total: menang atas CICI")


def test_one_unit_is_ranked_among_its_own_and_a_foreign_one_is_not_there(agency, as_role, sealed):
    own = rows_of(agency, sealed, "csv", unit=sealed.other.public_id)
    inspector = as_role(Role.INSPECTOR, sealed.social)
    answers = [
        inspector.post(of(sealed, "export"), {"format": "csv", "unit": ref})
        for ref in (sealed.other.public_id, "A" * 22)
    ]

    assert [(row["Place"], row["Name"]) for row in own] == [("1", "DEDI")]
    assert [answer.status_code for answer in answers] == [404, 404]
    assert answers[0].content == answers[1].content
    assert [row["Name"] for row in rows_of(inspector, sealed, "xlsx")] == ["ANI", "BUDI", "CICI"]


def test_before_sealing_the_file_says_provisional(agency, contest):
    answered = agency.post(of(contest, "export"), {"format": "csv"})

    assert answered.status_code == 200
    assert [row["Name"] for row in csv_rows(content(answered))] == ["ANI", "BUDI", "CICI", "DEDI"]
