from datetime import date

import pytest

from petruk.core.nip import (
    EmployeeKind,
    Nip,
    Parsed,
    Reason,
    Sex,
    Shape,
    display_nip,
    mask_nip,
    mismatches,
    parse_nip,
)
from tests.golden import sheet

TODAY = date(2026, 11, 24)
GOOD = "198407202010011002"


def parse(text, kind=EmployeeKind.PNS, **options):
    return parse_nip(text, kind=kind, today=TODAY, **options)


@pytest.mark.parametrize("case", sheet("nip"), ids=lambda case: f"{case['nip']} {case['jenis']}")
def test_n71_golden_sheet(case):
    kind = EmployeeKind(case["jenis"]) if case["jenis"] else None

    parsed = parse(case["nip"], kind)

    assert " ".join(parsed.faults) == case["kesalahan"]
    assert " ".join(parsed.warnings) == (case["peringatan"] or "")
    assert (parsed.nip is None) == bool(parsed.faults)


def test_a_nip_tells_birth_appointment_sex_and_sequence():
    assert parse("19840720 201001 1 002") == Parsed(
        Nip(
            value=GOOD,
            shape=Shape.PNS,
            birth_on=date(1984, 7, 20),
            appointed_year=2010,
            appointed_month=1,
            sex=Sex.MALE,
            sequence=2,
        )
    )


def test_an_ni_pppk_has_no_appointment_month():
    parsed = parse("199005052025242013", EmployeeKind.PPPK_PART_TIME)

    assert parsed.nip is not None
    assert (parsed.nip.shape, parsed.nip.appointed_year, parsed.nip.appointed_month) == (Shape.PPPK, 2025, None)
    assert (parsed.nip.sex, parsed.nip.sequence) == (Sex.FEMALE, 13)


@pytest.mark.parametrize(("middle", "shape"), [("12", Shape.PNS), ("13", Shape.PPPK), ("21", Shape.PPPK)])
def test_where_the_kind_is_unknown_the_digits_decide(middle, shape):
    parsed = parse(f"198407202021{middle}1002", None)

    assert parsed.nip is not None
    assert (parsed.nip.shape, parsed.warnings) == (shape, ())


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (f"{GOOD}\n", Reason.INVISIBLE),
        (f"{GOOD}\x00", Reason.INVISIBLE),
        (f"{GOOD}\t", Reason.INVISIBLE),
        ("19840720\u200b2010011002", Reason.INVISIBLE),
        ("19840720\u00a0201001\u00a01\u00a0002", Reason.INVISIBLE),
        ("19840720\u2009201001 1 002", Reason.INVISIBLE),
        (f"\ufeff{GOOD}", Reason.INVISIBLE),
        ("1984072020100110०2", Reason.NON_ASCII_DIGIT),
        (GOOD.replace("0", "O"), Reason.LOOK_ALIKE),
        (GOOD.replace("1", "l"), Reason.LOOK_ALIKE),
        (f"'{GOOD}", Reason.CHARACTER),
        (f"\u2019{GOOD}", Reason.CHARACTER),
        ("1.98001E+17", Reason.SCIENTIFIC),
        ("198407202010011002.0", Reason.CHARACTER),
        ("1984072020100110²", Reason.CHARACTER),
        ("   ", Reason.EMPTY),
        ("9" * 5000, Reason.LENGTH),
        (GOOD[:17], Reason.LENGTH),
        ("-198407202010011002", Reason.CHARACTER),
        ("=198407202010011002", Reason.CHARACTER),
    ],
)
def test_n70_a_spoilt_text_is_refused_with_its_reason(text, reason):
    assert parse(text) == Parsed(None, (reason,))


@pytest.mark.parametrize("text", [f" {GOOD} ", "19840720  201001 1  002", "19840720 2010011002"])
def test_plain_spaces_around_the_groups_do_not_matter(text):
    assert parse(text).nip == parse(GOOD).nip


@pytest.mark.parametrize(
    ("birth", "faults"),
    [
        ("20101124", ()),
        ("20101125", (Reason.BIRTH_RANGE,)),
        ("19551125", ()),
        ("19551124", (Reason.BIRTH_RANGE,)),
    ],
)
def test_the_register_holds_people_of_16_to_70_years(birth, faults):
    year = int(birth[:4]) + 16
    parsed = parse(f"{birth}{year}211001", EmployeeKind.PPPK)

    assert parsed.faults == faults


def test_an_archive_may_hold_older_people():
    retired = "194001011960011001"

    assert parse(retired).faults == (Reason.BIRTH_RANGE,)
    assert parse(retired, oldest=100).nip is not None


def test_born_on_29_february_comes_of_age_on_1_march():
    assert parse("200002292016021001").faults == (Reason.APPOINTED_UNDER_16,)
    assert parse("200002292016031001").warnings == (Reason.APPOINTED_UNDER_18,)


def test_a_difference_from_the_register_is_a_warning():
    nip = parse(GOOD).nip
    assert nip is not None

    assert mismatches(nip, birth_on=date(1984, 7, 20), sex="L") == ()
    assert mismatches(nip, birth_on=None, sex=None) == ()
    assert mismatches(nip, birth_on=date(1984, 7, 21), sex=Sex.FEMALE) == (Reason.BIRTH_MISMATCH, Reason.SEX_MISMATCH)
    assert all(reason.is_warning for reason in mismatches(nip, birth_on=date(1984, 7, 21), sex="P"))


def test_faults_block_and_warnings_do_not():
    parsed = parse("198407202000081002")

    assert parsed.nip is not None
    assert [reason.is_warning for reason in (*parsed.warnings, Reason.LENGTH)] == [True, False]


def test_a_nip_is_written_in_its_groups_or_masked():
    assert display_nip(GOOD) == "19840720 201001 1 002"
    assert display_nip("1234") == "1234"
    assert mask_nip(GOOD) == "1984•••• •••••• • •••"
