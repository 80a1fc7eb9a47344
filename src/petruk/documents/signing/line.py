"""One question to a service inside the agency's network, and its whole answer: no redirects, no more than it may be.

The clock runs over the whole exchange, so a service that trickles is as late as one that is silent.
"""

import base64
import json
import ssl
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from http.client import HTTPConnection, HTTPException, HTTPResponse, HTTPSConnection
from typing import Any
from urllib.parse import urlsplit

MOST_BYTES = 30_000_000
PIECE = 65_536


class Trouble(StrEnum):
    """Why there is no answer."""

    UNREACHABLE = "unreachable"
    SLOW = "slow"
    CUT = "cut"
    TOO_LONG = "too-long"


class NoAnswer(Exception):  # noqa: N818  it is what happened
    """The service did not answer, or not whole. What it may have done is unknown."""

    def __init__(self, trouble: Trouble) -> None:
        super().__init__(str(trouble))
        self.trouble = trouble


@dataclass(frozen=True)
class Address:
    """Where a service is reached, and how this installation names itself there."""

    url: str
    user: str
    password: str = field(repr=False)
    seconds: float = 60


@dataclass(frozen=True)
class Answer:
    status: int
    headers: Mapping[str, str]
    body: bytes

    def said(self) -> Mapping[str, Any]:
        """Return what was answered as JSON, nothing when it is none."""
        try:
            words = json.loads(self.body)
        except ValueError:
            return {}
        return words if isinstance(words, dict) else {}


def ask(address: Address, method: str, path: str, *, body: bytes = b"", kind: str = "") -> Answer:
    """Ask and return the answer, whatever its status. Raises ``NoAnswer``."""
    place = urlsplit(address.url)
    until = time.monotonic() + address.seconds
    connection = _connection(place.scheme, place.hostname or "", place.port, address.seconds)
    try:
        connection.request(
            method, f"{place.path.rstrip('/')}{path}", body=body or None, headers=_headers(address, kind)
        )
        response = connection.getresponse()
        return Answer(response.status, dict(response.getheaders()), _read(connection, response, until))
    except TimeoutError as error:
        raise NoAnswer(Trouble.SLOW) from error
    except (HTTPException, ConnectionResetError, BrokenPipeError, ssl.SSLEOFError) as error:
        raise NoAnswer(Trouble.CUT) from error
    except OSError as error:
        raise NoAnswer(Trouble.UNREACHABLE) from error
    finally:
        connection.close()


def _connection(scheme: str, host: str, port: int | None, seconds: float) -> HTTPConnection:
    if scheme == "https":
        return HTTPSConnection(host, port, timeout=seconds, context=ssl.create_default_context())
    return HTTPConnection(host, port, timeout=seconds)


def _headers(address: Address, kind: str) -> dict[str, str]:
    known = base64.b64encode(f"{address.user}:{address.password}".encode()).decode()
    headers = {"Authorization": f"Basic {known}", "Accept": "application/json, application/pdf"}
    return headers | ({"Content-Type": kind} if kind else {})


def _read(connection: HTTPConnection, response: HTTPResponse, until: float) -> bytes:
    pieces, length = [], 0
    while True:
        left = until - time.monotonic()
        if left <= 0:
            raise TimeoutError
        if connection.sock is not None:
            connection.sock.settimeout(left)
        piece = response.read1(PIECE)
        if not piece:
            break
        pieces.append(piece)
        length += len(piece)
        if length > MOST_BYTES:
            raise NoAnswer(Trouble.TOO_LONG)
    if response.length:
        raise NoAnswer(Trouble.CUT)
    return b"".join(pieces)
