"""Signed results go to the agency by mail: once switched on, once each, with at most one extra copy."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from petruk.access.authority import console
from petruk.access.roles import Role
from petruk.appraisal import vault
from petruk.audit.models import Event
from petruk.documents.actions import delivery, jobs, outbox
from petruk.documents.mailing import server
from petruk.documents.models import Document, Mail, MailRule
from tests.appraisal.desk import make_desk
from tests.documents import post_office
from tests.factories import make_authority
from tests.world_signing import make_signature

pytestmark = pytest.mark.django_db
AGENCY = "kepegawaian@contoh.go.id"


@pytest.fixture(autouse=True)
def _own_vault(settings, tmp_path):
    settings.PETRUK_FILES = tmp_path / "files"


@pytest.fixture
def desk():
    return make_desk()


@pytest.fixture
def signature(desk):
    return make_signature(Document.objects.get(assessment=desk.assessment), content=b"%PDF ditandatangani")


@pytest.fixture
def on(office):
    return switched(on=True)


def switched(*, on, to=AGENCY):
    return outbox.set_mail_rule(switched_on=on, recipient=to, at=timezone.now(), by=console("Uji"))


def asked(desk, signature):
    return outbox.send(signature.document, at=timezone.now(), by=desk.officer)


def tried(mail, desk):
    """Try once, as a worker would that reads the mail anew."""
    delivery.attempt(Mail.objects.get(pk=mail.pk), at=timezone.now(), by=desk.officer)
    mail.refresh_from_db()
    return mail


def queued():
    return ProcrastinateJob.objects.filter(task_name="petruk.documents.tasks.send_mail").count()


@pytest.mark.usefixtures("on")
def test_f16_the_signed_file_goes_to_the_agency(desk, signature, office):
    mail = asked(desk, signature)

    assert (mail.state, queued(), office.taken) == (Mail.State.WAITING, 1, [])

    tried(mail, desk)

    [message] = office.messages()
    [part] = message.iter_attachments()
    assert mail.state is Mail.State.SENT
    assert (message["To"], message["From"]) == (AGENCY, "SI-PETRUK <petruk@contoh.go.id>")
    assert message["Message-ID"] == mail.message_id
    assert signature.document.number in message["Subject"]
    assert part.get_content() == b"%PDF ditandatangani"
    assert f"/verifikasi/{signature.document.code}/" in message.get_body().get_content()
    assert [*Event.objects.order_by("pk").values_list("action", flat=True)][-2:] == ["mail.asked", "mail.sent"]


@pytest.mark.usefixtures("on")
def test_a_worker_sends_for_whoever_asked_and_not_for_one_who_may_no_more(desk, signature, office):
    mail = asked(desk, signature)

    jobs.send_for("", mail.public_id)
    mail.refresh_from_db()
    assert (mail.state, office.taken) == (Mail.State.FAILED, [])

    asked(desk, signature)
    jobs.send_for(desk.officer.ref, mail.public_id)
    mail.refresh_from_db()
    assert (mail.state, len(office.taken)) == (Mail.State.SENT, 1)


def test_nobody_gets_mail_before_it_is_switched_on(desk, signature, office):
    with pytest.raises(outbox.CannotMail, match="dimatikan"):
        asked(desk, signature)

    assert (Mail.objects.count(), queued()) == (0, 0)


@pytest.mark.usefixtures("on")
def test_what_waits_stays_when_mail_is_switched_off(desk, signature, office):
    mail = asked(desk, signature)
    switched(on=False)

    tried(mail, desk)

    assert (mail.state, office.taken) == (Mail.State.FAILED, [])
    assert "dimatikan" in mail.trouble


@pytest.mark.usefixtures("on")
def test_who_asks_twice_sends_once(desk, signature, office):
    mail = asked(desk, signature)

    assert asked(desk, signature) == mail
    tried(mail, desk)
    assert asked(desk, signature).state is Mail.State.SENT
    tried(mail, desk)
    assert (len(office.taken), queued()) == (1, 1)


@pytest.mark.usefixtures("on")
def test_f16_a_server_that_says_later_is_asked_later_and_later(desk, signature, office):
    office.ways = ["later"]
    mail = asked(desk, signature)
    waits = []

    for _each in delivery.WAITS:
        before = timezone.now()
        tried(mail, desk)
        waits.append((mail.next_at - before) // timedelta(seconds=1))

    assert waits == list(delivery.WAITS) == sorted(delivery.WAITS)
    assert (mail.state, mail.handed_over, office.taken) == (Mail.State.WAITING, 0, [])

    tried(mail, desk)

    assert (mail.state, mail.tries) == (Mail.State.FAILED, len(delivery.WAITS) + 1)
    assert "menolak surel ini" in mail.trouble


@pytest.mark.usefixtures("on")
@pytest.mark.parametrize(("way", "words"), [("never", "menolak surel ini"), ("unknown", "menolak alamat tujuan")])
def test_f16_a_server_that_says_never_is_not_asked_again(desk, signature, office, way, words):
    office.ways = [way]

    mail = tried(asked(desk, signature), desk)

    assert (mail.state, mail.tries, mail.handed_over, queued()) == (Mail.State.FAILED, 1, 0, 1)
    assert words in mail.trouble


@pytest.mark.usefixtures("on")
def test_f16_a_server_that_hangs_up_after_data_gets_one_extra_copy_with_the_same_id(desk, signature, office):
    office.ways = ["drops", "takes"]
    mail = asked(desk, signature)

    tried(mail, desk)
    assert (mail.state, mail.handed_over) == (Mail.State.WAITING, 1)
    tried(mail, desk)

    assert (mail.state, len(office.taken)) == (Mail.State.SENT, 2)
    assert {message["Message-ID"] for message in office.messages()} == {mail.message_id}
    assert len(set(office.taken)) == 1


@pytest.mark.usefixtures("on")
def test_f16_a_server_that_always_hangs_up_gets_no_third_copy(desk, signature, office):
    office.ways = ["drops"]
    mail = asked(desk, signature)

    for _each in range(5):
        tried(mail, desk)

    assert (mail.state, len(office.taken)) == (Mail.State.FAILED, 2)
    assert "mungkin sudah sampai" in mail.trouble


@pytest.mark.usefixtures("on")
def test_f16_a_refusal_later_does_not_forget_a_copy_that_may_have_arrived(desk, signature, office):
    office.ways = ["drops", "later", "drops"]
    mail = asked(desk, signature)

    for _each in range(4):
        tried(mail, desk)

    assert (mail.state, len(office.taken)) == (Mail.State.FAILED, 2)


@pytest.mark.usefixtures("on")
def test_f16_a_slow_server_is_waited_for_only_so_long(desk, signature, office, monkeypatch):
    office.ways = ["slow", "takes"]
    patient = server.Server.of(office.settings())
    monkeypatch.setattr(delivery, "server", lambda: replace(patient, seconds=0.2))

    mail = tried(asked(desk, signature), desk)

    assert (mail.state, mail.handed_over) == (Mail.State.WAITING, 1)


@pytest.mark.usefixtures("on")
def test_f25_a_worker_that_dies_while_it_sends_may_have_left_a_copy(desk, signature, office, monkeypatch):
    mail = asked(desk, signature)

    def dies(*_arguments, before_data, **_named):
        before_data()
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(delivery, "deliver", dies)
        with pytest.raises(KeyboardInterrupt):
            tried(mail, desk)
    mail.refresh_from_db()
    assert (mail.state, mail.handed_over) == (Mail.State.WAITING, 1)

    assert tried(mail, desk).state is Mail.State.SENT


@pytest.mark.usefixtures("on")
def test_two_workers_hand_over_one_copy(desk, signature, office):
    mail = asked(desk, signature)
    other = Mail.objects.get(pk=mail.pk)

    tried(mail, desk)
    delivery.attempt(other, at=timezone.now(), by=desk.officer)

    assert len(office.taken) == 1


def test_f16_no_server_at_all_is_waited_for(desk, signature, settings):
    with post_office.opened() as gone:
        settings.PETRUK_SMTP = gone.settings()
    switched(on=True)

    mail = tried(asked(desk, signature), desk)

    assert (mail.state, mail.tries, mail.handed_over) == (Mail.State.WAITING, 1, 0)
    assert "tidak dapat dihubungi" in mail.trouble


@pytest.mark.usefixtures("on")
def test_a_failed_mail_is_tried_again_at_the_address_that_holds_now(desk, signature, office):
    office.ways = ["unknown"]
    mail = tried(asked(desk, signature), desk)
    switched(on=True, to="baru@contoh.go.id")
    office.ways = ["takes"]

    again = asked(desk, signature)
    tried(again, desk)

    assert (again.pk, again.message_id, again.state) == (mail.pk, mail.message_id, Mail.State.SENT)
    assert office.messages()[0]["To"] == "baru@contoh.go.id"


@pytest.mark.usefixtures("on")
def test_a_paper_that_ends_before_its_mail_leaves_is_not_sent(desk, signature, office):
    mail = asked(desk, signature)
    Document.objects.filter(pk=signature.document_id).update(revoked_at=timezone.now(), revoked_because="Salah.")

    assert (tried(mail, desk).state, office.taken) == (Mail.State.FAILED, [])


@pytest.mark.usefixtures("on")
def test_a_lost_file_is_told(desk, signature, office):
    mail = asked(desk, signature)
    vault.discard(signature.stored_as)

    assert "tidak dapat dibaca" in tried(mail, desk).trouble


@pytest.mark.usefixtures("on")
def test_an_unsigned_paper_is_not_sent(desk, office):
    paper = Document.objects.get(assessment=desk.assessment)

    with pytest.raises(outbox.CannotMail, match="Tanda tangani"):
        outbox.send(paper, at=timezone.now(), by=desk.officer)


@pytest.mark.usefixtures("on")
def test_who_signs_no_papers_sends_none(desk, signature, office):
    with pytest.raises(outbox.CannotMail):
        outbox.send(signature.document, at=timezone.now(), by=make_authority(Role.INSPECTOR, desk.unit))

    assert not Mail.objects.exists()


@pytest.mark.usefixtures("office")
@pytest.mark.parametrize(
    "address",
    [
        "",
        "tanpa-at",
        "a@b",
        "a@contoh.go.id\r\nBcc: x@contoh.go.id",
        "a@contoh.go.id, b@contoh.go.id",
        "é@contoh.go.id",
    ],
)
def test_n47_an_address_that_is_none_is_refused(address):
    with pytest.raises(outbox.MailRuleRefused):
        switched(on=True, to=address)

    assert not MailRule.objects.exists()


def test_mail_is_not_switched_on_without_a_server(settings):
    settings.PETRUK_SMTP = None

    with pytest.raises(outbox.MailRuleRefused, match="operator"):
        switched(on=True)


def test_only_who_manages_the_whole_government_switches_mail(desk, office):
    with pytest.raises(PermissionDenied):
        outbox.set_mail_rule(switched_on=True, recipient=AGENCY, at=timezone.now(), by=desk.officer)
