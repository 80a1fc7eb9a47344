"""Invented content of the gallery. Nobody here exists."""

from typing import NamedTuple


class Task(NamedTuple):
    title: str
    detail: str
    url: str
    action: str
    kind: str = ""


class Person(NamedTuple):
    name: str
    nip: str
    post: str
    rank: str
    word: str
    kind: str


class Step(NamedTuple):
    label: str
    detail: str
    state: str


class Score(NamedTuple):
    title: str
    points: int
    maximum: int
    sentence: str
    source: str
    missing: bool = False


class Bar(NamedTuple):
    label: str
    value: int


class Reach(NamedTuple):
    label: str
    lowest: int
    mean: int
    highest: int
    width: int
    number: int


TASKS = (
    Task(
        "3 pegawai belum dinilai",
        "Dinas Sosial · batas 30 April 2021 pukul 16.00 WITA",
        "#",
        "Lakukan Penilaian",
        "assess",
    ),
    Task("1 draf belum dikirim", "Yuliana Effendi, S.E · disimpan kemarin 15.42", "#", "Lanjutkan"),
    Task("2 hasil menunggu tanda tangan Kepala Dinas", "Cetak, tandatangani, unggah hasil pindai", "#", "Lihat"),
)

PEOPLE = (
    Person(
        "Yuliana Effendi, S.E",
        "198407202010012002",
        "Kepala Sub Bagian Keuangan",
        "III/d · Eselon IV/a",
        "Draf",
        "wait",
    ),
    Person(
        "Drs. Akhmad Rahman, M.Si",
        "197103121998031004",
        "Kepala Bidang Rehabilitasi Sosial",
        "IV/a · Eselon III/b",
        "",
        "",
    ),
    Person(
        "Norhayati Ma'ruf, A.Md",
        "199001052015022001",
        "Pengelola Layanan Operasional",
        "II/d · Pelaksana",
        "Terkirim · 70",
        "good",
    ),
    Person(
        "H. Syahrani Hakim, S.Sos",
        "196809101992031006",
        "Kepala Dinas Sosial",
        "IV/b · Eselon II/b",
        "Tidak memenuhi syarat",
        "none",
    ),
)

STEPS = (
    Step("Dikirim", "6 April 2021, 10.45 · Rahmawati Hidayat", "done"),
    Step("Menunggu konfirmasi Kepala Dinas", "", "now"),
    Step("Diverifikasi BKPSDM", "", ""),
    Step("Ditetapkan", "", ""),
)

SCORES = (
    Score(
        "Kinerja",
        0,
        10,
        "Nilai e-Kinerja Maret 2021 adalah 84,00, di bawah batas 85: 0 dari 10.",
        "ekinerja-2021-03.xlsx baris 214",
    ),
    Score("Disiplin", 0, 10, "Belum ada data kehadiran Maret 2021: 0 dari 10.", "", missing=True),
    Score("Inovasi atau prestasi", 40, 40, "Bermanfaat bagi seluruh SKPD atau masyarakat umum: 40 dari 40.", ""),
    Score(
        "Perilaku",
        10,
        10,
        "Nilai e-Perilaku 360° tahun 2020 adalah 81,40, mencapai batas 76: 10 dari 10.",
        "perilaku-2020.xlsx baris 209",
    ),
    Score("Team Work", 15, 20, "Dinilai oleh Kepala Dinas Sosial: 15 dari 20.", ""),
)

BARS = (
    Bar("Dinas Sosial", 9),
    Bar("Dinas Kesehatan", 31),
    Bar("Dinas Pendidikan dan Kebudayaan", 24),
    Bar("Kecamatan Paringin Selatan", 0),
)

FIELDS = (("unit", "10"),)
REACHES = (
    Reach("Dinas Kesehatan", 60, 85, 100, 40, 31),
    Reach("Dinas Sosial", 50, 65, 70, 20, 9),
    Reach("Kecamatan Paringin Selatan", 40, 40, 40, 0, 1),
)
