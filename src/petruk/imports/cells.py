"""From a cell to a value of ours, or to words that say what is wrong and what to do. Nothing is guessed or repaired."""

import datetime as dt
import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from petruk.core.nip import EmployeeKind, Parsed, Reason, parse_nip
from petruk.core.numbers import NumberError, format_decimal, parse_decimal
from petruk.imports.reading import Cell, Odd, Oddity

Reader = Callable[[Cell, dt.date], Any]
"""Takes a cell that is not empty, and today; returns a value or raises ``CellFault``."""

WHOLE = re.compile(r"\A[0-9]{1,9}\Z")
EIGHTEEN = re.compile(r"\A[0-9]{18}\Z")
NEGATIVE = re.compile(r"\A-[0-9]+([.,][0-9]+)?\Z")
YEAR_FIRST = re.compile(r"\A([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})\Z")
DAY_FIRST = re.compile(r"\A([0-9]{1,2})[-/.]([0-9]{1,2})[-/.]([0-9]{4})\Z")
UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]")
EARLIEST_YEAR = 2000
LATEST_DAY = dt.date(2100, 12, 31)


class CellFault(Exception):  # noqa: N818  anticipated, and shown beside the cell
    """Why a cell is refused, in words for the user."""


ODDITIES = {
    Oddity.FORMULA: gettext_lazy("This is a formula. Copy the cell and paste its value."),
    Oddity.ERROR: gettext_lazy("The cell shows an error. Type the value."),
    Oddity.PERCENT: gettext_lazy(
        "The cell is formatted as a percentage. Format it as a number, without the percent sign."
    ),
    Oddity.TIME: gettext_lazy("This is a time of day. Type the value that is meant."),
    Oddity.LONG: gettext_lazy("The text is too long."),
}

NIP_FAULTS = {
    Reason.EMPTY: gettext_lazy("The NIP is empty."),
    Reason.NON_ASCII_DIGIT: gettext_lazy("The NIP has digits of another script. Type it with 0 to 9."),
    Reason.INVISIBLE: gettext_lazy("The NIP has an invisible character. Type it anew."),
    Reason.SCIENTIFIC: gettext_lazy("The NIP was shortened to a power of ten, its digits are lost. Type it as text."),
    Reason.LOOK_ALIKE: gettext_lazy("The NIP has a letter that looks like a digit, such as O for 0."),
    Reason.CHARACTER: gettext_lazy("The NIP has a character that is not a digit."),
    Reason.LENGTH: gettext_lazy("The NIP has %(digits)d digits; it must have 18."),
    Reason.SPACING: gettext_lazy(
        "The NIP has spaces in the wrong places. Write it as 8 6 1 3 digits or without spaces."
    ),
    Reason.BIRTH_DATE: gettext_lazy("Digits 1 to 8 of the NIP are no date of birth."),
    Reason.BIRTH_RANGE: gettext_lazy("By the date of birth in the NIP this person is too young or too old."),
    Reason.APPOINTMENT_MONTH: gettext_lazy("Digits 13 and 14 of the NIP are no month of appointment."),
    Reason.APPOINTED_UNDER_16: gettext_lazy("By the NIP this person was appointed before the age of 16."),
    Reason.APPOINTED_LATER: gettext_lazy("By the NIP this person is appointed more than three months from now."),
    Reason.SEX_DIGIT: gettext_lazy("Digit 15 of the NIP must be 1 or 2."),
    Reason.SEQUENCE: gettext_lazy("The last three digits of the NIP must not be 000."),
    Reason.APPOINTED_UNDER_18: gettext_lazy("By the NIP this person was appointed before the age of 18."),
    Reason.CONTRACT_ORDINAL: gettext_lazy("Digits 13 and 14 look like a month, as in the NIP of a PNS."),
    Reason.BIRTH_MISMATCH: gettext_lazy("The date of birth differs from the one in the NIP."),
    Reason.SEX_MISMATCH: gettext_lazy("The sex differs from the one in the NIP."),
}


def shown(cell: Cell) -> str:
    """Return the cell as the user would name it."""
    if cell is None:
        return ""
    if isinstance(cell, Odd):
        return cell.text
    return cell.isoformat() if isinstance(cell, dt.date) else str(cell)[:200]


def plain(cell: Cell) -> str | int | Decimal | dt.date:
    """Return what the cell holds, unless its value alone would mislead."""
    if isinstance(cell, Odd):
        raise CellFault(ODDITIES[cell.kind])
    if isinstance(cell, bool) or cell is None:
        raise CellFault(_("The cell holds TRUE or FALSE. Type the value that is meant."))
    return cell


def words(most: int) -> Reader:
    """Read a text; line breaks and double spaces become one space. A number is the text of its digits."""

    def read(cell: Cell, _today: dt.date) -> str:
        value = plain(cell)
        if isinstance(value, dt.date):
            raise CellFault(_("This is a date. Format the cell as text."))
        text = " ".join(str(value).split())
        if UNSEEN.search(text):
            raise CellFault(_("The text has an invisible character. Type it anew."))
        if len(text) > most:
            raise CellFault(_("The text is longer than %(most)d characters.") % {"most": most})
        return text

    return read


