"""The administrator sees how every mail stands, and sends again what failed."""

import pytest
from django.utils import timezone

from petruk.access.authority import console
from petruk.access.roles import Role
from petruk.audit.models import Event
from petruk.documents.actions import outbox
from petruk.documents.models import Document, Mail
from tests.factories import make_unit, make_user
from tests.web.deciding.bench import acting, make_bench
from tests.web.reading import read
from tests.world_signing import make_signature

pytestmark = pytest.mark.django_db
PAGE = "/pengaturan/instansi/surel/keluar/"
SERVER = {"host": "h", "port": "25", "security": "none", "sender": "p@contoh.go.id", "user": "", "password": "RHS-77"}


@pytest.fixture
def bench():
    return make_bench()


@pytest.fixture
def on(settings):
    settings.PETRUK_SMTP = SERVER
    return switched(on=True)


def switched(*, on, to="kepegawaian@contoh.go.id"):
    return outbox.set_mail_rule(switched_on=on, recipient=to, at=timezone.now(), by=console("Uji"))


def reminder(bench, *, failed=True):
    about = {"period": bench.period, "user": bench.head, "role": Role.UNIT_HEAD}
    mail = outbox.new_mail("kepala@contoh.go.id", at=timezone.now(), by=acting(bench.agency), **about)
    return fail(mail) if failed else mail


def paper(bench):
    signature = make_signature(Document.objects.get(assessment=bench.nominee))
    return outbox.send(signature.document, at=timezone.now(), by=acting(bench.officer))


def fail(mail):
    mail.failed_at, mail.trouble, mail.tries = timezone.now(), "Server surel h menolak surel ini.", 3
    mail.save()
    return mail


def again(client, mail):
    return read(client.post(f"{PAGE}{mail.public_id}/kirim-ulang/", follow=True)).text


@pytest.mark.usefixtures("on")
def test_every_mail_stands_there_with_what_the_server_said_last(signed_in, bench):
    fail(paper(bench))
    reminder(bench, failed=False)
    client = signed_in(bench.agency)

    page, failed, sent = (read(client.get(PAGE + query)).text for query in ("", "?status=gagal", "?status=terkirim"))

    assert "Pengingat untuk Hasanuddin" in page
    assert "Menunggu terkirim" in page
    assert "Server surel h menolak surel ini." in failed
    assert "Pengingat untuk Hasanuddin" not in failed
    assert "Belum ada surel di sini" in sent
    assert bench.nominee.employee.name not in page


@pytest.mark.usefixtures("on")
@pytest.mark.parametrize("make", [reminder, lambda bench: fail(paper(bench))])
def test_what_failed_is_sent_again_under_its_message_id_in_the_name_of_who_asks(signed_in, bench, make):
    mail = make(bench)

    text = again(signed_in(bench.agency), mail)

    now = Mail.objects.get()
    assert (now.state, now.tries, now.message_id) == (Mail.State.WAITING, 0, mail.message_id)
    assert f"Surel untuk {mail.recipient} dikirim ulang." in text
    event = Event.objects.latest("pk")
    assert (event.action, event.actor_ref) == ("mail.asked", bench.agency.public_id)


@pytest.mark.usefixtures("on")
def test_a_paper_goes_again_to_the_address_that_holds_now(signed_in, bench):
    mail = fail(paper(bench))
    switched(on=True, to="baru@contoh.go.id")

    again(signed_in(bench.agency), mail)

    assert Mail.objects.get().recipient == "baru@contoh.go.id"


@pytest.mark.usefixtures("on")
def test_f16_sent_again_after_a_copy_that_may_have_arrived_one_more_may_go(signed_in, bench):
    mail = reminder(bench)
    Mail.objects.filter(pk=mail.pk).update(handed_over=2)

    again(signed_in(bench.agency), mail)

    assert Mail.objects.get().handed_over == 1


@pytest.mark.usefixtures("on")
def test_what_is_on_its_way_is_not_sent_again(signed_in, bench):
    mail = reminder(bench, failed=False)

    assert "tidak perlu dikirim ulang" in again(signed_in(bench.agency), mail)


@pytest.mark.usefixtures("on")
def test_an_old_reminder_gives_way_to_a_newer_one(signed_in, bench):
    old = reminder(bench)
    reminder(bench, failed=False)

    assert "Pengingat yang lebih baru" in again(signed_in(bench.agency), old)
    assert Mail.objects.get(pk=old.pk).state is Mail.State.FAILED


@pytest.mark.usefixtures("on")
@pytest.mark.parametrize("make", [reminder, lambda bench: fail(paper(bench))])
def test_an_operator_sees_the_outbox_but_sends_nothing_in_the_name_of_the_agency(signed_in, bench, make):
    mail = make(bench)
    client = signed_in(make_user(Role.OPERATOR, bench.root))

    assert mail.recipient in read(client.get(PAGE)).text
    assert "hanya dapat dikirim ulang oleh" in again(client, mail)
    assert Mail.objects.get().state is Mail.State.FAILED


@pytest.mark.usefixtures("on")
def test_a_paper_that_no_longer_counts_is_not_sent_again(signed_in, bench):
    mail = fail(paper(bench))
    Document.objects.update(revoked_at=timezone.now(), revoked_because="Salah.")

    again(signed_in(bench.agency), mail)

    assert Mail.objects.get().state is Mail.State.FAILED


def test_while_mail_is_off_nothing_is_sent_again_and_the_page_says_so(signed_in, bench, settings):
    settings.PETRUK_SMTP = SERVER
    mail, client = reminder(bench), signed_in(bench.agency)

    page = read(client.get(PAGE))

    assert "Surel sedang dimatikan; yang menunggu tidak dikirim." in page.text
    assert "Kirim ulang" not in page.text
    assert "Surel masih dimatikan." in again(client, mail)


@pytest.mark.usefixtures("on")
def test_who_manages_a_part_only_sees_no_mail(signed_in, bench):
    mail = reminder(bench)
    client = signed_in(make_user(Role.OPERATOR, make_unit("DINAS LAIN", parent=bench.root)))

    assert client.get(PAGE).status_code == 403
    assert client.post(f"{PAGE}{mail.public_id}/kirim-ulang/").status_code == 403
