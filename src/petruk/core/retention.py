"""How long what is held, from when on, by which law, and what happens then. docs/rules/retention.md says it in full.

The years are those that we propose until the agency's own schedule (jadwal retensi arsip, JRA) sets others.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

YEAR = timedelta(days=365)
DESTROY = "UU 27/2022 Pasal 43–44; JRA instansi"


@dataclass(frozen=True)
class Retention:
    """One class. ``what`` and ``since`` are printed; ``keeps`` counts from the moment that ``since`` names."""

    code: str
    what: str
    keeps: timedelta
    since: str
    then: str
    basis: str = DESTROY

    def ended(self, now: datetime) -> datetime:
        """Return the moment before which the time of keeping is over."""
        return now - self.keeps


@dataclass(frozen=True)
class Permanent:
    """What is never destroyed by this program, and why."""

    what: str
    because: str


RETENTIONS = (
    Retention("sessions", "sesi masuk yang sudah berakhir", timedelta(0), "berakhirnya sesi", "dihapus"),
    Retention("imports", "berkas impor yang tidak diterapkan", timedelta(days=90), "unggahan", "dihapus dengan isinya"),
    Retention("drafts", "draf penilaian yang tidak dikirim", YEAR, "penutupan periode", "dihapus dengan berkasnya"),
    Retention("evidence", "data dukung yang dilepas", YEAR, "pelepasan", "dihapus dengan berkasnya"),
    Retention("reminders", "surel pengingat", YEAR, "terkirim atau gagal", "dihapus"),
    Retention("looks", "catatan siapa yang melihat", YEAR, "hari dilihat", "dihapus"),
    Retention("corrections", "permintaan koreksi yang sudah dijawab", 2 * YEAR, "jawaban", "dihapus"),
    Retention("sign_ins", "nama dan alamat jaringan di jejak masuk", 2 * YEAR, "masuk atau keluar", "isinya dihapus"),
)  # fmt: skip
PERMANENT = (
    Permanent("hasil tersegel, penetapan, naskah, piagam, tanda tangan", "arsip keputusan; dibuktikan bertahun-tahun"),
    Permanent("data pegawai dan data impor yang diterapkan", "dasar hasil tersegel; arsip kepegawaian instansi"),
    Permanent("catatan jejak audit, tanpa isinya bila sudah dihapus", "bukti; pohon jejak harus tetap utuh"),
)  # fmt: skip
