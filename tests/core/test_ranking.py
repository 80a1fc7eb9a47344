import hmac
import os
import subprocess
import sys
from datetime import date
from decimal import Decimal
from itertools import groupby

import pytest
from hypothesis import given
from hypothesis import strategies as st

from petruk.core.definition import InstrumentError
from petruk.core.draw import DrawError, commitment, draw_number
from petruk.core.instrument import parse, ready_made
from petruk.core.numbers import format_decimal, format_percent, parse_decimal
from petruk.core.ranking import Chain, Entry, RankingError, Value, rank
from petruk.core.ranks import Seniority
from petruk.core.scoring import Fact, Judgement, PanelSheets, score
from petruk.core.tie_breaks import DEFAULT, By, TieBreak
from tests.core.definitions import PANEL, changed, definition, only
from tests.golden import sheet

SEED = b"benih yang dikunci untuk pengujian"
INSTRUMENT = parse(ready_made()["petruk-2021b"])
CHAIN = Chain.of(INSTRUMENT, SEED)
SENIORITY = Seniority(
    golongan="III/c", golongan_on=date(2015, 4, 1), echelon="IV/a", cpns_on=date(2008, 1, 1), education="S-1",
    graduated=2005, birth_on=date(1980, 1, 1), nip="1",
)  # fmt: skip
CASES = {name: list(rows) for name, rows in groupby(sheet("ranking"), key=lambda row: row["kasus"])}


def entry(public_id, **facts):
    usual = {"name": public_id.title(), "total": Decimal(80), "points": {}, "values": {}, "seniority": SENIORITY}
    return Entry(public_id=public_id, **(usual | facts))


def value(text, written):
    return Value(parse_decimal(text), written(parse_decimal(text)))


def day(text):
    return date.fromisoformat(text) if text else None


def entry_of(row):
    columns = (("disiplin", "kehadiran", format_percent), ("kinerja", "e-Kinerja", format_decimal))
    values = {code: value(row[column], written) for code, column, written in columns if row[column]}
    return Entry(
        public_id=row["nama"].lower(),
        name=row["nama"],
        total=parse_decimal(row["total"]),
        points={"inovasi": parse_decimal(row["skor inovasi"]), "teamwork": parse_decimal(row["skor teamwork"])},
        values=values,
        seniority=Seniority(
            golongan=row["golongan"], golongan_on=day(row["TMT golongan"]), echelon="IV/a", cpns_on=date(2008, 1, 1),
            education="S-1", graduated=2005, birth_on=day(row["lahir"]), nip=row["nama"],
        ),
    )  # fmt: skip


UNKNOWN = Seniority(**dict.fromkeys(Seniority.__slots__) | {"nip": "2", "golongan": "IV/a"})
small = st.integers(0, 2).map(Decimal)
small_values = small.map(lambda each: Value(each, str(each)))
people = st.lists(
    st.builds(
        entry,
        st.text("abcdef", min_size=1, max_size=6),
        total=small,
        points=st.dictionaries(st.sampled_from(["inovasi", "teamwork"]), small),
        values=st.dictionaries(st.sampled_from(["disiplin", "kinerja"]), small_values),
        seniority=st.sampled_from([SENIORITY, UNKNOWN]),
    ),
    min_size=1,
    max_size=8,
    unique_by=lambda each: each.public_id,
)


@pytest.mark.parametrize("rows", CASES.values(), ids=CASES)
def test_golden_ranking(rows):
    ranked = rank([entry_of(row) for row in reversed(rows)], CHAIN)

    assert [(str(each.place), each.entry.name, each.reason) for each in ranked] == [
        (row["tempat"], row["nama"], row["alasan"]) for row in rows
    ]


@given(entries=people, order=st.randoms())
def test_a_permutation_of_the_input_never_changes_the_order(entries, order):
    assert rank(order.sample(entries, len(entries)), CHAIN) == rank(entries, CHAIN)


