import time
from dataclasses import replace
from decimal import Decimal
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from petruk.core.contest import Contest, factors, limits
from petruk.core.firmness import LIMIT_SPREAD, SHIFTS, WEIGHT_SPREAD, Tally, firmness
from petruk.core.instrument import parse, ready_made
from petruk.core.numbers import parse_decimal
from petruk.core.ranking import Chain, Entry, rank
from petruk.core.ranks import Seniority
from petruk.core.scoring import Fact, Judgement, PanelSheets, score
from tests.core.definitions import BANDS, changed, definition, only
from tests.golden import sheet

SEED = b"benih yang dikunci untuk pengujian"
INSTRUMENT = parse(ready_made()["petruk-2021b"])
CHAIN = Chain.of(INSTRUMENT, SEED)
UNKNOWN = Seniority(**dict.fromkeys(Seniority.__slots__) | {"nip": "2"})


def scored(name, instrument=INSTRUMENT, **figures):
    facts = {each.code: Fact(figures[each.code]) for each in instrument.automatic}
    judgements = {each.code: Judgement(figures[each.code], "") for each in instrument.judged}
    result = score(instrument, facts=facts, judgements=judgements)
    return Entry.of(result, public_id=name.lower(), name=name, seniority=UNKNOWN)


def person(row):
    codes = ("kinerja", "disiplin", "inovasi", "perilaku", "teamwork")
    return scored(row["nama"], **{code: parse_decimal(row[code]) for code in codes})


CASES = {}
for line in sheet("firmness"):
    CASES.setdefault(line["kasus"], []).append(line)

people = st.lists(
    st.fixed_dictionaries(
        {
            "kinerja": st.integers(8000, 9000).map(lambda each: Decimal(each).scaleb(-2)),
            "disiplin": st.none() | st.integers(9000, 10000).map(lambda each: Decimal(each).scaleb(-2)),
            "inovasi": st.sampled_from([10, 20, 30, 40]).map(Decimal),
            "perilaku": st.integers(7200, 8000).map(lambda each: Decimal(each).scaleb(-2)),
            "teamwork": st.sampled_from([10, 15, 20, 25, 30]).map(Decimal),
        }
    ),
    min_size=1,
    max_size=4,
)


@pytest.mark.parametrize("rows", CASES.values(), ids=CASES)
def test_golden_firmness(rows):
    result = firmness(INSTRUMENT, [person(row) for row in rows], CHAIN)

    assert (result.winner.name, result.sentence) == (rows[0]["nama"], rows[0]["kalimat"])


def heavier(entry, percents):
    """Weigh an entry anew the slow way: every point times its percent."""
    return replace(entry, total=sum(entry.points[code] * percent / 100 for code, percent in percents.items()))


@settings(deadline=None, max_examples=40)
@given(figures=people)
def test_the_grid_says_what_weighing_everything_anew_says(figures):
    entries = [scored(f"P{at}", **each) for at, each in enumerate(figures)]
    winner = rank(entries, CHAIN)[0].entry.public_id
    codes = [factor.code for factor in factors(INSTRUMENT)]
    settings_of_all = [each for each in product((80, 100, 120), repeat=5) if set(each) != {100}]

    held = [
        rank([heavier(entry, dict(zip(codes, percents, strict=True))) for entry in entries], CHAIN)[0]
        for percents in settings_of_all
    ]

    assert firmness(INSTRUMENT, entries, CHAIN).weights == Tally(
        sum(first.entry.public_id == winner for first in held), 242
    )


@settings(deadline=None, max_examples=40)
@given(figures=people)
def test_a_shifted_threshold_says_what_scoring_anew_says(figures):
    entries = [scored(f"P{at}", **each) for at, each in enumerate(figures)]
    contest = Contest(INSTRUMENT, entries, CHAIN)

    for limit, percent in product(limits(INSTRUMENT), SHIFTS):
        at = [each.code for each in INSTRUMENT.indicators].index(limit.indicator.code)
        base = definition("petruk-2021b")
        shifted = parse(changed(f"indicators[{at}].value", f"{limit.moved(percent):f}", base))
        anew = rank([scored(f"P{at}", shifted, **each) for at, each in enumerate(figures)], CHAIN)
        assert contest.winner_with(limit, percent).public_id == anew[0].entry.public_id


@settings(deadline=None, max_examples=60)
@given(figures=people)
def test_the_smallest_change_is_one_and_nothing_smaller_is(figures):
    entries = [scored(f"P{at}", **each) for at, each in enumerate(figures)]
    codes = [factor.code for factor in factors(INSTRUMENT)]

    result = firmness(INSTRUMENT, entries, CHAIN)

    def winner(code, percent):
        percents = dict.fromkeys(codes, 100) | {code: 100 + percent}
        return rank([heavier(entry, percents) for entry in entries], CHAIN)[0].entry.public_id

    reach = abs(result.smallest.percent) if result.smallest else WEIGHT_SPREAD + 1
    below = [(code, each) for code in codes for each in range(1 - reach, reach)]
    assert {winner(*each) for each in below} == {result.winner.public_id}
    if result.smallest and result.smallest.words.startswith("bobot"):
        found = winner(result.smallest.code, result.smallest.percent)
        assert found == result.smallest.winner.public_id != result.winner.public_id


