"""The first password must go, and the next one must not be guessed."""

import pytest
from django.contrib.auth import authenticate

from petruk.access.roles import Role
from petruk.audit.models import Event
from tests.factories import PASSWORD, make_employee, make_unit, make_user

pytestmark = pytest.mark.django_db
PAGE = "/akun/sandi/"
NEW = "tujuh ekor rusa di Loksado"
NIP = "198407202010011002"


def change(client, *, current=PASSWORD, new=NEW, again=None):
    return client.post(PAGE, {"current": current, "new": new, "again": new if again is None else again})


def knows(user, password):
    user.refresh_from_db()
    return user.check_password(password)


@pytest.mark.parametrize("path", ["/", "/akun/", "/pengaturan/pengguna/", "/pengaturan/instansi/"])
@pytest.mark.parametrize("method", ["get", "post", "put", "delete"])
def test_with_a_first_password_every_page_leads_to_its_change(client, signed_in, path, method):
    signed_in(make_user(Role.OPERATOR, must_change_password=True))

    response = getattr(client, method)(path)

    assert (response.status_code, response.url) == (302, PAGE)


def test_with_a_first_password_a_form_does_nothing(client, signed_in):
    user = make_user(must_change_password=True)
    signed_in(user)

    client.post("/akun/keluar/")

    user.refresh_from_db()
    assert user.sessions_ended_at is None
    assert not Event.objects.exists()


def test_with_a_first_password_one_can_still_sign_out_and_switch_the_language(client, signed_in):
    signed_in(make_user(must_change_password=True))

    switched = client.post("/bahasa/", {"language": "en", "next": "/akun/"})
    left = client.post("/keluar/")

    assert (switched.url, left.url) == ("/akun/", "/masuk/?akhir=keluar")


def test_a_first_password_changed_opens_the_pages(client, signed_in):
    user = make_user(must_change_password=True)
    signed_in(user)

    response = change(client)

    assert response.url == "/akun/"
    assert client.get("/akun/").status_code == 200
    assert knows(user, NEW)


def test_a_change_is_recorded_without_any_password(client, signed_in):
    user = make_user()
    signed_in(user)

    change(client)

    event = Event.objects.get()
    assert (event.action, event.object_ref, event.actor_ref) == (
        "user.password_changed",
        user.public_id,
        user.public_id,
    )
    assert (event.before, event.after) == ({}, {})


@pytest.mark.parametrize(
    "new",
    [
        "pendek",
        "sebelas1234",
        "password1234",
        "111111111111",
        NIP,
        "19840720 201001 1 002",
        f"sandi{NIP}",
        "dinsos.sari2026",
        "DINSOS.SARI baru",
        PASSWORD,
    ],
)
def test_a_password_that_others_could_guess_is_refused(client, signed_in, new):
    user = make_user(username="dinsos.sari", employee=make_employee(make_unit(), nip=NIP))
    signed_in(user)

    response = change(client, new=new)

    assert response.context["form"].errors.keys() == {"new"}
    assert knows(user, PASSWORD)


@pytest.mark.parametrize("new", ["semua huruf kecil", "x y" * 30, "ŝanĝo de pasvorto 🦌", "7" * 9 + "abc"])
def test_any_long_password_will_do_without_rules_of_composition(client, signed_in, new):
    user = make_user()
    signed_in(user)

    change(client, new=new)

    assert knows(user, new)
    assert authenticate(username=user.username, password=new) == user


def test_a_short_user_name_may_stand_inside_an_honest_word(client, signed_in):
    user = make_user(username="ani")
    signed_in(user)

    change(client, new="berani karena benar")

    assert knows(user, "berani karena benar")


def test_the_current_password_is_asked_for(client, signed_in):
    user = make_user()
    signed_in(user)

    response = change(client, current="bukan sandi saya")

    assert response.context["form"].errors.keys() == {"current"}
    assert knows(user, PASSWORD)


def test_the_new_password_is_typed_twice(client, signed_in):
    user = make_user()
    signed_in(user)

    response = change(client, again="tujuh ekor rusa di Loksada")

    assert response.context["form"].errors.keys() == {"again"}
    assert knows(user, PASSWORD)
