"""The page of an account and what may be done there."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from petruk.access.roles import Role
from petruk.audit.models import Event
from petruk.people.models import Mandate, User
from tests.factories import PASSWORD, make_employee, make_unit, make_user

pytestmark = pytest.mark.django_db
PAGE = "/pengaturan/pengguna/"
TODAY = timezone.localdate


@pytest.fixture
def top():
    return make_unit("Pemerintah Kabupaten")


@pytest.fixture
def operator(top):
    return make_user(Role.OPERATOR, top)


@pytest.fixture
def officer(top):
    return make_user(Role.UNIT_OFFICER, top, username="sari", name="Sari")


def new_user(**given):
    known = {"name": "Sari", "username": "sari", "nip": "", "email": "", "role": "unit_officer", "ended_on": ""}
    return known | {"started_on": TODAY().isoformat()} | given


def errors(response):
    return response.context["form"].errors.keys()


def test_a_new_account_shows_its_password_once(client, signed_in, operator, top):
    signed_in(operator)

    response = client.post(PAGE + "baru/", new_user(unit=top.public_id))

    password = response.context["password"]
    user = User.objects.get(username="sari")
    assert user.check_password(password)
    assert password.encode() in response.content
    assert password.encode() not in client.get(f"{PAGE}{user.public_id}/").content


def test_a_new_account_signs_in_and_must_choose_its_own_password(client, signed_in, operator, top):
    signed_in(operator)
    password = client.post(PAGE + "baru/", new_user(unit=top.public_id)).context["password"]
    client.post("/keluar/")

    client.post("/masuk/", {"login": "sari", "password": password})

    assert client.get("/akun/").url == "/akun/sandi/"


def test_no_password_is_logged(client, signed_in, operator, top, caplog):
    caplog.set_level("DEBUG")
    signed_in(operator)

    password = client.post(PAGE + "baru/", new_user(unit=top.public_id)).context["password"]

    assert password not in caplog.text
    assert password not in str(list(Event.objects.values()))


def test_a_user_name_that_is_taken_is_said_beside_its_field(client, signed_in, operator, officer, top):
    signed_in(operator)

    response = client.post(PAGE + "baru/", new_user(unit=top.public_id, name="Sari Dua"))

    assert errors(response) == {"username"}
    assert response.context["form"]["name"].value() == "Sari Dua"


def test_n02_a_unit_outside_the_own_is_no_choice(client, signed_in, top):
    signed_in(make_user(Role.OPERATOR, make_unit(parent=top)))

    response = client.post(PAGE + "baru/", new_user(unit=make_unit(parent=top).public_id))

    assert errors(response) == {"unit"}
    assert not User.objects.filter(username="sari").exists()


@pytest.mark.parametrize("role", ["operator", "agency_admin", "raja"])
def test_n02_a_role_that_the_agency_cannot_give_is_no_choice(client, signed_in, top, role):
    signed_in(make_user(Role.AGENCY_ADMIN, top))

    response = client.post(PAGE + "baru/", new_user(unit=top.public_id, role=role))

    assert errors(response) == {"role"}
    assert not User.objects.filter(username="sari").exists()


FORGED = {"id": "1", "pk": "1", "public_id": "x", "is_active": "", "must_change_password": "", "password": "a"}
FORGED |= {"employee": "1", "is_staff": "1", "is_superuser": "1", "created_at": "2020-01-01", "version": "9"}


@pytest.mark.parametrize("field", FORGED)
def test_n08_fields_that_the_form_does_not_have_are_ignored(client, signed_in, operator, officer, field):
    signed_in(operator)
    before = User.objects.filter(pk=officer.pk).values().get()

    client.post(f"{PAGE}{officer.public_id}/ubah/", {"name": "Sari", "nip": "", "email": "", field: FORGED[field]})

    assert User.objects.filter(pk=officer.pk).values().get() == before


def test_changed_data_are_kept(client, signed_in, operator, officer, top):
    make_employee(top, nip="198407202010011002")
    signed_in(operator)
    given = {"name": "Sari, S.E", "nip": "19840720 201001 1 002", "email": "sari@contoh.example"}

    response = client.post(f"{PAGE}{officer.public_id}/ubah/", given)

    officer.refresh_from_db()
    assert response.status_code == 302
    assert (officer.name, officer.employee.nip, officer.email) == ("Sari, S.E", "198407202010011002", given["email"])


@pytest.mark.parametrize("act", ["nonaktifkan", "aktifkan"])
def test_disabling_and_activating_need_a_reason(client, signed_in, operator, officer, act):
    signed_in(operator)

    client.post(f"{PAGE}{officer.public_id}/{act}/", {"reason": "  "})

    assert not Event.objects.exists()


def test_a_disabled_account_is_activated_again(client, signed_in, operator, officer):
    signed_in(operator)

    client.post(f"{PAGE}{officer.public_id}/nonaktifkan/", {"reason": "cuti"})
    off = User.objects.get(pk=officer.pk).is_active
    client.post(f"{PAGE}{officer.public_id}/aktifkan/", {"reason": "kembali"})

    assert (off, User.objects.get(pk=officer.pk).is_active) == (False, True)
    client.cookies["petruk_language"] = "en"
    events = client.get(f"{PAGE}{officer.public_id}/").context["events"]
    assert [(event.what, event.more) for event in events] == [
        ("Activated", "reason: kembali"),
        ("Disabled", "reason: cuti"),
    ]


def test_a_reset_password_is_shown_once_and_the_old_one_is_void(client, signed_in, operator, officer):
    signed_in(operator)

    password = client.post(f"{PAGE}{officer.public_id}/sandi/").context["password"]

    officer.refresh_from_db()
    assert [officer.check_password(p) for p in (PASSWORD, password)] == [False, True]
    assert officer.must_change_password


def test_n28_an_administrator_ends_the_sessions_of_a_user(client, signed_in, operator, officer):
    browser = Client()
    browser.post("/masuk/", {"login": "sari", "password": PASSWORD})
    assert browser.get("/akun/").status_code == 200
    signed_in(operator)

    client.post(f"{PAGE}{officer.public_id}/keluarkan/")

    assert browser.get("/akun/").url == "/masuk/?next=/akun/&akhir=ditutup"


WRITES = ("nonaktifkan/", "aktifkan/", "sandi/", "keluarkan/", "ubah/", "mandat/baru/")


@pytest.mark.parametrize("path", WRITES)
def test_nobody_does_it_to_himself(client, signed_in, operator, top, path):
    signed_in(operator)
    given = {
        "reason": "x",
        "name": "Baru",
        "role": "unit_head",
        "unit": top.public_id,
        "started_on": TODAY().isoformat(),
    }

    client.post(f"{PAGE}{operator.public_id}/{path}", given)

    operator.refresh_from_db()
    assert (operator.is_active, operator.check_password(PASSWORD), operator.mandates.count()) == (True, True, 1)
    assert not Event.objects.exists()


@pytest.mark.parametrize("who", [Role.OPERATOR, Role.AGENCY_ADMIN])
def test_what_is_refused_is_not_offered_and_the_reason_stands_there(client, signed_in, top, who):
    signed_in(make_user(Role.AGENCY_ADMIN, top))
    other = make_user(who, top)

    response = client.get(f"{PAGE}{other.public_id}/")

    assert response.context["obstacle"]
    assert b"<dialog" not in response.content
    assert b"/ubah/" not in response.content


def test_what_is_allowed_is_offered(client, signed_in, operator, officer):
    signed_in(operator)

    response = client.get(f"{PAGE}{officer.public_id}/")

    assert response.context["obstacle"] == ""
    assert response.content.count(b"<dialog") == 3


@pytest.mark.parametrize("path", ["", *WRITES])
@pytest.mark.parametrize("method", ["get", "post"])
def test_n01_an_account_of_another_unit_answers_like_a_missing_one(client, signed_in, top, path, method):
    other = make_user(Role.UNIT_OFFICER, make_unit(parent=top))
    signed_in(make_user(Role.OPERATOR, make_unit(parent=top)))

    foreign = getattr(client, method)(f"{PAGE}{other.public_id}/{path}")
    missing = getattr(client, method)(f"{PAGE}AAAAAAAAAAAAAAAAAAAAAA/{path}")

    assert foreign.status_code == missing.status_code
    assert foreign.status_code in {404, 405}
    assert foreign.content == missing.content


@pytest.mark.parametrize("path", ["", "cabut/"])
def test_n01_a_mandate_in_another_unit_answers_like_a_missing_one(client, signed_in, top, path):
    mine, beside = make_unit(parent=top), make_unit(parent=top)
    both = make_user(Role.UNIT_OFFICER, mine)
    hidden = Mandate.objects.create(user=both, role=Role.UNIT_HEAD, unit=beside, started_on=TODAY())
    signed_in(make_user(Role.OPERATOR, mine))

    foreign = client.post(f"{PAGE}{both.public_id}/mandat/{hidden.public_id}/{path}", {"reason": "x"})
    missing = client.post(f"{PAGE}{both.public_id}/mandat/AAAAAAAAAAAAAAAAAAAAAA/{path}", {"reason": "x"})

    assert (foreign.status_code, missing.status_code) == (404, 404)
    assert foreign.content == missing.content


def test_a_mandate_of_one_account_is_not_ended_under_another(client, signed_in, operator, officer, top):
    other = make_user(Role.UNIT_HEAD, top)
    signed_in(operator)

    response = client.post(f"{PAGE}{officer.public_id}/mandat/{other.mandates.get().public_id}/cabut/", {"reason": "x"})

    assert response.status_code == 404
    assert other.mandates.get().revoked_on is None


def test_the_page_of_a_user_does_not_show_mandates_elsewhere(client, signed_in, top):
    mine, beside = make_unit(parent=top), make_unit("Dinas Lain", parent=top)
    both = make_user(Role.UNIT_OFFICER, mine)
    Mandate.objects.create(user=both, role=Role.UNIT_HEAD, unit=beside, started_on=TODAY())
    signed_in(make_user(Role.OPERATOR, mine))

    response = client.get(f"{PAGE}{both.public_id}/")

    assert [mandate.unit for mandate in response.context["mandates"]] == [mine]
    assert b"Dinas Lain" not in response.content


def test_a_mandate_is_given_ended_and_taken_back(client, signed_in, operator, officer, top):
    signed_in(operator)
    page, tomorrow = f"{PAGE}{officer.public_id}/mandat/", TODAY() + timedelta(days=1)

    client.post(page + "baru/", {"role": "unit_head", "unit": top.public_id, "started_on": TODAY().isoformat()})
    head = officer.mandates.get(role="unit_head")
    client.post(f"{page}{head.public_id}/", {"last_day": tomorrow.isoformat()})
    client.post(f"{page}{head.public_id}/cabut/", {"reason": "keliru"})

    head.refresh_from_db()
    assert (head.ended_on, head.revoked_on) == (tomorrow, TODAY())
    assert list(Event.objects.values_list("action", flat=True)) == ["mandate.given", "mandate.ended", "mandate.revoked"]


def test_a_refused_mandate_keeps_what_was_typed(client, signed_in, operator, officer, top):
    signed_in(operator)

    response = client.post(
        f"{PAGE}{officer.public_id}/mandat/baru/",
        {"role": "unit_officer", "unit": top.public_id, "started_on": TODAY().isoformat()},
    )

    assert response.context["form"].non_field_errors()
    assert response.context["form"]["unit"].value() == top.public_id


@pytest.mark.parametrize("mandates", [1, 20])
def test_the_page_of_a_user_costs_the_same_with_one_mandate_and_with_twenty(
    client, signed_in, operator, top, mandates, django_assert_num_queries
):
    user = make_user()
    for _ in range(mandates):
        Mandate.objects.create(user=user, role=Role.UNIT_OFFICER, unit=make_unit(parent=top), started_on=TODAY())
    signed_in(operator)

    with django_assert_num_queries(7):
        client.get(f"{PAGE}{user.public_id}/")


def test_n40_what_was_typed_stays_text(client, signed_in, operator, top):
    evil = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>"
    user = make_user(Role.UNIT_OFFICER, top, name=evil)
    signed_in(operator)
    client.post(f"{PAGE}{user.public_id}/nonaktifkan/", {"reason": evil})

    pages = [
        client.get(path).content.decode()
        for path in (PAGE, f"{PAGE}{user.public_id}/", f"{PAGE}{user.public_id}/ubah/")
    ]

    assert [page.count("<script>alert") + page.count("<img src=x") for page in pages] == [0, 0, 0]


def test_a_unit_that_is_closed_is_no_choice(client, signed_in, operator, top):
    make_unit(parent=top, active=False)
    signed_in(operator)

    response = client.get(PAGE + "baru/")

    assert list(response.context["form"].fields["unit"].queryset) == [top]
