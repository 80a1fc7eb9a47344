"""The list of accounts: within reach, searchable, at a constant price."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from petruk.access.roles import Role
from petruk.people.models import Mandate
from tests.factories import make_employee, make_unit, make_user

pytestmark = pytest.mark.django_db
PAGE = "/pengaturan/pengguna/"


@pytest.fixture
def top():
    return make_unit("Pemerintah Kabupaten")


@pytest.fixture
def operator(top):
    return make_user(Role.OPERATOR, top, name="A Operator")


def listed(client, **query):
    return [user.name for user in client.get(PAGE, query).context["page"]]


def test_the_list_shows_only_accounts_with_a_mandate_in_the_own_units(client, signed_in, top):
    mine = make_unit(parent=top)
    viewer = make_user(Role.OPERATOR, mine, name="A")
    make_user(Role.UNIT_OFFICER, mine, name="B")
    make_user(Role.UNIT_OFFICER, make_unit(parent=mine), name="C")
    make_user(Role.UNIT_OFFICER, make_unit(parent=top), name="D of another unit: must not leak")
    make_user(name="E without any unit: must not leak")
    signed_in(viewer)

    assert listed(client) == ["A", "B", "C"]


def test_the_list_shows_only_the_mandates_in_the_own_units(client, signed_in, top):
    mine, beside = make_unit(parent=top), make_unit(parent=top)
    both = make_user(Role.UNIT_OFFICER, mine, name="Z")
    Mandate.objects.create(user=both, role=Role.UNIT_HEAD, unit=beside, started_on=timezone.localdate())
    signed_in(make_user(Role.OPERATOR, mine))

    row = list(client.get(PAGE).context["page"])[-1]

    assert [(mandate.role, mandate.unit) for mandate in row.mandates_now] == [("unit_officer", mine)]


def test_an_account_is_not_found_by_a_role_that_it_has_elsewhere(client, signed_in, top):
    mine, beside = make_unit(parent=top), make_unit(parent=top)
    both = make_user(Role.UNIT_OFFICER, mine, name="Z")
    Mandate.objects.create(user=both, role=Role.UNIT_HEAD, unit=beside, started_on=timezone.localdate())
    signed_in(make_user(Role.OPERATOR, mine))

    assert listed(client, peran="unit_head") == []
    assert listed(client, peran="unit_officer") == ["Z"]


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.OPERATOR, Role.AGENCY_ADMIN}))
def test_who_manages_no_users_sees_no_list(client, signed_in, top, role):
    signed_in(make_user(role, top))

    assert client.get(PAGE).status_code == 403


@pytest.mark.parametrize("role", [Role.OPERATOR, Role.AGENCY_ADMIN])
def test_who_manages_users_sees_the_list(client, signed_in, top, role):
    signed_in(make_user(role, top, name="A"))

    assert listed(client) == ["A"]


@pytest.mark.parametrize("text", ["sari", "SARI", "dinsos", "19840720", "19840720 201001", "198407202010011002"])
def test_an_account_is_found_by_name_user_name_and_nip(client, signed_in, operator, top, text):
    person = make_employee(top, nip="198407202010011002")
    make_user(Role.UNIT_OFFICER, top, name="Sari Dewi", username="dinsos.s", employee=person)
    make_user(Role.UNIT_OFFICER, top, name="Budi", username="dinkes.b")
    signed_in(operator)

    assert listed(client, cari=text) == ["Sari Dewi"]


@pytest.mark.parametrize("text", ["%", "_", "' OR 1=1 --", "\\", "(", "\u0000x"[1:] + "\u202e", "x" * 5000])
def test_a_search_is_taken_by_the_letter(client, signed_in, operator, text):
    signed_in(operator)

    response = client.get(PAGE, {"cari": text})

    assert response.status_code == 200
    assert list(response.context["page"]) == [] or len(text) > 100


def test_the_list_narrows_by_role_and_state(client, signed_in, operator, top):
    make_user(Role.UNIT_OFFICER, top, name="B")
    make_user(Role.UNIT_OFFICER, top, name="C", is_active=False)
    make_user(Role.UNIT_HEAD, top, name="D", is_active=False)
    signed_in(operator)

    assert listed(client, peran="unit_officer") == ["B", "C"]
    assert listed(client, status="nonaktif") == ["C", "D"]
    assert listed(client, peran="unit_officer", status="aktif") == ["B"]


def test_a_role_that_is_over_does_not_count(client, signed_in, operator, top):
    former = make_user(Role.UNIT_OFFICER, top)
    Mandate.objects.filter(user=former).update(ended_on=timezone.localdate() - timedelta(days=1))
    signed_in(operator)

    assert listed(client, peran="unit_officer") == []


@pytest.mark.parametrize(
    "query", [{"peran": "raja"}, {"status": "entah"}, {"halaman": "-1"}, {"halaman": "x"}, {"urut": "password"}]
)
def test_what_the_address_does_not_mean_narrows_nothing(client, signed_in, operator, query):
    signed_in(operator)

    assert listed(client, **query) == ["A Operator"]


def test_twenty_accounts_a_page(client, signed_in, operator, top):
    for number in range(21):
        make_user(Role.UNIT_OFFICER, top, name=f"B {number:02}")
    signed_in(operator)

    assert len(listed(client)) == 20
    assert listed(client, halaman=2) == ["B 19", "B 20"]
    assert listed(client, halaman=10**9) == ["B 19", "B 20"]


@pytest.mark.parametrize("rows", [1, 30])
def test_the_list_costs_the_same_with_one_row_and_with_thirty(
    client, signed_in, operator, top, rows, django_assert_num_queries
):
    for _ in range(rows - 1):
        user = make_user(Role.UNIT_OFFICER, top, employee=make_employee(top))
        Mandate.objects.create(user=user, role=Role.UNIT_HEAD, unit=make_unit(parent=top), started_on=date(2020, 1, 1))
    signed_in(operator)

    with django_assert_num_queries(5):
        response = client.get(PAGE)

    assert response.context["page"].paginator.count == rows
