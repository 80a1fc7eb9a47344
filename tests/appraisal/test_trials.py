"""Other rules tried on what an earlier period holds: leaders, ties, spread, zero; and what does not fit is said."""

import time
from copy import deepcopy
from datetime import timedelta
from decimal import Decimal

import pytest

from petruk.access.authority import console
from petruk.access.roles import Role
from petruk.appraisal.models import Assessment, Period
from petruk.appraisal.queries.fitting import Misfit
from petruk.appraisal.queries.trials import earlier_periods, trial
from petruk.core.indicators import Condition
from petruk.core.instrument import parse, ready_made
from petruk.core.predicate import Predicate
from petruk.core.scoring import Checklist, Fact, PredicateFact, score
from tests.appraisal.contest import LATER, make_contest, make_usual
from tests.appraisal.panel_world import ASPECTS, make_panel_world
from tests.factories import make_authority, make_employee, make_unit

pytestmark = pytest.mark.django_db


def variant(code="petruk-2021", **changes):
    """Return the rules of a ready-made instrument with keys of its indicators changed, by code."""
    definition = deepcopy(ready_made()[code])
    for each in definition["indicators"]:
        each.update(changes.get(each["code"], {}))
    definition["maximum"] = str(sum(Decimal(each["maximum"]) for each in definition["indicators"]))
    return definition


def without(definition, *codes):
    rest = [each for each in definition["indicators"] if each["code"] not in codes]
    chain = [step for step in definition["tie_breaks"] if step.get("indicator") not in codes]
    total = str(sum(Decimal(each["maximum"]) for each in rest))
    return {**definition, "indicators": rest, "tie_breaks": chain, "maximum": total}


def leaders(found):
    return [(each.unit.name, each.winner.entry.name, each.winner.entry.total) for each in found.units]


@pytest.fixture
def contest():
    """Ani 90, Budi and Cici 80 of one office, Dedi 60 of the other; the period is over."""
    return make_usual()


def test_the_rules_of_the_period_itself_give_its_own_totals_and_leaders(contest):
    found = trial(contest.agency, parse(ready_made()["petruk-2021"]), contest.period)

    totals = Assessment.objects.order_by("total").values_list("total", flat=True)
    assert leaders(found) == [("Dinas Sosial", "ANI", 90), ("Dinas Lain", "DEDI", 60)]
    assert [each.changed for each in found.units] == [False, False]
    assert (found.totals, found.left_out, found.unranked, found.ties) == (tuple(totals), (), (), 0)


def test_another_weight_makes_another_leader_and_says_who_led_before(contest):
    rules = parse(without(variant(teamwork={"weight": "2", "maximum": "40"}), "inovasi"))
    contest.nominate("EKA", innovation="10", teamwork="20", score="99", realisation="99", behaviour="99")

    found = trial(contest.agency, rules, contest.period)

    social = found.units[0]
    first, second, third, last = (each.entry.name for each in social.order)
    assert (first, {second, third}, last) == ("EKA", {"ANI", "CICI"}, "BUDI")  # only a draw parts the two
    assert (social.before, social.changed, found.changes) == ("ANI", True, 1)
    assert (social.tied, found.ties) == (True, 1)
    assert social.winner.reason == f"menang atas {second} karena nilai e-Kinerja 99,00 > 90,00"


def test_who_stays_at_zero_is_counted_for_each_indicator_and_named_where_nothing_is_left(contest):
    strict = {"value": "95"}
    rules = parse(without(variant(kinerja=strict, perilaku=strict), "inovasi", "teamwork", "disiplin"))

    found = trial(contest.agency, rules, contest.period)

    assert [(each.indicator.code, each.zero, each.full, each.without, each.mean) for each in found.reaches] == [
        ("kinerja", 4, 0, 0, 0), ("perilaku", 4, 0, 0, 0),
    ]  # fmt: skip
    assert sorted(found.at_zero) == ["ANI", "BUDI", "CICI", "DEDI"]


