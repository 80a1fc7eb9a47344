"""Kedudukan hukum: whether a civil servant serves, by the two-digit codes of BKN (SIASN reference data)."""

from collections.abc import Mapping
from types import MappingProxyType

ACTIVE = "01"
LEGAL_STATUSES: Mapping[str, str] = MappingProxyType(
    {
        ACTIVE: "Aktif",
        "02": "Cuti di luar tanggungan negara",
        "03": "Tugas belajar",
        "04": "Pemberhentian sementara",
        "05": "Penerima uang tunggu",
        "07": "Pejabat negara",
        "11": "Pegawai titipan",
        "13": "Perpanjangan CLTN",
        "14": "Pegawai hilang",
        "15": "Hukuman disiplin",
        "16": "Pemindahan dalam rangka penurunan jabatan",
        "20": "Masa persiapan pensiun",
        "51": "CPNS tanpa SK",
        "52": "Tidak aktif",
        "66": "Diberhentikan",
        "77": "Pemberhentian tanpa hak pensiun",
        "88": "Pemberhentian dengan hak pensiun",
        "98": "Mencapai batas usia pensiun",
        "99": "Pensiun",
    }
)


def legal_status_name(code: str) -> str:
    """Return the words of a code; one that BKN added later stays a code."""
    return LEGAL_STATUSES.get(code, code)
