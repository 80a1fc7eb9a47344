"""Frozen papers of the agency to test with. Every person is invented."""

from typing import Any

from petruk.core.instrument import parse, ready_made
from petruk.core.windows import Window
from petruk.documents.asked import asked
from tests.documents import samples
from tests.documents.samples import CODE, HOSTILE, INNOVATION, LONG_NAME, URL, Frozen, official_of_today

SHA256 = "3f9a1c2b7d" + "0" * 54
OF_AGENCY: Frozen = {
    "agency": "Badan Kepegawaian dan Pengembangan Sumber Daya Manusia",
    "government": "Kabupaten Balangan",
    "address": "Jalan Jenderal Ahmad Yani Km. 3, Paringin Selatan 71618",
    "contact": "Telepon (0526) 202123 · bkpsdm@balangankab.example",
    "footer": "SI-PETRUK · BKPSDM Kabupaten Balangan",
    "place": "Paringin",
    "date": "2021-06-14",
    "code": CODE,
    "verify_url": URL,
    "size": "F4",
}
COLUMNS = (("kinerja", "Kinerja", "10"), ("disiplin", "Disiplin", "10"), ("inovasi", "Inovasi", "40"))
COLUMNS += (("perilaku", "Perilaku", "10"), ("teamwork", "Team Work", "20"))
GROUPS = (("inovatif", "Inovatif", "100"), ("kinerja-disiplin", "Kinerja & Disiplin", "100"))
GROUPS += (("rekam-jejak", "Rekam Jejak", "100"),)


def column(code: str, title: str, maximum: str = "0") -> Frozen:
    return {"code": code, "title": title, "maximum": maximum, "counts": maximum != "0"}


def row(name: str, unit: str, given: tuple[str | None, ...], *, text: str = "", **more: Any) -> Frozen:
    numbers = [float(each) for each in given if each is not None]
    cells = [{"points": each, "shown": "", "missing": each is None} for each in given]
    known = {"ref": f"ref-{name}", "name": name, "nip": "198407202010011002", "unit": unit, "text": text}
    total = f"{sum(numbers):g}"
    return known | {"cells": cells, "total": total, "shown": total, "state": "verified"} | more


def recap() -> Frozen:
    """Return a second edition in the shape of 2021: a total in each band, data that are missing, a change."""
    social, health = "Dinas Sosial", "Dinas Kesehatan, Pengendalian Penduduk dan Keluarga Berencana"
    rows = [
        row("RINA HARTATI, S.Kep", health, ("10", "10", "40", "10", "20"), text="Antrean daring puskesmas"),
        row("BAMBANG SUTRISNO, S.T", health, ("10", "10", "40", "10", "10"), text="Peta banjir bersama"),
        row("ANDHANI ARBISCHIRIA, S.Kom", social, ("0", "0", "40", "10", "20"), text="SILKa Online"),
        row("SITI AMINAH, A.Md", social, ("10", None, "20", "10", "15"), text="Arsip digital"),
    ]
    change = {"name": rows[2]["name"], "unit": social, "words": ["Inovasi: semula 30, sekarang 40"]}
    return OF_AGENCY | {
        "kind": "recap",
        "template": "recap-1",
        "number": "800/2-REKAP/BKPSDM-BLG/2021",
        "period": "Penilaian Instrumen Kinerja 2021",
        "instrument": {"code": "petruk-2021", "title": "PETRUK 2021", "sha256": SHA256},
        "edition": 2,
        "finality": "final",
        "maximum": "90",
        "columns": [column(*each) for each in COLUMNS],
        "rows": rows,
        "rows_sha256": SHA256,
        "waiting": ["Kecamatan Awayan", "Kecamatan Juai"],
        "since": {
            "number": "800/1-REKAP/BKPSDM-BLG/2021",
            "date": "2021-05-20",
            "reason": "Sanggah seorang pegawai diterima.",
            "changes": [
                change | {"words": [*change["words"], "skor total: semula 60, sekarang 70"], "because": "Sanggah"}
            ],
        },
        "evaluator": official_of_today(office="KEPALA SUB BIDANG PENILAIAN DAN EVALUASI KINERJA APARATUR"),
        "agency_head": official_of_today(office="KEPALA BADAN", name="Dra. Hj. RUSDIANA, M.Si"),
    }