def test_what_the_period_does_not_have_is_left_out_and_said(contest):
    definition = variant(
        kinerja={"fact": "attendance.realisation"}, disiplin={"kind": "rubric"}, perilaku={"code": "sikap"}
    )
    definition["indicators"][1] = {**ready_made()["petruk-2021"]["indicators"][4], "code": "disiplin"}
    definition["maximum"] = "100"
    definition["tie_breaks"] = [{"by": "value", "indicator": "sikap"}, {"by": "draw"}]

    found = trial(contest.agency, parse(definition), contest.period)

    assert [(each.indicator.code, each.why) for each in found.left_out] == [
        ("kinerja", Misfit.OTHER_DATA), ("disiplin", Misfit.OTHER_KIND), ("sikap", Misfit.ABSENT),
    ]  # fmt: skip
    assert (found.rules.maximum, [step.by.value for step in found.rules.tie_breaks]) == (60, ["draw"])
    assert leaders(found)[0] == ("Dinas Sosial", "ANI", 60)


def test_points_that_the_rules_do_not_offer_leave_their_people_unranked(contest):
    definition = variant()
    del definition["indicators"][4]["levels"][0]

    found = trial(contest.agency, parse(definition), contest.period)

    assert sorted((each.name, each.unit.name, each.because) for each in found.unranked) == [
        ("BUDI", "Dinas Sosial", ("Kerja Sama Tim (Team Work)",)),
        ("DEDI", "Dinas Lain", ("Kerja Sama Tim (Team Work)",)),
    ]
    assert (leaders(found), found.people, len(found.totals)) == ([("Dinas Sosial", "ANI", 90)], 4, 2)


def test_missing_data_count_as_the_rules_that_are_tried_say(contest):
    person = make_employee(contest.social, name="FIFI")
    contest.hand_in(person, innovation="40", teamwork="20")
    excluding = {key: {"missing": "exclude"} for key in ("kinerja", "disiplin", "perilaku")}
    blocking = {key: {"missing": "block"} for key in ("kinerja", "disiplin", "perilaku")}

    excluded = trial(contest.agency, parse(variant(**excluding)), contest.period)
    blocked = trial(contest.agency, parse(variant(**blocking)), contest.period)

    assert {each.entry.name: each.entry.total for each in excluded.units[0].order}["FIFI"] == 90
    assert [(each.name, each.because) for each in blocked.unranked] == [("FIFI", ("Kinerja", "Disiplin", "Perilaku"))]


def test_only_what_was_handed_in_within_reach_is_tried(contest):
    Assessment.objects.filter(employee__name="ANI").update(state="withdrawn", slot=None)
    inspector = make_authority(Role.INSPECTOR, contest.other)

    rules = parse(ready_made()["petruk-2021"])

    assert leaders(trial(contest.agency, rules, contest.period))[0][1] == "BUDI"
    assert leaders(trial(inspector, rules, contest.period)) == [("Dinas Lain", "DEDI", 60)]
    assert leaders(trial(make_authority(Role.UNIT_OFFICER, contest.social), rules, contest.period)) == []


def test_periods_that_are_over_can_be_chosen_by_who_may_see_a_ranking(contest):
    contest_open = Period.objects.exclude(pk=contest.period.pk)

    assert (earlier_periods(contest.agency, at=LATER), contest_open.count()) == ([contest.period], 0)
    assert earlier_periods(contest.agency, at=contest.period.closes_at - timedelta(seconds=1)) == []
    assert earlier_periods(make_authority(Role.UNIT_OFFICER, contest.social), at=LATER) == []


def test_a_trial_writes_nothing_and_draws_with_a_seed_of_its_own(contest, monkeypatch):
    same = {"innovation": "40", "teamwork": "20", "score": "90", "realisation": "99", "behaviour": "90"}
    contest.nominate("GITA", **same)
    rules = parse({**ready_made()["petruk-2021"], "tie_breaks": [{"by": "draw"}]})
    before = list(Assessment.objects.order_by("pk").values())

    first, again = (trial(contest.agency, rules, contest.period) for _time in range(2))

    assert leaders(first) == leaders(again)
    assert first.units[0].tied
    assert list(Assessment.objects.order_by("pk").values()) == before


def full_sheet(assessment, *, holds_post=False, files=("surat-usulan", "sk-pangkat")):
    """Freeze the lines of petruk-2024 as an office hands them in."""
    rules = parse(ready_made()["petruk-2024"])
    documents = {"berkas": Checklist(dict.fromkeys(files, ("a.pdf",)),
                                     frozenset({Condition.HOLDS_POST}) if holds_post else frozenset())}  # fmt: skip
    facts = {
        "kehadiran": Fact(Decimal("99.10"), "absensi.xlsx"),
        "predikat": PredicateFact(((2022, Predicate.GOOD), (2023, Predicate.VERY_GOOD))),
    }
    found = score(rules, facts=facts, judgements={}, documents=documents)
    assessment.sheet |= {"lines": [line.as_dict() for line in found.lines]}
    assessment.save()


