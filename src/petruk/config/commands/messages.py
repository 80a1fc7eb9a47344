"""Keep the Indonesian catalogue complete, without the gettext programs.

The msgids come from the code and the templates, the translations from the catalogue and the fragments in ``parts/``.
"""

import argparse
import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import PoFileError, read_po, write_po
from django.utils.translation.template import templatize

PACKAGE = Path(__file__).resolve().parents[2]
LANGUAGE = "id"
Key = tuple[str, str]
"""Context (empty: none) and singular msgid; what a translation is filed under."""

KEYWORDS = {
    **dict.fromkeys(("_", "gettext", "gettext_lazy", "gettext_noop"), None),
    **dict.fromkeys(("ngettext", "ngettext_lazy"), (1, 2)),
    **dict.fromkeys(("pgettext", "pgettext_lazy"), ((1, "c"), 2)),
    **dict.fromkeys(("npgettext", "npgettext_lazy"), ((1, "c"), 2, 3)),
}
_PLACES = re.compile(r"\{\w*\}")


class StableCatalog(Catalog):
    """A catalogue without dates and versions, and with the one form that Indonesian has for any number."""

    num_plurals = 1
    plural_expr = "0"

    @property
    def mime_headers(self) -> list[tuple[str, str]]:
        return [
            ("Language", LANGUAGE),
            ("MIME-Version", "1.0"),
            ("Content-Type", "text/plain; charset=utf-8"),
            ("Content-Transfer-Encoding", "8bit"),
            ("Plural-Forms", self.plural_forms),
        ]


@dataclass
class Merge:
    """The catalogue as it should be, and what stands against it, each as one line of words."""

    catalog: StableCatalog
    problems: list[str] = field(default_factory=list)
    unused: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Place:
    """Where the code lies that is read, and where the catalogue lies that is written."""

    code: Path
    locale: Path

    @property
    def po(self) -> Path:
        return self.locale / LANGUAGE / "LC_MESSAGES" / "django.po"

    @property
    def parts(self) -> list[Path]:
        return sorted((self.locale / LANGUAGE / "parts").glob("*.po"))


PLACE = Place(PACKAGE, PACKAGE / "web" / "locale")


def run(arguments: list[str]) -> int:
    """Write the catalogue; exit 1 when a word is missing, wrong or translated twice, or (``--check``) out of date."""
    parser = argparse.ArgumentParser(prog="petruk messages")
    parser.add_argument("--check", action="store_true", help="tulis apa pun tidak; gagal bila katalog tidak mutakhir")
    parser.add_argument("--absorb", action="store_true", help="hapus berkas parts/ yang sudah masuk katalog")
    options = parser.parse_args(arguments)
    merged = merge(PLACE)
    if options.check:
        merged.problems += [f"tidak mutakhir: {name}" for name in outdated(PLACE, merged.catalog)]
    else:
        write(PLACE, merged.catalog)
    for line in merged.problems:
        print(line, file=sys.stderr)
    for line in merged.unused:
        print(f"tidak terpakai: {line}")
    if options.absorb and not options.check and not merged.problems:
        for part in PLACE.parts:
            part.unlink()
    print(f"{len(merged.catalog)} kata dan kalimat, {len(merged.problems)} masalah")
    return 1 if merged.problems else 0


def merge(place: Place) -> Merge:
    """Return the catalogue that the code asks for, filled from the catalogue and the fragments."""
    merged = Merge(StableCatalog(locale=LANGUAGE, fuzzy=False, header_comment="# Written by ./petruk messages."))
    wanted = wanted_messages(place.code)
    known = _translations(place, merged)
    for key in sorted(wanted):
        context, _msgid = key
        message = merged.catalog.add(wanted[key], _fitting(wanted[key], known.get(key, "")), context=context or None)
        merged.problems += _faults(message, merged.catalog)
    merged.unused = [_shown(key) for key in sorted(known.keys() - wanted.keys())]
    return merged


