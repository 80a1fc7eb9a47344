"""Codes as RFC 6238 works them out; each counts once, and only about its time."""

import pytest

from petruk.core.one_time_code import address, code_at, matching_step, new_secret

SECRET = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
RFC = ((59, "287082"), (1111111109, "081804"), (1111111111, "050471"), (1234567890, "005924"), (2000000000, "279037"),
       (20000000000, "353130"))  # fmt: skip
"""RFC 6238 appendix B, SHA1, the last six digits."""


@pytest.mark.parametrize(("seconds", "code"), RFC)
def test_the_codes_are_those_of_the_standard(seconds, code):
    assert code_at(SECRET, seconds // 30) == code


@pytest.mark.parametrize(("off", "right"), [(-2, False), (-1, True), (0, True), (1, True), (2, False)])
def test_n22_a_clock_may_be_half_a_minute_off_and_no_more(off, right):
    found = matching_step(SECRET, code_at(SECRET, 1000 + off), now=1000, after=0)

    assert found == (1000 + off if right else None)


def test_n22_a_code_counts_once_and_those_before_it_no_more():
    codes = [code_at(SECRET, step) for step in (999, 1000, 1001)]

    assert [matching_step(SECRET, code, now=1000, after=1000) for code in codes] == [None, None, 1001]


@pytest.mark.parametrize(
    "typed", ["", " ", "12345", "1234567", "٢٨٧٠٨٢", "２８７０８２", "287082\x00", "28-7082", "None", "-87082"]
)
def test_n22_what_is_no_code_is_none(typed):
    assert matching_step(SECRET, typed, now=1, after=0) is None


def test_a_code_may_have_a_space_in_its_middle():
    assert matching_step(SECRET, " 287 082 ", now=1, after=0) == 1


def test_secrets_differ_and_have_160_bits():
    secrets = {new_secret() for _ in range(50)}

    assert (len(secrets), {len(secret) for secret in secrets}) == (50, {32})


def test_what_the_qr_code_says_is_an_address_without_spaces():
    assert address(SECRET, account="Sari & Co", issuer="SI-PETRUK") == (
        f"otpauth://totp/SI-PETRUK:Sari%20%26%20Co?secret={SECRET}&issuer=SI-PETRUK"
    )
