"""The folder of evidence: one file under a random name for each row, written once and never changed."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from django.conf import settings

from petruk.core.ids import new_public_id

FOLDER = "evidence"


def keep(content: bytes) -> str:
    """Write a new file, safe against a power cut, and return its name. Raises ``OSError`` and leaves nothing then."""
    place = folder()
    place.mkdir(parents=True, exist_ok=True, mode=0o700)
    name = new_public_id()
    try:
        with created(place / name) as file:
            file.write(content)
        sync(place)
    except BaseException:
        discard(name)
        raise
    return name


@contextmanager
def kept(content: bytes) -> Iterator[str]:
    """Keep a file while its row is made, and yield its name; taken back when the row does not come to be."""
    name = keep(content)
    try:
        yield name
    except BaseException:
        discard(name)
        raise


def read(name: str) -> bytes:
    """Return the bytes of a file. Raises ``OSError`` when it is not there."""
    return (folder() / name).read_bytes()


def discard(name: str) -> None:
    """Take back a file whose row did not come to be."""
    (folder() / name).unlink(missing_ok=True)


def folder() -> Path:
    return Path(settings.PETRUK_FILES) / FOLDER


@contextmanager
def created(path: Path, mode: int = 0o600) -> Iterator[BinaryIO]:
    """Open a file that was not there, for its owner alone; its bytes last when the block ends. Raises ``OSError``."""
    with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode), "wb") as file:
        yield file
        file.flush()
        os.fsync(file.fileno())


def sync(place: Path) -> None:
    """Make the entries of a folder last; without this the bytes of a new file are safe and its name is not."""
    descriptor = os.open(place, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