def test_an_instrument_without_weights_says_so():
    instrument = parse(ready_made()["petruk-2023"])
    entries = [
        Entry(public_id=name, name=name, total=Decimal(0), points={}, values={}, seniority=UNKNOWN) for name in "ab"
    ]

    result = firmness(instrument, entries, Chain.of(instrument, SEED))

    assert (result.tried, result.percent) == (0, 100)
    assert result.sentence.startswith("Instrumen ini tidak menjumlahkan skor")


def test_a_panel_is_varied_by_its_groups():
    instrument = parse(ready_made()["petruk-2024"])
    (panel,) = instrument.panels

    assert [(each.code, each.title) for each in factors(instrument)] == [
        ("inovatif", "Inovatif"), ("kinerja-disiplin", "Kinerja dan Disiplin"), ("rekam-jejak", "Rekam Jejak"),
    ]  # fmt: skip
    entries = [panel_entry(panel, name, first) for name, first in (("Ani", 20), ("Budi", 0))]
    result = firmness(instrument, entries, Chain.of(instrument, SEED))

    assert (result.winner.name, result.weights, result.limits) == ("Ani", Tally(17, 26), Tally(0, 0))
    assert result.smallest.words == "bobot Inovatif diturunkan 6 %"


def panel_entry(panel, name, first):
    """Give one more points for innovation, the other nearly as many for his record."""
    points = dict.fromkeys((aspect.code for aspect in panel.aspects), 5)
    points |= {"orisinalitas": first, "pengalaman-jabatan": 20 - first, "kompetensi": 5 if first else 4}
    result = score(
        parse(only(definition("petruk-2024")["indicators"][3])),
        facts={},
        judgements={},
        panels={panel.code: PanelSheets((points,))},
    )
    return Entry.of(result, public_id=name.lower(), name=name, seniority=UNKNOWN)


def test_each_bound_of_a_band_is_shifted_but_not_the_zero():
    instrument = parse(only(BANDS))
    chain = Chain.of(instrument, SEED)
    entries = [scored(name, instrument, hadir=Decimal(value)) for name, value in (("Ani", "95"), ("Budi", "94.90"))]

    result = firmness(instrument, entries, chain)

    assert (result.limits.tried, len(limits(instrument))) == (2 * 2 * LIMIT_SPREAD, 2)
    assert result.winner.name == "Ani"


def test_an_excluded_indicator_counts_as_the_share_reached_in_the_others():
    instrument = parse(changed("indicators[0].missing", "exclude", definition("petruk-2021b")))
    figures = {"disiplin": Decimal(96), "inovasi": Decimal(40), "perilaku": Decimal(80), "teamwork": Decimal(25)}
    contest = Contest(instrument, [scored("Ani", instrument, kinerja=None, **figures)], Chain.of(instrument, SEED))

    reached = {factor.code: contest.per_percent(0, factor) for factor in factors(instrument)}

    assert reached["kinerja"] == 10_000_000 * 85 // 90
    assert reached["teamwork"] == 25_000_000


def test_a_tie_under_a_shifted_threshold_is_broken_by_the_points_of_that_world():
    chain = [{"by": "points", "indicator": "kinerja"}, {"by": "draw"}]
    instrument = parse(definition("petruk-2021b") | {"tie_breaks": chain})
    same = {"disiplin": Decimal(99), "perilaku": Decimal(80), "teamwork": Decimal(20)}
    entries = [
        scored("Ani", instrument, kinerja=Decimal("85.50"), inovasi=Decimal(40), **same),
        scored("Budi", instrument, kinerja=Decimal(90), inovasi=Decimal(30), **same),
    ]
    contest = Contest(instrument, entries, Chain.of(instrument, SEED))

    assert contest.winner.name == "Ani"
    assert contest.winner_with(limits(instrument)[0], 1).name == "Budi"


def test_nobody_cannot_win():
    with pytest.raises(ValueError, match="nobody"):
        firmness(INSTRUMENT, [], CHAIN)


def test_a_limit_never_moves_beyond_what_a_fact_can_be():
    high = parse(changed("indicators[1].value", "98", definition("petruk-2021b")))

    assert [limits(high)[1].moved(percent) for percent in (-5, 5)] == [Decimal("93.10"), 100]


def test_a_regency_takes_less_than_two_seconds():
    figures = [
        {
            "kinerja": Decimal(80 + at % 20),
            "disiplin": Decimal(90 + at % 10),
            "inovasi": Decimal(10 * (1 + at % 4)),
            "perilaku": Decimal(70 + at % 13),
            "teamwork": Decimal(10 + 5 * (at % 5)),
        }
        for at in range(20)
    ]
    units = [[scored(f"P{unit}-{at}", **each) for at, each in enumerate(figures)] for unit in range(90)]

    began = time.process_time()
    for unit in units:
        firmness(INSTRUMENT, unit, CHAIN)

    assert time.process_time() - began < 2
