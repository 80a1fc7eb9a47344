"""The register of employees: one template for PNS and CPNS, one for PPPK."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from petruk.access.permissions import Permission
from petruk.core.nip import EmployeeKind, Parsed, mismatches
from petruk.core.ranks import ECHELONS, EDUCATION, PNS_RANKS, PPPK_GRADES
from petruk.imports import cells
from petruk.imports.shapes.columns import UNIT_CODE
from petruk.imports.shapes.shape import Kind, RowFault, Shape, Values
from petruk.imports.tables import Column

LEGAL_STATUSES = {
    "AKTIF": "01",
    "CLTN": "02",
    "TUGAS BELAJAR": "03",
    "PEMBERHENTIAN SEMENTARA": "04",
    "UANG TUNGGU": "05",
    "PEJABAT NEGARA": "07",
    "TITIPAN": "11",
    "PERPANJANGAN CLTN": "13",
    "HILANG": "14",
    "HUKUMAN DISIPLIN": "15",
    "PENURUNAN JABATAN": "16",
    "MPP": "20",
    "TIDAK AKTIF": "52",
    "DIBERHENTIKAN": "66",
    "PENSIUN": "99",
}
POSITION_KINDS = {
    "STRUKTURAL": "STRUKTURAL",
    "PELAKSANA": "PELAKSANA",
    "FUNGSIONAL": "FUNGSIONAL",
    "FUNGSIONAL UMUM": "PELAKSANA",
    "FUNGSIONAL TERTENTU": "FUNGSIONAL",
    "JFU": "PELAKSANA",
    "JFT": "FUNGSIONAL",
}
WITHOUT_ECHELON = {"PELAKSANA": "JFU", "FUNGSIONAL": "JFT"}
SEXES = {"L": "L", "P": "P", "PRIA": "L", "WANITA": "P", "LAKI-LAKI": "L", "PEREMPUAN": "P"}
PNS_KINDS = {"PNS": EmployeeKind.PNS, "CPNS": EmployeeKind.CPNS}
PPPK_KINDS = {"PPPK": EmployeeKind.PPPK, "PPPK PARUH WAKTU": EmployeeKind.PPPK_PART_TIME}


@dataclass(frozen=True, slots=True, kw_only=True)
class EmployeeRow:
    """A person and the placement in force. ``legal_status`` is a BKN code; "01" is active."""

    nip: str
    kind: str
    name: str
    title_before: str = ""
    title_after: str = ""
    birth_place: str = ""
    birth_on: date
    sex: str
    legal_status: str = "01"
    appointed_on: date | None = None
    contract_ends_on: date | None = None
    education: str = ""
    graduated_year: int | None = None
    unit_code: str
    position: str
    position_kind: str
    echelon: str
    position_since: date | None = None
    rank: str = ""
    rank_since: date | None = None

    @property
    def key(self) -> str:
        return self.nip


def _names(words: Iterable[str]) -> dict[str, str]:
    return {word: word for word in words}


NAMES = (
    Column("title_before", "GELAR DEPAN", cells.words(60), empty=""),
    Column("name", "NAMA", cells.words(200), also=("NAMA PEGAWAI", "NAMA LENGKAP")),
    Column("title_after", "GELAR BELAKANG", cells.words(100), empty=""),
    Column("birth_place", "TEMPAT LAHIR", cells.words(100), empty="", optional=True),
    Column("birth_on", "TANGGAL LAHIR", cells.day, also=("TGL LAHIR",)),
    Column("sex", "JENIS KELAMIN", cells.choice(SEXES), also=("L/P",)),
    Column("position", "JABATAN", cells.words(250), also=("NAMA JABATAN",)),
    UNIT_CODE,
)
PNS = (
    Column("nip", "NIP", cells.register_nip(EmployeeKind.PNS), also=("NIP BARU",)),
    *NAMES,
    Column("kind", "STATUS PEGAWAI", cells.choice(PNS_KINDS)),
    Column("rank", "GOL/RUANG", cells.choice(_names(PNS_RANKS)), also=("GOLONGAN", "GOLRU", "GOLONGAN/RUANG")),
    Column("rank_since", "TMT GOLONGAN", cells.day, empty=None),
    Column("position_kind", "JENIS JABATAN", cells.choice(POSITION_KINDS)),
    Column("echelon", "ESELON", cells.choice(_names(ECHELONS)), empty=""),
    Column("position_since", "TMT JABATAN", cells.day, empty=None),
    Column("appointed_on", "TMT CPNS", cells.day, empty=None),
    Column("education", "PENDIDIKAN", cells.choice(_names(EDUCATION)), empty=""),
    Column("graduated_year", "TAHUN LULUS", cells.whole(1940, 2100), empty=None),
    Column("legal_status", "KEDUDUKAN", cells.choice(LEGAL_STATUSES), also=("KEDUDUKAN HUKUM",), empty="01"),
)
PPPK = (
    Column("nip", "NI PPPK", cells.register_nip(EmployeeKind.PPPK), also=("NIPPPK", "NIP PPPK")),
    *NAMES,
    Column("kind", "STATUS PEGAWAI", cells.choice(PPPK_KINDS), empty=EmployeeKind.PPPK, optional=True),
    Column("rank", "GOLONGAN", cells.choice(_names(PPPK_GRADES)), also=("GOL",)),
    Column("appointed_on", "TMT KONTRAK AWAL", cells.day),
    Column("contract_ends_on", "TMT KONTRAK AKHIR", cells.day, empty=None),
    Column("legal_status", "STATUS", cells.choice(LEGAL_STATUSES), also=("KEDUDUKAN",), empty="01"),
)


def pns(values: Values) -> EmployeeRow:
    kind, echelon = values["position_kind"], values["echelon"]
    usual = WITHOUT_ECHELON.get(kind, "")
    if usual and echelon not in {"", usual}:
        raise RowFault("echelon", _("A post of this kind has %(echelon)s.") % {"echelon": usual})
    if not usual and echelon in {"", *WITHOUT_ECHELON.values()}:
        raise RowFault("echelon", _("A structural post has an echelon from I/a to V."))
    return _record({**values, "echelon": echelon or usual})


def pppk(values: Values) -> EmployeeRow:
    if values["contract_ends_on"] and values["contract_ends_on"] < values["appointed_on"]:
        raise RowFault("contract_ends_on", _("The contract ends before it begins. Correct one of the dates."))
    return _record({**values, "position_kind": "FUNGSIONAL", "echelon": "JFT"})


def _record(values: Values) -> EmployeeRow:
    parsed: Parsed = values["nip"]
    assert parsed.nip is not None
    return EmployeeRow(**{**values, "nip": parsed.nip.value, "kind": str(values["kind"])})


def warn(values: Values) -> Iterable[tuple[str, str]]:
    """The register and the number may disagree: BKN corrects birth dates without changing numbers."""
    parsed: Parsed = values["nip"]
    assert parsed.nip is not None
    for reason in (*parsed.warnings, *mismatches(parsed.nip, birth_on=values["birth_on"], sex=values["sex"])):
        yield "nip", str(cells.NIP_FAULTS[reason])


EMPLOYEES = Kind(
    name="employees",
    permission=Permission.REGISTER_IMPORT,
    shapes=(Shape(PNS, pns, warn), Shape(PPPK, pppk, warn)),
    units=("unit_code",),
)
