"""Who is no candidate, with the fact behind it; and that a list asks as little as one person."""

from copy import deepcopy
from datetime import date, timedelta
from decimal import Decimal

import pytest

from petruk.appraisal.actions import assessing
from petruk.appraisal.actions.assessing import CannotAssess
from petruk.appraisal.models import Assessment, Award, Instrument, Period, Result
from petruk.appraisal.queries.candidates import roll
from petruk.appraisal.queries.instruments import parsed
from petruk.core.instrument import digest, ready_made
from petruk.facts.models import Sanction
from petruk.people.models import Placement
from tests.appraisal.kinds_world import make_predicate
from tests.appraisal.world import NOW, World, answers, make_facts, make_period, make_world
from tests.factories import make_employee, make_source, make_unit

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 24)


def make_ruled_world(**rules) -> World:
    """Return the guide's office in a period of 2026 whose instrument demands more of a candidate."""
    definition = deepcopy(ready_made()["petruk-2021"])
    definition["code"] = "petruk-uji"
    definition["eligibility"] |= rules
    instrument = Instrument.objects.create(
        code="petruk-uji", title="Uji", definition=definition, sha256=digest(definition), published_at=NOW
    )
    return make_world(instrument=instrument)


def obstacles(world: World, employee=None) -> list[tuple[str, str]]:
    employee = employee or world.candidate
    found = roll(world.officer, world.period, world.unit, parsed(world.period.instrument).eligibility, on=TODAY)
    (mine,) = (each for each in found.candidates if each.employee == employee)
    return [(str(each.reason), each.fact) for each in mine.obstacles]


def make_sanction(employee, **fields) -> Sanction:
    given = {"year": 2026, "source": make_source(), "source_row": 3, "recorded_at": NOW, "decree_number": "SK 12/2026"}
    given |= {"decree_on": date(2026, 1, 2), "level": "BERAT", "penalty": "Penurunan jabatan"}
    given |= {"effective_on": date(2026, 3, 3), "ends_on": date(2027, 3, 2)}
    return Sanction.objects.create(employee=employee, **given | fields)


def make_win(employee, period: Period, **fields) -> Award:
    state = {"state": "submitted", "slot": 1, "sheet": {}, "total": 0, "maximum": 0, "submitted_at": NOW}
    assessment = Assessment.objects.create(
        period=period, employee=employee, unit=employee.placement.unit, placement=employee.placement,
        changed_at=NOW, changed_by="Uji", **state,
    )  # fmt: skip
    result = Result.objects.create(
        assessment=assessment, version=1, content=b"{}", sha256="0" * 64, total=Decimal(0), sealed_at=NOW, summary={}
    )
    given = {"state": "decided", "place": 1, "decided_at": NOW, "unit": employee.placement.unit}
    return Award.objects.create(period=period, result=result, **given | fields)


def earlier_period(years_ago: int, **fields) -> Period:
    opens_at = NOW - timedelta(days=365 * years_ago)
    name = f"Periode {2026 - years_ago}"
    return make_period(name=name, opens_at=opens_at, closes_at=opens_at + timedelta(days=30), **fields)


@pytest.mark.parametrize(
    ("first", "last", "runs"),
    [
        (date(2026, 11, 24), date(2027, 11, 23), True),
        (date(2025, 11, 25), date(2026, 11, 24), True),
        (date(2026, 3, 3), None, True),
        (date(2026, 11, 25), date(2027, 11, 24), False),
        (date(2025, 11, 24), date(2026, 11, 23), False),
    ],
)
def test_a_sanction_counts_on_the_days_on_which_it_runs(first, last, runs):
    world = make_ruled_world(sanctions=["SEDANG", "BERAT"])
    make_sanction(world.candidate, effective_on=first, ends_on=last)

    assert bool(obstacles(world)) is runs


def test_a_running_sanction_is_shown_with_level_decree_and_dates():
    world = make_ruled_world(sanctions=["BERAT"])
    make_sanction(world.candidate)

    assert obstacles(world) == [("sanction", "BERAT, SK 12/2026, sejak 3 Maret 2026 sampai 2 Maret 2027")]


@pytest.mark.parametrize("fields", [{"level": "RINGAN"}, {"superseded_at": NOW}])
def test_a_light_or_a_corrected_sanction_does_not_count(fields):
    world = make_ruled_world(sanctions=["SEDANG", "BERAT"])
    make_sanction(world.candidate, **fields)

    assert obstacles(world) == []


def test_without_the_rule_a_sanction_is_no_obstacle():
    world = make_ruled_world()
    make_sanction(world.candidate)

    assert obstacles(world) == []


