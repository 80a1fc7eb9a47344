"""N43, N47: whatever people wrote, a message has the headers that we gave it, and says words as words."""

from datetime import UTC, datetime
from email import message_from_bytes
from email.policy import default

import pytest

from petruk.documents.mailing.message import Enclosed, Envelope, compose
from petruk.documents.mailing.server import Server

ENVELOPE = Envelope(
    "petruk@contoh.go.id", "kepegawaian@contoh.go.id", "<x@petruk.example>", datetime(2026, 1, 2, tzinfo=UTC)
)
HOSTILE = [
    "A\r\nBcc: lain@contoh.go.id",
    "A\nSubject: lain\n\nisi lain",
    "A\x00\x1b[31m",
    "A\u202eB",
    "A\u2028Bcc: x@contoh.go.id",
    "{{7*7}} {% include 'x' %} ${x} %(address)s {0.__class__} %s",
    '"; filename=lain.exe',
    "=?utf-8?q?A=0D=0ABcc:_x?=",
    "NAMA " * 200,
]
HEADERS = ["From", "To", "Subject", "Date", "Message-ID", "Auto-Submitted", "MIME-Version", "Content-Type"]


def enclosed(text="SITI"):
    return Enclosed(
        kind="Lembar hasil", number=f"001/{text}", person=text, unit=text, address="https://petruk.example/verifikasi/x/",
        file_name=f"{text}.pdf", media_type="application/pdf", content=b"%PDF isi",
    )  # fmt: skip


def read(message):
    return message_from_bytes(message.as_bytes(), policy=default)


@pytest.mark.parametrize("text", HOSTILE)
def test_n43_n46_n47_hostile_words_make_no_header_and_no_recipient(text):
    message = read(compose(ENVELOPE, enclosed(text)))

    [part] = message.iter_attachments()
    assert sorted(message.keys()) == sorted(HEADERS)
    assert message["To"] == ENVELOPE.recipient
    assert part.get_content_type() == "application/pdf"
    assert part.get_content() == b"%PDF isi"
    assert not {"\r", "\n", "\u202e", "\u2028", "\x1b", "\x00"} & {*message["Subject"], *part.get_filename()}


def test_n43_words_that_look_like_a_template_stand_there_as_they_are():
    text = "{{7*7}} %(address)s ${x} {0.__class__}"

    body = read(compose(ENVELOPE, enclosed(text))).get_body().get_content()

    assert f"Nama: {text}" in body


def test_a_message_is_the_same_however_often_it_is_made():
    assert compose(ENVELOPE, enclosed()).as_bytes() == compose(ENVELOPE, enclosed()).as_bytes()


def test_a_password_is_not_told_by_its_server():
    known = Server("surel.contoh.go.id", 587, "petruk@contoh.go.id", user="petruk", password="Rahasia#Bekantan9")

    assert "Rahasia" not in repr(known)
