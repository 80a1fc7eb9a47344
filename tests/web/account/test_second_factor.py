"""Setting up the second step, its recovery codes, and who must have one."""

import re

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone

from petruk.access.roles import Role
from petruk.audit.models import Event
from petruk.people.actions import second_factor
from petruk.people.models import CodeApp, RecoveryCode
from petruk.people.queries import authority_of
from tests.factories import CODE_SECRET, PASSWORD, RECOVERY_CODE, code_now, make_code_app, make_unit, make_user

pytestmark = pytest.mark.django_db
SECURITY, APP, CODES, OFF = (
    "/akun/keamanan/", "/akun/keamanan/aplikasi/", "/akun/keamanan/kode-pemulihan/", "/akun/keamanan/aplikasi/matikan/",
)  # fmt: skip


def offer_on(page):
    return page.context["offer"]


def set_up(client):
    """Set up an app the way a person does; return the offer and the answer."""
    offer = offer_on(client.get(APP))
    return offer, client.post(APP, {"offer": offer.locked, "code": code_now(offer.secret)})


def events():
    return list(Event.objects.order_by("pk").values_list("action", flat=True))


def test_an_app_is_set_up_by_the_code_that_it_shows(client, signed_in):
    user = make_user(Role.UNIT_OFFICER)

    _offer, response = set_up(signed_in(user))

    codes = response.context["codes"]
    assert len(set(codes)) == second_factor.RECOVERY_CODES
    assert all(re.fullmatch("[a-z2-9]{5}-[a-z2-9]{5}", code) for code in codes)
    assert events() == ["user.second_factor_on"]
    assert CodeApp.objects.get(user=user).last_step > 0


def test_the_page_draws_the_secret_that_it_also_writes(client, signed_in):
    page = signed_in(make_user()).get(APP)

    assert offer_on(page).legible in page.content.decode()
    assert offer_on(page).secret in offer_on(page).address
    assert page.context["qr"].path.startswith("M4 4h1v1h-1z")


def test_nothing_is_kept_of_an_app_that_shows_another_code(client, signed_in):
    client = signed_in(make_user())
    offer = offer_on(client.get(APP))

    response = client.post(APP, {"offer": offer.locked, "code": code_now(offer.secret, later=5)})

    assert "code" in response.context["form"].errors
    assert offer_on(response) == offer
    assert (CodeApp.objects.count(), events()) == (0, [])


def test_n10_the_offer_made_to_somebody_else_is_void(client, signed_in):
    other = make_user()
    offer = second_factor.offer(at=timezone.now(), by=authority_of(other, on=timezone.localdate()))

    response = signed_in(make_user()).post(APP, {"offer": offer.locked, "code": code_now(offer.secret)})

    assert response.context["form"].non_field_errors()
    assert CodeApp.objects.count() == 0


@pytest.mark.parametrize("minutes", [31, -1])
def test_an_offer_does_not_last(client, signed_in, minutes):
    user = make_user()
    made = timezone.now() - timezone.timedelta(minutes=minutes)
    offer = second_factor.offer(at=made, by=authority_of(user, on=timezone.localdate()))

    response = signed_in(user).post(APP, {"offer": offer.locked, "code": code_now(offer.secret)})

    assert response.context["form"].non_field_errors()
    assert CodeApp.objects.count() == 0


@pytest.mark.parametrize("offer", ["", "x", CODE_SECRET, "A" * 280, "é"])
def test_n10_an_offer_that_was_never_made_is_void(client, signed_in, offer):
    response = signed_in(make_user()).post(APP, {"offer": offer, "code": code_now()})

    assert response.status_code == 200
    assert CodeApp.objects.count() == 0


def test_neither_the_secret_nor_a_code_stands_in_the_database_or_the_log(client, signed_in):
    offer, response = set_up(signed_in(make_user()))

    kept = repr([*CodeApp.objects.values(), *RecoveryCode.objects.values(), *Event.objects.values()])

    assert offer.secret not in kept
    assert [code for code in response.context["codes"] if code in kept] == []


def test_another_phone_takes_the_place_of_the_first(client, signed_in):
    client = signed_in(make_user())
    first, _codes = set_up(client)
    old_codes = set(RecoveryCode.objects.values_list("encoded", flat=True))

    second, _codes = set_up(client)

    assert first.secret != second.secret
    assert CodeApp.objects.count() == 1
    assert old_codes.isdisjoint(RecoveryCode.objects.values_list("encoded", flat=True))


def test_new_recovery_codes_end_the_old_ones(client, signed_in):
    user = make_user()
    make_code_app(user)

    response = signed_in(user).post(CODES)

    by = authority_of(user, on=timezone.localdate())
    with pytest.raises(second_factor.CodeRefused):
        second_factor.prove(RECOVERY_CODE, at=timezone.now(), by=by)
    second_factor.prove(response.context["codes"][3], at=timezone.now(), by=by)
    assert events() == ["user.recovery_codes_made", "user.proved"]


def test_there_are_no_recovery_codes_without_an_app(client, signed_in):
    response = signed_in(make_user()).post(CODES)

    assert response.url == SECURITY
    assert RecoveryCode.objects.count() == 0


def test_switched_off_the_password_alone_signs_in(client, signed_in):
    user = make_user()
    make_code_app(user)

    signed_in(user).post(OFF)

    assert (CodeApp.objects.count(), RecoveryCode.objects.count(), events()) == (0, 0, ["user.second_factor_off"])
    assert Client().post("/masuk/", {"login": user.username, "password": PASSWORD}).url == "/"


