"""The ranking out of the database: the golden order with reasons, the same on every machine, only what one may see."""

import json
import os
import random
import subprocess
import sys
from decimal import Decimal

import pytest

from petruk.access.roles import Role
from petruk.appraisal.content import content_of_sheet, entry_of, summary_of
from petruk.appraisal.models import Assessment, Period, Result
from petruk.appraisal.queries.material import material
from petruk.appraisal.queries.ranking import (
    commitment_of,
    contestants,
    periods_to_rank,
    ranked,
    ranking,
    revealed_seed,
    units_ranked,
)
from petruk.appraisal.queries.sealed import opened
from petruk.core.draw import commitment, draw_number
from petruk.core.sealing import sha256
from tests.appraisal.contest import SEED, make_contest, make_usual, names
from tests.factories import make_authority

pytestmark = pytest.mark.django_db

GOOD = {"score": "90", "realisation": "99", "behaviour": "90"}


@pytest.fixture
def contest():
    return make_usual()


def reasons(places):
    return [place.because for place in places]


def test_the_golden_order_says_why_each_stands_above_the_next(contest):
    contest.seal()

    places = ranking(contest.agency, contest.period).places

    assert [(place.number, place.who.entry.name, place.tied) for place in places] == [
        (1, "ANI", False), (2, "BUDI", True), (3, "CICI", False), (4, "DEDI", False),
    ]  # fmt: skip
    assert reasons(places) == [
        "menang atas BUDI karena total 90 > 80",
        "menang atas CICI karena skor Inovasi atau Lainnya 40 > 30",
        "menang atas DEDI karena total 80 > 60",
        "",
    ]


def test_a_unit_has_a_ranking_of_its_own(contest):
    contest.seal()

    of_social = ranking(contest.agency, contest.period, contest.social)
    of_other = ranking(contest.agency, contest.period, contest.other)

    assert (names(of_social.places), names(of_other.places)) == (["ANI", "BUDI", "CICI"], ["DEDI"])
    assert [(unit.name, count) for unit, count in units_ranked(contest.agency, contest.period)] == [
        ("Dinas Sosial", 3),
        ("Dinas Lain", 1),
    ]


def test_attendance_decides_where_points_are_equal():
    contest = make_contest()
    contest.nominate("EKA", **GOOD | {"realisation": "98.70"})
    contest.nominate("FAJAR", **GOOD | {"realisation": "99.10"})
    contest.seal()

    first, second = ranking(contest.agency, contest.period).places

    assert first.because == "menang atas EKA karena tingkat kehadiran 99,10 % > 98,70 %"
    assert (first.tied, second.because) == (True, "")


def test_a_draw_follows_the_committed_seed_and_anybody_can_check_it():
    contest = make_contest()
    for name in ("EKA", "FAJAR"):
        contest.nominate(name, **GOOD)
    contest.seal()

    first, second = ranking(contest.agency, contest.period).places

    low, high = (draw_number(bytes.fromhex(SEED), place.who.entry.public_id) for place in (first, second))
    assert low < high
    assert first.because.startswith(f"menang atas {second.who.entry.name} karena undian: angka {low[:8]} < {high[:8]}")
    assert commitment(bytes.fromhex(revealed_seed(contest.period))) == commitment_of(contest.period)


def test_before_sealing_the_ranking_is_provisional_and_tells_nobody_how_the_draw_will_end():
    contest = make_contest()
    for name in ("EKA", "FAJAR", "GITA", "HADI"):
        contest.nominate(name, **GOOD)

    before = ranking(contest.agency, contest.period)
    Period.objects.update(draw_seed="0f" * 32)
    contest.period.refresh_from_db()
    after = ranking(contest.agency, contest.period)

    assert (before.sealed, revealed_seed(contest.period)) == (False, "")
    assert names(before.places) == names(after.places)
    assert "undian: angka" not in "".join(reasons(before.places))
    assert "undian dibuka saat hasil disegel" in before.places[0].because


def test_provisional_and_sealed_rankings_agree_where_nothing_is_drawn(contest):
    before = ranking(contest.agency, contest.period).places
    contest.seal()

    after = ranking(contest.agency, contest.period).places

    assert [(place.number, place.because) for place in before] == [(place.number, place.because) for place in after]


