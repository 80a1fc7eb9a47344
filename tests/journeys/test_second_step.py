"""Somebody sets up the second step with a phone, signs out, and signs in again with what the phone shows."""

import re

import pytest

from petruk.access.roles import Role
from tests.factories import PASSWORD, code_now, make_unit, make_user


@pytest.mark.django_db(transaction=True)
def test_the_second_step_is_set_up_and_asked_for(open_as, settings):
    settings.PETRUK_SECOND_FACTOR_REQUIRED = True
    user = make_user(Role.OPERATOR, make_unit("PEMERINTAH KABUPATEN"), username="operator.utama")

    page = open_as(user, "/akun/keamanan/aplikasi/")
    secret = "".join(page.inner_text("ol code").split())
    page.fill("[name=code]", code_now(secret))
    page.click("text=Nyalakan")
    codes = page.locator("ol code").all_inner_texts()
    page.click("text=Sudah saya simpan")
    assert page.inner_text("main").count("menyala") == 1
    page.click("header >> text=Keluar")

    page.fill("[name=login]", user.username)
    page.fill("[name=password]", PASSWORD)
    page.click("main button[type=submit]")
    page.fill("[name=code]", codes[0])
    page.click("main button[type=submit]")

    page.wait_for_url(re.compile(r"/$"))
    page.goto("/akun/keamanan/")
    assert "7 dari 8 kode" in page.inner_text("main")
