"""Who signs for the government and its agency, and how papers are numbered."""

from datetime import date

import pytest

from petruk.access.authority import console
from petruk.access.roles import Role
from petruk.audit.models import Event
from petruk.documents.models import PaperRule
from petruk.documents.queries.rules import rule_on
from petruk.people.models import Official
from petruk.people.queries import official_on
from tests.factories import make_agency, make_official, make_unit, make_user

pytestmark = pytest.mark.django_db
PAGE = "/pengaturan/instansi/"
BY = console("Uji")
NEW = {
    "role": "agency_head",
    "capacity": "PLT",
    "office": "KEPALA BADAN",
    "own_office": "",
    "name": "Dr. RINA WATI, M.Si",
    "rank": "Pembina",
    "nip": "19700101 199503 1 001",
    "started_on": "2026-02-01",
    "ended_on": "",
}
RULE = {"started_on": "2026-02-01", "pattern": "800/{n}/BKPSDM-BLG/{yyyy}", "size": "F4", "layout": "2", "emblem": "on"}


@pytest.fixture
def admin(signed_in):
    make_agency()
    return signed_in(make_user(Role.AGENCY_ADMIN))


def test_an_official_is_recorded_with_a_plain_nip(admin):
    response = admin.post(PAGE + "pejabat/", NEW)

    official = Official.objects.get()
    assert response.url == PAGE
    assert (official.name, official.capacity, official.nip) == ("Dr. RINA WATI, M.Si", "PLT", "197001011995031001")
    assert Event.objects.get().action == "official.appointed"
    assert "Dr. RINA WATI, M.Si" in admin.get(PAGE).content.decode()


@pytest.mark.parametrize(
    ("change", "wrong"),
    [
        ({"nip": "123"}, {"nip"}),
        ({"capacity": "AN"}, {"own_office"}),
        ({"ended_on": "2026-01-31"}, {"started_on"}),
        ({"name": ""}, {"name"}),
        ({"role": "bupati"}, {"role"}),
    ],
)
def test_what_is_wrong_with_an_official_is_said_beside_its_field(admin, change, wrong):
    response = admin.post(PAGE + "pejabat/", NEW | change)

    assert response.context["form"].errors.keys() == wrong
    assert not Official.objects.exists()


def test_two_do_not_begin_on_one_day_in_one_place(admin):
    make_official("agency_head", started_on=date(2026, 2, 1))

    response = admin.post(PAGE + "pejabat/", NEW)

    assert response.context["form"].errors.keys() == {"started_on"}


def test_a_paper_is_signed_by_whoever_holds_the_office_on_its_day():
    head = make_official("agency_head", started_on=date(2020, 1, 1))
    daily = make_official("agency_head", capacity="PLH", started_on=date(2026, 3, 2), ended_on=date(2026, 3, 4))
    later = make_official("agency_head", started_on=date(2027, 1, 1))

    signers = [official_on(BY, "agency_head", day) for day in (
        date(2019, 12, 31), date(2026, 3, 1), date(2026, 3, 2), date(2026, 3, 4), date(2026, 3, 5), date(2027, 1, 1),
    )]  # fmt: skip

    assert signers == [None, head, daily, daily, head, later]
    assert official_on(BY, "regional_head", date(2026, 3, 1)) is None


def test_the_last_day_of_an_official_is_set_and_never_before_his_first(admin):
    official = make_official(started_on=date(2026, 2, 1))

    early = admin.post(f"{PAGE}pejabat/{official.public_id}/akhiri/", {"last_day": "2026-01-31"})
    right = admin.post(f"{PAGE}pejabat/{official.public_id}/akhiri/", {"last_day": "2026-11-30"})

    official.refresh_from_db()
    assert early.context["form"].errors.keys() == {"last_day"}
    assert (right.url, official.ended_on) == (PAGE, date(2026, 11, 30))


def test_a_rule_holds_from_its_day_on_and_may_be_set_anew(admin):
    admin.post(PAGE + "naskah/charter/", RULE)
    admin.post(PAGE + "naskah/charter/", RULE | {"started_on": "2027-01-01", "pattern": "{nnn}/PIAGAM-BLG/{yyyy}"})
    admin.post(PAGE + "naskah/charter/", RULE | {"size": "A4"})

    rules = [rule_on(BY, "charter", day) for day in (date(2026, 1, 31), date(2026, 2, 1), date(2027, 1, 1))]
    assert [rule.pattern for rule in rules] == ["{nnn}/PIAGAM/{yyyy}", RULE["pattern"], "{nnn}/PIAGAM-BLG/{yyyy}"]
    assert (rules[1].size, rules[1].layout, rules[1].emblem) == ("A4", 2, True)
    assert PaperRule.objects.count() == 2


@pytest.mark.parametrize("pattern", ["PIAGAM/{yyyy}", "{n}", "{n}/{{7*7}}/{yyyy}", "{n}/{settings.SECRET_KEY}/{yyyy}"])
def test_n43_a_pattern_is_never_more_than_a_pattern(admin, pattern):
    response = admin.post(PAGE + "naskah/charter/", RULE | {"pattern": pattern})

    assert response.context["form"].errors.keys() == {"pattern"}
    assert not PaperRule.objects.exists()


def test_two_kinds_do_not_share_a_pattern(admin):
    response = admin.post(PAGE + "naskah/recap/", RULE | {"pattern": "{nnn}/PETRUK/{yyyy}"})

    assert response.context["form"].errors.keys() == {"pattern"}


def test_only_a_charter_has_a_layout(admin):
    fields = {kind: set(admin.get(f"{PAGE}naskah/{kind}/").context["form"].fields) for kind in ("charter", "recap")}

    assert fields["charter"] - fields["recap"] == {"layout", "emblem"}


def test_a_kind_that_does_not_exist_has_no_page(admin):
    assert admin.get(PAGE + "naskah/rahasia/").status_code == 404


def test_who_manages_a_part_only_sees_all_and_changes_nothing(client, signed_in):
    official = make_official()
    signed_in(make_user(Role.OPERATOR, make_unit(parent=make_unit())))

    assert client.get(PAGE).status_code == 200
    for address in ("pejabat/", f"pejabat/{official.public_id}/akhiri/", "naskah/charter/"):
        assert (client.get(PAGE + address).status_code, client.post(PAGE + address, {}).status_code) == (403, 403)
