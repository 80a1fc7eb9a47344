"""Reads the JSON of an instrument key by key and names the place of whatever is wrong.

Numbers are written as strings ("85", "97.5"): a JSON number would pass through a float and change the digest.
Messages are Indonesian: the agency reads them while it writes an instrument.
"""

import re
from collections.abc import Iterable, Mapping
from decimal import Decimal
from enum import StrEnum
from typing import TypeVar

_NUMBER = re.compile(r"\A(0|[1-9][0-9]{0,5})(\.[0-9]{1,4})?\Z")
Choice = TypeVar("Choice", bound=StrEnum)


class InstrumentError(ValueError):
    """A definition that cannot be used. ``place`` reads like ``indicators[2].levels[1].points``."""

    def __init__(self, place: str, message: str) -> None:
        super().__init__(f"{place}: {message}" if place else message)
        self.place = place
        self.message = message


class Part:
    """One object inside a definition. Every reader raises ``InstrumentError`` with the place of the key."""

    def __init__(self, values: object, place: str = "") -> None:
        if not isinstance(values, Mapping):
            raise InstrumentError(place, "harus berupa objek")
        self._values: Mapping[str, object] = values
        self._place = place

    def __contains__(self, key: str) -> bool:
        return key in self._values

    def refuse(self, key: str, message: str) -> InstrumentError:
        """Return the error for a key, to be raised by the caller."""
        return InstrumentError(self._at(key), message)

    def only(self, *known: str) -> None:
        """Refuse keys that nobody would read: they are mostly spelling mistakes."""
        for key in self._values:
            if key not in known:
                raise self.refuse(str(key), f"kunci tidak dikenal; yang dikenal: {', '.join(known)}")

    def text(self, key: str, *, blank: bool = False) -> str:
        return self._text(key, self._read(key), blank=blank)

    def texts(self, key: str, *, blank: bool = False) -> tuple[str, ...]:
        """Read a list of filled texts; ``blank`` lets the list itself be empty."""
        items = enumerate(self._list(key, blank=blank))
        return tuple(self._text(f"{key}[{at}]", item, blank=False) for at, item in items)

    def texts_among(self, key: str, options: Iterable[str], *, blank: bool = False) -> tuple[str, ...]:
        """Read a list whose every text is one of the options."""
        texts = self.texts(key, blank=blank)
        for at, text in enumerate(texts):
            self._among(f"{key}[{at}]", text, options)
        return texts

    def choice(self, key: str, options: type[Choice]) -> Choice:
        text = self.text(key)
        self._among(key, text, options)
        return options(text)

    def number(self, key: str) -> Decimal:
        value = self._read(key)
        if not isinstance(value, str) or not _NUMBER.match(value):
            raise self.refuse(key, 'harus berupa angka di dalam tanda kutip, misalnya "85" atau "97.5"')
        return Decimal(value)

    def positive(self, key: str) -> Decimal:
        value = self.number(key)
        if value <= 0:
            raise self.refuse(key, "harus lebih dari 0")
        return value

    def whole(self, key: str, *, most: int) -> int:
        value = self.number(key)
        if value != int(value) or value > most:
            raise self.refuse(key, f"harus bilangan bulat 0 sampai {most}")
        return int(value)

    def flag(self, key: str) -> bool:
        value = self._read(key)
        if not isinstance(value, bool):
            raise self.refuse(key, "harus true atau false")
        return value

    def part(self, key: str) -> "Part":
        return Part(self._read(key), self._at(key))

    def parts(self, key: str) -> tuple["Part", ...]:
        """Read a list of objects, filled."""
        return tuple(Part(item, f"{self._at(key)}[{at}]") for at, item in enumerate(self._list(key)))

    def _at(self, key: str) -> str:
        return f"{self._place}.{key}" if self._place else key

    def _read(self, key: str) -> object:
        if key not in self._values:
            raise self.refuse(key, "belum diisi")
        return self._values[key]

    def _text(self, key: str, value: object, *, blank: bool) -> str:
        if not isinstance(value, str):
            raise self.refuse(key, "harus berupa teks")
        if not blank and not value.strip():
            raise self.refuse(key, "tidak boleh kosong")
        return value.strip()

    def _list(self, key: str, *, blank: bool = False) -> list[object]:
        value = self._read(key)
        if not isinstance(value, list):
            raise self.refuse(key, "harus berupa daftar")
        if not blank and not value:
            raise self.refuse(key, "daftar tidak boleh kosong")
        return value

    def _among(self, key: str, text: str, options: Iterable[str]) -> None:
        if text not in tuple(options):
            raise self.refuse(key, f"harus salah satu dari: {', '.join(options)}")