def longest_recap() -> Frozen:
    """Return a recap of many pages on which every part is as long as the forms allow."""
    unit, long = samples.longest()["person"]["unit"], (INNOVATION * 3)[:500]
    points = ("10", "10", "40", "10", "20")
    rows = [row(f"{LONG_NAME}", unit, points, text=long, ref=f"{at}") for at in range(30)]
    change = {"name": LONG_NAME, "unit": unit, "words": ["Inovasi: semula 30, sekarang 40"] * 6, "because": long}
    since = recap()["since"] | {"reason": long[:300], "changes": [change] * 8}
    return recap() | {"rows": rows, "waiting": [unit] * 40, "since": since}


def recap_of_words() -> Frozen:
    """Return a first edition in the shape of 2023: values in words, no total, and everybody has handed in."""
    columns = [column("kinerja", "Kinerja"), column("kehadiran", "Disiplin (Tingkat Kehadiran)")]
    columns += [column("inovasi", "Inovasi atau Lainnya"), column("teamwork", "Kerja Sama Tim (Team Work)")]
    values = ("Baik", "97,45 %", "", "Mudah bekerja sama")
    cells = [{"points": None, "shown": value, "missing": False} for value in values]
    rows = [
        row(name, "Dinas Sosial", (), text="SILKa Online", cells=cells, total=None, shown=None)
        for name in ("ADI", "BUDI")
    ]
    first = {"edition": 1, "since": None, "waiting": [], "maximum": "0", "columns": columns, "rows": rows}
    return recap() | first | {"finality": "not_sealed"}


def recap_of_panel() -> Frozen:
    """Return the shape of 2024: documents and attendance in words, three groups, the total on two scales."""
    columns = [column("berkas", "Kelengkapan Berkas"), column("kehadiran", "Rekapitulasi Daftar Hadir")]
    columns += [column(*each) for each in GROUPS]
    words = [{"points": None, "shown": said, "missing": False} for said in ("6 dari 8 berkas", "97,45 %")]
    rows = []
    for name, given in (("RINA", ("90", "85", "88.5")), ("ADI", ("75", "75", "73")), ("BUDI", ("40", "50", "45"))):
        made = row(name, "Dinas Sosial", given)
        rows.append(made | {"cells": words + made["cells"], "shown": f"{float(made['total']) / 3:.2f}"})
    head = recap()
    del head["evaluator"]
    return head | {"maximum": "300", "columns": columns, "rows": rows, "since": None, "edition": 1}


def hostile_recap() -> Frozen:
    made = row(HOSTILE[:60], HOSTILE, ("10", "10", "40", "10", "20"), text=HOSTILE)
    change = {"name": HOSTILE[:60], "unit": HOSTILE, "words": [HOSTILE], "because": HOSTILE}
    since = recap()["since"] | {"reason": HOSTILE, "changes": [change]}
    return recap() | {"rows": [made], "waiting": [HOSTILE], "since": since, "period": HOSTILE}


def _office(name: str, **more: str) -> Frozen:
    head = {"government": "Pemerintah Kabupaten Balangan", "address": "", "contact": ""}
    return {"office": head | {"name": name} | more}


