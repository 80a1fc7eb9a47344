"""The register as a file: what became of each paper, days as days, and the NIP of a search in no address."""

from datetime import date

import pytest
from django.utils import timezone

from petruk.access.roles import Role
from petruk.audit.models import Event
from petruk.documents.models import Document
from petruk.web.tables import answer
from tests.appraisal.desk import make_desk
from tests.factories import make_unit, make_user
from tests.web.tables.opened import content, csv_rows, xlsx_rows

pytestmark = pytest.mark.django_db

FILE = "/naskah/unduh/"


@pytest.fixture
def desk(settings, tmp_path):
    settings.PETRUK_FILES = tmp_path
    return make_desk(nominees_per_unit=5)


@pytest.fixture
def officer(signed_in, desk):
    browser = signed_in(make_user(Role.UNIT_OFFICER, desk.unit))
    form = f"/naskah/formulir/{desk.period.public_id}/{desk.unit.public_id}/"
    browser.post(form, {})
    browser.post(form, {"reason": '=HYPERLINK("http://e.example";"x")'})
    return browser


def rows_of(browser, **asked):
    return csv_rows(content(browser.post(FILE, asked | {"format": "csv"})))


def test_it_tells_what_became_of_each_paper_and_why(officer, desk):
    latest, first = Document.objects.filter(kind="form").order_by("-pk")

    rows = rows_of(officer, jenis="form")

    assert [(row["Nomor"], row["Status"], row["Diganti oleh"], row["NIP"]) for row in rows] == [
        (latest.number, "Berlaku", "", ""),
        (first.number, "Diganti", latest.number, ""),
    ]
    assert rows[0] | {"Jenis": "Formulir kosong", "Unit kerja": desk.unit.name, "Periode": desk.period.name} == rows[0]
    assert rows[1]["Alasan"] == """'=HYPERLINK("http://e.example";"x")"""


def test_days_are_days_and_a_reason_is_no_formula_in_the_workbook(officer):
    rows = xlsx_rows(content(officer.post(FILE, {"format": "xlsx"})))

    assert rows[0]["Tanggal"] == timezone.localdate()
    assert isinstance(rows[0]["Tanggal"], date)
    assert rows[1]["Alasan"].startswith("=HYPERLINK(")


@pytest.mark.parametrize(
    ("asked", "states"),
    [
        ({"status": "replaced"}, ["Diganti"]),
        ({"jenis": "form", "status": "issued"}, ["Berlaku"]),
        ({"jenis": "charter"}, []),
        ({"tahun": "1999"}, []),
        ({"tahun": "x", "status": "?", "jenis": "*"}, ["Berlaku", "Diganti", "Berlaku"]),
    ],
)
def test_it_holds_what_was_asked_for(officer, asked, states):
    assert [row["Status"] for row in rows_of(officer, **asked)] == states


def test_a_file_that_is_too_long_leads_back_without_the_nip(officer, monkeypatch):
    monkeypatch.setattr(answer, "MOST_ROWS", -1)

    refused = officer.post(FILE, {"format": "csv", "cari": "198407202010011002", "jenis": "form"})

    assert refused.url == "/naskah/?jenis=form"
    assert not Event.objects.filter(action="table.exported").exists()


def test_another_office_finds_nothing_of_it(officer, signed_in):
    stranger = signed_in(make_user(Role.UNIT_OFFICER, make_unit()))

    assert rows_of(stranger) == []
