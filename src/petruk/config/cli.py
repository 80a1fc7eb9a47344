"""The commands of an installation, one word each."""

from importlib import import_module

COMMANDS = {
    "demo": "siapkan kabupaten rekaan dan jalankan: ./petruk demo [--port N] [--data DIR]",
    "serve": "jalankan peladen dan pekerja: ./petruk serve [--port N] [--data DIR]",
    "worker": "jalankan pekerja latar saja",
    "migrate": "siapkan atau perbarui basis data",
    "operator": "buat akun operator pertama: ./petruk operator NAMA_PENGGUNA NAMA",
    "factor": "atur ulang langkah kedua akun yang kehilangan ponsel: ./petruk factor NAMA_PENGGUNA ALASAN",
    "import": "impor berkas: ./petruk import JENIS BERKAS [--dry-run] [--json] [--data DIR]",
    "score": "hitung skor lembar: ./petruk score INSTRUMEN BERKAS.csv [--json]",
    "verify": "periksa berkas kertas tanpa jaringan: ./petruk verify BERKAS.pdf [--json] [--data DIR]; "
    "periksa jejak audit: ./petruk verify log [--against DIR] [--recompute] [--export BUNDEL.zip]",
    "backup": "buat cadangan terkunci: ./petruk backup FOLDER [--to KUNCI] [--keep N] | --new-key BERKAS",
    "restore": "pulihkan ke tempat kosong: ./petruk restore CADANGAN --key BERKAS --data DIR",
    "drill": "latihan pemulihan: ./petruk drill CADANGAN --key BERKAS [--json] [--data DIR]",
    "retention": "hapus yang habis masa simpannya: ./petruk retention [--dry-run] [--json] [--data DIR]",
    "doctor": "periksa pemasangan yang berjalan: ./petruk doctor [--deep] [--json] [--data DIR]",
    "check": "periksa gaya, tipe, lapisan, terjemahan dan setelan",
    "test": "pasang alat uji, periksa, lalu jalankan semua uji",
    "bench": "ukur halaman, impor dan cetak; cetak tabel",
    "messages": "perbarui katalog bahasa Indonesia dari kode dan templat",
}


def main(arguments: list[str]) -> int:
    """Run one command and return its exit code: 0 done, 1 refused or failed, 2 not a command."""
    name, *rest = arguments or ["help"]
    if name not in COMMANDS:
        print("SI-PETRUK: ./petruk PERINTAH\n")
        print("\n".join(f"  {word:<10}{words}" for word, words in COMMANDS.items()))
        return 0 if name in {"help", "-h", "--help"} else 2
    module = import_module(
        f"petruk.config.commands.{name}" if name != "import" else "petruk.config.commands.import_file"
    )
    return int(module.run(rest) or 0)
