import pytest

from petruk.core.legal_status import LEGAL_STATUSES, legal_status_name


@pytest.mark.parametrize(("code", "words"), [("01", "Aktif"), ("20", "Masa persiapan pensiun"), ("97", "97")])
def test_a_code_is_said_in_words_or_stays_a_code(code, words):
    assert legal_status_name(code) == words


def test_every_code_has_two_digits():
    assert all(len(code) == 2 and code.isdigit() for code in LEGAL_STATUSES)
