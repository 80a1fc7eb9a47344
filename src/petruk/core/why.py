"""Tells of a sealed result why each number is what it is, in Indonesian: value, source, rule, points, weight, total.

Source: docs/rules/sealing.md section 4.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from petruk.core.dates import format_date, format_month
from petruk.core.numbers import format_decimal
from petruk.core.predicate import Predicate

FINGERPRINT = 12  # letters of a file's hash that a sentence shows

Frozen = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Reason:
    """One step in the way to a number: what it is about, and the sentence."""

    about: str
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Explained:
    """One indicator of a result. ``points`` None means that it adds nothing, ``maximum`` 0 that it never does."""

    code: str
    title: str
    points: Decimal | None
    maximum: Decimal
    missing: bool
    reasons: tuple[Reason, ...]


def explain(line: Frozen, facts: Sequence[Frozen]) -> Explained:
    """Explain a sealed line with the rows of facts that are sealed with it.

    Each row has value, year, month (None for a year), file, row, imported_on (a date), imported_by and sha256.
    """
    points = line["points"]
    return Explained(
        code=str(line["code"]),
        title=str(line["title"]),
        points=None if points is None else Decimal(str(points)),
        maximum=Decimal(str(line["maximum"])),
        missing=bool(line["missing"]),
        reasons=tuple(_reasons(line, facts)),
    )


def total_sentence(lines: Sequence[Frozen], total: Decimal, maximum: Decimal) -> str:
    """Write the sum: "10 + 10 + 40 + 0 + 20 = 80 dari 90", and how it was scaled where data were missing."""
    points = [Decimal(str(line["points"])) for line in lines if line["points"] is not None and line["counts"]]
    if not points or not maximum:
        return "Instrumen ini tidak menjumlahkan skor; urutan ditentukan oleh pemutus skor sama."
    together = sum(points, Decimal(0))
    added = f"{' + '.join(_number(each) for each in points)} = {_number(together)}"
    if together == total:
        return f"{added} dari {_number(maximum)}."
    return f"{added}, disetarakan ke {_number(maximum)} karena ada indikator tanpa data: {_number(total)}."


def _reasons(line: Frozen, facts: Sequence[Frozen]) -> Iterator[Reason]:
    yield Reason("Nilai", _value(line, facts))
    for fact in facts:
        yield Reason("Sumber", _source(fact))
    if len(facts) > 1 and line["value"] is not None:
        yield Reason("Rata-rata", f"{_number(Decimal(str(line['value'])), 2)} dari {len(facts)} bulan.")
    yield Reason("Aturan", f"{line['rule']}.")
    if line["meaning"]:
        yield Reason("Makna", str(line["meaning"]))
    yield Reason("Skor", f"{line['sentence']}.")
    if line["weighting"]:
        yield Reason("Bobot", str(line["weighting"]).removeprefix("Bobot "))
    if line["missing"] and line["without_data"]:
        yield Reason("Tanpa data", str(line["without_data"]))


def _value(line: Frozen, facts: Sequence[Frozen]) -> str:
    if line["missing"] and not facts:
        return "belum ada data."
    shown = str(line["shown"])
    text = str(line["text"])
    return f"{shown or 'diuraikan penilai'}." + (f" Uraian: {text}" if text else "")


def _source(fact: Frozen) -> str:
    """Name file, row, date and hand: "Maret 2021: 84,00, dari ekinerja.xlsx baris 214, diimpor 1 April 2021 oleh …"."""
    year, month = int(str(fact["year"])), fact["month"]
    when = f"tahun {year}" if month is None else format_month(year, int(str(month)))
    day = format_date(date.fromisoformat(str(fact["imported_on"])))
    where = f"dari {fact['file']} baris {fact['row']}, diimpor {day} oleh {fact['imported_by']}"
    return f"{when}: {_written(str(fact['value']))}, {where} (sidik berkas {str(fact['sha256'])[:FINGERPRINT]}…)."


def _written(value: str) -> str:
    """Write a sealed value: a predicate in its words, a number with two decimals."""
    return Predicate(value).label if value in set(Predicate) else _number(Decimal(value), 2)


def _number(value: Decimal, places: int | None = None) -> str:
    return format_decimal(value, places)
