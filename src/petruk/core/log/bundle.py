"""A log in one file that can be given away: entries, checkpoints, the public key, on demand the payloads.

Source: docs/log-bundle.md.
"""

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from petruk.core.log.notes import NoteError, Scheme, read_verifier
from petruk.core.log.standing import ContradictionError, Reason
from petruk.core.log.verifying import Code, Line, Payload, Verdict, roots, verify

FORMAT = "petruk-log-bundle 1\n"
NAMED, KEY, ENTRIES, PAYLOADS, NOTES = "FORMAT", "key.vkey", "entries.txt", "payloads.txt", "notes/"
BEGAN = (1980, 1, 1, 0, 0, 0)
UNREADABLE = (zipfile.BadZipFile, zlib.error, struct.error, NotImplementedError, RuntimeError, ValueError, EOFError)
_NOTE = re.compile(r"notes/[0-9]{12}\.note")
_ENTRY = re.compile(r"([0-9a-f]{64}) (.*)")
_PAYLOAD = re.compile(r"-|([0-9a-f]{64}) (.+)")


class BundleError(ValueError):
    """The file is not a whole bundle; nothing can be said of the log in it."""


@dataclass(frozen=True, slots=True)
class Bundle:
    key: str
    notes: tuple[str, ...]
    lines: tuple[Line, ...]


def written(key: str, notes: Iterable[tuple[int, str]], lines: Iterable[Line]) -> bytes:
    """Return the zip. The payloads are in it when the first line has one; then all have."""
    entries, payloads = io.StringIO(), io.StringIO()
    for line in lines:
        entries.write(f"{line.leaf.hex()} {line.body}\n")
        if line.payload is not None:
            told = line.payload
            payloads.write("-\n" if told.erased else f"{told.salt.hex()} {told.text.decode()}\n")
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as file:
        parts = [(NAMED, FORMAT), (KEY, f"{key}\n"), (ENTRIES, entries.getvalue()), (PAYLOADS, payloads.getvalue())]
        parts += [(f"{NOTES}{size:012}.note", note) for size, note in notes]
        for name, text in parts:
            if text or name == ENTRIES:
                file.writestr(zipfile.ZipInfo(name, BEGAN), text.encode(), zipfile.ZIP_DEFLATED)
    return content.getvalue()


def read(content: bytes) -> Bundle:
    """Raises ``BundleError`` for what is no bundle, has something more, or something less."""
    parts = _parts(content)
    if parts.pop(NAMED, None) != FORMAT:
        raise BundleError("the file does not say that it is a bundle of this format")
    key, entries, payloads = parts.pop(KEY, ""), parts.pop(ENTRIES, None), parts.pop(PAYLOADS, None)
    if not key or entries is None or not all(map(_NOTE.fullmatch, parts)):
        raise BundleError("the bundle lacks its key or its entries, or has a file that does not belong there")
    notes = tuple(parts[name] for name in sorted(parts))
    return Bundle(key.removesuffix("\n"), notes, tuple(_lines(entries, payloads)))


def examined(content: bytes, scheme: Scheme, *, key: str | None = None, notes: Iterable[str] = ()) -> Verdict:
    """Say what a bundle proves, by a public key and notes that came another way, where there are some.

    A bundle that cannot be read, or that goes on after its last checkpoint, is ``INCOMPLETE``.
    """
    try:
        bundle = read(content)
        verifier = read_verifier(bundle.key)
    except (BundleError, NoteError):
        return Verdict(Code.INCOMPLETE)
    if key is not None and key != bundle.key:
        return Verdict(Code.TAMPERED, Reason.KEY)
    try:
        signed = roots([*bundle.notes, *notes], verifier, scheme)
    except ContradictionError as error:
        return Verdict(Code.TAMPERED, error.reason)
    found = verify(bundle.lines, signed)
    return replace(found, code=Code.INCOMPLETE) if found.code is Code.OK and found.loose else found


def _parts(content: bytes) -> dict[str, str]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as file:
            names = file.namelist()
            if {part.compress_type for part in file.infolist()} - {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
                raise BundleError("the bundle is packed in a way that is not used here")
            if len(set(names)) != len(names):
                raise BundleError("a file is in the bundle twice")
            return {name: file.read(name).decode() for name in names}
    except UNREADABLE as error:
        raise BundleError("the bundle cannot be read") from error


def _lines(entries: str, payloads: str | None) -> Iterator[Line]:
    shown = _rows(entries, _ENTRY)
    told = [None] * len(shown) if payloads is None else _rows(payloads, _PAYLOAD)
    if len(told) != len(shown):
        raise BundleError("there are not as many payloads as entries")
    for entry, payload in zip(shown, told, strict=True):
        yield Line(entry[2], bytes.fromhex(entry[1]), _payload(payload))


def _payload(row: re.Match[str] | None) -> Payload | None:
    if row is None:
        return None
    return Payload(bytes.fromhex(row[1] or ""), (row[2] or "").encode())


def _rows(text: str, form: re.Pattern[str]) -> list[re.Match[str]]:
    lines = text.split("\n")
    if lines.pop() != "":
        raise BundleError("the last line has no end")
    found = [form.fullmatch(line) for line in lines]
    if None in found:
        raise BundleError("a line is not written as it must be")
    return [row for row in found if row]
