"""A mail server for tests, in this process: it takes mail, is slow, refuses, or hangs up after DATA.

With a certificate it speaks TLS from the first byte or after STARTTLS, and takes mail of one account only.
"""

import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from time import sleep
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

ACCOUNT = LoginPassword(b"petruk", b"Antar#Surel7")


@dataclass
class PostOffice:
    """``ways`` says how each message is met, one after another; the last way stays."""

    ways: list[str] = field(default_factory=lambda: ["takes"])
    taken: list[bytes] = field(default_factory=list)
    asked: int = 0
    port: int = 0
    signed_in: list[LoginPassword] = field(default_factory=list)

    def settings(self, **other: str) -> dict[str, str]:
        return {
            "host": "127.0.0.1", "port": str(self.port), "security": "none", "sender": "petruk@contoh.go.id",
            "user": "", "password": "", **other,
        }  # fmt: skip

    def messages(self) -> list[EmailMessage]:
        return [message_from_bytes(each, policy=default) for each in self.taken]

    def _way(self) -> str:
        return self.ways.pop(0) if len(self.ways) > 1 else self.ways[0]

    def sign_in(
        self, server: SMTP, session: Session, envelope: Envelope, mechanism: str, given: LoginPassword
    ) -> AuthResult:
        self.signed_in.append(given)
        return AuthResult(success=given == ACCOUNT, handled=False)

    async def handle_RCPT(  # noqa: N802  the name is given by the library
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if self.ways[0] == "unknown":
            return "550 5.1.1 Unknown"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        self.asked += 1
        way = self._way()
        if way == "later":
            return "451 4.3.0 Later"
        if way == "never":
            return "554 5.7.1 Never"
        if way == "slow":
            sleep(0.6)
        self.taken.append(envelope.original_content or b"")
        if way == "drops":
            server.transport.abort()
        return "250 OK"


@contextmanager
def opened(*ways: str, security: str = "none", context: ssl.SSLContext | None = None) -> Iterator[PostOffice]:
    office = PostOffice(list(ways) or ["takes"])
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        office.port = free.getsockname()[1]
    line: dict[str, dict[str, Any]] = {
        "none": {},
        "tls": {"ssl_context": context, "authenticator": office.sign_in, "auth_require_tls": False},
        "starttls": {"tls_context": context, "authenticator": office.sign_in, "auth_required": True},
    }
    controller = Controller(office, hostname="127.0.0.1", port=office.port, **line[security])
    controller.start()
    try:
        yield office
    finally:
        controller.stop()
