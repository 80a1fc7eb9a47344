"""Time and memory of the offices' files: the samples whole, and 60,000 rows of attendance."""

import resource
from collections.abc import Iterator
from pathlib import Path
from time import perf_counter

from django.utils import timezone

from petruk.access.authority import console
from petruk.config.bench.table import Figure
from petruk.imports.actions.applying import apply
from petruk.imports.actions.checking import Upload, check
from petruk.imports.shapes import KINDS
from petruk.people.queries import employees

MOST_SECONDS_EMPLOYEES = 3
MOST_MEGABYTES = 100
LONG_ROWS = 60_000
MOST_SECONDS_LONG = 20
FILES = (
    ("units", "unit-kerja.xlsx"),
    ("employees", "pegawai-pns.xlsx"),
    ("employees", "pegawai-pppk.xlsx"),
    ("signatories", "spesimen.xlsx"),
    ("attendance", "absensi-2021-03-format-lama.xlsx"),
    ("performance", "ekinerja-2021-03.xlsx"),
    ("performance", "ekinerja-bkn-2023-tahunan.xlsx"),
    ("behaviour", "perilaku-2020.xlsx"),
    ("sanctions", "hukuman-disiplin.xlsx"),
)


def measure(samples: Path) -> Iterator[Figure]:
    before, together = _peak(), 0.0
    for kind, name in FILES:
        seconds = _import(kind, Upload(name, (samples / name).read_bytes()))
        together += seconds if kind == "employees" else 0
        yield Figure(name, f"{seconds:.2f} s", "", True)
    yield Figure(
        "semua pegawai", f"{together:.2f} s", f"<= {MOST_SECONDS_EMPLOYEES} s", together <= MOST_SECONDS_EMPLOYEES
    )
    grown = _peak() - before
    yield Figure("tambahan memori", f"{grown:.0f} MB", f"< {MOST_MEGABYTES} MB", grown < MOST_MEGABYTES)
    seconds = _import("attendance", long_file())
    holds = seconds <= MOST_SECONDS_LONG
    yield Figure(f"kehadiran {LONG_ROWS} baris", f"{seconds:.1f} s", f"<= {MOST_SECONDS_LONG} s", holds)


def _import(kind: str, upload: Upload) -> float:
    at, by, start = timezone.now(), console("bench"), perf_counter()
    apply(check(upload, KINDS[kind], at=at, by=by, wait=True), at=at, by=by, wait=True)
    return perf_counter() - start


def long_file() -> Upload:
    """Return months of attendance for everybody, as one CSV."""
    nips = list(employees(console("bench")).values_list("nip", flat=True))
    months = [(year, month) for year in range(2015, 2021) for month in range(1, 13)]
    rows = [f"{nip};{month};{year};22;22;1,25" for year, month in months for nip in nips][:LONG_ROWS]
    header = "NIP;BULAN;TAHUN;JUMLAH HARI;HADIR;JUMLAH POTONGAN"
    return Upload("absensi-panjang.csv", "\r\n".join((header, *rows)).encode())


def _peak() -> float:
    """Return the most memory this process ever held, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
