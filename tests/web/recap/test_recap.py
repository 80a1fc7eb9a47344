"""The recap: only what was handed in within the mandate, filters that all hold at once, every column both ways."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from petruk.access.roles import Role
from petruk.appraisal.models import Assessment, Period
from petruk.core.ids import new_public_id
from tests.appraisal.world import make_facts
from tests.factories import make_employee, make_unit, make_user
from tests.fingerprint import digest
from tests.web.appraisal.office import Office, filled, handed_in, make_office
from tests.web.reading import read

pytestmark = pytest.mark.django_db

RECAP = "/rekap/"
SESSION_AND_USER = 2


@pytest.fixture
def office(db) -> Office:
    return make_office(nominees_per_unit=100)


@pytest.fixture
def three(signed_in, office):
    """Three results: ANI 40 of a unit below with performance, BUDI 60, CICI 30."""
    officer = signed_in(office.user)
    below = make_unit("UPTD Bawah", parent=office.unit)
    people = {
        "ANI": make_employee(below, name="ANI"),
        "BUDI": make_employee(office.unit, name="BUDI"),
        "CICI": make_employee(office.unit, name="CICI", nip="199411272019121003"),
    }
    make_facts(people["ANI"], score="90", realisation="0", behaviour="0")
    handed_in(officer, office, people["ANI"], points_inovasi="10", points_teamwork="20")
    handed_in(officer, office, people["BUDI"], points_inovasi="40", points_teamwork="20")
    handed_in(officer, office, people["CICI"], points_inovasi="20", points_teamwork="10")
    return people


@pytest.fixture
def agency(signed_in, office, three):
    return signed_in(make_user(Role.AGENCY_ADMIN, office.unit))


@pytest.fixture
def moved(three):
    """BUDI is confirmed and ANI verified."""
    for name, state in (("BUDI", "confirmed"), ("ANI", "verified")):
        Assessment.objects.filter(employee__name=name).update(state=state)


def names(response):
    return [row.line.person["name"] for row in response.context["lines"]]


def test_the_address_is_indonesian():
    assert reverse("recap:recap") == RECAP


def test_the_highest_total_stands_first(agency):
    assert names(agency.get(RECAP)) == ["BUDI", "ANI", "CICI"]


@pytest.mark.parametrize(
    ("sort", "expected"),
    [
        ("total", ["CICI", "ANI", "BUDI"]),
        ("-total", ["BUDI", "ANI", "CICI"]),
        ("nama", ["ANI", "BUDI", "CICI"]),
        ("-nama", ["CICI", "BUDI", "ANI"]),
        ("unit", ["BUDI", "CICI", "ANI"]),
        ("-unit", ["ANI", "BUDI", "CICI"]),
        ("dikirim", ["ANI", "BUDI", "CICI"]),
        ("-dikirim", ["CICI", "BUDI", "ANI"]),
        ("nip", ["ANI", "BUDI", "CICI"]),
        ("-nip", ["CICI", "BUDI", "ANI"]),
        ("skor-inovasi", ["ANI", "CICI", "BUDI"]),
        ("-skor-inovasi", ["BUDI", "CICI", "ANI"]),
        ("-skor-kinerja", ["ANI", "BUDI", "CICI"]),
        ("skor-teamwork", ["CICI", "ANI", "BUDI"]),
    ],
)
def test_every_column_sorts_both_ways(agency, sort, expected):
    assert names(agency.get(RECAP, {"urut": sort})) == expected


@pytest.mark.parametrize(
    "sort", ["x", "-", "employee__nip", "-sheet", "skor-", "skor-x", "points:kinerja", "total;--", "-total)", "?", "pk"]
)
def test_n42_an_unknown_order_is_the_usual_one(agency, sort):
    assert names(agency.get(RECAP, {"urut": sort})) == ["BUDI", "ANI", "CICI"]


def test_filters_all_hold_at_once(agency, office):
    below = Assessment.objects.get(employee__name="ANI").unit

    both = agency.get(RECAP, {"unit": below.public_id, "cari": "bu", "urut": "nama"})
    one = agency.get(RECAP, {"unit": below.public_id, "cari": "ani", "urut": "nama"})
    subtree = agency.get(RECAP, {"unit": office.unit.public_id})

    assert (names(both), names(one), len(names(subtree))) == ([], ["ANI"], 3)


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        ("", ["ANI", "BUDI", "CICI"]),
        ("terkirim", ["CICI"]),
        ("dikonfirmasi", ["BUDI"]),
        ("diverifikasi", ["ANI"]),
        ("returned", ["ANI", "BUDI", "CICI"]),
    ],
)
def test_a_state_narrows_and_no_other_word_does(agency, moved, state, expected):
    assert names(agency.get(RECAP, {"keadaan": state, "urut": "nama"})) == expected


def test_states_sort_as_the_road_goes(agency, moved):
    assert names(agency.get(RECAP, {"urut": "keadaan"})) == ["CICI", "BUDI", "ANI"]
    assert names(agency.get(RECAP, {"urut": "-keadaan"})) == ["ANI", "BUDI", "CICI"]


def test_a_state_holds_together_with_unit_and_words(agency, moved, office):
    both = {"keadaan": "dikonfirmasi", "unit": office.unit.public_id, "cari": "bu"}

    assert names(agency.get(RECAP, both)) == ["BUDI"]
    assert names(agency.get(RECAP, both | {"cari": "ci"})) == []


def test_words_go_to_an_address_that_can_be_kept_with_the_other_filters(agency, office):
    sent = {"cari": " budi ", "unit": office.unit.public_id, "urut": "total", "periode": office.period.public_id}

    response = agency.post(RECAP, sent | {"keadaan": "terkirim"}, follow=True)

    (address, _status) = response.redirect_chain[0]
    kept = f"periode={office.period.public_id}&unit={office.unit.public_id}&keadaan=terkirim&cari=budi&urut=total"
    assert address == f"{RECAP}?{kept}"
    assert names(response) == ["BUDI"]


@pytest.mark.parametrize("typed", ["199411272019121003", "19941127 201912 1 003"])
def test_n102_a_nip_finds_its_result_and_stays_out_of_addresses(agency, typed):
    response = agency.post(RECAP, {"cari": typed})

    assert names(response) == ["CICI"]
    assert not any("1994" in (link or "") for link in read(response).links())


def test_points_stand_under_their_indicator_and_the_total_has_a_word(agency):
    row = next(row for row in agency.get(RECAP).context["lines"] if row.line.person["name"] == "ANI")

    assert [cell.points for cell in row.line.cells] == [10, 0, 10, 0, 20]
    assert (row.line.total, str(row.word), row.kind) == (Decimal(40), str(row.word), "bad")
    assert str(row.word)


def test_missing_data_are_marked_and_not_just_zero(agency):
    response = agency.get(RECAP)

    assert response.context["marked"]
    marks = {row.line.person["name"]: [cell.missing for cell in row.line.cells] for row in response.context["lines"]}
    assert marks["BUDI"] == [True, True, False, True, False]
    assert marks["ANI"] == [False] * 5


def test_drafts_and_withdrawn_results_are_not_in_it(signed_in, office, three):
    officer = signed_in(office.user)
    drafted = office.assess_url()
    officer.post(drafted, filled(officer, drafted, act="save"))
    budi = Assessment.objects.get(employee__name="BUDI")
    officer.post(reverse("appraisal:withdraw", args=[budi.public_id]), {"reason": "Keliru"})

    assert names(officer.get(RECAP)) == ["ANI", "CICI"]


def test_units_that_have_handed_in_nothing_are_counted_within_the_filter(agency, office):
    waiting = make_unit("Belum Mengirim", parent=office.unit)
    make_employee(waiting)

    everywhere = agency.get(RECAP)
    elsewhere = agency.get(RECAP, {"unit": Assessment.objects.get(employee__name="ANI").unit.public_id})

    assert [each.name for each in everywhere.context["waiting"]] == [waiting.name]
    assert elsewhere.context["waiting"] == []


def test_n01_n07_only_results_of_the_mandate_are_counted_searched_and_listed(signed_in, office, three):
    there = make_unit("Dinas Lain")
    stranger = signed_in(make_user(Role.UNIT_OFFICER, there))

    empty, searched = stranger.get(RECAP), stranger.get(RECAP, {"cari": "budi"})
    foreign = stranger.get(RECAP, {"unit": office.unit.public_id})
    missing = stranger.get(RECAP, {"unit": new_public_id()})

    assert (names(empty) if "lines" in empty.context else []) == []
    assert "BUDI" not in read(searched).text
    assert (foreign.status_code, foreign.content) == (missing.status_code, missing.content)
    assert foreign.status_code == 404


def test_another_period_is_another_list(agency, office):
    now = timezone.now()
    old = Period.objects.create(
        name="Tahun lalu",
        instrument=office.period.instrument,
        windows=office.period.windows,
        opens_at=now - timedelta(days=400),
        closes_at=now - timedelta(days=300),
        published_at=now - timedelta(days=401),
    )

    assert names(agency.get(RECAP, {"periode": old.public_id})) == []
    assert agency.get(RECAP, {"periode": new_public_id()}).status_code == 404


@pytest.mark.parametrize("role", [Role.EMPLOYEE, Role.PANELIST, Role.OPERATOR])
def test_whoever_may_not_read_the_recap_is_refused(signed_in, office, role):
    assert signed_in(make_user(role, office.unit)).get(RECAP).status_code == 403


@pytest.mark.parametrize("text", ["%", "_", "\\", "' OR 1=1 --", "{{7*7}}", '"><script>alert(1)</script>'])
def test_n42_a_search_is_only_ever_a_text(agency, text):
    response = agency.get(RECAP, {"cari": text})

    assert names(response) == []
    assert all(script.get("src") for script in read(response).all("script"))


def test_without_a_period_the_page_says_so(signed_in, db):
    assert signed_in(make_user(Role.AGENCY_ADMIN)).get(RECAP).context["asked"].period is None


def test_twenty_results_come_in_one_page_and_the_queries_do_not_grow(agency, office, django_assert_max_num_queries):
    made = Assessment.objects.get(employee__name="BUDI")
    for number in range(31):
        person = make_employee(office.unit)
        fields = {"pk": None, "public_id": new_public_id(), "employee": person, "slot": 10 + number}
        copy = Assessment(**{field.attname: getattr(made, field.attname) for field in made._meta.fields})
        for name, value in (fields | {"placement": person.placement}).items():
            setattr(copy, name, value)
        copy.save(force_insert=True)
    before = digest()

    with django_assert_max_num_queries(SESSION_AND_USER + 6):
        response = agency.get(RECAP)

    assert len(names(response)) == 20
    assert len(names(agency.get(RECAP, {"halaman": "2"}))) == 14
    assert digest() == before
