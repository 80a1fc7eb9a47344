"""The page of the editions of a recap; and the four ways to read a recap, which say the same."""

import pytest

from petruk.access.roles import Role
from petruk.documents.models import Document
from petruk.people.models import Official, User
from tests.appraisal.contest import make_usual
from tests.documents import reading
from tests.factories import make_officials, make_user
from tests.web.reading import read
from tests.web.tables.opened import content, csv_rows, xlsx_rows

pytestmark = pytest.mark.django_db


@pytest.fixture
def contest(db):
    contest = make_usual()
    make_officials()
    return contest


@pytest.fixture
def agency(signed_in, contest):
    return signed_in(User.objects.get(public_id=contest.agency.ref))


def page(contest):
    return f"/naskah/rekap/{contest.period.public_id}/"


def test_the_first_edition_is_issued_without_a_reason_and_opens(agency, contest):
    offered = agency.get(page(contest))

    done = agency.post(page(contest), {})

    paper = Document.objects.get()
    assert list(offered.context["form"].fields) == []
    assert (paper.kind, done.url) == ("recap", f"/naskah/{paper.public_id}/")
    assert paper.number in read(agency.get(page(contest))).text


def test_the_next_one_asks_why_and_keeps_what_was_typed(agency, contest):
    agency.post(page(contest), {})

    without = agency.post(page(contest), {"reason": ""})
    agency.post(page(contest), {"reason": "Pejabat berganti"})

    assert without.context["form"].errors.keys() == {"reason"}
    assert [each.frozen["edition"] for each in Document.objects.order_by("pk")] == [1, 2]
    assert [(place, each.number) for place, each, _badge in agency.get(page(contest)).context["editions"]] == [
        (2, "002/REKAP/2026"),
        (1, "001/REKAP/2026"),
    ]


def test_what_is_other_stands_on_the_page_before_it_is_issued(agency, contest):
    agency.post(page(contest), {})
    contest.nominate("EKA", innovation="10", teamwork="10")

    shown = read(agency.get(page(contest))).text

    assert "EKA" in shown
    assert "baru, skor total" in shown


def test_without_who_signs_the_refusal_stands_on_the_form(agency, contest):
    Official.objects.all().delete()

    assert agency.post(page(contest), {}).context["form"].non_field_errors()


def test_the_recap_leads_to_its_editions_only_for_whoever_issues(agency, contest, signed_in):
    assert page(contest) in agency.get("/rekap/").content.decode()
    officer = signed_in(make_user(Role.UNIT_OFFICER, contest.social))
    assert page(contest) not in officer.get("/rekap/").content.decode()


def test_screen_pdf_xlsx_and_csv_of_a_recap_say_the_same(agency, contest):
    """Issue 4 D; Appendix D 23."""
    agency.post(page(contest), {})
    shown = agency.get("/rekap/").context["lines"]

    answers = {kind: content(agency.post("/rekap/unduh/", {"format": kind})) for kind in ("xlsx", "csv")}
    printed = reading.words(bytes(Document.objects.get().rendering.pdf))

    screen = [[row.nip, row.name, row.unit, *(cell.text for cell in row.cells), row.total] for row in shown]
    of_csv = [list(row.values())[: len(screen[0])] for row in csv_rows(answers["csv"])]
    of_xlsx = [[_written(value) for value in row.values()][: len(screen[0])] for row in xlsx_rows(answers["xlsx"])]
    assert of_csv == screen
    assert of_xlsx == [[nip.replace(" ", ""), *rest] for nip, *rest in screen]
    assert len(screen) == 4
    at = 0
    for number, (nip, name, unit, *points, total) in enumerate(screen, start=1):
        row = f"{number} {name} {nip} · dikirim {unit} SILKa Online {' '.join(points)} {total} "
        at = printed.index(row, at) + len(row)


def _written(value):
    return f"{value:g}" if isinstance(value, int | float) else str(value)
