"""How the client service of BSrE is spoken to: its first and its second version, shape by shape.

Source: the guide to the Esign Client Service 2.2 (domain/regulation, 7.3). Version 1 counts the height of a mark from
the lower edge of the page, version 2 from the upper.
"""

import base64
import binascii
import json
import secrets
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Protocol

from petruk.documents.signing.line import Address, Answer, ask

JSON = "application/json"


class Version(StrEnum):
    """Which of its two languages the service speaks."""

    V1 = "v1"
    V2 = "v2"


@dataclass(frozen=True)
class Person:
    """Who signs. What proves it is typed at the moment, given to the service, and kept nowhere."""

    nik: str = field(repr=False)
    passphrase: str = field(default="", repr=False)
    totp: str = field(default="", repr=False)


@dataclass(frozen=True)
class Picture:
    """The mark to be seen, a PNG; the box in points from the lower left corner of the page (counted from 1)."""

    png: bytes
    page: int
    box: tuple[float, float, float, float]
    page_height: float


class Shape(Protocol):
    def sign(self, address: Address, pdf: bytes, person: Person, picture: Picture | None, reason: str) -> Answer: ...
    def signed_pdf(self, address: Address, answer: Answer) -> bytes: ...
    def verify(self, address: Address, pdf: bytes) -> Answer: ...
    def status(self, address: Address, nik: str) -> Answer: ...


class FirstShape:
    """Forms in parts; the answer is the file itself, or the number under which it can be fetched."""

    def sign(self, address: Address, pdf: bytes, person: Person, picture: Picture | None, reason: str) -> Answer:
        fields = {
            "nik": person.nik,
            "passphrase": person.passphrase,
            "tampilan": "visible" if picture else "invisible",
            "reason": reason,
            "jenis_response": "BASE64",
        }
        files = {"file": ("dokumen.pdf", "application/pdf", pdf)}
        if picture:
            left, low, right, high = picture.box
            fields |= {"image": "true", "page": str(picture.page), "xAxis": _whole(left), "yAxis": _whole(low)}
            fields |= {"width": _whole(right - left), "height": _whole(high - low)}
            files |= {"imageTTD": ("tanda.png", "image/png", picture.png)}
        return _post_form(address, "/api/sign/pdf", fields, files)

    def signed_pdf(self, address: Address, answer: Answer) -> bytes:
        if answer.body.startswith(b"%PDF-"):
            return answer.body
        if file := answer.said().get("base64_signed_file"):
            return _decoded(file)
        number = str(answer.said().get("id_dokumen") or _header(answer, "id_dokumen"))
        if number.replace("-", "").isalnum():
            fetched = ask(address, "GET", f"/api/sign/download/{number}")
            return fetched.body if fetched.status == 200 else b""
        return b""

    def verify(self, address: Address, pdf: bytes) -> Answer:
        return _post_form(address, "/api/sign/verify", {}, {"signed_file": ("dokumen.pdf", "application/pdf", pdf)})

    def status(self, address: Address, nik: str) -> Answer:
        return ask(address, "GET", f"/api/user/status/{nik}")


class SecondShape:
    """JSON both ways; files are in base64."""

    def sign(self, address: Address, pdf: bytes, person: Person, picture: Picture | None, reason: str) -> Answer:
        proof = {"totp": person.totp} if person.totp else {"passphrase": person.passphrase}
        seen: dict[str, Any] = {"tampilan": "VISIBLE" if picture else "INVISIBLE", "reason": reason}
        if picture:
            left, low, right, high = picture.box
            seen |= {"imageBase64": _encoded(picture.png), "page": picture.page, "originX": left}
            seen |= {"originY": picture.page_height - high, "width": right - left, "height": high - low}
        question = {"nik": person.nik} | proof | {"signatureProperties": [seen], "file": [_encoded(pdf)]}
        return _post_json(address, "/api/v2/sign/pdf", question)

    def signed_pdf(self, address: Address, answer: Answer) -> bytes:
        files = answer.said().get("file")
        return _decoded(files[0]) if isinstance(files, list) and files else b""

    def verify(self, address: Address, pdf: bytes) -> Answer:
        return _post_json(address, "/api/v2/verify/pdf", {"file": _encoded(pdf)})

    def status(self, address: Address, nik: str) -> Answer:
        return _post_json(address, "/api/v2/user/check/status", {"nik": nik})


SHAPES: Mapping[Version, Shape] = {Version.V1: FirstShape(), Version.V2: SecondShape()}


def _post_json(address: Address, path: str, question: Mapping[str, Any]) -> Answer:
    return ask(address, "POST", path, body=json.dumps(question).encode(), kind=JSON)


def _post_form(
    address: Address, path: str, fields: Mapping[str, str], files: Mapping[str, tuple[str, str, bytes]]
) -> Answer:
    between = secrets.token_hex(16)
    body = b"".join(_parts(fields, files, between)) + f"--{between}--\r\n".encode()
    return ask(address, "POST", path, body=body, kind=f"multipart/form-data; boundary={between}")


def _parts(fields: Mapping[str, str], files: Mapping[str, tuple[str, str, bytes]], between: str) -> Iterator[bytes]:
    for name, value in fields.items():
        yield f'--{between}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
    for name, (file_name, kind, content) in files.items():
        yield f'--{between}\r\nContent-Disposition: form-data; name="{name}"; filename="{file_name}"\r\n'.encode()
        yield f"Content-Type: {kind}\r\n\r\n".encode() + content + b"\r\n"


def _whole(points: float) -> str:
    return str(round(points))


def _encoded(content: bytes) -> str:
    return base64.b64encode(content).decode()


def _decoded(text: object) -> bytes:
    try:
        return base64.b64decode(str(text), validate=True)
    except (binascii.Error, ValueError):
        return b""


def _header(answer: Answer, name: str) -> str:
    return next((value for key, value in answer.headers.items() if key.lower() == name), "")
