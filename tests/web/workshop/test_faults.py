"""What is not right in a draft is told in a sentence that names indicator and field, and leads to it."""

from copy import deepcopy

import pytest
from django.urls import reverse

from petruk.core.instrument import InstrumentError, parse, ready_made
from petruk.web.workshop.faults import errors_of, faults_of
from tests.web.workshop.browser import form_of

REF = "A" * 22


def wrong(code, path, value, definition=None):
    """Return a ready-made definition with one place changed: ("indicators", 2, "levels", 1, "points")."""
    changed = deepcopy(definition or ready_made()[code])
    holder = changed
    for step in path[:-1]:
        holder = holder[step]
    if value is None:
        del holder[path[-1]]
    else:
        holder[path[-1]] = value
    return changed


LEVEL = ("indicators", 2, "levels", 1)
CASES = [
    ("petruk-2021", (*LEVEL, "points"), "5", "Indikator 3 · Inovasi atau Lainnya, tingkat 2, skor: harus lebih besar"
     " daripada poin tingkat sebelumnya.", "indikator/inovasi/#id_levels-1-points"),
    ("petruk-2021", (*LEVEL, "meaning"), None, "Indikator 3 · Inovasi atau Lainnya, tingkat 2, makna: belum diisi.",
     "indikator/inovasi/#id_levels-1-meaning"),
    ("petruk-2021", (*LEVEL[:3],), [], "Indikator 3 · Inovasi atau Lainnya, daftar tingkat: daftar tidak boleh kosong.",
     "indikator/inovasi/#levels"),
    ("petruk-2021", ("indicators", 2, "text", "maximum"), "0", "Indikator 3 · Inovasi atau Lainnya, uraian,"
     " panjang: harus lebih dari 0.", "indikator/inovasi/#id_text-maximum"),
    ("petruk-2021", ("indicators", 0, "value"), "101", "Indikator 1 · Kinerja, ambang batas: tidak akan pernah"
     " tercapai; nilai paling tinggi 100.", "indikator/kinerja/#id_value"),
    ("petruk-2021", ("maximum",), "91", "Skor tertinggi: harus 90, jumlah maksimum semua indikator.",
     "umum/#id_maximum"),
    ("petruk-2021", ("objection",), {"answer_days": "0"}, "Sanggah, waktu menjawab (hari kerja): harus lebih dari 0.",
     "umum/#id_objection-answer_days"),
    ("petruk-2021", ("legal_basis",), [], "Dasar hukum: daftar tidak boleh kosong.", "umum/#id_legal_basis"),
    ("petruk-2021", ("indicators",), [], "Daftar indikator: daftar tidak boleh kosong.", "#indicators"),
    ("petruk-2021", ("eligibility", "kinds"), None, "Syarat kandidat, jenis pegawai: belum diisi.",
     "syarat/#id_kinds"),
    ("petruk-2021", ("eligibility", "minimum_predicate"), {"years": "1"}, "Syarat kandidat, predikat minimum, predikat:"
     " belum diisi.", "syarat/#id_minimum_predicate-predicate"),
    ("petruk-2021", ("tie_breaks", 0, "indicator"), "hilang", "Pemutus skor sama, langkah 1: indikator ini"
     " tidak ada lagi, atau tidak memiliki nilai yang dapat dibandingkan.", "pemutus/#id_steps-0-step"),
    ("petruk-2021", ("tie_breaks", 6), {"by": "seniority"}, "Pemutus skor sama, langkah 7: langkah ini sudah"
     " ada.", "pemutus/#id_steps-6-step"),
    ("petruk-2024", ("indicators", 3, "groups", 0, "aspects", 2, "maximum"), "0", "Indikator 4 · Penilaian Tim Penilai,"
     " kelompok 1, aspek 3, skor tertinggi: harus lebih dari 0.",
     "indikator/tim-penilai/#id_groups-0-aspects-2-maximum"),
    ("petruk-2024", ("indicators", 0, "items", 3, "condition"), None, "Indikator 1 · Kelengkapan Berkas, berkas 4,"
     " berlaku bagi: belum diisi.", "indikator/berkas/#id_items-3-condition"),
    ("petruk-2023", ("indicators", 2, "text"), None, "Indikator 3 · Inovasi atau Lainnya, uraian: belum diisi.",
     "indikator/inovasi/#text"),
]  # fmt: skip


@pytest.mark.parametrize(("code", "path", "value", "words", "url"), CASES)
def test_a_fault_is_a_sentence_that_leads_to_the_field(code, path, value, words, url):
    (fault,) = faults_of(REF, wrong(code, path, value), ())

    assert (fault.words, fault.url) == (words, reverse("workshop:draft", args=[REF]) + url)


@pytest.mark.django_db
@pytest.mark.parametrize(("code", "path", "value", "words", "url"), [case for case in CASES if "indikator/" in case[4]])
def test_where_a_fault_leads_to_there_is_that_field(agency, code, path, value, words, url):
    from petruk.appraisal.models import InstrumentDraft
    from tests.appraisal.world import NOW

    draft = InstrumentDraft.objects.create(definition=wrong(code, path, value), changed_at=NOW, changed_by="Uji")
    (fault,) = faults_of(draft.public_id, draft.definition, ())
    page, _hash, anchor = fault.url.partition("#")

    response = agency.get(page)

    assert f'id="{anchor}"' in response.content.decode()
    assert words in response.content.decode()
    assert form_of(response, page).values


def test_every_part_says_its_first_fault_at_once():
    definition = wrong("petruk-2021", ("title",), None)
    definition = wrong("", ("eligibility", "legal_statuses"), [], definition)
    definition = wrong("", ("indicators", 1, "points"), "x", definition)
    definition = wrong("", ("indicators", 4, "guidance"), " ", definition)

    assert [error.place for error in errors_of(definition, {"petruk-2021"})] == [
        "title", "eligibility.legal_statuses", "indicators[1].points", "indicators[4].guidance", "code",
    ]  # fmt: skip


@pytest.mark.parametrize("code", sorted(ready_made()))
def test_what_is_right_has_no_fault_until_its_code_is_taken(code):
    definition = ready_made()[code]

    assert faults_of(REF, definition, ()) == []
    assert [fault.words for fault in faults_of(REF, definition, {code})] == [
        "Kode: sudah dipakai instrumen yang terbit."
    ]


def test_whatever_the_rules_refuse_is_a_fault():
    for path in (("places",), ("code",), ("indicators", 0, "fact"), ("tie_breaks", 0, "by"), ("eligibility",)):
        definition = wrong("petruk-2021", path, None) if path != ("eligibility",) else wrong("petruk-2021", path, {})

        with pytest.raises(InstrumentError) as refused:
            parse(definition)

        assert refused.value.place in [error.place for error in errors_of(definition, ())]