@given(entries=people, more=people)
def test_a_worse_candidate_never_changes_who_wins_or_who_stands_above_whom(entries, more):
    winner = rank(entries, CHAIN)[0].entry
    known = {each.public_id for each in entries}
    others = [each for each in more if each.public_id not in known and each.total < winner.total]

    ranked = [each.entry for each in rank(entries + others, CHAIN)]

    assert ranked[0] == winner
    assert [each for each in ranked if each in entries] == [each.entry for each in rank(entries, CHAIN)]


@given(entries=people)
def test_the_order_is_that_of_the_keys_by_which_firmness_varies_it(entries):
    keys = dict(zip((each.public_id for each in entries), CHAIN.keys(entries), strict=True))

    ranked = [each.entry for each in rank(entries, CHAIN)]

    assert ranked == sorted(entries, key=lambda each: (-each.total, keys[each.public_id]))


@given(entries=people)
def test_everybody_has_a_place_of_his_own_and_every_tie_names_its_step(entries):
    ranked = rank(entries, CHAIN)

    assert [each.place for each in ranked] == list(range(1, len(entries) + 1))
    assert [each.entry.total for each in ranked] == sorted((each.total for each in entries), reverse=True)
    assert ranked[-1].reason == ""
    for each in ranked[:-1]:
        assert (each.step is None) == (each.entry.total != each.over.total)
        assert each.reason.startswith(f"menang atas {each.over.name} karena {words(each.step)}")


def words(step):
    if step is None:
        return "total"
    return {By.SENIORITY: "lebih senior: ", By.DRAW: "undian: "}.get(step.by, step.subject)


@given(entries=people)
def test_the_step_named_is_the_first_that_differs(entries):
    for each in rank(entries, CHAIN)[:-1]:
        if each.step is not None:
            before = CHAIN.steps[: CHAIN.steps.index(each.step)]
            assert all(figures(step, each.entry) == figures(step, each.over) for step in before)
            assert figures(each.step, each.entry) != figures(each.step, each.over)


def figures(step, one):
    if step.by is By.POINTS:
        return one.points.get(step.code)
    if step.by is By.VALUE:
        return one.values.get(step.code)
    return one.seniority.key[:-1] if step.by is By.SENIORITY else one.public_id


def test_the_same_person_twice_is_our_fault():
    with pytest.raises(RankingError, match="twice"):
        rank([entry("a"), entry("a")], CHAIN)


def test_nobody_is_no_ranking():
    assert rank([], CHAIN) == ()


def test_the_draw_can_be_checked_by_anybody():
    assert draw_number(SEED, "abc") == hmac.new(SEED, b"abc", "sha256").hexdigest()
    assert commitment(SEED) != commitment(SEED + b"x")
    with pytest.raises(DrawError):
        draw_number(b"terlalu pendek", "abc")
    with pytest.raises(DrawError):
        commitment(b"")


def test_another_seed_may_draw_another_winner():
    two = [entry("ani"), entry("budi")]
    seeds = [bytes([number]) * 32 for number in range(20)]

    winners = {rank(two, Chain.of(INSTRUMENT, seed))[0].entry.public_id for seed in seeds}

    assert winners == {"ani", "budi"}


def test_an_entry_takes_its_figures_from_a_final_score():
    result = score(
        INSTRUMENT,
        facts={"kinerja": Fact(Decimal(90)), "disiplin": Fact(Decimal("99.1")), "perilaku": Fact(None)},
        judgements={"inovasi": Judgement(Decimal(40), "SILKa"), "teamwork": Judgement(Decimal(20))},
    )

    one = Entry.of(result, public_id="a", name="Ani", seniority=SENIORITY)

    assert (one.total, one.points["inovasi"], one.points["perilaku"]) == (80, 40, 0)
    assert one.values["disiplin"] == Value(Decimal("99.10"), "99,10 %")
    assert "perilaku" not in one.values


def test_a_panel_gives_points_of_groups_and_aspects():
    result = score(
        parse(only(PANEL)), facts={}, judgements={}, panels={"tim": PanelSheets(({"a": 5, "b": 6, "c": 7},))}
    )

    one = Entry.of(result, public_id="a", name="Ani", seniority=SENIORITY)

    assert {code: int(points) for code, points in one.points.items()} == {
        "tim": 18, "satu": 11, "dua": 7, "a": 5, "b": 6, "c": 7,
    }  # fmt: skip


