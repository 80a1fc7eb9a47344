"""The 18 digits of a civil servant: NIP (PNS, CPNS) and NI PPPK.

A number is read or refused, never repaired: a changed digit is another person.
Source: docs/rules/nip.md; worked cases in tests/golden/nip.csv.
"""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

LENGTH = 18
YOUNGEST, USUAL_YOUNGEST, OLDEST = 16, 18, 70  # years of age
MONTHS_AHEAD = 3  # an appointment may be registered this long before it takes effect

_SPACED = re.compile(r"\A *[0-9]{8} *[0-9]{6} *[0-9] *[0-9]{3} *\Z")
_SCIENTIFIC = re.compile(r"\A *[0-9]+([.,][0-9]+)?[eE]\+?[0-9]+ *\Z")
_LOOK_ALIKES = frozenset("OoIlSB|")


class EmployeeKind(StrEnum):
    PNS = "PNS"
    CPNS = "CPNS"
    PPPK = "PPPK"
    PPPK_PART_TIME = "PPPK_PART_TIME"

    @property
    def is_contract(self) -> bool:
        return self in {EmployeeKind.PPPK, EmployeeKind.PPPK_PART_TIME}

    @property
    def label(self) -> str:
        return "PPPK Paruh Waktu" if self is EmployeeKind.PPPK_PART_TIME else self.value


class Sex(StrEnum):
    """The letters of the register: laki-laki, perempuan."""

    MALE = "L"
    FEMALE = "P"


class Shape(StrEnum):
    """Which of the two structures the number has: an appointment month, or the ordinal of a work agreement."""

    PNS = "PNS"
    PPPK = "PPPK"


class Reason(StrEnum):
    """Why a number is refused (faults) or looked at twice (warnings)."""

    EMPTY = "empty"
    NON_ASCII_DIGIT = "non_ascii_digit"
    INVISIBLE = "invisible"
    SCIENTIFIC = "scientific"
    LOOK_ALIKE = "look_alike"
    CHARACTER = "character"
    LENGTH = "length"
    SPACING = "spacing"
    BIRTH_DATE = "birth_date"
    BIRTH_RANGE = "birth_range"
    APPOINTMENT_MONTH = "appointment_month"
    APPOINTED_UNDER_16 = "appointed_under_16"
    APPOINTED_LATER = "appointed_later"
    SEX_DIGIT = "sex_digit"
    SEQUENCE = "sequence"

    APPOINTED_UNDER_18 = "appointed_under_18"
    CONTRACT_ORDINAL = "contract_ordinal"
    BIRTH_MISMATCH = "birth_mismatch"
    SEX_MISMATCH = "sex_mismatch"

    @property
    def is_warning(self) -> bool:
        return self in _WARNINGS


_WARNINGS = frozenset({Reason.APPOINTED_UNDER_18, Reason.CONTRACT_ORDINAL, Reason.BIRTH_MISMATCH, Reason.SEX_MISMATCH})


@dataclass(frozen=True, slots=True)
class Nip:
    """A number whose every part is possible. ``appointed_month`` is None in the PPPK shape."""

    value: str
    shape: Shape
    birth_on: date
    appointed_year: int
    appointed_month: int | None
    sex: Sex
    sequence: int


@dataclass(frozen=True, slots=True)
class Parsed:
    """What a text turned out to be: a number, or faults that each say why not."""

    nip: Nip | None
    faults: tuple[Reason, ...] = ()
    warnings: tuple[Reason, ...] = ()


def parse_nip(text: str, *, kind: EmployeeKind | None, today: date, oldest: int = OLDEST) -> Parsed:
    """Read a NIP or NI PPPK, with or without spaces between its groups 8-6-1-3.

    ``kind`` decides which structure holds; None lets digits 13-14 decide (01-12 is a month, so PNS).
    ``oldest`` is the age in years beyond which a birth date is refused; archives of the retired pass more.
    """
    fault = _text_fault(text)
    if fault:
        return Parsed(None, (fault,))
    digits = text.replace(" ", "")
    contract = kind.is_contract if kind else int(digits[12:14]) > 12
    birth_on = _date(digits[:8])
    faults, warnings = _appointment(digits, birth_on, contract=contract, today=today)
    faults = (*_birth_faults(birth_on, today, oldest), *faults, *_tail_faults(digits))
    if faults or birth_on is None:
        return Parsed(None, faults, warnings)
    return Parsed(_build(digits, birth_on, contract=contract), (), warnings)


