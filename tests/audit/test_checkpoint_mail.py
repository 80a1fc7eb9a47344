"""The note by mail: what arrives is what the witness needs, and nothing is sent where nobody asked for it."""

import pytest
from django.core.exceptions import ImproperlyConfigured
from procrastinate.contrib.django.models import ProcrastinateJob

from petruk.audit.actions.checkpoints import MAIL, sign
from petruk.audit.ed25519 import ED25519
from petruk.config.neighbours import checkpoint_mail
from petruk.core.log.notes import opened_checkpoint, read_verifier
from petruk.documents.actions.checkpoint_mail import mail_note
from petruk.documents.mailing.server import DeliveryError
from tests.audit.test_checkpoints import WORKER, folder, unit  # noqa: F401  the folder of the witness
from tests.audit.test_tree import write
from tests.documents import post_office

INSPECTORATE = "inspektorat@contoh.go.id"


@pytest.fixture
def log(unit, settings):  # noqa: F811
    settings.PETRUK_CHECKPOINT_MAIL = INSPECTORATE
    write(unit, by=WORKER, count=5)
    return unit


def waiting():
    return list(ProcrastinateJob.objects.filter(task_name=MAIL).values_list("args", flat=True))


def test_each_new_note_is_sent_once(log):
    sign(by=WORKER)
    sign(by=WORKER)
    write(log, by=WORKER)
    sign(by=WORKER)

    assert waiting() == [{"size": 5}, {"size": 6}]


def test_without_an_address_nothing_is_sent(log, settings):
    settings.PETRUK_CHECKPOINT_MAIL = ""

    sign(by=WORKER)

    assert waiting() == []


def test_what_arrives_is_the_note_and_the_key(log, settings):
    sign(by=WORKER)

    with post_office.opened() as office:
        settings.PETRUK_SMTP = office.settings()
        mail_note(5, by=WORKER)

    (message,) = office.messages()
    files = {part.get_filename(): part.get_content().decode() for part in message.iter_attachments()}
    assert (message["To"], message["Subject"]) == (INSPECTORATE, "Jejak audit SI-PETRUK: 5 catatan")
    assert message["Message-ID"] == "<petruk-log-5@127.0.0.1>"
    assert list(files) == ["000000000005.note", "petruk-log.vkey"]
    key = read_verifier(files["petruk-log.vkey"].strip())
    assert opened_checkpoint(files["000000000005.note"], key, ED25519).size == 5


def test_a_server_that_does_not_take_it_is_asked_again_by_the_worker(log, settings):
    sign(by=WORKER)

    with post_office.opened("later") as office:
        settings.PETRUK_SMTP = office.settings()
        with pytest.raises(DeliveryError):
            mail_note(5, by=WORKER)


@pytest.mark.parametrize("size", [4, 99])
def test_what_was_not_signed_is_not_sent(log, settings, size):
    sign(by=WORKER)

    with post_office.opened() as office:
        settings.PETRUK_SMTP = office.settings()
        mail_note(size, by=WORKER)

    assert office.messages() == []


@pytest.mark.parametrize(
    ("address", "host"), [("apa saja", "mail"), ("a@contoh.go.id, b@contoh.go.id", "mail"), (INSPECTORATE, "")]
)
def test_an_address_that_cannot_work_stops_the_start(address, host, monkeypatch):
    monkeypatch.setenv("PETRUK_CHECKPOINT_MAIL", address)
    monkeypatch.setenv("PETRUK_SMTP_HOST", host)

    with pytest.raises(ImproperlyConfigured, match="PETRUK_CHECKPOINT_MAIL"):
        checkpoint_mail()


def test_an_address_is_taken_as_it_stands(monkeypatch):
    assert checkpoint_mail() == ""
    monkeypatch.setenv("PETRUK_CHECKPOINT_MAIL", INSPECTORATE)
    monkeypatch.setenv("PETRUK_SMTP_HOST", "mail")

    assert checkpoint_mail() == INSPECTORATE
