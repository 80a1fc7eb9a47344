import re

from petruk.core.ids import new_public_id, new_verification_code


def test_a_public_id_is_22_characters_of_an_address():
    assert re.fullmatch(r"[A-Za-z0-9_-]{22}", new_public_id())


def test_a_verification_code_has_no_digit_that_looks_like_a_letter():
    assert re.fullmatch(r"[a-z2-7]{26}", new_verification_code())


def test_ids_do_not_repeat():
    assert len({new_public_id() for _ in range(1000)} | {new_verification_code() for _ in range(1000)}) == 2000
