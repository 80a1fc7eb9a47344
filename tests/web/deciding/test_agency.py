"""The desk of the agency: filters, verifying one or many, returning, and who holds it up."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from petruk.access.roles import Role
from petruk.appraisal.models import Assessment, Period
from tests.factories import make_employee, make_unit, make_user
from tests.fingerprint import digest
from tests.web.deciding.bench import confirmed, elsewhere, handed_in
from tests.web.reading import read

pytestmark = pytest.mark.django_db
DESK = "/keputusan/instansi/"
MANY = "/keputusan/instansi/verifikasi/"
PROGRESS = "/keputusan/instansi/kemajuan/"
SESSION_AND_USER = 2


@pytest.fixture
def agency(signed_in, bench):
    return signed_in(bench.agency)


def names(response):
    return [row.sheet["person"]["name"] for row in response.context["rows"]]


def box(*rows):
    return {f"pilih-{row.public_id}": str(row.version) for row in rows}


def test_the_desk_opens_on_what_is_to_be_verified(agency, bench):
    elsewhere(bench)
    confirmed(bench)

    response = agency.get(DESK)

    assert names(response) == ["ASWENDI ARSUDHANA, S.Kom"]
    assert read(response).all("input", type="checkbox", name=f"pilih-{bench.nominee.public_id}")


@pytest.mark.parametrize(
    ("state", "expected"),
    [("terkirim", ["ORANG ASING"]), ("dikonfirmasi", ["ASWENDI ARSUDHANA, S.Kom"]), ("dikembalikan", []), ("x", None)],
)
def test_the_desk_is_filtered_by_state(agency, bench, state, expected):
    elsewhere(bench)
    confirmed(bench)

    found = names(agency.get(f"{DESK}?keadaan={state}"))

    assert found == (expected if expected is not None else ["ASWENDI ARSUDHANA, S.Kom"])


def test_every_filter_holds_at_once(agency, bench):
    other = elsewhere(bench)
    handed_in(bench.period, bench.unit, bench.officer, name="BAHRUDIN")

    narrowed = agency.get(f"{DESK}?keadaan=semua&unit={bench.unit.public_id}&cari=bah")
    foreign = agency.get(f"{DESK}?keadaan=semua&unit={other.unit.public_id}&cari=bah")

    assert (names(narrowed), names(foreign)) == (["BAHRUDIN"], [])


def test_n102_a_number_is_answered_at_once_and_never_stands_in_an_address(agency, bench):
    handed_in(bench.period, bench.unit, bench.officer, name="BAHRUDIN")
    words = agency.post(DESK, {"cari": "bah", "keadaan": "semua"})
    number = agency.post(DESK, {"cari": bench.nominee.employee.nip, "keadaan": "semua"})

    assert words.url == f"{DESK}?keadaan=semua&cari=bah"
    assert names(number) == ["ASWENDI ARSUDHANA, S.Kom"]
    assert bench.nominee.employee.nip not in str(read(number).links())


def test_what_waits_for_a_head_says_for_which(agency, bench):
    assert "KEPALA DINAS SOSIAL, Drs. HASANUDDIN" in read(agency.get(f"{DESK}?keadaan=terkirim")).text


def test_choosing_all_marks_every_box_without_a_script(agency, bench):
    confirmed(bench)
    confirmed(bench, handed_in(bench.period, bench.unit, bench.officer))

    boxes = read(agency.get(f"{DESK}?pilih=semua")).all("input", type="checkbox")

    assert ["checked" in each for each in boxes] == [True, True]


def hidden_of(page):
    fields = page.all("input", type="hidden")
    return {each["name"]: each["value"] for each in fields if each["name"] != "csrfmiddlewaretoken"}


def test_many_are_verified_after_one_question(agency, bench):
    first = confirmed(bench)
    second = confirmed(bench, handed_in(bench.period, bench.unit, bench.officer))
    before = digest()

    asked = agency.post(MANY, box(first, second) | {"act": "check"})
    assert (len(asked.context["able"]), digest() == before) == (2, True)
    agency.post(MANY, hidden_of(read(asked)) | {"act": "verify"})

    assert set(Assessment.objects.values_list("state", "verified_by")) == {("verified", "Admin Instansi")}


def test_the_desk_keeps_its_filters_past_the_question_and_the_verifying(agency, bench):
    first = confirmed(bench)
    narrowed = f"{DESK}?periode={bench.period.public_id}&unit={bench.unit.public_id}&keadaan=semua&cari=aswendi"

    asked = read(agency.post(MANY, hidden_of(read(agency.get(narrowed))) | box(first) | {"act": "check"}))
    done = agency.post(MANY, hidden_of(asked) | {"act": "verify"})

    assert narrowed in asked.links()
    assert done.url == narrowed


def test_n102_a_number_that_narrowed_the_desk_stands_in_no_address_afterwards(agency, bench):
    first = confirmed(bench)

    done = agency.post(MANY, box(first) | {"act": "verify", "cari": first.employee.nip, "keadaan": "semua"})

    assert done.url == f"{DESK}?periode={bench.period.public_id}&keadaan=semua"


def test_one_that_moved_on_stops_no_other_and_is_named_with_its_sentence(agency, bench):
    first = confirmed(bench)
    second = confirmed(bench, handed_in(bench.period, bench.unit, bench.officer, name="BAHRUDIN"))
    agency.post(f"{DESK}{second.public_id}/kembalikan/", {"version": str(second.version), "reason": "Salah"})

    text = read(agency.post(MANY, box(first, second) | {"act": "verify"}, follow=True)).text

    assert (bench.now().state, Assessment.objects.get(pk=second.pk).state) == ("verified", "returned")
    assert "BAHRUDIN:" in text


def test_n87_what_was_chosen_in_another_version_is_not_verified(agency, bench):
    first = confirmed(bench)
    Assessment.objects.filter(pk=first.pk).update(version=first.version + 1)

    agency.post(MANY, box(first) | {"act": "verify"})

    assert bench.now().state == "confirmed"


def test_n02_foreign_and_made_up_choices_are_as_good_as_none(signed_in, bench):
    foreign = elsewhere(bench)
    Assessment.objects.filter(pk=foreign.pk).update(state="confirmed")
    local = signed_in(make_user(Role.AGENCY_ADMIN, bench.unit))
    before = digest()

    for sent in (box(foreign), {"pilih-" + "A" * 22: "1"}, {}):
        assert local.post(MANY, sent | {"act": "verify"}).url == DESK

    assert digest() == before
    agency = signed_in(bench.agency)
    agency.post(MANY, box(foreign) | {"act": "verify"})
    assert Assessment.objects.get(pk=foreign.pk).state == "verified"


@pytest.mark.parametrize("version", ["x", "-1", "1e3", "９", "9" * 5000])
def test_n72_a_forged_version_is_no_request_of_ours(agency, bench, version):
    confirmed(bench)

    assert agency.post(MANY, {f"pilih-{bench.nominee.public_id}": version, "act": "verify"}).status_code == 400
    assert bench.now().state == "confirmed"


def test_n11_a_million_choices_are_refused(agency, bench):
    assert agency.post(MANY, {f"pilih-{at}": "1" for at in range(51)}).status_code == 400


def test_one_is_asked_for_from_its_result(agency, bench):
    confirmed(bench)
    address = bench.url("verify_one")

    assert address in read(agency.get(bench.result_url())).links()
    assert [row.pk for row, _total, _version in agency.get(address).context["able"]] == [bench.nominee.pk]


@pytest.mark.parametrize("state", ["submitted", "returned", "verified", "withdrawn"])
def test_what_cannot_be_verified_is_answered_with_a_sentence(agency, bench, state):
    slot = None if state in {"returned", "withdrawn"} else 1
    Assessment.objects.update(state=state, slot=slot)

    response = agency.get(bench.url("verify_one"), follow=True)

    assert response.redirect_chain == [(bench.result_url(), 302)]
    assert read(response).all("div", role="alert")


@pytest.mark.parametrize("name", ["verify_one", "return_by_agency"])
def test_n01_another_office_is_as_good_as_none_to_an_agency_of_one_office(signed_in, bench, name):
    foreign, local = elsewhere(bench), signed_in(make_user(Role.AGENCY_ADMIN, bench.unit))

    theirs, nothing = local.get(bench.url(name, foreign)), local.get(reverse(f"deciding:{name}", args=["A" * 22]))

    assert (theirs.status_code, theirs.content) == (404, nothing.content)
    assert signed_in(bench.agency).get(bench.url("return_by_agency", foreign)).status_code == 200


def test_n07_desk_and_progress_of_one_office_tell_nothing_of_another(signed_in, bench):
    elsewhere(bench)
    local = signed_in(make_user(Role.AGENCY_ADMIN, bench.unit))

    for address in (f"{DESK}?keadaan=semua", PROGRESS):
        assert "ASING" not in read(local.get(address)).text
        assert "ASING" in read(signed_in(bench.agency).get(address)).text
        local = signed_in(make_user(Role.AGENCY_ADMIN, bench.unit))


@pytest.mark.parametrize("role", [Role.UNIT_OFFICER, Role.UNIT_HEAD, Role.INSPECTOR, Role.EMPLOYEE])
@pytest.mark.parametrize("address", [DESK, PROGRESS])
def test_the_desk_of_the_agency_is_for_the_agency(signed_in, bench, role, address):
    other = signed_in(make_user(role, bench.unit)).get(address).status_code
    agency = signed_in(bench.agency).get(address).status_code

    assert (other, agency) == (403, 200)


def test_progress_tells_at_which_step_each_unit_stands_and_since_when(agency, bench):
    idle = make_unit("DINAS TIDUR", parent=bench.root)
    make_employee(idle)
    elsewhere(bench)
    confirmed(bench)
    Period.objects.update(nominees_per_unit=1)
    Assessment.objects.filter(pk=bench.nominee.pk).update(confirmed_at=timezone.now() - timedelta(days=2))

    response = agency.get(PROGRESS)

    stands = {road.unit.name: (road.stuck, road.piles[road.stuck].count) for road, _piles in response.context["lines"]}
    assert stands == {
        "DINAS TIDUR": ("not_begun", 1),
        "DINAS SOSIAL": ("confirmed", 1),
        "DINAS ASING": ("submitted", 1),
    }
    assert [road.unit.name for road, _piles in response.context["lines"]] == [
        "DINAS TIDUR",
        "DINAS SOSIAL",
        "DINAS ASING",
    ]
    assert [pile.count for _word, _step, pile in response.context["sums"]] == [1, 0, 0, 1, 1, 0]
    assert re.search(r"\b9 (hari|days)", read(response).text)


def test_progress_narrows_to_one_step_and_leads_on(agency, bench):
    make_employee(make_unit("DINAS TIDUR", parent=bench.root))

    page = read(agency.get(f"{PROGRESS}?langkah=terkirim"))

    assert "DINAS TIDUR" not in page.text
    desk = f"{DESK}?periode={bench.period.public_id}&unit={bench.unit.public_id}&keadaan=terkirim"
    assert desk in page.links()
    assert agency.get(desk).status_code == 200


def test_a_unit_is_done_when_its_nominees_are_verified(agency, bench):
    Period.objects.update(nominees_per_unit=1)
    row = confirmed(bench)
    agency.post(MANY, box(row) | {"act": "verify"})

    [(road, _piles)] = agency.get(PROGRESS).context["lines"]

    assert (road.stuck, road.piles["verified"].count) == (None, 1)


def test_n15_looking_writes_nothing(agency, bench):
    confirmed(bench)
    before = digest()

    for address in (DESK, f"{DESK}?keadaan=semua", PROGRESS, bench.url("verify_one"), bench.url("return_by_agency")):
        assert agency.get(address).status_code == 200

    assert digest() == before


@pytest.mark.parametrize("number", [1, 20])
@pytest.mark.parametrize(("address", "queries"), [(f"{DESK}?keadaan=semua", 6), (PROGRESS, 3)])
def test_the_pages_ask_the_database_equally_often(agency, bench, number, address, queries, django_assert_num_queries):
    for at in range(number - 1):
        elsewhere(bench, f"NOMOR {at:02}")
    agency.get(address)

    with django_assert_num_queries(SESSION_AND_USER + queries):
        agency.get(address)
