"""Frozen papers to test with: the guide's example and its variations. Every person is invented."""

from collections.abc import Callable
from typing import Any

CODE = "7q2m4xzktb3vwhn6csrj5dfpga"
URL = f"https://petruk.balangankab.example/verifikasi/{CODE}/"

Frozen = dict[str, Any]


def line(code: str, title: str, points: str, maximum: str = "10", **more: Any) -> Frozen:
    empty = {"criterion": "", "text": "", "meaning": "", "sentence": "", "source": "", "missing": False}
    return empty | {"code": code, "title": title, "points": points, "maximum": maximum} | more


def guide() -> Frozen:
    """Return the example of the users' guide: 0 + 0 + 40 + 10 + 20 = 70."""
    return {
        "kind": "result",
        "template": "result-1",
        "number": "001/PETRUK/2021",
        "code": CODE,
        "verify_url": URL,
        "letterhead": {
            "title": "PENILAIAN INSTRUMEN KINERJA (PETRUK)",
            "government": "DI LINGKUNGAN PEMERINTAH DAERAH KABUPATEN BALANGAN",
            "agency": "BADAN KEPEGAWAIAN, PENDIDIKAN DAN PELATIHAN DAERAH",
        },
        "place": "Paringin",
        "date": "2021-05-05",
        "period": "Penilaian Instrumen Kinerja 2021",
        "instrument": {"code": "petruk-2021", "sha256": "3f9a1c2b7d" + "0" * 54},
        "person": {
            "name": "ANDHANI ARBISCHIRIA, S.Kom",
            "nip": "198407202010011002",
            "position": "KEPALA SUB BIDANG INFORMASI KEPEGAWAIAN",
            "rank": "III/d",
            "unit": "Badan Kepegawaian, Pendidikan dan Pelatihan Daerah",
            "kind": "PNS",
        },
        "lines": guide_lines(),
        "total": "70",
        "maximum": "90",
        "missing": [],
        "assessor": {"name": "Rahmawati Hidayat, S.AP"},
        "decided_by": "Kepala Badan",
        "signatory": official("DEFINITIF"),
        "footer": "SI-PETRUK · BKPPD Kabupaten Balangan",
    }


def guide_lines() -> list[Frozen]:
    return [
        line(
            "kinerja",
            "Kinerja",
            "0",
            criterion="Nilai e-Kinerja bulan Maret 2021 dengan kriteria ≥ 85, terpenuhi skor 10.",
            sentence="84,00 < 85: 0 dari 10.",
            source="ekinerja-2021-03.xlsx, baris 12, 5 April 2021",
        ),
        line(
            "disiplin",
            "Disiplin",
            "0",
            criterion="Persentase tingkat kehadiran pegawai yang bersangkutan pada bulan Maret 2021, apabila memenuhi "
            "kriteria realisasi ≥ 95 %, terpenuhi skor 10.",
            sentence="94,00 % < 95 %: 0 dari 10.",
            source="absensi-2021-03-format-lama.xlsx, baris 40, 6 April 2021",
        ),
        line(
            "inovasi",
            "Inovasi",
            "40",
            "40",
            text="SILKa Online (Sistem Informasi Layanan Kepegawaian)",
            meaning="Inovasi yang ada mampu memberikan manfaat bagi seluruh SKPD atau masyarakat umum, sehingga mampu "
            "meningkatkan kinerja pegawai atau kesejahteraan masyarakat.",
            sentence="40 dari 40.",
        ),
        line(
            "perilaku",
            "Perilaku",
            "10",
            criterion="Nilai e-Perilaku Tahun 2020, apabila memenuhi nilai ≥ 76, terpenuhi skor 10.",
            sentence="81,40 ≥ 76: 10 dari 10.",
            source="perilaku-2020.xlsx, baris 7, 5 April 2021",
        ),
        line(
            "teamwork",
            "Team Work",
            "20",
            "20",
            criterion="Nilai berada pada rentang 10-20, secara objektif dilakukan oleh Kepala SKPD yang bersangkutan "
            "sesuai dengan kriteria yang telah ditentukan.",
            sentence="20 dari 20.",
        ),
    ]


def official(capacity: str, *, own_office: str = "") -> Frozen:
    return {
        "capacity": capacity,
        "office": "KEPALA DINAS SOSIAL",
        "own_office": own_office,
        "name": "Dr. H. SURYA PERMANA, M.Si",
        "nip": "197001011995031001",
    }


def signed(capacity: str, *, own_office: str = "") -> Frozen:
    return guide() | {"signatory": official(capacity, own_office=own_office)}


def unsigned() -> Frozen:
    return guide() | {"signatory": None}


def shortest() -> Frozen:
    """Return a paper on which every optional part is empty and every number small."""
    person = guide()["person"] | {"name": "ADI", "position": "GURU", "unit": "SDN 1", "rank": ""}
    lines = [line(each["code"], each["title"], "0") for each in guide_lines()]
    return guide() | {"person": person, "lines": lines, "total": "0", "assessor": {"name": ""}, "decided_by": ""}


LONG_NAME = "Prof. Dr. Ir. H. MUHAMMAD ABDURRAHMAN WIRAATMADJA KUSUMANEGARA PRAWIRODIRDJO, S.T., M.T., M.Kes"
INNOVATION = (
    "Mekanisme pelayanan keliling terpadu bagi warga di kecamatan terpencil, yang menggabungkan pendaftaran, "
    "pemeriksaan, dan penyerahan bantuan dalam satu kunjungan, dengan jadwal yang diumumkan melalui kantor desa. "
)


