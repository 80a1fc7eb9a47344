"""Try an instrument on a sheet: every row with its reasons and total. Needs no database and no installation."""

import argparse
import csv
import json
import sys
from io import StringIO
from itertools import chain
from pathlib import Path

from petruk.core.errors import Refusal
from petruk.core.instrument import Instrument, InstrumentError, parse, ready_made
from petruk.core.sheet_scoring import SheetError, score_rows

Row = dict[str, str]


class CannotScore(Refusal):
    """What the person at the terminal should mend."""


def run(arguments: list[str]) -> int:
    """Print the scores; exit 1 with row and column of each wrong cell when the sheet cannot be scored."""
    parser = argparse.ArgumentParser(prog="petruk score")
    parser.add_argument("instrument", help="kode instrumen, misalnya petruk-2021, atau berkas definisi (.json)")
    parser.add_argument("file", type=Path, help="lembar CSV: kolom nip dan kode setiap indikator")
    parser.add_argument("--json", action="store_true", help="cetak sebagai JSON")
    options = parser.parse_args(arguments)
    try:
        rows = score_rows(_instrument(options.instrument), _rows(options.file))
    except (CannotScore, SheetError) as refusal:
        print(refusal, file=sys.stderr)
        return 1
    if options.json:
        print(json.dumps([row.as_dict() for row in rows], ensure_ascii=False, indent=2))
    else:
        print("\n\n".join(row.as_text() for row in rows))
    return 0


def _instrument(name: str) -> Instrument:
    known = ready_made()
    if name in known:
        return parse(known[name])
    file = Path(name)
    if not file.is_file():
        raise CannotScore(f"instrumen {name} tidak ada; yang tersedia: {', '.join(known)}, atau sebuah berkas .json")
    try:
        return parse(json.loads(_text(file)))
    except json.JSONDecodeError as error:
        raise CannotScore(f"{name} bukan JSON: baris {error.lineno}, huruf ke-{error.colno}") from error
    except InstrumentError as error:
        raise CannotScore(f"{name}, {error}") from error


def _text(file: Path) -> str:
    """Read UTF-8 with or without a byte order mark."""
    try:
        return file.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise CannotScore(f"{file} bukan teks UTF-8; simpan sebagai CSV UTF-8") from error
    except OSError as error:
        raise CannotScore(f"{file} tidak dapat dibaca: {error.strerror}") from error


def _rows(file: Path) -> list[Row]:
    """Read the sheet. Rows that are empty to the end are dropped: spreadsheets leave them behind."""
    header, *rows = _cells(_text(file)) or [[]]
    names = [name.strip().lower() for name in header]
    doubled = sorted({name for name in names if name and names.count(name) > 1})
    if doubled:
        raise CannotScore(f"baris 1: kolom {', '.join(doubled)} ada lebih dari satu kali")
    while rows and not any(cell.strip() for cell in rows[-1]):
        rows.pop()
    if not rows:
        raise CannotScore(f"{file} tidak berisi baris untuk dihitung")
    return [_row(names, cells, number) for number, cells in enumerate(rows, start=2)]


def _cells(text: str) -> list[list[str]]:
    header = text.partition("\n")[0]
    try:
        return list(csv.reader(StringIO(text, newline=""), delimiter=";" if ";" in header else ",", strict=True))
    except csv.Error as error:
        raise CannotScore(f"lembar ini tidak dapat dibaca sebagai CSV: {error}") from error


def _row(names: list[str], cells: list[str], number: int) -> Row:
    """Name the cells of one row. A comma that was meant as a decimal shows as one cell too many."""
    if cells and len(cells) != len(names):
        raise CannotScore(
            f"baris {number}: {len(cells)} sel, sedangkan judulnya {len(names)}; "
            "tulis angka berkoma di dalam tanda kutip, atau pakai titik koma sebagai pemisah"
        )
    return dict(zip(names, chain(cells, [""] * (len(names) - len(cells))), strict=True))
