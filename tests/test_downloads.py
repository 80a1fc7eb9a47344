"""The rows of a page, of its XLSX and of its CSV are the same, for every role and filter; each leaves a trace."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest

from petruk.audit.models import Event
from petruk.core.nip import display_nip
from petruk.web.tables import answer
from tests import factories as make
from tests.facts.samples import make_attendance, make_sanction
from tests.fingerprint import digest
from tests.test_access_matrix import USERS
from tests.web.tables.opened import content, csv_rows, sheet_of, xlsx_rows
from tests.world import FOREIGN, World

pytestmark = pytest.mark.django_db

FORMATS = ("xlsx", "csv")
FACTS = ("kehadiran", "kinerja", "perilaku", "hukuman")


@dataclass(frozen=True)
class Page:
    """A page with rows, where it sends them as a file, and how its answer names whom it shows."""

    name: str
    url: str
    export: str
    people: Callable[[Any], list[str]]
    query: dict[str, str]


def of_lines(context: Any) -> list[str]:
    return [employee.nip for employee, _cells in context["lines"]]


def nip_on(paper: Any) -> str:
    return paper.employee.nip if paper.employee else ""


PAGES = (
    Page("recap", "recap:recap", "recap:export", lambda c: [row.line.person["nip"] for row in c["lines"]], {}),
    Page("employees", "people:employees", "people:export", lambda c: [each.nip for each in c["rows"]], {}),
    Page(
        "candidates",
        "appraisal:candidates",
        "appraisal:export_candidates",
        lambda c: [candidate.employee.nip for candidate, _act in c["lines"]],
        {},
    ),
    Page("ranking", "ranking:ranking", "ranking:export", lambda c: [each.who.person["nip"] for each in c["rows"]], {}),
    Page("papers", "papers:register", "papers:export", lambda c: [nip_on(paper) for paper, _badge in c["lines"]], {}),
    *(Page(kind, "facts:facts", "facts:export", of_lines, {"jenis": kind}) for kind in FACTS),
)
NAMES = [page.name for page in PAGES]


@pytest.fixture
def full(world: World) -> World:
    """Everybody of both offices has a penalty too."""
    for office in (world.own, world.foreign):
        make_sanction(office.candidate, decree_number=f"800/{office.unit.name}/2021")
    return world


def fields(context: Any) -> dict[str, str]:
    """Return what the form under the rows sends along."""
    return dict(context["fields"] if "fields" in context else context["asked"].fields)


def people_of(answered: Any, file_format: str) -> list[str]:
    rows = xlsx_rows(content(answered)) if file_format == "xlsx" else csv_rows(content(answered))
    return [row["NIP"].replace(" ", "") for row in rows]


def files(world: World, role: str, page: Page, sent: dict[str, str]) -> Iterator[list[str]]:
    for file_format in FORMATS:
        answered = world.client(role).post(world.address(page.export), sent | {"format": file_format})
        assert answered.status_code == 200
        yield people_of(answered, file_format)


@pytest.mark.parametrize("page", PAGES, ids=NAMES)
@pytest.mark.parametrize("role", USERS)
def test_n07_page_and_files_have_the_same_rows_for_every_role(full, role, page):
    shown = full.client(role).get(full.address(page.url), page.query)
    if shown.status_code != 200:
        refused = full.client(role).post(full.address(page.export), page.query | {"format": "csv"})
        assert refused.status_code == shown.status_code
        return

    on_page = page.people(shown.context)

    assert list(files(full, role, page, fields(shown.context))) == [on_page, on_page]
    foreign = {full.foreign.candidate.nip, full.foreign.nominee.nip, full.foreign.begun.nip}
    assert role in {"agency_admin", "inspector"} or not foreign & set(on_page)


@pytest.mark.parametrize("page", PAGES, ids=NAMES)
def test_somebody_sees_rows_on_every_page(full, page):
    """Else equal would be empty and prove nothing."""
    shown = full.client("agency_admin").get(full.address(page.url), page.query)

    assert page.people(shown.context)


@pytest.mark.parametrize(
    ("name", "asked"),
    [
        ("recap", {"cari": "terkirim"}),
        ("recap", {"keadaan": "dikonfirmasi", "urut": "nama"}),
        ("recap", {"urut": "-nip"}),
        ("employees", {"cari": "calon", "urut": "-nama"}),
        ("employees", {"status": "PNS", "urut": "duk"}),
        ("candidates", {"cari": "mantap"}),
        ("papers", {"cari": "terkirim"}),
        ("papers", {"jenis": "charter", "status": "issued"}),
        ("papers", {"tahun": "1999"}),
        ("kehadiran", {"cari": "calon", "tahun": "2021", "bulan": "3"}),
        ("kinerja", {"tahun": "1999"}),
    ],
)
def test_what_narrows_the_page_narrows_the_files(full, name, asked):
    page = PAGES[NAMES.index(name)]
    shown = full.client("agency_admin").get(full.address(page.url), page.query | asked)
    on_page = page.people(shown.context)

    assert list(files(full, "agency_admin", page, fields(shown.context))) == [on_page, on_page]
    everybody = full.client("agency_admin").get(full.address(page.url), page.query)
    assert "urut" in asked or on_page != page.people(everybody.context)


@pytest.mark.parametrize("name", ["recap", "employees", "candidates", "papers", "kehadiran"])
def test_n102_a_number_narrows_the_files_and_stands_in_no_log(full, name):
    page, nip = PAGES[NAMES.index(name)], full.own.nominee.nip
    shown = full.client("agency_admin").post(full.address(page.url), page.query | {"cari": nip}, follow=True)
    sent = fields(shown.context) if name != "employees" else {"cari": nip}

    found = list(files(full, "agency_admin", page, sent))

    assert [set(each) for each in found] == [{nip}, {nip}]
    for event in Event.objects.filter(action="table.exported"):
        assert nip not in str(event.after)
        assert display_nip(nip) not in str(event.after)
        assert answer.HIDDEN_NUMBER in event.after["terms"].values()


@pytest.mark.parametrize("page", PAGES, ids=NAMES)
def test_a_foreign_unit_in_the_form_is_as_good_as_none(full, page):
    if page.name in {"candidates", "papers", "ranking"}:
        return  # one has its unit in the address, one none; the ranking, which no officer reads, says so itself
    client, address = full.client("unit_officer"), full.address(page.export)
    foreign = client.post(address, page.query | {"format": "csv", "unit": full.foreign.unit.public_id})
    missing = client.post(address, page.query | {"format": "csv", "unit": "A" * 22})

    assert (foreign.status_code, foreign.content) == (missing.status_code, missing.content)
    assert foreign.status_code == 404


@pytest.mark.parametrize("page", PAGES, ids=NAMES)
def test_each_file_leaves_one_trace_that_says_what_and_how_many(full, page):
    before = Event.objects.count()
    answered = full.client("inspector").post(full.address(page.export), page.query | {"format": "xlsx"})
    rows = people_of(answered, "xlsx")

    event = Event.objects.order_by("-pk")[0]
    assert (Event.objects.count() - before, event.action, event.actor_name) == (1, "table.exported", "inspector")
    assert (event.after["format"], event.after["rows"]) == ("xlsx", len(rows))


def test_the_file_of_a_recap_says_that_it_is_provisional(full):
    answered = full.client("inspector").post(full.address("recap:export"), {"format": "xlsx"})

    assert ["Hasil: Sementara"] in [[cell for cell in row if cell] for row in sheet_of(content(answered))]


@pytest.mark.parametrize("file_format", ["", "pdf", "../x", "XLSX"])
def test_no_other_format_is_made_and_nothing_is_written(world, before, file_format):
    for page in PAGES:
        refused = world.client("agency_admin").post(world.address(page.export), page.query | {"format": file_format})
        assert refused.status_code == 400
    assert digest() == before


@pytest.mark.parametrize("page", PAGES, ids=NAMES)
def test_a_file_is_kept_and_never_opened_by_the_browser(full, page):
    for file_format, kind in (("xlsx", "spreadsheetml"), ("csv", "text/csv")):
        answered = full.client("agency_admin").post(full.address(page.export), page.query | {"format": file_format})
        content(answered)

        assert answered.headers["Content-Disposition"].startswith("attachment; filename=")
        assert answered.headers["Content-Disposition"].rstrip('"').endswith(f".{file_format}")
        assert kind in answered.headers["Content-Type"]
        assert answered.headers["X-Content-Type-Options"] == "nosniff"
        assert "sandbox" in answered.headers["Content-Security-Policy"]
        assert answered.headers["Cache-Control"] == "no-store"


def test_more_than_a_page_of_rows_is_whole_in_the_file(full):
    for number in range(40):
        person = make.make_employee(full.own.unit, name=f"BANYAK {number:02}")
        make_attendance(person)
    for name in ("employees", "kehadiran"):
        page = PAGES[NAMES.index(name)]
        shown = full.client("unit_officer").get(full.address(page.url), page.query | {"cari": "banyak"})

        found = list(files(full, "unit_officer", page, fields(shown.context)))

        assert [len(each) for each in (page.people(shown.context), *found)] == [20, 40, 40]
        assert found[0][:20] == page.people(shown.context)


def test_a_table_that_is_too_long_is_refused_with_what_to_do(full, monkeypatch):
    monkeypatch.setattr(answer, "MOST_ROWS", 1)
    before = digest()
    client, page = full.client("agency_admin"), PAGES[NAMES.index("employees")]

    answered = client.post(full.address(page.export), {"format": "csv", "cari": "calon"}, follow=True)

    assert answered.redirect_chain == [("/kepegawaian/pegawai/?cari=calon", 302)]
    assert "Pilih unit kerja atau saringan lain" in answered.content.decode()
    assert digest() == before


def test_the_official_of_the_unit_signs_under_it(full):
    page = PAGES[NAMES.index("recap")]
    answered = full.client("unit_officer").post(full.address(page.export), {"format": "xlsx"})

    cells = {str(cell) for row in sheet_of(content(answered)) for cell in row}
    assert {"KEPALA DINAS Sosial", "KEPALA Sosial"} <= cells
    assert not [cell for cell in cells if FOREIGN in cell]


def test_values_are_typed_and_equal_in_both_files(full):
    make_attendance(full.own.candidate, year=2019, month=5, realisation="97.45", deduction="2.55", sick=1)
    penalty = make_sanction(full.own.candidate, decree_number="9", effective_on=date(2021, 8, 1), year=2019)
    client, address = full.client("unit_officer"), full.address("facts:export")
    sent = {"jenis": "kehadiran", "tahun": "2019"}

    (typed,) = xlsx_rows(content(client.post(address, sent | {"format": "xlsx"})))
    (written,) = csv_rows(content(client.post(address, sent | {"format": "csv"})))
    (decree,) = xlsx_rows(content(client.post(address, sent | {"jenis": "hukuman", "format": "xlsx"})))

    assert (typed["Realisasi"], written["Realisasi"]) == (97.45, "97,45")
    assert (typed["Sakit"], written["Sakit"], typed["Cuti"], written["Cuti"]) == (1, "1", "", "")
    assert (typed["Periode"], written["Periode"]) == ("Mei 2019", "Mei 2019")
    assert penalty.effective_on in decree.values()