def test_a_score_that_is_not_final_is_not_ranked():
    with pytest.raises(RankingError, match="not final"):
        Entry.of(score(INSTRUMENT, facts={}, judgements={}), public_id="a", name="Ani", seniority=SENIORITY)


def test_an_instrument_without_a_total_ranks_by_its_steps():
    chain = Chain.of(parse(ready_made()["petruk-2023"]), SEED)
    better = entry("budi", total=Decimal(0), values={"kinerja": Value(Decimal(5), "Sangat Baik")})
    worse = entry("ani", total=Decimal(0), values={"kinerja": Value(Decimal(4), "Baik")})

    first, _ = rank([worse, better], chain)

    assert first.reason == "menang atas Ani karena predikat SKP Sangat Baik > Baik"


def test_two_machines_agree_whatever_their_locale_and_hash_seed():
    program = (
        "from tests.core.test_ranking import CASES, CHAIN, entry_of, rank\n"
        "for rows in CASES.values():\n"
        "    for each in rank({entry_of(row).name: entry_of(row) for row in rows}.values(), CHAIN):\n"
        "        print(ascii((each.place, each.entry.public_id, each.reason)))\n"
    )

    told = [
        subprocess.run(
            [sys.executable, "-c", program],
            env=os.environ | {"PYTHONHASHSEED": seed, "LC_ALL": locale, "PYTHONPATH": "src:."},
            capture_output=True,
            check=True,
        ).stdout
        for seed, locale in (("1", "C"), ("2", "C.UTF-8"))
    ]

    assert told[0] == told[1] != b""


def test_the_chain_of_a_definition_is_read_with_its_words():
    assert [(step.by, step.code) for step in INSTRUMENT.tie_breaks] == [
        (By.POINTS, "inovasi"), (By.POINTS, "teamwork"), (By.VALUE, "disiplin"), (By.VALUE, "kinerja"),
        (By.VALUE, "perilaku"), (By.SENIORITY, ""), (By.DRAW, ""),
    ]  # fmt: skip
    assert INSTRUMENT.tie_breaks[2].subject == "tingkat kehadiran"
    assert parse(only(PANEL, tie_breaks=[{"by": "points", "indicator": "b"}, {"by": "draw"}])).tie_breaks[0] == (
        TieBreak(By.POINTS, "b", "skor Aspek B")
    )


def test_a_definition_without_a_chain_has_seniority_and_a_draw():
    whole = definition()
    del whole["tie_breaks"]

    assert parse(whole).tie_breaks == DEFAULT


@pytest.mark.parametrize(
    ("chain", "wrong_at"),
    [
        ([], "tie_breaks"),
        ([{"by": "seniority"}], "tie_breaks[0].by"),
        ([{"by": "luck"}], "tie_breaks[0].by"),
        ([{"by": "draw"}, {"by": "seniority"}], "tie_breaks[1].by"),
        ([{"by": "seniority"}, {"by": "seniority"}, {"by": "draw"}], "tie_breaks[1].by"),
        ([{"by": "points"}, {"by": "draw"}], "tie_breaks[0].indicator"),
        ([{"by": "points", "indicator": "senam"}, {"by": "draw"}], "tie_breaks[0].indicator"),
        ([{"by": "draw", "indicator": "inovasi"}], "tie_breaks[0].indicator"),
    ],
)
def test_a_chain_that_would_not_decide_is_refused_with_its_place(chain, wrong_at):
    with pytest.raises(InstrumentError) as refused:
        parse(changed("tie_breaks", chain))

    assert refused.value.place == wrong_at


def test_points_that_cannot_differ_break_no_tie():
    whole = ready_made()["petruk-2023"] | {"tie_breaks": [{"by": "points", "indicator": "kinerja"}, {"by": "draw"}]}

    with pytest.raises(InstrumentError) as refused:
        parse(whole)

    assert refused.value.place == "tie_breaks[0].indicator"
