"""The invented regency as the files that its offices would send, in the shapes that the imports know."""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from random import Random

import xlsxwriter

from petruk.demo.regency import Person, Regency

Cell = str | int | Decimal | date
UNITS = ("KODE", "NAMA UNIT KERJA", "KODE INDUK", "JENIS", "AKTIF")
CIVIL_SERVANTS = (
    "NIP", "GELAR DEPAN", "NAMA", "GELAR BELAKANG", "TEMPAT LAHIR", "TANGGAL LAHIR", "JENIS KELAMIN", "STATUS PEGAWAI",
    "GOL/RUANG", "TMT GOLONGAN", "JENIS JABATAN", "JABATAN", "ESELON", "TMT JABATAN", "KODE UNIT", "UNIT KERJA",
    "TMT CPNS", "PENDIDIKAN", "TAHUN LULUS", "KEDUDUKAN",
)  # fmt: skip
CONTRACTS = (
    "NI PPPK", "NAMA", "GELAR DEPAN", "GELAR BELAKANG", "TEMPAT LAHIR", "TGL LAHIR", "JENIS KELAMIN", "GOLONGAN",
    "JABATAN", "TMT KONTRAK AWAL", "TMT KONTRAK AKHIR", "KODE UNIT", "UNIT KERJA", "STATUS",
)  # fmt: skip
SIGNATORIES = ("KODE UNIT", "UNIT KERJA", "STATUS", "NIP", "JABATAN SPESIMEN", "BERLAKU MULAI", "BERLAKU SAMPAI")
ATTENDANCE = ("NIP", "BULAN", "TAHUN", "JUMLAH HARI", "HADIR", "JUMLAH POTONGAN")
PERFORMANCE = ("NIP", "NAMA", "BULAN", "TAHUN", "NILAI SKP", "JABATAN", "UNIT KERJA", "NIP ATASAN", "NAMA ATASAN")
BEHAVIOUR = (
    "NIP", "TAHUN", "ORIENTASI PELAYANAN", "INTEGRITAS", "KOMITMEN", "DISIPLIN", "KERJASAMA", "KEPEMIMPINAN",
    "NILAI PERILAKU",
)  # fmt: skip
WORKING_DAYS = 22
DEDUCTIONS = ("0", "0", "0", "0.5", "1.25", "2", "4", "5", "6", "9")
"""Deductions in percent as an office reports them; most people have few."""


def write_units(folder: Path, regency: Regency) -> Path:
    rows = ((office.code, office.name, office.parent, office.kind, "Y") for office in regency.offices)
    return _workbook(folder / "unit-kerja.xlsx", UNITS, rows)


def write_civil_servants(folder: Path, regency: Regency) -> Path:
    rows = (
        (
            one.nip, one.before, one.name, one.after, one.birth_place, one.birth_on, one.sex, "PNS", one.rank,
            one.rank_since, one.position_kind, one.position, one.echelon, one.position_since, one.unit.code,
            one.unit.name, one.appointed_on, one.education, one.graduated, "AKTIF",
        )
        for one in regency.people
        if not one.contract
    )  # fmt: skip
    return _workbook(folder / "pegawai-pns.xlsx", CIVIL_SERVANTS, rows)


def write_contracts(folder: Path, regency: Regency) -> Path:
    rows = (
        (
            one.nip, one.name, one.before, one.after, one.birth_place, one.birth_on,
            "PRIA" if one.sex == "L" else "WANITA", one.rank, one.position, one.appointed_on,
            one.appointed_on.replace(year=one.appointed_on.year + 5), one.unit.code, one.unit.name, "AKTIF",
        )
        for one in regency.people
        if one.contract
    )  # fmt: skip
    return _workbook(folder / "pegawai-pppk.xlsx", CONTRACTS, rows)


def write_signatories(folder: Path, regency: Regency) -> Path:
    rows = (
        (head.unit.code, head.unit.name, "DEFINITIF", head.nip, head.position, date(2018, 1, 1), "")
        for head in regency.heads()
    )
    return _workbook(folder / "spesimen.xlsx", SIGNATORIES, rows)


def write_attendance(folder: Path, regency: Regency, year: int, month: int) -> Path:
    draw = _of(year, month)
    rows = (
        (one.nip, month, year, WORKING_DAYS, WORKING_DAYS, Decimal(draw.choice(DEDUCTIONS)))
        for one in _most(draw, regency)
    )
    return _workbook(folder / f"absensi-{year}-{month:02}.xlsx", ATTENDANCE, rows)


def write_performance(folder: Path, regency: Regency, year: int, month: int) -> Path:
    draw = _of(year, month + 20)
    rows = (
        (one.nip, one.name, month, year, Decimal(draw.randint(7600, 9900)) / 100, one.position, one.unit.name, "", "")
        for one in _most(draw, regency)
    )
    return _workbook(folder / f"ekinerja-{year}-{month:02}.xlsx", PERFORMANCE, rows)


def write_behaviour(folder: Path, regency: Regency, year: int) -> Path:
    draw = _of(year, 40)
    rows = ((one.nip, year, *_aspects(draw, one)) for one in _most(draw, regency))
    return _workbook(folder / f"perilaku-{year}.xlsx", BEHAVIOUR, rows)


def _aspects(draw: Random, one: Person) -> list[Cell]:
    """Return five aspects, six for those who lead, and their mean, in hundredths so that the mean is exact."""
    leads = one.position_kind == "STRUKTURAL"
    middle = draw.randint(7400, 9400)
    count = 6 if leads else 5
    offsets = [draw.randint(-500, 500) for _n in range(count - 1)]
    hundredths = [middle + offset for offset in (*offsets, -sum(offsets))]
    hundredths = hundredths if max(hundredths) <= 10_000 else [middle] * count
    aspects: list[Cell] = [Decimal(part) / 100 for part in hundredths]
    return [*aspects, *([] if leads else [""]), Decimal(middle) / 100]


def _most(draw: Random, regency: Regency) -> Iterable[Person]:
    """Leave a few people out, as real files do: their indicator then says "belum ada data"."""
    return [one for one in regency.people if draw.random() > 0.02]


def _of(year: int, part: int) -> Random:
    return Random(year * 100 + part)  # noqa: S311  invented figures need no secret


def _workbook(path: Path, header: Sequence[str], rows: Iterable[Sequence[Cell]]) -> Path:
    with xlsxwriter.Workbook(path, {"constant_memory": True, "strings_to_formulas": False}) as book:
        sheet, day = book.add_worksheet(), book.add_format({"num_format": "yyyy-mm-dd"})
        sheet.write_row(0, 0, header)
        for number, row in enumerate(rows, start=1):
            for column, cell in enumerate(row):
                if isinstance(cell, date):
                    sheet.write_datetime(number, column, cell, day)
                else:
                    sheet.write(number, column, cell)
    return path