def minutes() -> Frozen:
    of_agency = {name: OF_AGENCY[name] for name in ("address", "contact")}
    groups = [{"title": title, "total": total} for title, total in (("Inovatif", "87.5"), ("Rekam Jejak", "73"))]
    candidate = {
        "name": "RINA HARTATI, S.Kep",
        "nip": "198407202010011002",
        "unit": "Dinas Kesehatan",
        "groups": groups,
    }
    participant = {"name": "Dr. H. SURYA PERMANA, M.Si", "post": "KEPALA BIDANG", "unit": "Inspektorat"}
    participant |= {"appointed_on": "2024-05-02", "released_on": None, "released_because": "", "asked_only": False}
    participant |= {"handed_in": 4, "recused": 0}
    third = participant | {"name": "NURUL HIDAYATI, S.AP", "asked_only": True, "handed_in": 1}
    left = participant | {"name": "BADRUN, S.Sos", "released_on": "2024-05-20", "released_because": "pindah tugas"}
    return (
        OF_AGENCY
        | _office(OF_AGENCY["agency"], **of_agency)
        | {
            "kind": "minutes",
            "template": "minutes-1",
            "number": "800/1-BA/BKPSDM-BLG/2024",
            "date": "2024-06-14",
            "period": "ASN Berprestasi 2024",
            "instrument": {"title": "PETRUK 2024", "sha256": SHA256},
            "first_sheet_on": "2024-06-03",
            "last_sheet_on": "2024-06-10",
            "locked_on": "2024-06-12",
            "locked_by": "Siti Rahma",
            "participants": [participant, third, left],
            "recusals": [
                {"panelist": "BADRUN, S.Sos", "candidate": "ADI", "reason": "hubungan keluarga", "on": "2024-06-04"}
            ],
            "candidates": [
                candidate | {"name": "ADI", "total": "150.5", "shown": "50.17"},
                candidate | {"total": "223", "shown": "74.33"},
            ],
            "agency_head": official_of_today(office="KEPALA BADAN", name="Dra. Hj. RUSDIANA, M.Si"),
        }
    )


def longest_minutes() -> Frozen:
    unit = samples.longest()["person"]["unit"]
    first = minutes()
    people = [each | {"name": LONG_NAME, "post": unit, "unit": unit} for each in first["participants"] * 4]
    recusals = [first["recusals"][0] | {"panelist": LONG_NAME, "candidate": LONG_NAME, "reason": INNOVATION[:200]}] * 12
    candidates = [each | {"name": LONG_NAME, "unit": unit} for each in first["candidates"] * 12]
    return first | {"participants": people, "recusals": recusals, "candidates": candidates}


def letter() -> Frozen:
    row = {"name": "RINA HARTATI, S.Kep", "nip": "198407202010011002", "position": "PERAWAT AHLI MUDA"}
    rows = [
        row | {"number": "012/PETRUK/2021", "total": "90"},
        row | {"name": "ADI", "number": "013/PETRUK/2021", "total": "77.5"},
    ]
    known = {"kind": "letter", "template": "letter-1", "number": "005/PENGANTAR/2021", "rows": rows}
    signs = {"signatory": official_of_today(office="KEPALA DINAS KESEHATAN", rank="")}
    return OF_AGENCY | _office("Dinas Kesehatan") | {"period": "Penilaian Instrumen Kinerja 2021"} | known | signs


def longest_letter() -> Frozen:
    unit = samples.longest()["person"]["unit"]
    rows = [each | {"name": LONG_NAME, "position": f"KEPALA {unit}"} for each in letter()["rows"] * 12]
    signs = official_of_today("AN", office=f"KEPALA {unit}", own_office=f"SEKRETARIS {unit}", name=LONG_NAME)
    return letter() | {"rows": rows, "signatory": signs} | _office(unit)


def form(code: str = "petruk-2021") -> Frozen:
    """Return the empty form of a ready-made instrument."""
    instrument = parse(ready_made()[code])
    windows = {each.code: Window(2021, (3,)) for each in instrument.automatic}
    known = {
        "kind": "form",
        "template": "form-1",
        "number": "001/FORMULIR/2021",
        "indicators": asked(instrument, windows),
    }
    return letter() | known


def hostile_minutes() -> Frozen:
    first = minutes()
    people = [each | {"name": HOSTILE[:60], "post": HOSTILE} for each in first["participants"]]
    candidates = [each | {"name": HOSTILE[:60], "unit": HOSTILE} for each in first["candidates"]]
    return first | {"participants": people, "candidates": candidates, "period": HOSTILE, "locked_by": HOSTILE}
