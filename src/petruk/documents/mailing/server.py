"""Hand one message to the SMTP server of this installation, and say surely whether it has it.

Source: RFC 5321, sections 4.2 (replies), 4.2.5 and 6.1 (who is responsible for a message after DATA).
"""

import smtplib
import ssl
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from email.message import EmailMessage
from enum import StrEnum
from typing import Self

ACCEPTED = 250
PERMANENT = 500
NO_TLS = "none"
TLS = "tls"
STARTTLS = "starttls"


class Fault(StrEnum):
    """Why a message was not taken."""

    UNREACHED = "unreached"
    UNSAFE = "unsafe"
    LOGIN = "login"
    RECIPIENT = "recipient"
    REFUSED = "refused"
    UNANSWERED = "unanswered"


class DeliveryError(Exception):
    """The server does not have the message, or, with ``UNANSWERED``, nobody knows.

    ``for_good`` says that the same message would be refused again.
    """

    def __init__(self, fault: Fault, *, for_good: bool = False) -> None:
        super().__init__(fault)
        self.fault = fault
        self.for_good = for_good


@dataclass(frozen=True)
class Server:
    """How the server is reached. ``seconds`` is the longest wait for each answer."""

    host: str
    port: int
    sender: str
    security: str = STARTTLS
    user: str = ""
    password: str = field(default="", repr=False)
    seconds: float = 30

    @classmethod
    def of(cls, settings: Mapping[str, str]) -> Self:
        """Return the server that the environment names."""
        return cls(
            settings["host"],
            int(settings["port"]),
            settings["sender"],
            settings["security"],
            settings["user"],
            settings["password"],
        )


def deliver(server: Server, message: EmailMessage, recipient: str, *, before_data: Callable[[], None]) -> None:
    """Hand over a message. ``before_data`` is called when the next step may make the server take it.

    Raises ``DeliveryError``.
    """
    with _line(server) as line:
        _require(line.mail(server.sender), Fault.REFUSED)
        _require(line.rcpt(recipient), Fault.RECIPIENT)
        before_data()
        try:
            answer = line.data(message.as_bytes())
        except smtplib.SMTPDataError as error:
            raise DeliveryError(Fault.REFUSED, for_good=error.smtp_code >= PERMANENT) from error
        except (smtplib.SMTPException, OSError) as error:
            raise DeliveryError(Fault.UNANSWERED) from error
        _require(answer, Fault.REFUSED)


@contextmanager
def _line(server: Server) -> Iterator[smtplib.SMTP]:
    """Open a line and close it; how it closes changes nothing for a message that was answered."""
    try:
        line = _opened(server)
    except smtplib.SMTPAuthenticationError as error:
        raise DeliveryError(Fault.LOGIN, for_good=error.smtp_code >= PERMANENT) from error
    except (ssl.SSLError, smtplib.SMTPNotSupportedError) as error:
        raise DeliveryError(Fault.UNSAFE) from error
    except (smtplib.SMTPException, OSError) as error:
        raise DeliveryError(Fault.UNREACHED) from error
    try:
        yield line
    except (smtplib.SMTPException, OSError) as error:
        raise DeliveryError(Fault.UNREACHED) from error
    finally:
        with suppress(smtplib.SMTPException, OSError):
            _hurry(line)
            line.quit()
        line.close()


def _opened(server: Server) -> smtplib.SMTP:
    trusted = ssl.create_default_context()
    if server.security == TLS:
        line: smtplib.SMTP = smtplib.SMTP_SSL(server.host, server.port, timeout=server.seconds, context=trusted)
    else:
        line = smtplib.SMTP(server.host, server.port, timeout=server.seconds)
    try:
        if server.security == STARTTLS:
            line.starttls(context=trusted)
        line.ehlo_or_helo_if_needed()
        if server.user:
            _sign_in(line, server)
    except BaseException:
        line.close()
        raise
    return line


def _sign_in(line: smtplib.SMTP, server: Server) -> None:
    if not line.has_extn("auth"):
        raise DeliveryError(Fault.LOGIN)
    line.login(server.user, server.password)


def _hurry(line: smtplib.SMTP) -> None:
    """Wait a second at most for the farewell."""
    if line.sock is not None:
        line.sock.settimeout(1)


def _require(answer: tuple[int, bytes], fault: Fault) -> None:
    code = answer[0]
    if not ACCEPTED <= code < ACCEPTED + 50:
        raise DeliveryError(fault, for_good=code >= PERMANENT)
