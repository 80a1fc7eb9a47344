"""Golongan, pangkat, eselon and education, and the seniority order (DUK) that stands on them.

Source: docs/rules/seniority.md.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from types import MappingProxyType

from petruk.core.dates import format_date

PNS_RANKS: Mapping[str, str] = MappingProxyType(
    {
        "I/a": "Juru Muda",
        "I/b": "Juru Muda Tingkat I",
        "I/c": "Juru",
        "I/d": "Juru Tingkat I",
        "II/a": "Pengatur Muda",
        "II/b": "Pengatur Muda Tingkat I",
        "II/c": "Pengatur",
        "II/d": "Pengatur Tingkat I",
        "III/a": "Penata Muda",
        "III/b": "Penata Muda Tingkat I",
        "III/c": "Penata",
        "III/d": "Penata Tingkat I",
        "IV/a": "Pembina",
        "IV/b": "Pembina Tingkat I",
        "IV/c": "Pembina Utama Muda",
        "IV/d": "Pembina Utama Madya",
        "IV/e": "Pembina Utama",
    }
)
PPPK_GRADES = (
    "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV", "XV", "XVI", "XVII",
)  # fmt: skip
ECHELONS = ("I/a", "I/b", "II/a", "II/b", "III/a", "III/b", "IV/a", "IV/b", "V", "V/a", "V/b", "JFU", "JFT")
EDUCATION = ("SD", "SLTP", "SLTA", "D-I", "D-II", "D-III", "S-1", "S-2", "S-3")

_RANK_ORDER = {name: at for at, name in enumerate((*PPPK_GRADES, *PNS_RANKS), start=1)}
_ECHELON_ORDER = {name: at for at, name in enumerate(ECHELONS, start=1)}
_EDUCATION_ORDER = {re.sub(r"\W", "", name): at for at, name in enumerate(EDUCATION, start=1)}
_OTHER_NAMES = {
    "SMP": "SLTP", "SMA": "SLTA", "SMK": "SLTA", "D1": "DI", "D2": "DII", "D3": "DIII", "D4": "S1", "DIV": "S1",
}  # fmt: skip
EDUCATION_PLACES: Mapping[str, int] = MappingProxyType(
    _EDUCATION_ORDER | {other: _EDUCATION_ORDER[name] for other, name in _OTHER_NAMES.items()}
)
"""The height of a level of education by its spelling in capitals, without signs and spaces."""

_EARLIER = "lebih dahulu daripada"

Key = tuple[tuple[int, int | str], ...]


class RankError(ValueError):
    """A golongan, eselon or level of education that does not exist."""


def rank_name(golongan: str) -> str:
    """Return the pangkat of a PNS golongan; a PPPK golongan has none. Raises ``RankError``."""
    rank_order(golongan)
    return PNS_RANKS.get(golongan, "")


def rank_order(golongan: str) -> int:
    """Return the height of a golongan, higher is more. Every PNS golongan stands above every PPPK one.

    The two ladders cannot be compared in law; keeping them apart only gives mixed lists a fixed order.
    """
    return _order(_RANK_ORDER, golongan)


def echelon_order(echelon: str) -> int:
    """Return the place of an eselon, 1 is I/a; JFU and JFT come after the structural ones. Raises ``RankError``."""
    return _order(_ECHELON_ORDER, echelon)


@lru_cache(maxsize=256)
def education_order(level: str) -> int:
    """Return the height of a level of education, however it is spelt: "S-1", "S1", "D-IV". Raises ``RankError``."""
    return _order(EDUCATION_PLACES, re.sub(r"\W", "", level.upper()))


def _order(orders: Mapping[str, int], name: str) -> int:
    try:
        return orders[name]
    except KeyError:
        raise RankError(f"unknown: {name!r}") from None


@dataclass(frozen=True, slots=True)
class Rung:
    """One step of the seniority order in words. ``shown`` is empty where it is unknown, and then comes last."""

    name: str
    shown: str
    relation: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Seniority:
    """What decides the place of one person in the DUK. What is missing (None or empty) comes last."""

    golongan: str | None
    golongan_on: date | None
    echelon: str | None
    cpns_on: date | None
    education: str | None
    graduated: int | None
    birth_on: date | None
    nip: str

    @property
    def key(self) -> Key:
        """The sort key of the DUK, highest in rank first."""
        return (
            _last_if_none(self.golongan and -rank_order(self.golongan)),
            _day(self.golongan_on),
            self._echelon,
            _day(self.cpns_on),
            _last_if_none(self.education and -education_order(self.education)),
            _last_if_none(self.graduated),
            _day(self.birth_on),
            _last_if_none(self.nip),
        )

    @property
    def standing(self) -> Key:
        """The sort key without the NIP: two with one standing are equally senior."""
        return self.key[:-1]

    def over(self, other: "Seniority") -> "tuple[Rung, Rung]":
        """Return the first step on which two differ, of both. Raises ``StopIteration`` for two equally senior."""
        pairs = zip(self.standing, other.standing, strict=True)
        at = next(at for at, (mine, theirs) in enumerate(pairs) if mine != theirs)
        return self._rung(at), other._rung(at)

    def _rung(self, at: int) -> Rung:
        name, written, relation = _RUNGS[at]
        return Rung(name, written(self), relation)

    @property
    def candidate_key(self) -> Key:
        """The sort key of a list of candidates: by eselon first, then as the DUK."""
        return (self._echelon, *self.key)

    @property
    def _echelon(self) -> tuple[int, int | str]:
        return _last_if_none(self.echelon and echelon_order(self.echelon))


def _last_if_none(value: int | str | None) -> tuple[int, int | str]:
    """Pair a value so that None and "" sort after everything, without comparing them with it."""
    return (0, value) if value else (1, 0)


def _day(day: date | None) -> tuple[int, int | str]:
    return _last_if_none(day.toordinal() if day else None)


def _written(day: date | None) -> str:
    return format_date(day) if day else ""


_RUNGS: tuple[tuple[str, Callable[[Seniority], str], str], ...] = (
    ("golongan", lambda who: who.golongan or "", ">"),
    ("TMT golongan", lambda who: _written(who.golongan_on), _EARLIER),
    ("eselon", lambda who: who.echelon or "", "lebih tinggi daripada"),
    ("TMT CPNS", lambda who: _written(who.cpns_on), _EARLIER),
    ("pendidikan", lambda who: who.education or "", ">"),
    ("tahun lulus", lambda who: str(who.graduated or ""), _EARLIER),
    ("tanggal lahir", lambda who: _written(who.birth_on), _EARLIER),
)
"""The steps of a standing, in its order: name, how it is written, and what stands between the two."""
