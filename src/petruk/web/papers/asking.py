"""What the register understands: words, kind, year and state in the address, a NIP only in a form."""

from collections.abc import Mapping

from petruk.documents.queries.register import Kind, Narrowed
from petruk.web.papers.words import STATES
from petruk.web.people.search import digits_of, text_of

KEPT = ("cari", "jenis", "tahun", "status")
NIP_SHARE = 8
"""Digits in a row from which on a search may be for a NIP: those of a number are fewer between its signs."""


def nip_in(text: str) -> str:
    """Return the digits of what may be a NIP, with or without spaces between its groups."""
    digits = digits_of(text)
    plain = all(character.isdigit() or character == " " for character in text)
    return digits if plain and len(digits) >= NIP_SHARE else ""


def narrowed(asked: Mapping[str, str], digits: str) -> Narrowed:
    """Read what was asked. A word that the register does not know narrows nothing."""
    kind, year, state = (asked.get(name, "") for name in ("jenis", "tahun", "status"))
    return Narrowed(
        text="" if digits else text_of(asked),
        digits=digits,
        kind=kind if kind in Kind.values else "",
        year=int(year) if len(year) == 4 and year.isascii() and year.isdigit() else None,
        state=state if state in STATES else "",
    )


def fields_of(wanted: Narrowed) -> list[tuple[str, str]]:
    """Return what a form sends along to have the very same rows."""
    year = str(wanted.year or "")
    return list(zip(KEPT, (wanted.digits or wanted.text, wanted.kind, year, wanted.state), strict=True))
