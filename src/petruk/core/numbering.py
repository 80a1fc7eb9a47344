"""The number of an official paper, from a pattern that the agency sets: ``800/{n}/BKPSDM-BLG/{yyyy}``.

Source: docs/rules/papers.md section 2.
"""

import re
from datetime import date
from enum import StrEnum

LONGEST = 50
_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
_SERIAL = re.compile(r"\An{1,6}\Z")
_LITERAL = re.compile(r"\A[A-Za-z0-9./ -]*\Z")
_TOUCHING = re.compile(r"[0-9}]\{n+\}|\{n+\}[0-9{]")
_ROMAN_MONTHS = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")


class Fault(StrEnum):
    """What is wrong with a pattern."""

    LENGTH = "length"
    SIGNS = "signs"
    UNKNOWN = "unknown"
    SERIAL = "serial"
    TOUCHING = "touching"
    YEAR = "year"


class PatternError(ValueError):
    """A pattern that would not give each paper of a year a number of its own, or holds what no number may."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(f"not a pattern of numbers: {fault}")
        self.fault = fault


def check(pattern: str) -> None:
    """Raise ``PatternError`` unless the pattern has one ``{n}``, one ``{yyyy}`` and otherwise plain signs.

    ``{nnn}`` is the serial number with zeros to three digits, ``{mm}`` the month, ``{romawi}`` the month in Roman
    numerals. Nothing else is a placeholder, and the serial number may not touch another digit: ``1{n}`` and ``{n}``
    would write the same.
    """
    names = _PLACEHOLDER.findall(pattern)
    serials = [name for name in names if _SERIAL.match(name)]
    rules = (
        (Fault.LENGTH, 0 < len(pattern) <= LONGEST),
        (Fault.UNKNOWN, set(names) - set(serials) <= {"yyyy", "mm", "romawi"}),
        (Fault.SIGNS, bool(_LITERAL.match(_PLACEHOLDER.sub("", pattern)))),
        (Fault.SERIAL, len(serials) == 1),
        (Fault.TOUCHING, not _TOUCHING.search(pattern)),
        (Fault.YEAR, names.count("yyyy") == 1),
    )
    for fault, holds in rules:
        if not holds:
            raise PatternError(fault)


def number(pattern: str, serial: int, on: date) -> str:
    """Return the number of a paper: the serial number counts from 1 in the year of ``on``.

    Raises ``PatternError`` as ``check`` does.
    """
    check(pattern)

    def written(found: re.Match[str]) -> str:
        name = found[1]
        if _SERIAL.match(name):
            return str(serial).zfill(len(name))
        return {"yyyy": f"{on.year}", "mm": f"{on.month:02}", "romawi": _ROMAN_MONTHS[on.month - 1]}[name]

    return _PLACEHOLDER.sub(written, pattern)
