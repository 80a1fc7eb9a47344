import json
import unicodedata
from decimal import Decimal
from hashlib import sha256

import pytest

from petruk.core.instrument import (
    Decider,
    FactName,
    InstrumentError,
    Level,
    Missing,
    Operator,
    Rubric,
    Scale,
    Span,
    Suffix,
    TextField,
    Threshold,
    digest,
    parse,
    ready_made,
)
from petruk.core.nip import EmployeeKind
from tests.core.definitions import GONE, changed, definition, with_scale


@pytest.mark.parametrize(
    ("code", "maximum", "team"), [("petruk-2021", 90, [10, 15, 20]), ("petruk-2021b", 100, [10, 15, 20, 25, 30])]
)
def test_the_ready_made_instruments_are_those_of_the_guide(code, maximum, team):
    instrument = parse(definition(code))

    assert instrument.code == code
    assert instrument.maximum == maximum
    assert [each.code for each in instrument.indicators] == ["kinerja", "disiplin", "inovasi", "perilaku", "teamwork"]
    assert [each.value for each in instrument.thresholds] == [85, 95, 76]
    assert {(each.operator, each.points, each.missing) for each in instrument.thresholds} == {
        (Operator.AT_LEAST, 10, Missing.ZERO)
    }
    assert [list(each.options) for each in instrument.judged] == [[10, 20, 30, 40], team]
    assert [each.decided_by for each in instrument.judged] == [Decider.OFFICER, Decider.UNIT_HEAD]
    assert instrument.eligibility.kinds == {EmployeeKind.PNS, EmployeeKind.CPNS}
    assert instrument.eligibility.excluded_echelons == {"I/a", "I/b", "II/a", "II/b"}
    assert instrument.eligibility.legal_statuses == {"01"}


def test_a_threshold_is_read_whole():
    assert parse(definition()).indicator("disiplin") == Threshold(
        code="disiplin",
        title="Disiplin",
        description=ready_made()["petruk-2021"]["indicators"][1]["description"],
        criterion="Persentase tingkat kehadiran pegawai {window} dengan kriteria ≥ 95 %. "
        "Bila terpenuhi, diberi skor 10.",
        maximum=Decimal(10),
        missing=Missing.ZERO,
        weight=Decimal(1),
        fact=FactName.ATTENDANCE,
        span=Span.MONTHS,
        operator=Operator.AT_LEAST,
        value=Decimal(95),
        points=Decimal(10),
        suffix=Suffix.PERCENT,
        subject="Tingkat kehadiran",
    )


def test_a_rubric_has_every_meaning_and_a_text_of_500_characters():
    innovation = parse(definition()).indicator("inovasi")

    assert isinstance(innovation, Rubric)
    assert innovation.text == TextField("Nama dan uraian singkat inovasi atau prestasi", 500, required=True)
    assert innovation.levels[0] == Level(Decimal(10), innovation.meaning(Decimal(10)))
    assert len({level.meaning for level in innovation.levels}) == 4


def test_a_scale_is_read_with_its_options():
    scale = parse(with_scale()).indicator("orisinalitas")

    assert isinstance(scale, Scale)
    assert list(scale.options) == [0, 5, 10, 15, 20]
    assert (scale.missing, scale.text) == (Missing.BLOCK, None)
    assert scale.criterion == "Dinilai 0 sampai 20, kelipatan 5."


def test_the_printed_sentence_takes_its_figures_from_the_rule():
    instrument = parse(changed("indicators[0].value", "80.5"))

    printed = instrument.indicator("kinerja").printed("Maret 2021")

    assert printed == "Nilai e-Kinerja Maret 2021 dengan kriteria ≥ 80,5. Bila terpenuhi, diberi skor 10."


def test_a_weight_multiplies_the_points_into_the_maximum():
    whole = changed("indicators[0].weight", "2.5", changed("indicators[0].maximum", "25", changed("maximum", "105")))

    assert parse(whole).indicator("kinerja").maximum == 25


