"""The recap of sealed results, and of instruments with predicates, documents and a panel."""

from decimal import Decimal

import pytest

from petruk.access.roles import Role
from petruk.appraisal.actions import reopening
from petruk.facts.models import Performance
from tests.appraisal.contest import LATER, make_usual
from tests.appraisal.panel_world import APPENDIX, MAXIMA
from tests.appraisal.test_sealing import correct
from tests.appraisal.test_sealing_panel import nominee, seal
from tests.appraisal.test_sealing_panel import world as panel_world
from tests.factories import make_user
from tests.web.reading import read

pytestmark = pytest.mark.django_db
world = panel_world

RECAP, SPREAD = "/rekap/", "/rekap/sebaran/"


@pytest.fixture
def sealed(signed_in):
    contest = make_usual()
    contest.seal()
    return contest, signed_in(make_user(Role.AGENCY_ADMIN, contest.root))


@pytest.fixture
def judged(world):
    """ANI has the maxima of one and the appendix of another panelist, BUDI the appendix twice."""
    ani, budi = nominee(world, "ANI"), nominee(world, "BUDI")
    one, other = world.member(), world.member()
    world.hand_in(ani, one, MAXIMA)
    for assessment, user in ((ani, other), (budi, one), (budi, other)):
        world.hand_in(assessment, user, APPENDIX)
    return world


def names(response):
    return [row.line.person["name"] for row in response.context["lines"]]


def totals(response):
    return {row.line.person["name"]: row.line.total for row in response.context["lines"]}


@pytest.mark.parametrize(
    ("sort", "expected"),
    [
        ("-total", ["ANI", "BUDI", "CICI", "DEDI"]),
        ("total", ["DEDI", "BUDI", "CICI", "ANI"]),
        ("-skor-inovasi", ["ANI", "BUDI", "CICI", "DEDI"]),
        ("skor-teamwork", ["BUDI", "DEDI", "ANI", "CICI"]),
        ("unit", ["DEDI", "ANI", "BUDI", "CICI"]),
    ],
)
def test_a_sealed_period_sorts_as_an_open_one_does(sealed, sort, expected):
    _contest, agency = sealed

    assert names(agency.get(RECAP, {"urut": sort})) == expected


def test_a_sealed_period_says_of_each_indicator_what_the_sheet_said(sealed):
    _contest, agency = sealed
    cells = {row.line.person["name"]: row.line.cells for row in agency.get(RECAP).context["lines"]}

    assert [cell.points for cell in cells["BUDI"]] == [10, 10, 40, 10, 10]
    assert not any(cell.missing for cell in cells["BUDI"])


def test_a_reopened_result_stands_in_the_recap_with_its_new_total(sealed):
    contest, agency = sealed
    asked = reopening.ask(contest.result("ANI"), reason="Dikoreksi.", at=LATER, by=contest.agency)
    correct(Performance, "ANI", score=Decimal("84"))

    reopening.grant(asked, at=LATER, by=contest.second)

    assert totals(agency.get(RECAP)) == {"ANI": 80, "BUDI": 80, "CICI": 80, "DEDI": 60}


def test_before_a_panel_is_sealed_no_total_is_told(judged, signed_in):
    page = signed_in(judged.admin).get(RECAP)

    assert totals(page) == {"ANI": None, "BUDI": None}
    assert {str(row.word) for row in page.context["lines"]} == {"Menunggu tim penilai"}
    assert signed_in(judged.admin).get(SPREAD).context["known"] is None


def test_a_sealed_panel_is_told_by_its_groups(judged, signed_in):
    judged.lock()
    seal(judged)

    page = signed_in(judged.admin).get(RECAP, {"urut": "-skor-inovatif"})

    titles = [column.title for _key, column in page.context["columns"]]
    budi = next(row.line for row in page.context["lines"] if row.line.person["name"] == "BUDI")
    assert titles[-3:] == ["Inovatif", "Kinerja dan Disiplin", "Rekam Jejak"]
    assert [cell.points for cell in budi.cells[-3:]] == [75, 75, 73]
    assert [cell.shown for cell in budi.cells[:3]] == ["8 dari 8 berkas", "Baik dan Baik", "99,10 %"]
    assert (budi.total, budi.shown, names(page)) == (223, Decimal("74.33"), ["ANI", "BUDI"])
    assert "ditampilkan 74,33" in read(page).text


def test_how_far_a_panel_is_apart_is_told_once_it_is_locked_and_to_those_who_may(judged, signed_in):
    office = signed_in(make_user(Role.UNIT_HEAD, judged.top))
    assert office.get(SPREAD).context["aspects"] == []
    assert signed_in(judged.admin).get(SPREAD).context["aspects"] == []

    judged.lock()

    page = signed_in(judged.admin).get(SPREAD)
    first = page.context["aspects"][0]
    assert (first.label, first.value) == ("Orisinalitas", Decimal(0))
    apart = {bar.label: bar.value for bar in page.context["aspects"]}
    assert apart["Manfaat dan Dampak"] == Decimal("12.5")  # 40 and 30 of 40 for ANI, no difference for BUDI
    assert [(each.title, each.wide, each.candidates) for each in page.context["wide"]] == [
        ("Keberlanjutan", 1, 2), ("Penghargaan yang Diterima", 1, 2), ("Penugasan Lain", 1, 2),
    ]  # fmt: skip
    assert signed_in(make_user(Role.UNIT_HEAD, judged.top)).get(SPREAD).context["aspects"] == []
