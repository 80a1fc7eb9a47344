"""The agency reminds those who hold a period up: a mail, a text to paste, a letter."""

import pytest
from django.urls import reverse
from django.utils import timezone

from petruk.access.authority import console
from petruk.documents.actions import outbox
from petruk.documents.models import Mail
from petruk.people.models import User
from tests.web.reading import read

pytestmark = pytest.mark.django_db
PAGE, LETTERS = "/keputusan/instansi/kemajuan/pengingat/", "/keputusan/instansi/kemajuan/pengingat/surat/"
SERVER = {"host": "h", "port": "25", "security": "none", "sender": "p@contoh.go.id", "user": "", "password": ""}


@pytest.fixture
def agency(signed_in, bench):
    return signed_in(bench.agency)


@pytest.fixture
def on(settings):
    settings.PETRUK_SMTP = SERVER
    outbox.set_mail_rule(switched_on=True, recipient="a@contoh.go.id", at=timezone.now(), by=console("Uji"))


def test_the_page_of_progress_leads_here(agency, bench):
    assert f"{PAGE}?periode={bench.period.public_id}" in read(agency.get(reverse("deciding:progress"))).links()


def test_the_head_for_whom_others_wait_is_named_with_a_text_to_paste(agency, bench):
    page = read(agency.get(f"{PAGE}?peran=kepala"))

    assert f"{bench.head.name} DINAS SOSIAL: 1 penilaian menunggu konfirmasi Anda, sejak" in page.text
    assert f"Yth. {bench.head.name}," in page.text
    assert "Surel sedang dimatikan." in page.text
    assert page.all("button", **{"class": "btn main"}) == []


@pytest.mark.usefixtures("on")
def test_one_button_reminds_by_mail_and_the_page_says_so(agency, bench):
    User.objects.filter(pk=bench.head.pk).update(email="kepala@contoh.go.id")

    answer = agency.post(f"{PAGE}?peran=kepala", follow=True)

    page = read(answer)
    assert answer.redirect_chain == [(f"{PAGE}?peran=kepala", 302)]
    assert "1 pengingat sedang dikirim." in page.text
    assert "Menunggu terkirim" in page.text
    assert Mail.objects.get().user == bench.head


def test_while_mail_is_off_the_button_is_refused_in_words(agency):
    page = read(agency.post(f"{PAGE}?peran=kepala", follow=True))

    assert "Surel masih dimatikan." in page.text
    assert not Mail.objects.exists()


@pytest.mark.usefixtures("on")
def test_an_account_without_an_address_is_said_and_gets_none(agency):
    page = read(agency.get(f"{PAGE}?peran=kepala"))

    assert "Akun ini tidak punya alamat surel" in page.text
    assert page.all("button", **{"class": "btn main"}) == []


def test_the_letters_say_the_same(agency, bench):
    page = read(agency.get(f"{LETTERS}?peran=kepala"))

    assert len(page.all("article")) == 1
    assert "1 penilaian menunggu konfirmasi Anda" in page.text
    assert f"Yth. {bench.head.name}," in page.text


def test_nobody_to_remind_is_said(agency):
    assert "Tidak ada yang ditunggu" in read(agency.get(f"{PAGE}?peran=panelis")).text
    assert "Tidak ada yang ditunggu" in read(agency.get(f"{LETTERS}?peran=panelis")).text


def test_units_whose_turn_is_nobodys_are_named(agency, bench):
    User.objects.filter(pk=bench.head.pk).update(is_active=False)

    page = read(agency.get(f"{PAGE}?peran=kepala"))

    assert "Di 1 unit tidak ada akun yang memegang mandat ini." in page.text
