"""Files locked to a public key in the age format: whoever holds the copies cannot read them, nor can this machine."""

import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BufferedReader
from pathlib import Path
from typing import Protocol

import pyrage
from pyrage import x25519

from petruk.appraisal.vault import created
from petruk.core.errors import Refusal

CHUNK = 1 << 20


class NoKey(Refusal):
    """What was named as a key is none."""


class CannotUnlock(Refusal):
    """A file was locked to another key, or is not what was locked."""


class Source(Protocol):
    def read(self, size: int = -1, /) -> bytes: ...


class Sink(Protocol):
    def write(self, content: bytes, /) -> int: ...


@dataclass(frozen=True)
class Locked:
    """What a file holds, SHA-256 and bytes, and the SHA-256 of the locked file itself."""

    sha256: str
    size: int
    locked_sha256: str


def new_key(file: Path) -> str:
    """Write a new private key into a file that was not there, for its owner alone, and return the public key.

    Raises ``FileExistsError``.
    """
    key = x25519.Identity.generate()
    with created(file, 0o400) as kept:
        kept.write(f"# public key: {key.to_public()}\n{key}\n".encode("ascii"))
    return str(key.to_public())


def public_key(text: str) -> x25519.Recipient:
    try:
        return x25519.Recipient.from_str(text.strip())
    except pyrage.RecipientError as error:
        raise NoKey("Kunci publik cadangan berbentuk age1..., dari ./petruk backup --new-key BERKAS.") from error


def private_key(file: Path) -> x25519.Identity:
    """Read the file that ``new_key`` or age-keygen wrote."""
    try:
        lines = [line.strip() for line in file.read_text("ascii").splitlines()]
        return x25519.Identity.from_str(next(line for line in lines if line and not line.startswith("#")))
    except (OSError, UnicodeDecodeError, StopIteration, pyrage.IdentityError) as error:
        raise NoKey(f"{file} bukan berkas kunci rahasia cadangan (AGE-SECRET-KEY-...).") from error


def lock(source: Source, target: Path, key: x25519.Recipient) -> Locked:
    """Write a new locked file, safe against a power cut. Raises ``OSError``."""
    with created(target) as file:
        plain, sealed = _Reading(source), _Writing(file)
        pyrage.encrypt_io(plain, sealed, [key])
    return Locked(plain.sha256.hexdigest(), plain.size, sealed.sha256.hexdigest())


def unlock(source: Path, sink: Sink, key: x25519.Identity) -> tuple[str, int]:
    """Write out what a locked file holds; return its SHA-256 and size. Raises ``CannotUnlock``."""
    with opened(source) as file:
        plain = _Writing(sink)
        try:
            pyrage.decrypt_io(file, plain, [key])
        except BrokenPipeError:
            raise  # the reader went away; it is not the file's fault
        except (pyrage.DecryptError, OSError) as error:
            raise CannotUnlock(f"{source.name} tidak dapat dibuka dengan kunci ini: {error}.") from error
    return plain.sha256.hexdigest(), plain.size


def sha256_of(file: Path) -> str:
    with opened(file) as opening:
        return hashlib.file_digest(opening, "sha256").hexdigest()


@contextmanager
def opened(file: Path) -> Iterator[BufferedReader]:
    """Open a file of a bundle; a link that leads elsewhere is not followed. Raises ``OSError``."""
    with open(os.open(file, os.O_RDONLY | os.O_NOFOLLOW), "rb") as opening:
        yield opening


class _Reading:
    def __init__(self, source: Source) -> None:
        self.source, self.sha256, self.size = source, hashlib.sha256(), 0

    def read(self, size: int = CHUNK) -> bytes:
        content = self.source.read(size)
        self.sha256.update(content)
        self.size += len(content)
        return content


class _Writing:
    def __init__(self, sink: Sink) -> None:
        self.sink, self.sha256, self.size = sink, hashlib.sha256(), 0

    def write(self, content: bytes) -> int:
        self.sink.write(content)
        self.sha256.update(content)
        self.size += len(content)
        return len(content)

    def flush(self) -> None:
        """Everything is written through at once; whoever gave the sink flushes it."""