@pytest.mark.parametrize(
    ("started", "fact"),
    [
        (date(2025, 11, 24), []),
        (date(2025, 11, 25), [("tenure", "11 bulan, paling sedikit 12 bulan")]),
        (date(2026, 11, 30), [("tenure", "0 bulan, paling sedikit 12 bulan")]),
    ],
)
def test_tenure_counts_whole_months_in_the_unit(started, fact):
    world = make_ruled_world(tenure_months="12")
    Placement.objects.filter(employee=world.candidate).update(started_on=started)

    assert obstacles(world) == fact


def test_a_new_post_in_the_same_unit_keeps_the_tenure_and_a_return_begins_anew():
    world = make_ruled_world(tenure_months="12")
    returned = make_employee(world.unit)
    for employee, between in ((world.candidate, world.unit), (returned, make_unit())):
        place = employee.placement
        Placement.objects.filter(pk=place.pk).update(started_on=date(2026, 6, 1))
        steps = ((world.unit, date(2020, 1, 1), date(2025, 12, 31)), (between, date(2026, 1, 1), date(2026, 5, 31)))
        for unit, started, ended in steps:
            Placement.objects.create(
                employee=employee, unit=unit, position="LAMA", position_kind="PELAKSANA", started_on=started,
                ended_on=ended,
            )  # fmt: skip

    assert obstacles(world) == []
    assert obstacles(world, returned) == [("tenure", "5 bulan, paling sedikit 12 bulan")]


def test_each_year_before_the_period_needs_its_predicate():
    world = make_ruled_world(minimum_predicate={"predicate": "good", "years": "2"})
    make_predicate(world.candidate, 2023, "very_good")
    make_predicate(world.candidate, 2025, "needs_improvement")
    make_predicate(world.candidate, 2026, "very_good")

    assert obstacles(world) == [
        ("predicate", "tahun 2024 belum ada data; tahun 2025 Butuh Perbaikan; minimal Baik")
    ]  # fmt: skip


def test_two_good_years_are_enough():
    world = make_ruled_world(minimum_predicate={"predicate": "good", "years": "2"})
    for year in (2024, 2025):
        make_predicate(world.candidate, year, "good")
    make_predicate(world.candidate, 2025, "poor", month=6)

    assert obstacles(world) == []


@pytest.mark.parametrize(("years_ago", "rests"), [(1, True), (2, True), (3, False)])
def test_a_winner_of_the_last_two_periods_rests(years_ago, rests):
    world = make_ruled_world(rest_periods="2")
    periods = {number: earlier_period(number) for number in (1, 2, 3)}
    make_win(world.candidate, periods[years_ago])

    assert obstacles(world) == ([("recent_winner", f"Periode {2026 - years_ago}")] if rests else [])


def test_a_period_that_was_never_announced_is_no_period_between():
    world = make_ruled_world(rest_periods="1")
    win = make_win(world.candidate, earlier_period(2))
    earlier_period(1, published_at=None)

    assert obstacles(world) == [("recent_winner", win.period.name)]


@pytest.mark.parametrize(
    "fields",
    [{"state": "proposed"}, {"state": "revoked", "revoked_at": NOW, "revoked_because": "Keliru", "revoked_by": "Uji"}],
)
def test_only_a_decided_award_is_a_win(fields):
    world = make_ruled_world(rest_periods="1")
    make_win(world.candidate, earlier_period(1), **fields)

    assert obstacles(world) == []


def test_who_is_no_candidate_is_refused_by_the_action_too():
    world = make_ruled_world(sanctions=["BERAT"])
    make_sanction(world.candidate)

    with pytest.raises(CannotAssess):
        assessing.save_draft(world.period, world.candidate, answers(), at=NOW, by=world.officer)

    assert not Assessment.objects.exists()


def test_the_past_of_thirty_people_takes_as_many_queries_as_that_of_one(django_assert_num_queries):
    demands = {"sanctions": ["BERAT"], "tenure_months": "12", "rest_periods": "3"}
    world = make_ruled_world(**demands, minimum_predicate={"predicate": "good", "years": "2"})
    for number in range(29):
        employee = make_employee(world.unit)
        make_facts(employee)
        make_sanction(employee, decree_number=f"SK {number}")
    rules = parsed(world.period.instrument).eligibility

    with django_assert_num_queries(3):  # the people with their past, what was begun, the signatory
        found = roll(world.officer, world.period, world.unit, rules, on=TODAY)

    assert len(found.candidates) == 31
    assert sum("sanction" in {str(each.reason) for each in one.obstacles} for one in found.candidates) == 29
