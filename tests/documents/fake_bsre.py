"""A signing service for tests that speaks both shapes of BSrE: well, slowly, badly, or with a lie."""

import base64
import json
import re
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, ClassVar

from petruk.documents.signing.bsre import Service
from petruk.documents.signing.line import Address
from petruk.documents.signing.shapes import Version

NIK = "6311011505800002"
PASSPHRASE = "Rahasia#Bekantan9"
USER, PASSWORD = "petruk", "antar-layanan"

Sign = Callable[[bytes], bytes]


@dataclass
class Fake:
    """How the service behaves, what it was asked, and how many seconds whoever asks is patient."""

    sign: Sign
    way: str = "good"
    seconds: float = 20
    asked: list[tuple[str, str, dict[str, Any]]] = field(default_factory=list)
    port: int = 0

    def service(self, version: Version = Version.V2, *, password: str = PASSWORD) -> Service:
        return Service(Address(f"http://127.0.0.1:{self.port}", USER, password, self.seconds), version)


@contextmanager
def running(sign: Sign) -> Iterator[Fake]:
    fake = Fake(sign)
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("Bound", (Handler,), {"fake": fake}))
    server.daemon_threads = True
    fake.port = server.server_port
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield fake
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    fake: ClassVar[Fake]
    kept: ClassVar[dict[str, bytes]] = {}

    def log_message(self, *arguments: object) -> None:
        pass

    def do_GET(self) -> None:
        self._serve({})

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        kind = self.headers["Content-Type"]
        self._serve(json.loads(body) if kind == "application/json" else _form(kind, body))

    def _serve(self, said: dict[str, Any]) -> None:
        self.fake.asked.append((self.command, self.path, said))
        if self.headers.get("Authorization") != _basic():
            return self._json(401, {"error": "Unauthorized"})
        if misbehave := getattr(self, f"_{self.fake.way.replace('-', '_')}", None):
            return misbehave(said)
        return self._good(said)

    def _good(self, said: dict[str, Any]) -> None:
        if "/sign/download/" in self.path:
            return self._send(200, "application/pdf", self.kept[self.path.rsplit("/", 1)[1]])
        if "verify" in self.path:
            return self._verified()
        if "user" in self.path:
            nik = said.get("nik") or self.path.rsplit("/", 1)[1]
            status = "ISSUE" if nik == NIK else "NOT_REGISTERED"
            return self._json(200, {"status_code": 1111, "status": status, "message": "ok"})
        return self._signed(said, self.fake.sign(_file(said)))

    def _signed(self, said: dict[str, Any], pdf: bytes) -> None:
        if said["nik"] != NIK:
            return self._json(400, {"status_code": 2011, "error": f"User {said['nik']} tidak terdaftar"})
        if said.get("passphrase") != PASSPHRASE and said.get("totp") != "123456":
            return self._json(400, {"status_code": 2031, "error": f"Passphrase {said.get('passphrase')} salah"})
        if "v2" in self.path:
            return self._json(200, {"time": 812, "file": [base64.b64encode(pdf).decode()]})
        if self.fake.way == "by-number":
            self.kept["ab12-cd34"] = pdf
            return self._json(200, {"id_dokumen": "ab12-cd34", "message": "ok"})
        return self._send(200, "application/pdf", pdf)

    def _verified(self) -> None:
        if "v2" in self.path:
            signers = [{"signerName": "SITI RAHMAWATI"}]
            return self._json(200, {"conclusion": "VALID", "signatureInformations": signers})
        signers = [{"info_signer": {"signer_name": "SITI RAHMAWATI"}}]
        return self._json(200, {"summary": "VALID", "jumlah_signature": 1, "details": signers})

    def _silent(self, said: dict[str, Any]) -> None:
        time.sleep(self.fake.seconds * 2)

    def _trickling(self, said: dict[str, Any]) -> None:
        self._head(200, "application/json", 100_000)
        for _second in range(60):
            try:
                self.wfile.write(b" ")
                self.wfile.flush()
            except OSError:
                return
            time.sleep(self.fake.seconds / 10)

    def _cutting(self, said: dict[str, Any]) -> None:
        pdf = self.fake.sign(_file(said))
        self._head(200, "application/pdf", len(pdf))
        self.wfile.write(pdf[: len(pdf) // 2])
        self.close_connection = True

    def _hanging_up(self, said: dict[str, Any]) -> None:
        self.close_connection = True

    def _endless(self, said: dict[str, Any]) -> None:
        self._head(200, "application/pdf", 10**12)
        try:
            while True:
                self.wfile.write(bytes(1_000_000))
        except OSError:
            return

    def _failing(self, said: dict[str, Any]) -> None:
        self._json(500, {"timestamp": "x", "status": 500, "error": "Internal Server Error"})

    def _web_page(self, said: dict[str, Any]) -> None:
        self._send(200, "text/html", b"<html>Selamat datang</html>")

    def _moving(self, said: dict[str, Any]) -> None:
        self.send_response(302)
        self.send_header("Location", f"http://127.0.0.1:{self.fake.port}/lain/")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def _error_with_200(self, said: dict[str, Any]) -> None:
        self._json(200, {"status_code": 2999, "error": "Terjadi kesalahan"})

    def _another_paper(self, said: dict[str, Any]) -> None:
        self._signed(said, self.fake.sign(OTHER["pdf"]))

    def _unsigned(self, said: dict[str, Any]) -> None:
        self._signed(said, _file(said))

    def _tampered(self, said: dict[str, Any]) -> None:
        signed = bytearray(self.fake.sign(_file(said)))
        at = signed.rindex(b"/Reason") if b"/Reason" in signed else len(signed) - 600
        signed[at + 12] ^= 1
        self._signed(said, bytes(signed))

    def _json(self, status: int, words: dict[str, Any]) -> None:
        self._send(status, "application/json", json.dumps(words).encode())

    def _send(self, status: int, kind: str, body: bytes) -> None:
        self._head(status, kind, len(body))
        self.wfile.write(body)

    def _head(self, status: int, kind: str, length: int) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(length))
        self.end_headers()


OTHER: dict[str, bytes] = {}
"""The paper that a lying service signs instead."""


def _basic() -> str:
    return "Basic " + base64.b64encode(f"{USER}:{PASSWORD}".encode()).decode()


def _file(said: dict[str, Any]) -> bytes:
    file = said["file"]
    return base64.b64decode(file[0]) if isinstance(file, list) else file


def _form(kind: str, body: bytes) -> dict[str, Any]:
    between = kind.partition("boundary=")[2].encode()
    said: dict[str, Any] = {}
    for part in body.split(b"--" + between)[1:-1]:
        head, _, content = part.removeprefix(b"\r\n").partition(b"\r\n\r\n")
        name = re.search(rb' name="([^"]+)"', head)
        assert name is not None
        content = content.removesuffix(b"\r\n")
        said[name[1].decode()] = content if b"filename=" in head else content.decode()
    return said
