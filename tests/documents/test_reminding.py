"""Reminders leave only when mail is on, and to whom something still waits for when each leaves."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from petruk.access.authority import console
from petruk.access.roles import Role
from petruk.audit.models import Event
from petruk.documents.actions import jobs, outbox, reminding
from petruk.documents.models import Mail
from petruk.people.models import Mandate, User
from tests.appraisal.desk import make_desk
from tests.documents.test_mail_message import HOSTILE

pytestmark = pytest.mark.django_db
HEAD = "kepala@contoh.go.id"


@pytest.fixture
def desk():
    now = timezone.now()
    return make_desk(opens_at=now - timedelta(days=9), closes_at=now + timedelta(days=9))


@pytest.fixture
def head(desk):
    User.objects.filter(public_id=desk.head.ref).update(email=HEAD)
    return User.objects.get(public_id=desk.head.ref)


@pytest.fixture
def on(office):
    outbox.set_mail_rule(switched_on=True, recipient="a@contoh.go.id", at=timezone.now(), by=console("Uji"))


def remind(desk, *, by=None, after=timedelta(0)):
    return reminding.remind(desk.period, Role.UNIT_HEAD, at=timezone.now() + after, by=by or desk.agency)


def worked(desk):
    jobs.send_for(desk.agency.ref, Mail.objects.latest("pk").public_id)
    return Mail.objects.latest("pk")


@pytest.mark.usefixtures("on")
def test_the_head_for_whom_others_wait_gets_a_mail(desk, head, office):
    done = remind(desk)
    mail = worked(desk)

    [message] = office.messages()
    body = message.get_content()
    assert (done.now, mail.state, message["To"]) == (1, Mail.State.SENT, HEAD)
    assert message["Subject"] == f"Pengingat: {desk.period.name}"
    assert f"Yth. {head.name}," in body
    assert f"- {desk.unit.name}: 1 penilaian menunggu konfirmasi Anda, sejak " in body
    assert [*Event.objects.order_by("pk").values_list("action", flat=True)][-2:] == ["period.reminded", "mail.sent"]


@pytest.mark.usefixtures("head", "office")
def test_nobody_is_reminded_by_mail_before_it_is_switched_on(desk):
    with pytest.raises(outbox.CannotMail, match="dimatikan"):
        remind(desk)

    assert (Mail.objects.count(), ProcrastinateJob.objects.filter(queue_name="mail").count()) == (0, 0)


@pytest.mark.usefixtures("on", "head")
def test_who_does_not_verify_reminds_nobody(desk):
    with pytest.raises(PermissionDenied):
        remind(desk, by=desk.officer)


@pytest.mark.usefixtures("on")
def test_an_account_without_an_address_is_counted(desk):
    done = remind(desk)

    assert (done.now, done.unaddressed, Mail.objects.count()) == (0, 1, 0)


@pytest.mark.usefixtures("on", "head")
def test_who_presses_twice_reminds_once(desk):
    remind(desk)

    assert (remind(desk).lately, Mail.objects.count()) == (1, 1)

    worked(desk)
    assert (remind(desk).lately, Mail.objects.count()) == (1, 1)
    assert (remind(desk, after=reminding.QUIET).now, Mail.objects.count()) == (1, 2)


@pytest.mark.usefixtures("on", "head")
def test_what_was_done_before_the_mail_leaves_is_not_asked_for(desk, office):
    remind(desk)
    desk.confirmed()

    mail = worked(desk)

    assert (mail.state, office.taken) == (Mail.State.FAILED, [])
    assert "Tidak ada lagi yang menunggu" in mail.trouble


@pytest.mark.usefixtures("on")
def test_whoever_lost_the_mandate_before_the_mail_leaves_gets_none(desk, head, office):
    remind(desk)
    Mandate.objects.filter(user=head).update(revoked_on=timezone.localdate())

    assert (worked(desk).state, office.taken) == (Mail.State.FAILED, [])


@pytest.mark.usefixtures("on")
def test_the_address_is_that_of_the_account_when_the_mail_leaves(desk, head, office):
    remind(desk)
    User.objects.filter(pk=head.pk).update(email="baru@contoh.go.id")

    assert worked(desk).recipient == office.messages()[0]["To"] == "baru@contoh.go.id"


@pytest.mark.usefixtures("on", "head")
def test_a_mail_of_somebody_who_may_no_more_remind_does_not_leave(desk, office):
    remind(desk)
    Mandate.objects.filter(user__public_id=desk.agency.ref).update(revoked_on=timezone.localdate())

    assert (worked(desk).state, office.taken) == (Mail.State.FAILED, [])


@pytest.mark.usefixtures("on", "head")
def test_f16_a_reminder_of_which_nobody_knows_gets_one_extra_copy_with_the_same_id(desk, office):
    office.ways = ["drops"]
    remind(desk)

    for _each in range(4):
        mail = worked(desk)

    assert (mail.state, len(office.taken)) == (Mail.State.FAILED, 2)
    assert {message["Message-ID"] for message in office.messages()} == {mail.message_id}


@pytest.mark.usefixtures("on", "head")
@pytest.mark.parametrize("text", HOSTILE)
def test_n47_hostile_names_make_no_header_and_no_recipient(desk, office, text):
    User.objects.filter(email=HEAD).update(name=text.replace("\x00", "")[:200])
    type(desk.period).objects.filter(pk=desk.period.pk).update(name=text.replace("\x00", "")[:100])
    remind(desk)

    mail = worked(desk)

    [message] = office.messages()
    assert (mail.state, message["To"], message["Bcc"]) == (Mail.State.SENT, HEAD, None)
    assert message.get_content_type() == "text/plain"
    assert not {"\r", "\n", "\u202e", "\u2028"} & {*message["Subject"]}