@pytest.mark.parametrize(
    ("place", "value", "wrong_at"),
    [
        ("code", GONE, "code"),
        ("code", "Petruk 2021", "code"),
        ("title", "  ", "title"),
        ("title", 5, "title"),
        ("colour", "merah", "colour"),
        ("legal_basis", [], "legal_basis"),
        ("legal_basis[1]", "", "legal_basis[1]"),
        ("places", "3", "places"),
        ("places", 0, "places"),
        ("maximum", "91", "maximum"),
        ("maximum", 90, "maximum"),
        ("maximum", "090", "maximum"),
        ("maximum", "1e2", "maximum"),
        ("maximum", "٩٠", "maximum"),
        ("eligibility", [], "eligibility"),
        ("eligibility.kinds[1]", "HONORER", "eligibility.kinds[1]"),
        ("eligibility.kinds", [], "eligibility.kinds"),
        ("eligibility.excluded_echelons[0]", "VI/a", "eligibility.excluded_echelons[0]"),
        ("eligibility.legal_statuses", "01", "eligibility.legal_statuses"),
        ("indicators", {}, "indicators"),
        ("indicators", [], "indicators"),
        ("indicators[0]", "kinerja", "indicators[0]"),
        ("indicators[0].kind", "stars", "indicators[0].kind"),
        ("indicators[0].kind", GONE, "indicators[0].kind"),
        ("indicators[0].code", "nip", "indicators[0].code"),
        ("indicators[1].code", "kinerja", "indicators[1].code"),
        ("indicators[0].maximum", "20", "indicators[0].maximum"),
        ("indicators[0].value", "100.01", "indicators[0].value"),
        ("indicators[0].value", "85,5", "indicators[0].value"),
        ("indicators[0].operator", "=>", "indicators[0].operator"),
        ("indicators[0].fact", "performance.predicate", "indicators[0].fact"),
        ("indicators[0].span", "week", "indicators[0].span"),
        ("indicators[0].suffix", "persen", "indicators[0].suffix"),
        ("indicators[0].missing", GONE, "indicators[0].missing"),
        ("indicators[0].missing", "skip", "indicators[0].missing"),
        ("indicators[0].points", "0", "indicators[0].points"),
        ("indicators[0].weight", "0", "indicators[0].maximum"),
        ("indicators[0].levels", [], "indicators[0].levels"),
        ("indicators[0].criterion", "Nilai {bulan}", "indicators[0].criterion"),
        ("indicators[0].criterion", "Nilai }", "indicators[0].criterion"),
        ("indicators[2].criterion", "Inovasi {window}", "indicators[2].criterion"),
        ("indicators[2].missing", "zero", "indicators[2].missing"),
        ("indicators[2].decided_by", "bupati", "indicators[2].decided_by"),
        ("indicators[2].guidance", GONE, "indicators[2].guidance"),
        ("indicators[2].levels", [{"points": "40", "meaning": "Ada"}], "indicators[2].levels"),
        ("indicators[2].levels[1].points", "10", "indicators[2].levels[1].points"),
        ("indicators[2].levels[1].points", "5", "indicators[2].levels[1].points"),
        ("indicators[2].levels[1].points", 20, "indicators[2].levels[1].points"),
        ("indicators[2].levels[3].points", "45", "indicators[2].levels[3].points"),
        ("indicators[2].levels[3].points", "35", "indicators[2].maximum"),
        ("indicators[2].levels[1].meaning", "", "indicators[2].levels[1].meaning"),
        ("indicators[2].levels[1].meaning", GONE, "indicators[2].levels[1].meaning"),
        ("indicators[2].levels[1].color", "hijau", "indicators[2].levels[1].color"),
        ("indicators[2].text.maximum", "0", "indicators[2].text.maximum"),
        ("indicators[2].text.maximum", "1.5", "indicators[2].text.maximum"),
        ("indicators[2].text.required", "ya", "indicators[2].text.required"),
        ("indicators[2].text.label", GONE, "indicators[2].text.label"),
    ],
)
def test_a_wrong_definition_is_refused_with_its_place(place, value, wrong_at):
    with pytest.raises(InstrumentError) as refused:
        parse(changed(place, value))

    assert refused.value.place == wrong_at
    assert str(refused.value) == f"{wrong_at}: {refused.value.message}"


@pytest.mark.parametrize(
    ("values", "wrong_at"),
    [
        ({"step": "3"}, "indicators[5].step"),
        ({"step": "0"}, "indicators[5].step"),
        ({"min": "20"}, "indicators[5].min"),
        ({"max": "15"}, "indicators[5].maximum"),
        ({"text": {}}, "indicators[5].text"),
        ({"points": "5"}, "indicators[5].points"),
    ],
)
def test_a_scale_that_does_not_add_up_is_refused(values, wrong_at):
    with pytest.raises(InstrumentError) as refused:
        parse(with_scale(**values))

    assert refused.value.place == wrong_at


def test_a_maximum_finer_than_the_printed_points_is_refused():
    whole = changed(
        "indicators[0].points", "10.5", changed("indicators[0].maximum", "10.5", changed("maximum", "90.5"))
    )

    with pytest.raises(InstrumentError) as refused:
        parse(whole)

    assert refused.value.place == "indicators[0].maximum"


def test_a_value_that_only_more_than_100_could_reach_is_refused():
    whole = changed("indicators[0].operator", ">", changed("indicators[0].value", "100"))

    with pytest.raises(InstrumentError) as refused:
        parse(whole)

    assert refused.value.place == "indicators[0].value"


def test_the_digest_knows_meaning_not_spelling():
    whole = definition()
    respelt = json.loads(unicodedata.normalize("NFD", json.dumps(whole, ensure_ascii=False, indent=8)))
    respelt = dict(reversed(respelt.items()))

    assert digest(respelt) == digest(whole) == parse(whole).sha256
    assert digest(changed("indicators[0].value", "85.0")) != digest(whole)
    assert digest({"é": "é"}) == digest({"e\u0301": "e\u0301"})


def test_the_digest_is_sha256_of_the_canonical_text():
    assert digest({"b": "2", "a": ["é"]}) == sha256('{"a":["é"],"b":"2"}'.encode()).hexdigest()


def test_no_ready_made_definition_holds_a_number_or_an_unlike_name():
    for code, whole in ready_made().items():
        assert whole["code"] == code
        assert set(types(whole)) <= {str, bool}


def types(value):
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list):
        return [kind for item in value for kind in types(item)]
    return [type(value)]
