"""Messages: a signed paper to the agency, and words alone. What people wrote stands in one line, as words only."""

import unicodedata
from dataclasses import dataclass
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from hashlib import sha256

from django.utils.translation import gettext as _

SENDER_NAME = "SI-PETRUK"
_UNPRINTED = {"Cc", "Cf", "Zl", "Zp", "Cs", "Co", "Cn"}


@dataclass(frozen=True)
class Envelope:
    """From and to whom, when it was asked for, and under which name it is known for good."""

    sender: str
    recipient: str
    message_id: str
    dated: datetime


@dataclass(frozen=True)
class Enclosed:
    """The signed file, and what the message says about it."""

    kind: str
    number: str
    person: str
    unit: str
    address: str
    file_name: str
    media_type: str
    content: bytes


@dataclass(frozen=True)
class Composed:
    """A message, and the address to which it goes."""

    recipient: str
    message: EmailMessage


def compose(envelope: Envelope, enclosed: Enclosed) -> EmailMessage:
    """Return the message with a signed file: the same, byte by byte, however often it is asked for."""
    kind, number, person, unit = (
        one_line(each) for each in (enclosed.kind, enclosed.number, enclosed.person, enclosed.unit)
    )
    known = {"kind": kind, "number": number, "person": person, "unit": unit, "address": enclosed.address}
    message = plain(
        envelope,
        f"{kind} {number} – {person}",
        _(
            "Enclosed is a signed paper.\n\nKind: %(kind)s\nNumber: %(number)s\nName: %(person)s\nUnit: %(unit)s\n\n"
            "Whether it still counts stands here:\n%(address)s\n\nThis message was sent by SI-PETRUK. Nobody reads "
            "answers to it."
        )
        % known,
    )
    main, _slash, sub = enclosed.media_type.partition("/")
    message.add_attachment(enclosed.content, maintype=main, subtype=sub, filename=one_line(enclosed.file_name))
    message.set_boundary(sha256(envelope.message_id.encode()).hexdigest()[:40])
    return message


def plain(envelope: Envelope, subject: str, text: str) -> EmailMessage:
    """Return a message of words only."""
    message = EmailMessage(SMTP)
    message["From"] = Address(SENDER_NAME, addr_spec=envelope.sender)
    message["To"] = Address(addr_spec=envelope.recipient)
    message["Subject"] = one_line(subject)[:200]
    message["Date"] = format_datetime(envelope.dated)
    message["Message-ID"] = envelope.message_id
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(text)
    return message


def usable(address: str) -> bool:
    """Say whether mail can go to an address: every server takes one in ASCII."""
    return bool(address) and address.isascii()


def one_line(text: str) -> str:
    """Return a text without line ends, control signs and signs that turn the direction of writing.

    A text that looks like an encoded word (RFC 2047) would be decoded on its way into a header, line ends and all.
    """
    shown = "".join(" " if unicodedata.category(each) in _UNPRINTED else each for each in text)
    return " ".join(shown.split()).replace("=?", "= ?")
