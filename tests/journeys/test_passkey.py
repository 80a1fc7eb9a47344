"""Somebody makes a passkey with the authenticator of a browser and signs in with it, under the strict CSP."""

import re

import pytest

from petruk.access.roles import Role
from petruk.people.models import Passkey
from tests.factories import PASSWORD, make_unit, make_user

DEVICE = {
    "protocol": "ctap2", "transport": "internal", "hasUserVerification": True, "isUserVerified": True,
    "hasResidentKey": True, "automaticPresenceSimulation": True,
}  # fmt: skip


@pytest.mark.django_db(transaction=True)
def test_a_passkey_is_made_and_signs_in(open_as, live_server, settings):
    settings.PETRUK_URL = live_server.url
    user = make_user(Role.UNIT_OFFICER, make_unit("Dinas Sosial"), username="sari")
    page = open_as(user, "/akun/keamanan/kunci/")
    cdp = page.context.new_cdp_session(page)
    cdp.send("WebAuthn.enable")
    cdp.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})

    page.fill("[name=name]", "Ponsel Sari")
    page.click("main button.main")
    page.click("text=Sudah saya simpan")
    assert Passkey.objects.get(user=user).name == "Ponsel Sari"
    page.click("header >> text=Keluar")
    page.wait_for_url("**/masuk/**")
    page.fill("[name=login]", user.username)
    page.fill("[name=password]", PASSWORD)
    page.click("main button[type=submit]")
    page.click("text=Pakai kunci sandi")

    page.wait_for_url(re.compile(r"//[^/]+/$"))
    assert Passkey.objects.get().used_at is not None
