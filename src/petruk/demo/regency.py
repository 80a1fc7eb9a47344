"""A regency that does not exist: units, people, signatories and facts, the same at every run."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from random import Random

from petruk.demo import names

SEED = 2021
HEAD = "KEPALA"
DEPARTMENTS = (
    "PENDIDIKAN DAN KEBUDAYAAN", "KESEHATAN", "SOSIAL", "PEKERJAAN UMUM", "PERHUBUNGAN", "LINGKUNGAN HIDUP",
    "KEPENDUDUKAN DAN PENCATATAN SIPIL", "KOMUNIKASI DAN INFORMATIKA", "PERTANIAN", "PERIKANAN", "PERDAGANGAN",
    "TENAGA KERJA", "PEMUDA DAN OLAHRAGA", "PERPUSTAKAAN DAN KEARSIPAN",
)  # fmt: skip
BOARDS = (
    "KEPEGAWAIAN DAN PENGEMBANGAN SUMBER DAYA MANUSIA", "PERENCANAAN PEMBANGUNAN DAERAH", "KEUANGAN DAN ASET DAERAH",
    "PENANGGULANGAN BENCANA DAERAH", "KESATUAN BANGSA DAN POLITIK",
)  # fmt: skip
DISTRICTS = ("LAMPIHONG", "BATU MANDI", "AWAYAN", "PARINGIN", "JUAI", "HALONG", "TEBING TINGGI", "PARINGIN SELATAN")
SECTIONS = ("PEMERINTAHAN", "HUKUM", "KESEJAHTERAAN RAKYAT", "ORGANISASI", "PEREKONOMIAN", "UMUM", "PROTOKOL")
SIZES = {"PEMDA": 0, "BAGIAN": 14, "PUSKESMAS": 42, "RSUD": 180, "SEKOLAH": 26, "KECAMATAN": 24, "KELURAHAN": 10}
USUAL_SIZE = 52
CONTRACT_SHARE = 5  # one in five is PPPK


@dataclass(frozen=True)
class Office:
    code: str
    name: str
    parent: str
    kind: str
    head: str = ""
    head_echelon: str = ""


@dataclass(frozen=True)
class Person:
    """One row of the register; ``contract`` makes it a PPPK."""

    nip: str
    before: str
    name: str
    after: str
    birth_place: str
    birth_on: date
    sex: str
    contract: bool
    rank: str
    rank_since: date
    position_kind: str
    position: str
    echelon: str
    position_since: date
    unit: Office
    appointed_on: date
    education: str
    graduated: int


@dataclass
class Regency:
    offices: list[Office] = field(default_factory=list)
    people: list[Person] = field(default_factory=list)

    def heads(self) -> Iterator[Person]:
        """Return whoever leads a unit, in the order of the units."""
        return (person for person in self.people if person.position == person.unit.head)

    def staff_of(self, code: str) -> list[Person]:
        return [person for person in self.people if person.unit.code == code]


def build(seed: int = SEED) -> Regency:
    """Return the whole regency: about 3,000 people in about 90 units."""
    draw = Random(seed)  # noqa: S311  invented people need no secret
    regency = Regency(offices=list(_offices()))
    serial = 0
    for office in regency.offices:
        for place in range(SIZES.get(office.kind, USUAL_SIZE)):
            serial += 1
            regency.people.append(_person(draw, office, place, serial))
    return regency


def _offices() -> Iterator[Office]:
    yield Office("10", "PEMERINTAH KABUPATEN BALANGAN", "", "PEMDA")
    yield Office("1001", "SEKRETARIAT DAERAH", "10", "SETDA", "SEKRETARIS DAERAH", "II/a")
    for at, section in enumerate(SECTIONS, start=1):
        yield _led(f"1001{at:02}", f"BAGIAN {section}", "1001", "BAGIAN", "III/a")
    yield Office("1002", "SEKRETARIAT DPRD", "10", "SEKRETARIAT", "SEKRETARIS DPRD", "II/b")
    yield Office("1003", "INSPEKTORAT", "10", "INSPEKTORAT", "INSPEKTUR", "II/b")
    for at, name in enumerate(DEPARTMENTS, start=4):
        yield _led(f"10{at:02}", f"DINAS {name}", "10", "DINAS", "II/b")
    for at, name in enumerate(BOARDS, start=20):
        yield _led(f"10{at}", f"BADAN {name}", "10", "BADAN", "II/b")
    yield from _schools()
    yield from _health()
    for at, name in enumerate(DISTRICTS, start=30):
        yield Office(f"10{at}", f"KECAMATAN {name}", "10", "KECAMATAN", f"CAMAT {name}", "III/a")
    for at, name in enumerate(
        ("PARINGIN KOTA", "PARINGIN TIMUR", "BATU PIRING", "GUNUNG PANDAU", "LASUNG BATU"), start=1
    ):
        yield Office(f"1033{at:02}", f"KELURAHAN {name}", "1033", "KELURAHAN", f"LURAH {name}", "IV/a")


def _schools() -> Iterator[Office]:
    for at in range(1, 39):
        district = DISTRICTS[at % len(DISTRICTS)]
        yield _led(f"1004{at:02}", f"SMP NEGERI {1 + at // len(DISTRICTS)} {district}", "1004", "SEKOLAH", "JFT")


def _health() -> Iterator[Office]:
    yield Office("100501", "RSUD BALANGAN", "1005", "RSUD", "DIREKTUR RSUD BALANGAN", "III/a")
    for at, name in enumerate(DISTRICTS, start=2):
        yield _led(f"1005{at:02}", f"PUSKESMAS {name}", "1005", "PUSKESMAS", "JFT")


def _led(code: str, name: str, parent: str, kind: str, echelon: str) -> Office:
    return Office(code, name, parent, kind, f"{HEAD} {name}", echelon)


def _person(draw: Random, office: Office, place: int, serial: int) -> Person:
    contract = place > 0 and serial % CONTRACT_SHARE == 0
    birth_on = date(draw.randint(1968, 1998), draw.randint(1, 12), draw.randint(1, 28))
    appointed_on = date(
        draw.randint(2020, 2023) if contract else birth_on.year + draw.randint(23, 27), draw.randint(1, 12), 1
    )
    sex = draw.choice("LP")
    position_kind, position, echelon = _post(draw, office, place)
    return Person(
        nip=_nip(birth_on, appointed_on, sex, serial, contract=contract),
        before="" if contract else draw.choice(names.BEFORE[sex]),
        name=f"{draw.choice(names.MALE if sex == 'L' else names.FEMALE)} {draw.choice(names.FAMILY)}".upper(),
        after=draw.choice(names.DEGREES),
        birth_place=draw.choice(names.PLACES).upper(),
        birth_on=birth_on,
        sex=sex,
        contract=contract,
        rank=draw.choice(("V", "VII", "IX", "X")) if contract else _rank(draw, echelon),
        rank_since=date(draw.randint(2018, 2024), draw.choice((4, 10)), 1),
        position_kind=position_kind,
        position=position,
        echelon=echelon,
        position_since=date(draw.randint(2018, 2024), draw.randint(1, 12), 1),
        unit=office,
        appointed_on=appointed_on,
        education=draw.choice(("SLTA", "D-III", "S-1", "S-1", "S-1", "S-2")),
        graduated=birth_on.year + draw.randint(19, 24),
    )


def _post(draw: Random, office: Office, place: int) -> tuple[str, str, str]:
    """Return kind, name and echelon of a post: the head first, then a few who lead a part, then the others."""
    if place == 0:
        return ("FUNGSIONAL" if office.head_echelon == "JFT" else "STRUKTURAL"), office.head, office.head_echelon
    if place <= 3 and office.head_echelon.startswith("II"):
        return (
            "STRUKTURAL",
            f"KEPALA BIDANG {('SEKRETARIAT', 'PEMBINAAN', 'PELAYANAN')[place - 1]} {office.name}",
            "III/b",
        )
    if place <= 5 and office.head_echelon.startswith("II"):
        return "STRUKTURAL", f"KEPALA SUB BAGIAN {('UMUM', 'KEUANGAN')[place - 4]} {office.name}", "IV/a"
    if draw.random() < 0.45:
        posts = names.SPECIALIST_POSTS.get(office.kind, names.SPECIALIST_POSTS[""])
        return "FUNGSIONAL", draw.choice(posts), "JFT"
    return "PELAKSANA", draw.choice(names.GENERAL_POSTS), "JFU"


def _rank(draw: Random, echelon: str) -> str:
    if echelon.startswith("II/"):
        return draw.choice(("IV/b", "IV/c"))
    if echelon.startswith("III/"):
        return draw.choice(("III/d", "IV/a"))
    return draw.choice(("II/c", "II/d", "III/a", "III/b", "III/c", "III/d"))


def _nip(birth_on: date, appointed_on: date, sex: str, serial: int, *, contract: bool) -> str:
    start = f"{appointed_on.year}21" if contract else f"{appointed_on:%Y%m}"
    return f"{birth_on:%Y%m%d}{start}{1 if sex == 'L' else 2}{serial % 999 + 1:03}"