def test_the_order_of_the_rows_never_matters(contest):
    contest.seal()
    people = contestants(contest.agency, contest.period)
    expected = [(place.who.ref, place.because) for place in ranked(contest.period, people)]

    for seed in range(10):
        shuffled = random.Random(seed).sample(people, len(people))
        assert [(place.who.ref, place.because) for place in ranked(contest.period, shuffled)] == expected


def test_a_worse_candidate_changes_no_place_above_him():
    contest = make_usual()
    first = names(ranking(contest.agency, contest.period).places)

    contest.nominate("ZAINAL", innovation="10", teamwork="10", score="1", realisation="1", behaviour="1")

    assert names(ranking(contest.agency, contest.period).places) == [*first, "ZAINAL"]


def test_a_leak_needs_a_mandate_the_ranking_of_one_office_knows_no_other(contest):
    contest.seal()
    inspector = make_authority(Role.INSPECTOR, contest.other)

    places = ranking(inspector, contest.period).places

    assert (names(places), reasons(places)) == (["DEDI"], [""])
    assert [unit.name for unit, _count in units_ranked(inspector, contest.period)] == ["Dinas Lain"]


@pytest.mark.parametrize("role", [Role.UNIT_OFFICER, Role.UNIT_HEAD, Role.EMPLOYEE, Role.PANELIST, Role.OPERATOR])
def test_other_roles_rank_nobody(contest, role):
    contest.seal()

    assert ranking(make_authority(role, contest.root), contest.period).places == ()


def test_a_ranking_is_one_query_however_many_there_are(contest, django_assert_num_queries):
    contest.seal()
    period = periods_to_rank(contest.agency).get()

    with django_assert_num_queries(1):
        ranking(contest.agency, period)


def test_the_summary_says_what_the_sealed_bytes_say(contest):
    contest.seal()

    for result in Result.objects.all():
        whole = opened(result)
        assert summary_of(whole) == result.summary
        assert entry_of(result.summary, result.total) == entry_of(summary_of(whole), Decimal(whole["total"]))


def test_a_summary_before_sealing_is_that_after(contest):
    rows = list(Assessment.objects.select_related("employee", "placement"))
    known = material(contest.agency, contest.period, rows)
    before = {row.public_id: summary_of(content_of_sheet(row, known.figures(row))) for row in rows}

    contest.seal()

    assert {row.assessment.public_id: row.summary for row in Result.objects.select_related("assessment")} == before


OTHER_MACHINE = """
import json, locale, sys
from decimal import Decimal
from petruk.appraisal.content import entry_of, summary_of
from petruk.core.instrument import parse, ready_made
from petruk.core.ranking import Chain, rank
from petruk.core.sealing import canonical, sha256

locale.setlocale(locale.LC_ALL, "")
given = json.load(sys.stdin)
chain = Chain.of(parse(ready_made()["petruk-2021"]), bytes.fromhex(given["seed"]))
wholes = sorted(given["wholes"], key=lambda whole: hash(whole["candidate"]))  # another order for each hash seed
order = rank((entry_of(summary_of(whole), Decimal(whole["total"])) for whole in wholes), chain)
hashes = {whole["candidate"]: sha256(canonical(whole)) for whole in wholes}
print(json.dumps({"order": [[each.entry.public_id, each.reason] for each in order], "hashes": hashes}))
"""


@pytest.mark.parametrize(("hash_seed", "locale"), [("1", "C"), ("2", "C.UTF-8"), ("33", "POSIX")])
def test_another_process_with_another_hash_seed_and_locale_ranks_and_seals_the_same(contest, hash_seed, locale):
    for name in ("EKA", "FAJAR"):
        contest.nominate(name, **GOOD)
    contest.seal()
    results = list(Result.objects.all())
    given = json.dumps({"seed": SEED, "wholes": [opened(result) for result in results]})
    world = os.environ | {"PYTHONHASHSEED": hash_seed, "LC_ALL": locale, "PYTHONPATH": os.pathsep.join(sys.path)}

    ran = subprocess.run(
        [sys.executable, "-c", OTHER_MACHINE], input=given, env=world, capture_output=True, text=True, check=True
    )

    there = json.loads(ran.stdout)
    here = ranking(contest.agency, contest.period).places
    assert there["order"] == [[place.who.entry.public_id, place.because] for place in here]
    assert there["hashes"] == {opened(each)["candidate"]: sha256(bytes(each.content)) for each in results}
