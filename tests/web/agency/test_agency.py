"""How the personnel agency is called, from which day on."""

from datetime import date

import pytest

from petruk.access.roles import Role
from petruk.audit.models import Event
from petruk.people.models import Agency
from tests.factories import make_agency, make_unit, make_user

pytestmark = pytest.mark.django_db
PAGE = "/pengaturan/instansi/"
NEW = {
    "started_on": "2022-01-01",
    "name": "Badan Kepegawaian dan Pengembangan Sumber Daya Manusia",
    "short_name": "BKPSDM",
    "government": "Kabupaten Contoh",
    "seat": "Contoh",
}


def test_the_names_stand_newest_first(client, signed_in):
    old, new = make_agency(), make_agency(started_on=date(2022, 1, 1), short_name="BKPSDM")
    signed_in(make_user(Role.AGENCY_ADMIN))

    assert list(client.get(PAGE).context["names"]) == [new, old]


@pytest.mark.parametrize("role", [Role.AGENCY_ADMIN, Role.OPERATOR])
def test_a_new_name_is_added_and_the_old_one_stays(client, signed_in, role):
    make_agency()
    signed_in(make_user(role))

    response = client.post(PAGE + "baru/", NEW)

    assert response.url == PAGE
    assert list(Agency.objects.values_list("short_name", flat=True)) == ["BKPSDM", "BKPPD"]
    assert Event.objects.get().action == "agency.named"


def test_one_day_has_one_name(client, signed_in):
    make_agency(started_on=date(2022, 1, 1))
    signed_in(make_user(Role.AGENCY_ADMIN))

    response = client.post(PAGE + "baru/", NEW)

    assert response.context["form"].errors.keys() == {"started_on"}
    assert Agency.objects.count() == 1


@pytest.mark.parametrize("role", [*sorted(set(Role) - {Role.AGENCY_ADMIN, Role.OPERATOR}), None])
def test_others_neither_see_nor_name_it(client, signed_in, role):
    signed_in(make_user(role))

    assert [client.get(PAGE).status_code, client.post(PAGE + "baru/", NEW).status_code] == [403, 403]
    assert not Agency.objects.exists()


def test_who_manages_a_part_only_does_not_name_the_whole(client, signed_in):
    signed_in(make_user(Role.OPERATOR, make_unit(parent=make_unit())))

    seen, asked, sent = client.get(PAGE), client.get(PAGE + "baru/"), client.post(PAGE + "baru/", NEW)

    assert (seen.status_code, asked.status_code, sent.status_code) == (200, 403, 403)
    assert not seen.context["may_name"]
    assert not Agency.objects.exists()


def test_every_part_of_the_name_is_needed(client, signed_in):
    signed_in(make_user(Role.AGENCY_ADMIN))

    response = client.post(PAGE + "baru/", {})

    assert response.context["form"].errors.keys() == NEW.keys()
