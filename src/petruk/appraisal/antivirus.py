"""Ask ClamAV about a file before it is kept, by the ``INSTREAM`` command of its daemon. Off unless one is named.

Source: clamd(8), "COMMANDS". The client on the package index has stood still since 2014, hence our own forty lines.
"""

import socket
from contextlib import closing

from django.conf import settings

WAIT_SECONDS = 20.0
CHUNK = 65_536
LONGEST_ANSWER = 4_096
CLEAN, FOUND = "OK", " FOUND"


class NoAnswer(Exception):  # noqa: N818  it is what happened
    """The scanner cannot be reached, or does not say what it found."""


def is_on() -> bool:
    return bool(settings.PETRUK_CLAMAV)


def threat_in(content: bytes) -> str:
    """Return the name of what the scanner finds, empty when it finds nothing or is off. Raises ``NoAnswer``."""
    if not is_on():
        return ""
    try:
        with closing(_connected(settings.PETRUK_CLAMAV)) as line:
            answer = _asked(line, content)
    except OSError as error:
        raise NoAnswer(str(error)) from error
    verdict = answer.removeprefix("stream: ")
    if verdict == CLEAN:
        return ""
    if verdict.endswith(FOUND):
        return verdict.removesuffix(FOUND)
    raise NoAnswer(answer)


def _connected(address: str) -> socket.socket:
    """Open a line to a socket file, or to ``host:port``."""
    if address.startswith("/"):
        line = socket.socket(socket.AF_UNIX)
        try:
            line.settimeout(WAIT_SECONDS)
            line.connect(address)
        except OSError:
            line.close()
            raise
        return line
    host, _colon, port = address.rpartition(":")
    return socket.create_connection((host, int(port)), timeout=WAIT_SECONDS)


def _asked(line: socket.socket, content: bytes) -> str:
    """Send a file in pieces, each after its length, a piece of no length last; return the answer."""
    line.sendall(b"zINSTREAM\0")
    for start in range(0, len(content), CHUNK):
        piece = content[start : start + CHUNK]
        line.sendall(len(piece).to_bytes(4, "big") + piece)
    line.sendall(bytes(4))
    answer = b""
    while not answer.endswith(b"\0") and len(answer) < LONGEST_ANSWER and (more := line.recv(LONGEST_ANSWER)):
        answer += more
    return answer.rstrip(b"\0").decode("utf-8", "replace")