def write(place: Place, catalog: Catalog) -> None:
    place.po.parent.mkdir(parents=True, exist_ok=True)
    for name, content in _files(place, catalog):
        name.write_bytes(content)


def outdated(place: Place, catalog: Catalog) -> list[str]:
    """Return the names of the catalogue's files that are not what they should be."""
    files = _files(place, catalog)
    return [name.name for name, content in files if not name.exists() or name.read_bytes() != content]


def wanted_messages(code: Path) -> dict[Key, str | tuple[str, str]]:
    """Return every msgid below a folder; one that is also used with a plural keeps its plural."""
    found: dict[Key, str | tuple[str, str]] = {}
    for file in sorted(code.rglob("*.py")):
        _collect(found, _extracted(file.read_bytes(), file))
    for file in sorted(code.rglob("*.html")):
        for line in templatize(file.read_text("utf-8"), origin=str(file)).splitlines():
            _collect(found, _extracted(line.strip().encode(), file))
    return found


def _extracted(source: bytes, file: Path) -> Iterator[tuple[str, str | tuple[str, ...]]]:
    """Return context and msgid of each call. One line of a template at a time: its indentation is not Python's."""
    try:
        for _line, message, _comments, context in extract("python", BytesIO(source), KEYWORDS):
            yield context or "", message
    except SyntaxError as error:
        raise ValueError(f"{file}: {error}") from error


def _collect(found: dict[Key, str | tuple[str, str]], messages: Iterable[tuple[str, str | tuple[str, ...]]]) -> None:
    for context, message in messages:
        if isinstance(message, tuple):
            found[context, message[0]] = (message[0], message[1])
        elif message:
            found.setdefault((context, message), message)


def _translations(place: Place, merged: Merge) -> dict[Key, str]:
    """Return the known translations. A fragment is where one is edited, so it wins over the catalogue."""
    known = _read(place.po, merged) if place.po.exists() else {}
    origin: dict[Key, str] = {}
    for part in place.parts:
        for key, words in _read(part, merged).items():
            if key in origin and known[key] != words:
                merged.problems.append(f"dua terjemahan: {_shown(key)} ({origin[key]}, {part.name})")
            known[key], origin[key] = words, part.name
    return known


def _read(file: Path, merged: Merge) -> dict[Key, str]:
    with file.open("rb") as stream:
        try:
            entries = list(read_po(stream, locale=LANGUAGE, abort_invalid=True))
        except PoFileError as error:
            merged.problems.append(f"tidak terbaca: {file.name} baris {error.lineno}: {error}")
            return {}
    return {(entry.context or "", _first(entry.id)): _first(entry.string) for entry in entries if entry.id}


def _first(words: str | Iterable[str] | None) -> str:
    """Return the singular; Indonesian has no other form."""
    return words if isinstance(words, str) else next(iter(words or ()), "")


def _fitting(msgid: str | tuple[str, str], words: str) -> str | tuple[str]:
    return words if isinstance(msgid, str) else (words,)


def _faults(message: Message, catalog: Catalog) -> Iterator[str]:
    msgid, words = _first(message.id), _first(message.string)
    shown = _shown((message.context or "", msgid))
    if not words:
        yield f"belum diterjemahkan: {shown}"
        return
    yield from (f"terjemahan keliru: {shown}: {error}" for error in message.check(catalog))
    if set(_PLACES.findall(msgid)) != set(_PLACES.findall(words)):
        yield f"terjemahan keliru: {shown}: isian dalam kurung kurawal berbeda"


def _shown(key: Key) -> str:
    context, msgid = key
    return f"{msgid!r} ({context})" if context else repr(msgid)


def _files(place: Place, catalog: Catalog) -> list[tuple[Path, bytes]]:
    po, mo = BytesIO(), BytesIO()
    write_po(po, catalog, width=0, no_location=True, sort_output=True)
    write_mo(mo, catalog)
    return [(place.po, po.getvalue()), (place.po.with_suffix(".mo"), mo.getvalue())]