def mismatches(nip: Nip, *, birth_on: date | None, sex: Sex | str | None) -> tuple[Reason, ...]:
    """Compare the number with the register. Warnings only: BKN corrects birth dates without changing numbers."""
    found = []
    if birth_on is not None and birth_on != nip.birth_on:
        found.append(Reason.BIRTH_MISMATCH)
    if sex and sex != nip.sex:
        found.append(Reason.SEX_MISMATCH)
    return tuple(found)


def display_nip(value: str) -> str:
    """Write the number in its official groups: "19840720 201001 1 002". Another length stays as it is."""
    if len(value) != LENGTH:
        return value
    return f"{value[:8]} {value[8:14]} {value[14]} {value[15:]}"


def mask_nip(value: str) -> str:
    """Hide all but the year of birth: "1984•••• •••••• • •••", for pages that anyone may open.

    The day of birth, the sex and the sequence together would name the person; the year alone does not.
    """
    return display_nip(value[:4] + "•" * (len(value) - 4))


def _text_fault(text: str) -> Reason | None:
    """Return why the text is not 18 digits, most telling reason first."""
    if not text.strip(" "):
        return Reason.EMPTY
    if _SCIENTIFIC.match(text):
        return Reason.SCIENTIFIC
    strange = [character for character in text if character not in " 0123456789"]
    if strange:
        return _character_fault(strange)
    if len(text.replace(" ", "")) != LENGTH:
        return Reason.LENGTH
    return None if _SPACED.match(text) else Reason.SPACING


def _character_fault(strange: list[str]) -> Reason:
    if any(unicodedata.category(character) == "Nd" for character in strange):
        return Reason.NON_ASCII_DIGIT
    if any(unicodedata.category(character)[0] in "CZ" for character in strange):
        return Reason.INVISIBLE
    return Reason.LOOK_ALIKE if _LOOK_ALIKES.issuperset(strange) else Reason.CHARACTER


def _date(digits: str) -> date | None:
    try:
        return date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return None


def _birth_faults(birth_on: date | None, today: date, oldest: int) -> tuple[Reason, ...]:
    if birth_on is None:
        return (Reason.BIRTH_DATE,)
    possible = YOUNGEST <= _age(birth_on, today.year, today.month, today.day) <= oldest
    return () if possible else (Reason.BIRTH_RANGE,)


def _appointment(
    digits: str, birth_on: date | None, *, contract: bool, today: date
) -> tuple[tuple[Reason, ...], tuple[Reason, ...]]:
    """Return faults and warnings of digits 9-14. Of a PPPK only the year counts, to its last day."""
    year, middle = int(digits[8:12]), int(digits[12:14])
    warnings = (Reason.CONTRACT_ORDINAL,) if contract and middle <= 12 else ()
    if not contract and not 1 <= middle <= 12:
        return (Reason.APPOINTMENT_MONTH,), ()
    month, day = (12, 31) if contract else (middle, 1)
    faults = (Reason.APPOINTED_LATER,) if _is_later(year, 1 if contract else month, today) else ()
    if birth_on is None:
        return faults, warnings
    age = _age(birth_on, year, month, day)
    if age < YOUNGEST:
        return (*faults, Reason.APPOINTED_UNDER_16), warnings
    return faults, (*warnings, Reason.APPOINTED_UNDER_18) if age < USUAL_YOUNGEST else warnings


def _is_later(year: int, month: int, today: date) -> bool:
    """Say whether the first of that month is more than three months away."""
    return (year - today.year) * 12 + month - today.month > MONTHS_AHEAD


def _tail_faults(digits: str) -> tuple[Reason, ...]:
    sex = () if digits[14] in "12" else (Reason.SEX_DIGIT,)
    return (*sex, Reason.SEQUENCE) if digits[15:] == "000" else sex


def _age(birth_on: date, year: int, month: int, day: int) -> int:
    """Return completed years of age on a day."""
    return year - birth_on.year - ((month, day) < (birth_on.month, birth_on.day))


def _build(digits: str, birth_on: date, *, contract: bool) -> Nip:
    return Nip(
        value=digits,
        shape=Shape.PPPK if contract else Shape.PNS,
        birth_on=birth_on,
        appointed_year=int(digits[8:12]),
        appointed_month=None if contract else int(digits[12:14]),
        sex=Sex.MALE if digits[14] == "1" else Sex.FEMALE,
        sequence=int(digits[15:]),
    )