WANTED = ("surat-usulan", "riwayat-hidup", "sk-pangkat", "penilaian-kinerja", "super-hukdis", "proposal-inovasi")


@pytest.fixture
def panel():
    """Two nominees of one office, scored by two panelists; the second lacks a document."""
    world = make_panel_world()
    office = world.office("Dinas Sosial")
    for name, files in (("ANI", WANTED), ("BUDI", WANTED[:2])):
        nominee = world.nominee(office, name=name)
        full_sheet(nominee, files=files)
    for _panelist in range(2):
        user = world.member()
        for nominee in Assessment.objects.all():
            world.hand_in(nominee, user)
    return world


def test_documents_predicates_and_a_locked_panel_are_tried(panel):
    panel.lock()

    found = trial(panel.agency, parse(ready_made()["petruk-2024"]), panel.period)

    assert leaders(found) == [("Dinas Sosial", "ANI", 223)]
    assert [(each.name, each.because) for each in found.unranked] == [("BUDI", ("Kelengkapan Berkas",))]


def test_a_panel_that_is_not_locked_stays_unseen(panel):
    panel.close()

    found = trial(panel.agency, parse(ready_made()["petruk-2024"]), panel.period)

    assert [(each.indicator.code, each.why) for each in found.left_out] == [("tim-penilai", Misfit.PANEL_OPEN)]
    assert (found.rules.has_total, found.at_zero, found.reaches) == (False, (), ())


@pytest.mark.parametrize(
    ("code", "change", "why"),
    [
        ("tim-penilai", lambda each: each["groups"][0]["aspects"][0].update(code="kebaruan"), Misfit.OTHER_ASPECTS),
        ("berkas", lambda each: each["items"][0].update(code="surat-lain"), Misfit.OTHER_DOCUMENTS),
    ],
)
def test_other_aspects_and_other_documents_are_left_out(panel, code, change, why):
    panel.lock()
    definition = deepcopy(ready_made()["petruk-2024"])
    change(next(each for each in definition["indicators"] if each["code"] == code))

    found = trial(panel.agency, parse(definition), panel.period)

    assert [(each.indicator.code, each.why) for each in found.left_out] == [(code, why)]


def test_a_shorter_list_of_aspects_counts_only_those(panel):
    panel.lock()
    definition = deepcopy(ready_made()["petruk-2024"])
    group = definition["indicators"][3]["groups"][2]
    group["aspects"] = group["aspects"][:1]
    group["maximum"] = "20"
    definition["indicators"][3]["maximum"] = definition["maximum"] = "220"

    found = trial(panel.agency, parse(definition), panel.period)

    assert (ASPECTS[7], leaders(found)[0][2]) == ("pengalaman-jabatan", 75 + 75 + 15 + 0 + 0 + 0 - 15 + 15)


def many(contest, units):
    """Give a number of new units three nominees each, copied from one that was handed in."""
    model = contest.nominate("MODEL", innovation="40", teamwork="20", score="90", realisation="99", behaviour="90")
    names = {field.name for field in Assessment._meta.fields} - {"id", "public_id"}
    copied = {name: getattr(model, name) for name in names}
    copies = []
    for _unit in range(units):
        unit = make_unit(parent=contest.root)
        for slot in range(1, 4):
            person = make_employee(unit)
            own = {"employee": person, "unit": unit, "placement": person.placement, "slot": slot}
            copies.append(Assessment(**copied | own))
    Assessment.objects.bulk_create(copies)


def test_ninety_units_are_tried_in_two_seconds(django_assert_num_queries):
    contest = make_contest()
    many(contest, 90)
    rules = parse(ready_made()["petruk-2021b"])

    with django_assert_num_queries(1):
        begun = time.perf_counter()
        found = trial(contest.agency, rules, contest.period)
        took = time.perf_counter() - begun

    assert (len(found.units), found.people, took < 2) == (91, 271, True)


def test_a_panel_costs_one_query_more_however_many_there_are(panel, django_assert_num_queries):
    panel.lock()
    rules = parse(ready_made()["petruk-2024"])

    with django_assert_num_queries(2):
        trial(console("Uji", [Role.AGENCY_ADMIN]), rules, panel.period)
