"""The Indonesian words for the keys and values of definitions and sealed results, with which differences are told."""

import re
from collections.abc import Mapping

EMPTY = "kosong"

_LABELS: Mapping[str, str] = {
    # a definition
    "code": "kode", "title": "judul", "legal_basis": "dasar hukum", "places": "angka di belakang koma",
    "maximum": "skor tertinggi", "eligibility": "syarat kandidat", "kinds": "jenis pegawai",
    "excluded_echelons": "eselon yang tidak dinilai", "legal_statuses": "kedudukan hukum",
    "tenure_months": "masa di unit kerja (bulan)", "sanctions": "hukuman disiplin yang menghalangi",
    "minimum_predicate": "predikat minimum", "predicate": "predikat", "years": "jumlah tahun",
    "rest_periods": "jeda bagi pemenang (periode)", "kind": "jenis indikator", "description": "penjelasan",
    "criterion": "kriteria", "missing": "bila tanpa data", "weight": "bobot", "fact": "sumber nilai",
    "span": "rentang waktu", "operator": "pembanding", "value": "nilai", "points": "skor", "suffix": "satuan",
    "subject": "sebutan", "decided_by": "penentu", "guidance": "petunjuk", "meaning": "makna", "label": "judul isian",
    "text": "uraian", "required": "wajib diisi", "from": "awal rentang", "below": "akhir rentang",
    "minimum": "predikat minimum", "rule": "ketentuan", "condition": "berlaku bagi", "note": "catatan",
    "gap": "selisih penilai (%)", "shown_divided_by": "pembagi untuk tampilan", "min": "terendah", "max": "tertinggi",
    "step": "kelipatan", "tie_breaks": "pemutus skor sama", "objection": "sanggah",
    "file_days": "waktu menyanggah (hari kerja)", "answer_days": "waktu menjawab (hari kerja)",
    # a sealed result
    "total": "total", "shown_total": "total yang ditampilkan", "shown_maximum": "total tertinggi yang ditampilkan",
    "sentence": "kalimat", "source": "sumber data", "shown": "isi", "order": "urutan nilai",
    "complete": "lengkap", "final": "selesai dinilai", "unmet": "syarat tidak terpenuhi", "person": "pegawai",
    "name": "nama", "position": "jabatan", "rank": "golongan", "echelon": "eselon", "unit": "unit kerja",
    "assessor": "penilai", "signatory": "penanda tangan", "period": "periode", "instrument": "instrumen",
    "date": "tanggal", "place": "tempat", "office": "jabatan penanda tangan", "capacity": "kapasitas",
    "nip": "NIP", "sha256": "sidik", "lines": "", "details": "",
}  # fmt: skip
_VALUES: Mapping[str, Mapping[str, str]] = {
    "missing": {"block": "tidak dapat diselesaikan", "exclude": "tidak dihitung dan disetarakan", "zero": "skor 0"},
    "kind": {
        "threshold": "ambang batas", "bands": "rentang nilai", "shown": "nilai ditampilkan", "predicate": "predikat",
        "rubric": "tingkat", "scale": "skala", "text": "uraian", "documents": "daftar berkas", "panel": "tim penilai",
    },
    "fact": {
        "performance.score": "nilai e-Kinerja", "attendance.realisation": "tingkat kehadiran",
        "behaviour.value": "nilai e-Perilaku",
    },
    "span": {"months": "bulan", "year": "tahun"},
    "operator": {">=": "≥", ">": ">"},
    "decided_by": {"officer": "pengelola kepegawaian", "unit_head": "Kepala SKPD"},
    "rule": {"required": "wajib", "optional": "opsional", "conditional": "wajib bagi sebagian"},
    "condition": {"holds_post": "yang menjabat"},
    "by": {"points": "skor", "value": "nilai", "seniority": "senioritas", "draw": "undian"},
}  # fmt: skip
_PREDICATES = {
    "very_good": "Sangat Baik", "good": "Baik", "needs_improvement": "Butuh Perbaikan", "poor": "Kurang",
    "very_poor": "Sangat Kurang",
}  # fmt: skip
_NUMBER = re.compile(r"\A-?[0-9]+\.[0-9]+\Z")


def label(key: str) -> str:
    """Return the words of a key; an unknown one stays as it is, and one that only groups has none."""
    return _LABELS.get(key, key)


def written(key: str, value: object) -> str:
    """Write the value of a key: numbers with a comma, lists with commas, known words in Indonesian."""
    if value is None or value in ("", [], {}):
        return EMPTY
    if isinstance(value, bool):
        return "ya" if value else "tidak"
    if isinstance(value, list):
        return ", ".join(written(key, item) for item in value)
    if isinstance(value, Mapping):
        return ", ".join(f"{label(inner) or inner} {written(inner, item)}" for inner, item in value.items())
    return _text(key, str(value))


def _text(key: str, text: str) -> str:
    known = _VALUES.get(key, _PREDICATES)
    if text in known:
        return known[text]
    if _NUMBER.match(text):
        return text.replace(".", ",")
    return f"“{text}”" if " " in text else text
