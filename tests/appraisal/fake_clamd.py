"""A scanner as clamd answers: it knows the harmless test file of the trade, and can be made to fall silent."""

import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-" + rb"ANTIVIRUS-TEST-FILE!$H+H*"
"""In two pieces, or a scanner takes this very file away."""


class _Scan(socketserver.StreamRequestHandler):
    def handle(self) -> None:
        assert self.rfile.read(10) == b"zINSTREAM\0"
        content = b""
        while length := int.from_bytes(self.rfile.read(4), "big"):
            content += self.rfile.read(length)
        self.server.seen.append(content)
        found = b"Win.Test.EICAR_HDB-1 FOUND" if EICAR in content else b"OK"
        answer = self.server.answer
        self.wfile.write(b"stream: " + found + b"\0" if answer is None else answer)


class Clamd(socketserver.ThreadingUnixStreamServer):
    daemon_threads = True
    seen: list[bytes]
    answer: bytes | None = None


@contextmanager
def listening(place: Path) -> Iterator[Clamd]:
    with Clamd(str(place), _Scan) as server:
        server.seen = []
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        yield server
        server.shutdown()
