"""Names and posts of people who do not exist, drawn from a fixed seed."""

FEMALE = (
    "Aisyah", "Aulia", "Dahlia", "Erna", "Fitriani", "Halimah", "Hartini", "Indah", "Jamilah", "Kartika", "Lailatul",
    "Mahrita", "Maimunah", "Nadia", "Norhayati", "Nurul", "Rahmawati", "Raudah", "Ratna", "Rusmini", "Salasiah",
    "Siti", "Sri", "Tarwiyah", "Wardah", "Yuliana", "Zubaidah",
)  # fmt: skip
MALE = (
    "Abdul", "Ahmad", "Akhmad", "Anwar", "Arbain", "Budi", "Dedi", "Fahrul", "Gazali", "Hadi", "Haris", "Ilham",
    "Jamaluddin", "Kaspul", "Lukman", "Mahyudin", "Muhammad", "Noor", "Rahman", "Rizky", "Rudi", "Saidi", "Sukardi",
    "Syahrani", "Taufik", "Wahyu", "Yusran", "Zainal",
)  # fmt: skip
FAMILY = (
    "Anwari", "Arbani", "Ariani", "Asmuni", "Effendi", "Fahmi", "Fauzi", "Hakim", "Hamid", "Hasani", "Hidayat",
    "Ilmi", "Irawan", "Kurniawan", "Ma'ruf", "Maulana", "Mulyani", "Noor", "Permana", "Pratama", "Puspita",
    "Rahmadi", "Ramadhani", "Ridhani", "Safitri", "Saputra", "Setiawan", "Sofyan", "Syamsuri", "Wahidah", "Wijaya",
    "Yamani",
)  # fmt: skip
PLACES = ("Paringin", "Amuntai", "Barabai", "Kandangan", "Tanjung", "Rantau", "Martapura", "Banjarbaru", "Banjarmasin")
DEGREES = ("S.E", "S.H", "S.Sos", "S.AP", "S.Kom", "S.IP", "S.T", "S.Pd", "S.KM", "A.Md", "M.M", "M.Si", "M.AP", "")
BEFORE = {
    "L": ("", "", "", "", "", "", "", "Drs.", "Ir.", "H.", "dr."),
    "P": ("", "", "", "", "", "", "", "Dra.", "Ir.", "Hj.", "dr."),
}
GENERAL_POSTS = (
    "PENGADMINISTRASI PERKANTORAN", "PENELAAH TEKNIS KEBIJAKAN", "PENGELOLA LAYANAN OPERASIONAL",
    "PENATA LAYANAN OPERASIONAL", "OPERATOR LAYANAN OPERASIONAL", "PENGOLAH DATA DAN INFORMASI",
)  # fmt: skip
SPECIALIST_POSTS = {
    "PUSKESMAS": ("PERAWAT TERAMPIL", "BIDAN MAHIR", "DOKTER AHLI PERTAMA", "APOTEKER AHLI PERTAMA"),
    "RSUD": ("PERAWAT AHLI PERTAMA", "PERAWAT MAHIR", "BIDAN TERAMPIL", "DOKTER AHLI MUDA"),
    "SEKOLAH": ("GURU AHLI PERTAMA", "GURU AHLI MUDA", "GURU AHLI MADYA"),
    "": (
        "ANALIS SDM APARATUR AHLI PERTAMA",
        "PERENCANA AHLI MUDA",
        "PRANATA KOMPUTER AHLI PERTAMA",
        "ARSIPARIS TERAMPIL",
    ),
}
