"""Mail is off until an administrator of the whole government switches it on."""

import pytest

from petruk.access.roles import Role
from petruk.audit.models import Event
from petruk.documents.models import MailRule
from tests.factories import make_unit, make_user
from tests.web.reading import read

pytestmark = pytest.mark.django_db
PAGE, FORM = "/pengaturan/instansi/", "/pengaturan/instansi/surel/"
SERVER = {"host": "h", "port": "25", "security": "none", "sender": "p@contoh.go.id", "user": "", "password": "RHS-77"}
ON = {"recipient": "kepegawaian@contoh.go.id", "switched_on": "on"}


def test_it_is_off_and_says_so(client, signed_in):
    signed_in(make_user(Role.AGENCY_ADMIN))

    assert "Sistem ini tidak mengirim surel kepada siapa pun." in read(client.get(PAGE)).text


def test_an_administrator_switches_it_on(client, signed_in, settings):
    settings.PETRUK_SMTP = SERVER
    signed_in(make_user(Role.AGENCY_ADMIN))

    answer = client.post(FORM, ON, follow=True)

    page = read(answer)
    assert "Hasil bertanda tangan dikirim ke kepegawaian@contoh.go.id." in page.text
    assert "RHS-77" not in answer.content.decode() + client.get(FORM).content.decode()
    assert MailRule.objects.get().switched_on
    assert Event.objects.get().action == "mail_rule.set"


@pytest.mark.parametrize(
    ("form", "words"),
    [
        ({"switched_on": "on"}, "Isi dahulu alamat tujuan"),
        (ON, "Server surel belum dipasang"),
        ({"recipient": "é@contoh.go.id"}, "alamat"),
    ],
)
def test_what_cannot_be_switched_on_is_told(client, signed_in, form, words):
    signed_in(make_user(Role.AGENCY_ADMIN))

    answer = client.post(FORM, form)

    assert words in read(answer).text
    assert not MailRule.objects.exists()


def test_who_manages_a_part_only_does_not_switch_it(client, signed_in):
    signed_in(make_user(Role.OPERATOR, make_unit("DINAS", parent=make_unit("PEMERINTAH"))))

    assert [client.get(FORM).status_code, client.post(FORM, ON).status_code] == [403, 403]