def longest() -> Frozen:
    """Return a paper on which every part is as long as the forms allow."""
    unit = "UPT PUSAT KESEHATAN MASYARAKAT PERAWATAN TEBING TINGGI, DINAS KESEHATAN, PENGENDALIAN PENDUDUK DAN KB"
    office = "KEPALA DINAS KESEHATAN, PENGENDALIAN PENDUDUK DAN KELUARGA BERENCANA KABUPATEN BALANGAN"
    person = guide()["person"] | {"name": LONG_NAME, "unit": unit, "position": f"KEPALA SUB BAGIAN TATA USAHA {unit}"}
    lines = [each | {"sentence": each["sentence"] + " " + INNOVATION[:150]} for each in guide_lines()]
    lines[2] |= {"text": (INNOVATION * 3)[:500]}
    signatory = {"capacity": "AN", "office": office, "own_office": f"SEKRETARIS {unit}", "name": LONG_NAME}
    return guide() | {"person": person, "lines": lines, "signatory": signatory | {"nip": "197001011995031001"}}


def missing() -> Frozen:
    lines = guide_lines()
    for index in (0, 3):
        lines[index] |= {"sentence": "Belum ada data: 0 dari 10.", "source": "", "missing": True}
    lines[3] |= {"points": "0"}
    return guide() | {"lines": lines, "total": "60", "missing": ["kinerja", "perilaku"]}


def contracted() -> Frozen:
    return guide() | {"person": guide()["person"] | {"kind": "PPPK", "rank": "IX", "nip": "199001012023212007"}}


HOSTILE = (
    '<script>alert(1)</script> #panic("x") $ x^2 $ *tebal* _miring_ @acuan <label> \\ ` "kutip" [isi] // komentar = 1 '
    "https://jahat.example/x {{7*7}} ~ -- ..."
)


def hostile() -> Frozen:
    lines = guide_lines()
    lines[2] |= {"text": HOSTILE, "meaning": HOSTILE, "sentence": HOSTILE}
    person = guide()["person"] | {"name": HOSTILE[:60], "position": HOSTILE, "unit": HOSTILE}
    return guide() | {"lines": lines, "person": person, "period": HOSTILE, "number": "#001/*PETRUK*/2021"}


def foreign() -> Frozen:
    """Return a paper with letters that the typeface does not have, and with marks that draw nothing."""
    lines = guide_lines()
    lines[2] |= {
        "text": "Aplikasi 😀 👨\u200d👩\u200d👧 محمد Ωμέγα\u202edibalik\u202c\nbaris kedua\x00\u2028baris ketiga ﷽"
    }
    return guide() | {"lines": lines, "person": guide()["person"] | {"name": "SITI محمد 😀 NURHALIZA, S.Pd"}}


def unbroken() -> Frozen:
    lines = guide_lines()
    lines[2] |= {"text": "W" * 500}
    return guide() | {"lines": lines, "person": guide()["person"] | {"name": "X" * 255, "position": "Y" * 255}}


def fuller(frozen: Frozen) -> Frozen:
    """Return a result sheet as it is frozen today: for the third template, with all that a line may have."""
    lines = [{"kind": "threshold", "counts": True, "shown": "", "details": []} | each for each in frozen["lines"]]
    later = {"template": "result-3", "size": "F4", "evidence": [], "overrides": []}
    return frozen | later | {"lines": lines}


def official_of_today(capacity: str = "DEFINITIF", **more: Any) -> Frozen:
    """Return an official as a paper of the agency freezes him."""
    return official(capacity) | {"rank": "Pembina Utama Muda"} | more


def charter() -> Frozen:
    return {
        "kind": "charter",
        "template": "charter-1",
        "size": "A4",
        "emblem": True,
        "number": "800/12/BKPSDM-BLG/2021",
        "code": CODE,
        "verify_url": URL,
        "agency": "Badan Kepegawaian dan Pengembangan Sumber Daya Manusia",
        "giver": "BUPATI BALANGAN",
        "person": guide()["person"],
        "honour": "Aparatur Sipil Negara Berprestasi/Berkinerja Terbaik",
        "occasion": "pada Penilaian Instrumen Kinerja 2021",
        "decree": "",
        "place": "Paringin",
        "date": "2021-11-29",
        "regional_head": official_of_today(office="BUPATI BALANGAN", name="H. ABDUL HADIJAYA", rank="", nip=""),
        "agency_head": official_of_today(office="KEPALA BADAN KEPEGAWAIAN DAN PENGEMBANGAN SUMBER DAYA MANUSIA"),
    }


def longest_charter() -> Frozen:
    honour = "Aparatur Sipil Negara Berprestasi dan Berkinerja Terbaik Kategori Pengawas Tingkat Kabupaten"
    decree = (
        "Keputusan Bupati Balangan Nomor 188.45/512/Kum Tahun 2021 tentang Penetapan Aparatur Sipil Negara Berprestasi"
    )
    secretary = {"office": "BUPATI BALANGAN", "own_office": "SEKRETARIS DAERAH", "name": LONG_NAME}
    return charter() | {
        "person": longest()["person"] | {"kind": "PPPK"},
        "honour": honour,
        "decree": decree,
        "regional_head": official_of_today("AN", **secretary),
        "agency_head": charter()["agency_head"] | {"capacity": "PLT", "name": LONG_NAME},
    }


def on(template: str, frozen: Frozen, size: str = "A4") -> Frozen:
    return frozen | {"template": template, "size": size}


ALL: dict[str, Callable[[], Frozen]] = {
    "guide": guide,
    "shortest": shortest,
    "longest": longest,
    "missing": missing,
    "contracted": contracted,
    "hostile": hostile,
    "foreign": foreign,
    "unbroken": unbroken,
    "unsigned": unsigned,
    "pj": lambda: signed("PJ"),
    "plt": lambda: signed("PLT"),
    "plh": lambda: signed("PLH"),
    "an": lambda: signed("AN", own_office="SEKRETARIS"),
}
