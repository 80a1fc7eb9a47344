"""Frozen papers of the agency to test with. Every person is invented."""

from typing import Any

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
