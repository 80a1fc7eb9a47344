"""A zip is measured before anything in it is parsed: sizes as they really are, no entities, no doubles."""

import re
import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO

from petruk.imports.reader import limits
from petruk.imports.reader.limits import MiB, Refused

DECLARATION = re.compile(rb"<!(DOCTYPE|ENTITY)")
OVERLAP = 64
XML = (".xml", ".rels")


def opened(content: bytes) -> zipfile.ZipFile:
    """Return the archive, or refuse one that unpacks to more than its size can honestly hold."""
    try:
        archive = zipfile.ZipFile(BytesIO(content))
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise Refused("damaged") from error
    parts = archive.infolist()
    if len(parts) > limits.PARTS or sum(part.file_size for part in parts) > limits.UNZIPPED_BYTES:
        raise Refused("zip-bomb")
    if len({part.filename.lower() for part in parts}) != len(parts):
        raise Refused("damaged")
    for part in parts:
        if part.flag_bits & 1:
            raise Refused("password")
        if part.file_size > MiB and part.file_size > limits.PART_RATIO * max(part.compress_size, 1):
            raise Refused("zip-bomb")
    return archive


def chunks(archive: zipfile.ZipFile, name: str) -> Iterator[bytes]:
    """Yield a part in pieces that overlap, so that a short pattern is never cut in two."""
    tail = b""
    try:
        with archive.open(name) as part:
            while piece := part.read(MiB):
                yield tail + piece
                tail = piece[-OVERLAP:]
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, ValueError) as error:
        raise Refused("damaged") from error  # among others, a size or a checksum that lies


def refuse_entities(archive: zipfile.ZipFile) -> None:
    """No spreadsheet program writes a document type; only an attack by entities needs one."""
    for name in archive.namelist():
        if not name.lower().endswith(XML):
            continue
        for number, chunk in enumerate(chunks(archive, name)):
            if number == 0 and b"\0" in chunk[:64]:  # UTF-16 would hide what is searched for
                raise Refused("damaged")
            if DECLARATION.search(chunk):
                raise Refused("entities")


def contains(archive: zipfile.ZipFile, name: str, pattern: re.Pattern[bytes]) -> bool:
    return any(pattern.search(chunk) for chunk in chunks(archive, name))
