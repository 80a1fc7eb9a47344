"""What all kinds of indicator share, and how it is read from a definition."""

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar, TypedDict

from petruk.core.definition import Part
from petruk.core.indicators.kinds import Kind, Missing
from petruk.core.numbers import format_decimal

COMMON = ("kind", "code", "title", "description", "criterion", "maximum", "missing", "weight")

_CODE = re.compile(r"\A[a-z][a-z0-9]*(-[a-z0-9]+)*\Z")
_RESERVED = "nip"  # the column of a sheet that says who somebody is
_WITHOUT_DATA = {
    Missing.BLOCK: "Tanpa data, penilaian belum dapat diselesaikan.",
    Missing.EXCLUDE: "Tanpa data, indikator ini tidak dihitung dan skor lainnya disetarakan.",
    Missing.ZERO: "Tanpa data, skornya 0.",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator:
    """What all kinds share. ``maximum`` is the most points that count in the total, after ``weight``; 0: none do."""

    kind: ClassVar[Kind]

    code: str
    title: str
    description: str
    criterion: str
    maximum: Decimal
    missing: Missing
    weight: Decimal

    @property
    def top(self) -> Decimal:
        """The most points before the weight."""
        raise NotImplementedError

    @property
    def rule(self) -> str:
        """The rule as short as it is printed beside a value."""
        raise NotImplementedError

    @property
    def counts(self) -> bool:
        """Whether it adds to the total; otherwise it is shown for information."""
        return self.maximum > 0

    @property
    def weighting(self) -> str:
        """The weight as it is printed."""
        return f"Bobot {format_decimal(self.weight, None)}." if self.counts else "Tidak menambah skor."

    @property
    def without_data(self) -> str:
        """What missing data mean, as it is printed."""
        if not self.counts and self.missing is not Missing.BLOCK:
            return "Tanpa data, tertulis belum ada data."
        return _WITHOUT_DATA[self.missing]

    def printed(self, window: str) -> str:
        """Return the criterion with its data window ("Maret 2021", "tahun 2020") filled in."""
        return " ".join(self.criterion.replace("{window}", window).split())


class CommonPart(TypedDict):
    code: str
    title: str
    description: str
    criterion: str
    maximum: Decimal
    weight: Decimal


def read_common(part: Part) -> CommonPart:
    return {
        "code": read_code(part),
        "title": part.text("title"),
        "description": part.text("description"),
        "criterion": part.text("criterion"),
        "maximum": part.number("maximum"),
        "weight": read_weight(part),
    }


def read_code(part: Part) -> str:
    code = part.text("code")
    if not _CODE.match(code) or code == _RESERVED:
        raise part.refuse("code", "harus huruf kecil dan angka, boleh disambung dengan -; bukan nip")
    return code


def read_weight(part: Part) -> Decimal:
    return part.number("weight") if "weight" in part else Decimal(1)


def read_missing(part: Part, *lawful: Missing, why: str) -> Missing:
    """Read the policy where only some are lawful; the first of them is meant when the key is absent."""
    given = part.choice("missing", Missing) if "missing" in part else lawful[0]
    if given not in lawful:
        raise part.refuse("missing", f"{why} hanya boleh {' atau '.join(lawful)}")
    return given
