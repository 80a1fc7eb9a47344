"""Signed notes: a few lines of text with Ed25519 signatures below, and the one that states how a log stands.

Source: C2SP signed-note and tlog-checkpoint. A text ends with a newline; each signature is a line of its own.
"""

import base64
import binascii
import hashlib
import re
import unicodedata
from dataclasses import dataclass, field
from typing import Protocol

ED25519 = b"\x01"
HASH_BYTES, ID_BYTES, KEY_BYTES, SIGNATURE_BYTES = 32, 4, 32, 64
MOST_SIGNATURES = 16
PRIVATE = "PRIVATE+KEY+"
_DASH = "\u2014 "


class NoteError(ValueError):
    """A note, a key or a checkpoint is not written as it must be, or nobody we know signed it."""


class Scheme(Protocol):
    """Ed25519 of RFC 8032: who holds the mathematics is not the business of a format. ``audit.ed25519`` does."""

    def public(self, secret: bytes) -> bytes: ...

    def sign(self, secret: bytes, message: bytes) -> bytes: ...

    def accepts(self, key: bytes, signature: bytes, message: bytes) -> bool: ...


@dataclass(frozen=True, slots=True)
class Verifier:
    """Whose signature is believed: a name and a public key."""

    name: str
    key: bytes

    @property
    def key_id(self) -> bytes:
        return hashlib.sha256(self.name.encode() + b"\n" + ED25519 + self.key).digest()[:ID_BYTES]

    def __str__(self) -> str:
        return f"{self.name}+{self.key_id.hex()}+{_base64(ED25519 + self.key)}"


@dataclass(frozen=True, slots=True)
class Signer:
    """Who signs: a name and the 32 secret bytes of an Ed25519 key. The secret is never printed."""

    name: str
    secret: bytes = field(repr=False)
    scheme: Scheme

    @property
    def verifier(self) -> Verifier:
        return Verifier(self.name, self.scheme.public(self.secret))

    def written(self) -> str:
        """Return the line in which the key is kept."""
        return f"{PRIVATE}{self.name}+{self.verifier.key_id.hex()}+{_base64(ED25519 + self.secret)}"

    def sign(self, text: str) -> str:
        """Return the note: the text, an empty line, the signature. Raises ``NoteError`` for what is no text."""
        _require_text(text)
        signature = self.scheme.sign(self.secret, text.encode())
        return f"{text}\n{_DASH}{self.name} {_base64(self.verifier.key_id + signature)}\n"


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """How a log stands: whose it is, how many entries, and the root over them."""

    origin: str
    size: int
    root: bytes

    def text(self) -> str:
        return f"{self.origin}\n{self.size}\n{_base64(self.root)}\n"


def new_signer(name: str, secret: bytes, scheme: Scheme) -> Signer:
    """Raises ``NoteError`` for a name with a space or a plus sign, or a key of another length."""
    _require_name(name)
    if len(secret) != KEY_BYTES:
        raise NoteError("the key is not 32 bytes long")
    return Signer(name, secret, scheme)


def read_signer(line: str, scheme: Scheme) -> Signer:
    """Raises ``NoteError``."""
    if not line.startswith(PRIVATE):
        raise NoteError("this is no signing key")
    name, key_id, secret = _read_key(line.removeprefix(PRIVATE))
    signer = new_signer(name, secret, scheme)
    if signer.verifier.key_id != key_id:
        raise NoteError("the id of the key is not that of the key")
    return signer


def read_verifier(line: str) -> Verifier:
    """Raises ``NoteError``."""
    name, key_id, key = _read_key(line)
    verifier = Verifier(name, key)
    if verifier.key_id != key_id:
        raise NoteError("the id of the key is not that of the key")
    return verifier


def opened(note: str, verifier: Verifier, scheme: Scheme) -> str:
    """Return the text of a note that this key signed; signatures of others are passed over.

    Raises ``NoteError``, also when one of this key's own signatures is wrong.
    """
    text, found, signatures = note.rpartition("\n\n")
    text += "\n"
    _require_text(text)
    lines = signatures.split("\n")
    if not found or lines.pop() != "" or not 0 < len(lines) <= MOST_SIGNATURES:
        raise NoteError("the signatures are not written as they must be")
    ours = [signature for name, key_id, signature in map(_read_signature, lines) if _is_of(verifier, name, key_id)]
    if not ours or not all(scheme.accepts(verifier.key, signature, text.encode()) for signature in ours):
        raise NoteError("the key of this log did not sign this")
    return text


def read_checkpoint(text: str) -> Checkpoint:
    """Read the text of a note. Lines after the third are others' business. Raises ``NoteError``."""
    lines = text.split("\n")
    if len(lines) < 4 or lines[-1] != "" or not lines[0]:
        raise NoteError("a checkpoint has an origin, a size and a root")
    origin, size, root = lines[:3]
    if not re.fullmatch(r"0|[1-9][0-9]{0,15}", size, re.ASCII):
        raise NoteError("the size is no number")
    return Checkpoint(origin, int(size), _bytes(root, HASH_BYTES))


def opened_checkpoint(note: str, verifier: Verifier, scheme: Scheme) -> Checkpoint:
    """Return what a signed checkpoint says; its origin must be the name of the key. Raises ``NoteError``."""
    checkpoint = read_checkpoint(opened(note, verifier, scheme))
    if checkpoint.origin != verifier.name:
        raise NoteError("this is the checkpoint of another log")
    return checkpoint


def _read_key(line: str) -> tuple[str, bytes, bytes]:
    name, _plus, rest = line.partition("+")
    key_id, _plus, key = rest.partition("+")
    _require_name(name)
    if not re.fullmatch(r"[0-9a-f]{8}", key_id, re.ASCII):
        raise NoteError("the id of the key is not eight hexadecimal digits")
    content = _bytes(key, KEY_BYTES + 1)
    if content[:1] != ED25519:
        raise NoteError("the key is of a kind that is not used here")
    return name, bytes.fromhex(key_id), content[1:]


def _read_signature(line: str) -> tuple[str, bytes, bytes]:
    name, _space, signature = line.removeprefix(_DASH).partition(" ")
    if not line.startswith(_DASH):
        raise NoteError("a signature begins with a dash")
    _require_name(name)
    content = _bytes(signature)
    if len(content) <= ID_BYTES:
        raise NoteError("the signature is too short")
    return name, content[:ID_BYTES], content[ID_BYTES:]


def _is_of(verifier: Verifier, name: str, key_id: bytes) -> bool:
    return name == verifier.name and key_id == verifier.key_id


def _require_name(name: str) -> None:
    if not name or "+" in name or any(letter.isspace() or not letter.isprintable() for letter in name):
        raise NoteError("the name of the key is empty or has a sign that it may not have")


def _require_text(text: str) -> None:
    if not text.endswith("\n") or any(unicodedata.category(letter) == "Cc" for letter in text if letter != "\n"):
        raise NoteError("a note is lines of text")


def _base64(content: bytes) -> str:
    return base64.b64encode(content).decode("ascii")


def _bytes(text: str, length: int | None = None) -> bytes:
    """Read base64 that is written in its one way: no line breaks, no stray bits at the end."""
    try:
        content = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError) as error:
        raise NoteError("this is no base64") from error
    if _base64(content) != text or length not in {None, len(content)}:
        raise NoteError("this is not the base64 of so many bytes")
    return content