def test_what_is_off_cannot_be_switched_off(client, signed_in):
    signed_in(make_user()).post(OFF)

    assert events() == []


def test_the_page_says_how_many_codes_are_left(client, signed_in):
    user = make_user()
    make_code_app(user)

    factor = signed_in(user).get(SECURITY).context["factor"]

    assert (factor.on, factor.codes_left) == (True, 1)


class TestRequired:
    """Where the installation asks for it, nobody with a role above employee does anything without a second factor."""

    @pytest.fixture(autouse=True)
    def _required(self, settings):
        settings.PETRUK_SECOND_FACTOR_REQUIRED = True

    @pytest.mark.parametrize("role", [role for role in Role if role is not Role.EMPLOYEE])
    def test_every_role_above_employee_is_sent_to_the_page_that_sets_one_up(self, client, signed_in, role):
        response = signed_in(make_user(role)).get("/")

        assert (response.status_code, response.url) == (302, APP)

    @pytest.mark.parametrize("role", [Role.EMPLOYEE, None])
    def test_who_reaches_nobody_else_goes_on_with_the_password(self, client, signed_in, role):
        assert signed_in(make_user(role)).get("/").status_code == 200

    def test_a_second_mandate_counts(self, client, signed_in):
        user, unit = make_user(Role.EMPLOYEE), make_unit()
        user.mandates.create(role=Role.PANELIST, unit=unit, started_on=timezone.localdate())

        assert signed_in(user).get("/").status_code == 302

    def test_a_mandate_to_come_does_not_count_yet(self, client, signed_in):
        user, tomorrow = make_user(Role.EMPLOYEE), timezone.localdate() + timezone.timedelta(days=1)
        user.mandates.create(role=Role.PANELIST, unit=make_unit(), started_on=tomorrow)

        assert signed_in(user).get("/").status_code == 200

    def test_no_page_opens_and_no_form_is_taken_before(self, client, signed_in):
        client = signed_in(make_user(Role.OPERATOR))

        answers = [
            client.get("/pengaturan/pengguna/"),
            client.post("/pengaturan/pengguna/baru/", {}),
            client.get(SECURITY),
        ]

        assert {(answer.status_code, answer.url) for answer in answers} == {(302, APP)}

    def test_a_part_of_a_page_leads_there_too(self, client, signed_in):
        response = signed_in(make_user(Role.OPERATOR)).get("/", headers={"HX-Request": "true"})

        assert response.headers["HX-Redirect"] == APP

    def test_setting_one_up_opens_everything(self, client, signed_in):
        client = signed_in(make_user(Role.OPERATOR))

        set_up(client)

        assert client.get("/pengaturan/pengguna/").status_code == 200

    def test_switching_it_off_leads_back_to_setting_one_up(self, client, signed_in):
        user = make_user(Role.OPERATOR)
        make_code_app(user)
        client = signed_in(user)

        client.post(OFF)

        assert client.get("/").url == APP

    def test_one_may_leave_and_change_the_language(self, client, signed_in):
        client = signed_in(make_user(Role.OPERATOR))

        assert client.post("/bahasa/", {"language": "en"}).url == "/"
        assert client.post("/keluar/").url == "/masuk/?akhir=keluar"

    def test_the_first_password_comes_first(self, client, signed_in):
        client = signed_in(make_user(Role.OPERATOR, must_change_password=True))

        assert client.get(APP).url == "/akun/sandi/"

    def test_the_page_shows_no_way_elsewhere(self, client, signed_in):
        response = signed_in(make_user(Role.OPERATOR)).get(APP)

        links = re.findall(r'href="(/[^"]*)"', response.content.decode())
        assert [link for link in links if not link.startswith((settings.STATIC_URL, "/akun/"))] == ["/"]


class TestReset:
    """An operator helps whoever lost the phone."""

    def reset(self, client, user, reason="Ponsel hilang, orangnya datang sendiri."):
        return client.post(f"/pengaturan/pengguna/{user.public_id}/langkah-kedua/", {"reason": reason})

    def test_it_forgets_the_app_and_ends_every_session(self, client, signed_in):
        unit = make_unit()
        user, operator = make_user(Role.UNIT_OFFICER, unit), make_user(Role.OPERATOR, unit)
        make_code_app(user)

        self.reset(signed_in(operator), user)

        user.refresh_from_db()
        event = Event.objects.get()
        assert (CodeApp.objects.count(), RecoveryCode.objects.count()) == (0, 0)
        assert user.sessions_ended_at is not None
        assert (event.action, event.after) == (
            "user.second_factor_reset", {"reason": "Ponsel hilang, orangnya datang sendiri."},
        )  # fmt: skip

    def test_it_needs_a_reason(self, client, signed_in):
        unit = make_unit()
        user = make_user(Role.UNIT_OFFICER, unit)
        make_code_app(user)

        self.reset(signed_in(make_user(Role.OPERATOR, unit)), user, reason="")

        assert (CodeApp.objects.count(), events()) == (1, [])

    def test_nobody_resets_his_own(self, client, signed_in):
        operator = make_user(Role.OPERATOR)
        make_code_app(operator)

        self.reset(signed_in(operator), operator)

        assert CodeApp.objects.count() == 1

    def test_nobody_resets_that_of_somebody_above(self, client, signed_in):
        unit = make_unit()
        operator, admin = make_user(Role.OPERATOR, unit), make_user(Role.AGENCY_ADMIN, unit)
        make_code_app(operator)

        self.reset(signed_in(admin), operator)

        assert CodeApp.objects.count() == 1
