from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from petruk.core.numbering import Fault, PatternError, check, number

ON = date(2026, 5, 4)


@pytest.mark.parametrize(
    ("pattern", "written"),
    [
        ("800/{n}/BKPSDM-BLG/{yyyy}", "800/7/BKPSDM-BLG/2026"),
        ("{nnn}/PETRUK/{yyyy}", "007/PETRUK/2026"),
        ("000.8.3/{nnnn}/{romawi}/{yyyy}", "000.8.3/0007/V/2026"),
        ("B-{n}/{mm}-{yyyy}", "B-7/05-2026"),
    ],
)
def test_a_pattern_writes_the_number(pattern, written):
    assert number(pattern, 7, ON) == written


@pytest.mark.parametrize(
    ("pattern", "fault"),
    [
        ("", Fault.LENGTH),
        ("{n}/" + "X" * 45 + "/{yyyy}", Fault.LENGTH),
        ("{n}/{nip}/{yyyy}", Fault.UNKNOWN),
        ("{n}/{0.__class__}/{yyyy}", Fault.UNKNOWN),
        ("{n}/{{7*7}}/{yyyy}", Fault.UNKNOWN),
        ("{n}/%(x)s/{yyyy}", Fault.SIGNS),
        ("{n}/${x}/{yyyy}", Fault.UNKNOWN),
        ("{n}\n/{yyyy}", Fault.SIGNS),
        ("{n}/٨/{yyyy}", Fault.SIGNS),
        ("{n}/<b>/{yyyy}", Fault.SIGNS),
        ("PIAGAM/{yyyy}", Fault.SERIAL),
        ("{n}/{nn}/{yyyy}", Fault.SERIAL),
        ("{nnnnnnn}/{yyyy}", Fault.UNKNOWN),
        ("1{n}/{yyyy}", Fault.TOUCHING),
        ("{yyyy}{n}", Fault.TOUCHING),
        ("{n}{mm}/{yyyy}", Fault.TOUCHING),
        ("{n}/PIAGAM", Fault.YEAR),
        ("{n}/{yyyy}/{yyyy}", Fault.YEAR),
    ],
)
def test_n43_only_named_placeholders_make_a_pattern(pattern, fault):
    with pytest.raises(PatternError) as refused:
        check(pattern)

    assert refused.value.fault is fault


@given(
    st.lists(st.integers(1, 99999), unique=True, min_size=2, max_size=20), st.sampled_from(["{n}", "{nn}", "{nnnn}"])
)
def test_two_serial_numbers_of_a_year_never_write_the_same(serials, place):
    written = {number(f"800/{place}/X/{{yyyy}}", serial, ON) for serial in serials}

    assert len(written) == len(serials)


@given(st.text(max_size=60))
def test_a_pattern_is_refused_or_written_never_a_crash(pattern):
    try:
        check(pattern)
    except PatternError:
        return
    assert "{" not in number(pattern, 12, ON)
