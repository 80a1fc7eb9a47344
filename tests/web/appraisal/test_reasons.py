import pytest

from petruk.core.eligibility import Ineligible, IneligibleReason
from petruk.web.templatetags.appraisal import reason_words

FACTS = {
    IneligibleReason.KIND: ("PPPK", "PPPK"),
    IneligibleReason.ECHELON: ("II/b", "II/b"),
    IneligibleReason.NOT_ACTIVE: ("20", "Masa persiapan pensiun"),
    IneligibleReason.TENURE: ("5 bulan", "5 bulan"),
    IneligibleReason.SANCTION: ("berat, SK 2/2024", "berat, SK 2/2024"),
    IneligibleReason.PREDICATE: ("tahun 2022 Kurang", "tahun 2022 Kurang"),
    IneligibleReason.RECENT_WINNER: ("Penilaian 2022", "Penilaian 2022"),
}


@pytest.mark.parametrize("reason", IneligibleReason)
def test_every_reason_is_told_with_the_fact_behind_it(reason):
    fact, shown = FACTS.get(reason, ("", ""))

    words = reason_words(Ineligible(reason, fact))

    assert words.endswith(".")
    assert shown in words