TEXT_FAULTS = frozenset(list(NIP_FAULTS)[: list(NIP_FAULTS).index(Reason.BIRTH_DATE)])
"""Faults of the digits as they stand; the others are of what the digits mean."""


def nip(cell: Cell, today: dt.date) -> str:
    """Read the 18 digits of somebody who should be in the register. Whether he is, the register says."""
    digits = _nip_text(cell)
    if EIGHTEEN.match(digits):
        return digits
    faults = TEXT_FAULTS.intersection(parse_nip(digits, kind=None, today=today).faults)
    if faults:
        raise _nip_fault(min(faults), digits)
    return digits.replace(" ", "")


def register_nip(kind: EmployeeKind) -> Reader:
    """Read the number of somebody who enters the register: every part must be possible; warnings are kept."""

    def read(cell: Cell, today: dt.date) -> Parsed:
        digits = _nip_text(cell)
        parsed = parse_nip(digits, kind=kind, today=today)
        if parsed.nip is None:
            raise _nip_fault(parsed.faults[0], digits)
        return parsed

    return read


def _nip_text(cell: Cell) -> str:
    value = plain(cell)
    if not isinstance(value, str):
        raise CellFault(
            _("The NIP is in a number cell, which keeps only 15 of its 18 digits. Format it as text and type it anew.")
        )
    return value


def _nip_fault(fault: Reason, digits: str) -> CellFault:
    return CellFault(str(NIP_FAULTS[fault]) % {"digits": sum(letter.isdecimal() for letter in digits)})


def whole(least: int, most: int) -> Reader:
    """Read a whole number."""

    def read(cell: Cell, _today: dt.date) -> int:
        value = plain(cell)
        text = value.strip(" ") if isinstance(value, str) else str(value)
        if NEGATIVE.match(text):
            raise CellFault(_("The number must not be negative."))
        if not WHOLE.match(text):
            raise CellFault(_("This is not a whole number. Type digits 0 to 9 only, without words."))
        if not least <= int(text) <= most:
            raise CellFault(_("The number must be %(least)d to %(most)d.") % {"least": least, "most": most})
        return int(text)

    return read


def month(cell: Cell, today: dt.date) -> int:
    try:
        return int(whole(1, 12)(cell, today))
    except CellFault as fault:
        if isinstance(cell, int):
            raise CellFault(_("The month must be 1 to 12.")) from fault
        raise


def year(cell: Cell, today: dt.date) -> int:
    return int(whole(EARLIEST_YEAR, today.year)(cell, today))


def number(most: int = 100) -> Reader:
    """Read a number of at most two decimals, 0 to ``most``; a text may have a point or a comma."""

    def read(cell: Cell, _today: dt.date) -> Decimal:
        value = plain(cell)
        text = value.strip(" ") if isinstance(value, str) else str(value)
        if NEGATIVE.match(text):
            raise CellFault(_("The number must not be negative."))
        try:
            found = parse_decimal(text)
        except NumberError as error:
            raise CellFault(_number_words(value)) from error
        if found > most:
            raise CellFault(_("The number must be 0 to %(most)d.") % {"most": most})
        return found

    return read


def _number_words(value: object) -> str:
    if isinstance(value, Decimal) and abs(value) < 1000:
        shorter = format_decimal(value, None)
        return _("%(number)s has more than two decimals. Round it to two.") % {"number": shorter}
    return _("This is not a number from 0 to 100. Type it as 87,5 or 87.5, without words or signs.")


def day(cell: Cell, _today: dt.date) -> dt.date:
    """Read a date cell, or a text such as 31-12-2024 or 2024-12-31."""
    value = plain(cell)
    if isinstance(value, str):
        value = _written_day(value.strip(" "))
    if not isinstance(value, dt.date):
        raise CellFault(_("This is a number. Format the cell as a date."))
    if not dt.date(1900, 1, 1) <= value <= LATEST_DAY:
        raise CellFault(_("The date is outside 1900 to 2100."))
    return value


def _written_day(text: str) -> dt.date:
    year_first, day_first = YEAR_FIRST.match(text), DAY_FIRST.match(text)
    parts = year_first.groups() if year_first else day_first.groups()[::-1] if day_first else ()
    try:
        return dt.date(*(int(part) for part in parts))
    except (TypeError, ValueError) as error:
        raise CellFault(_("This is no date. Type it as 31-12-2024.")) from error


def choice(options: Mapping[str, Any]) -> Reader:
    """Read one of some words, in capitals or not, with any spaces between."""
    by_name = {folded(name): value for name, value in options.items()}

    def read(cell: Cell, _today: dt.date) -> Any:
        value = plain(cell)
        if folded(str(value)) not in by_name:
            raise CellFault(_("Choose one of: %(options)s.") % {"options": ", ".join(options)})
        return by_name[folded(str(value))]

    return read


def folded(text: str) -> str:
    """Return a name without what people write differently: case, spaces, dots, strokes."""
    return "".join(letter for letter in text.casefold() if letter.isalnum())
