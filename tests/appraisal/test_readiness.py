"""What the agency is told before it opens a period: everything that would go wrong, and nothing that would not."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from petruk.access.roles import Role
from petruk.appraisal.models import Instrument
from petruk.appraisal.queries.readiness import Kind, Severity, readiness
from petruk.core.instrument import digest, ready_made
from petruk.core.predicate import Predicate
from petruk.facts.models import Attendance, Performance
from petruk.people.models import Employee, Mandate, Placement, Signatory, Unit
from tests.appraisal.world import NOW, WINDOWS, make_facts, make_period, make_world
from tests.factories import make_authority, make_employee, make_signatory, make_source, make_unit, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def agency():
    return make_unit("PEMERINTAH KABUPATEN")


@pytest.fixture
def by(agency):
    return make_authority(Role.AGENCY_ADMIN, agency)


@pytest.fixture
def office(agency):
    """An office that is ready: officer, signatory, one candidate with all facts."""
    unit = make_unit("DINAS SOSIAL", parent=agency)
    make_user(Role.UNIT_OFFICER, unit)
    make_signatory(unit)
    make_facts(make_employee(unit))
    return unit


def found(by, period, kind, *, at=NOW):
    """Return severity, count, and name and numbers of each unit of the findings of one kind."""
    return [
        (finding.severity, finding.count, [(each.unit.name, each.count, each.people) for each in finding.units])
        for finding in readiness(by, period, at=at).findings
        if finding.kind is kind
    ]


def test_a_ready_office_has_nothing_to_mend(by, office):
    report = readiness(by, make_period(), at=NOW)

    assert (report.findings, report.stops, report.units, report.people) == ((), False, 1, 1)


def test_a_unit_without_officer_stops_one_with_an_officer_above_does_not(by, office):
    below = make_unit("BIDANG", parent=office)
    make_facts(make_employee(below))
    make_signatory(below)
    alone = make_unit("DINAS SEPI", parent=make_unit("LAIN"))
    moved = make_unit("DINAS TANPA PENGELOLA", parent=Unit.objects.get(name="PEMERINTAH KABUPATEN"))
    for unit in (alone, moved):
        make_facts(make_employee(unit))
        make_signatory(unit)

    assert found(by, make_period(), Kind.OFFICER) == [(Severity.STOPS, 1, [("DINAS TANPA PENGELOLA", 1, 1)])]


@pytest.mark.parametrize(
    "ended",
    [
        {"ended_on": date(2026, 11, 22)},
        {"revoked_on": date(2026, 11, 23)},
        {"started_on": date(2026, 11, 25)},
    ],
)
def test_a_mandate_counts_on_the_day_of_the_period_only(by, office, ended):
    Mandate.objects.filter(role=Role.UNIT_OFFICER).update(**ended)
    period = make_period(opens_at=NOW - timedelta(days=1), closes_at=NOW + timedelta(days=9))

    assert [severity for severity, *_rest in found(by, period, Kind.OFFICER)] == [Severity.STOPS]


def test_a_disabled_officer_is_no_officer(by, office):
    mandate = Mandate.objects.get(role=Role.UNIT_OFFICER)
    type(mandate.user).objects.filter(pk=mandate.user_id).update(is_active=False)

    assert len(found(by, make_period(), Kind.OFFICER)) == 1


def test_the_day_is_the_opening_day_until_the_period_opens_and_its_last_day_when_it_is_over(by, office):
    ahead = make_period(name="a", opens_at=NOW + timedelta(days=10), closes_at=NOW + timedelta(days=20))
    over = make_period(name="b", opens_at=NOW - timedelta(days=20), closes_at=NOW - timedelta(days=10))
    running = make_period(name="c")

    days = [readiness(by, period, at=NOW).on for period in (ahead, running, over)]

    assert days == [date(2026, 12, 4), date(2026, 11, 24), date(2026, 11, 14)]


def test_a_signatory_counts_on_that_day_only_and_his_lack_is_a_warning(by, office):
    Signatory.objects.update(ended_on=date(2026, 11, 23))

    assert found(by, make_period(), Kind.SIGNATORY) == [(Severity.WARNS, 1, [("DINAS SOSIAL", 1, 1)])]


def test_people_without_a_value_are_counted_for_each_indicator_and_unit(by, office):
    make_employee(office)
    partly = make_employee(office)
    make_facts(partly)
    Performance.objects.filter(employee=partly).update(superseded_at=NOW)

    findings = [each for each in readiness(by, make_period(), at=NOW).findings if each.kind is Kind.DATA]

    assert [(each.indicator.code, each.window, each.count) for each in findings] == [
        ("kinerja", "Maret 2021", 2),
        ("disiplin", "Maret 2021", 1),
        ("perilaku", "tahun 2020", 1),
    ]
    assert [(each.unit, each.count, each.people) for each in findings[0].units] == [(office, 2, 3)]


def test_a_rating_without_a_score_and_another_month_or_year_are_no_value(by, office):
    Performance.objects.update(score=None, predicate=next(iter(Predicate)))
    Attendance.objects.update(month=4)

    counts = [(each.indicator.code, each.count) for each in readiness(by, make_period(), at=NOW).findings]

    assert counts == [("kinerja", 1), ("disiplin", 1)]


def test_of_several_months_every_one_is_needed(by, office):
    employee = Employee.objects.get(placement__echelon="JFU")
    windows = WINDOWS | {"kinerja": {"year": 2021, "months": [3, 4]}}
    period = make_period(windows=windows)

    before = [each.count for each in readiness(by, period, at=NOW).findings]
    Performance.objects.create(
        employee=employee, year=2021, month=4, score=Decimal(90), source=make_source(), source_row=2, recorded_at=NOW
    )

    assert (before, readiness(by, period, at=NOW).findings) == ([1], ())


def test_of_a_predicate_every_year_is_needed_and_a_month_is_no_year(by, office):
    employee = Employee.objects.get(placement__echelon="JFU")
    strict = store(ready_made()["petruk-2024"])
    period = make_period(
        instrument=strict,
        windows={"predikat": {"year": 2023}, "kehadiran": {"year": 2021, "months": [3]}},
    )
    rest = {"employee": employee, "predicate": next(iter(Predicate)), "source": make_source(), "recorded_at": NOW}
    Performance.objects.create(year=2022, month=None, source_row=1, **rest)
    Performance.objects.create(year=2023, month=5, source_row=2, **rest)

    before = [(each.indicator.code, each.count) for each in readiness(by, period, at=NOW).findings]
    Performance.objects.create(year=2023, month=None, source_row=3, **rest)

    assert (before, readiness(by, period, at=NOW).findings) == ([("predikat", 1)], ())


@pytest.mark.parametrize("change", [{"kind": "PPPK"}, {"legal_status": "99"}, {"echelon": "II/b"}])
def test_who_is_no_candidate_is_not_missed(by, office, change):
    employee = make_employee(office)
    Placement.objects.filter(employee=employee).update(**{k: v for k, v in change.items() if k == "echelon"})
    Employee.objects.filter(pk=employee.pk).update(**{k: v for k, v in change.items() if k != "echelon"})

    report = readiness(by, make_period(), at=NOW)

    assert (report.people, report.findings) == (1, ())


def test_an_instrument_that_blocks_without_data_stops(by, office):
    definition = ready_made()["petruk-2021"] | {"code": "ketat"}
    definition["indicators"] = [dict(each) for each in definition["indicators"]]
    definition["indicators"][0]["missing"] = "block"
    period = make_period(instrument=store(definition))
    make_employee(office)

    severities = [(each.indicator.code, each.severity) for each in readiness(by, period, at=NOW).findings]

    assert severities == [
        ("kinerja", Severity.STOPS), ("disiplin", Severity.WARNS), ("perilaku", Severity.WARNS),
    ]  # fmt: skip


def store(definition, sha256=""):
    return Instrument.objects.create(
        code=definition["code"],
        title="Uji",
        definition=definition,
        sha256=sha256 or digest(definition),
        published_at=NOW,
    )


def test_an_instrument_that_does_not_add_up_stops_and_says_where(by, office):
    broken = store(ready_made()["petruk-2021"] | {"code": "salah", "maximum": "91"})

    (finding,) = readiness(by, make_period(instrument=broken), at=NOW).findings

    assert (finding.kind, finding.severity, finding.detail) == (
        Kind.INSTRUMENT, Severity.STOPS, "maximum: harus 90, jumlah maksimum semua indikator",
    )  # fmt: skip


def test_a_definition_that_is_not_what_was_hashed_stops(by, office):
    altered = store(ready_made()["petruk-2021"] | {"code": "beda"}, sha256="0" * 64)

    (finding,) = readiness(by, make_period(instrument=altered), at=NOW).findings

    assert (finding.kind, finding.detail) == (Kind.INSTRUMENT, "SHA-256")


def test_a_window_that_is_missing_stops(by, office):
    period = make_period(windows={"kinerja": {"year": 2021, "months": [3]}})

    (finding,) = readiness(by, period, at=NOW).findings

    assert (finding.kind, finding.detail) == (Kind.INSTRUMENT, "disiplin: jendela data belum dipilih")


def test_a_draft_whose_end_has_passed_stops(by, office):
    late = make_period(published_at=None, opens_at=NOW - timedelta(days=2), closes_at=NOW)

    assert [each.kind for each in readiness(by, late, at=NOW).findings] == [Kind.TIMES]


def test_without_any_candidate_the_period_has_nobody_to_assess(by):
    (finding,) = readiness(by, make_period(), at=NOW).findings

    assert (finding.kind, finding.severity) == (Kind.NOBODY, Severity.STOPS)


def test_an_inspector_of_one_office_is_told_of_that_office_only(office):
    other = make_unit("DINAS RAHASIA")
    make_employee(other)
    by = make_authority(Role.INSPECTOR, office)

    report = readiness(by, make_period(), at=NOW)

    assert (report.units, report.people, report.findings) == (1, 1, ())


def test_whoever_may_not_see_periods_is_told_nothing():
    world = make_world()

    assert readiness(world.officer, world.period, at=NOW).people == 0


def test_four_queries_for_3300_people(by, office, django_assert_num_queries):
    agency = Unit.objects.get(name="PEMERINTAH KABUPATEN")
    units = [make_unit(parent=agency) for _n in range(89)]
    people = Employee.objects.bulk_create(
        Employee(nip=f"19700101199001{n:04}", kind="PNS", name=f"P {n}", birth_on=date(1984, 7, 20), sex="L")
        for n in range(3300)
    )
    places = Placement.objects.bulk_create(
        Placement(
            employee=each, unit=units[at % 89], position="X", position_kind="PELAKSANA", started_on=date(2020, 1, 1)
        )
        for at, each in enumerate(people)
    )
    for each, place in zip(people, places, strict=True):
        each.placement = place
    Employee.objects.bulk_update(people, ["placement"])
    source = make_source()
    Performance.objects.bulk_create(
        Performance(
            employee=each, year=2021, month=3, score=90, source=source, source_row=1, recorded_at=timezone.now()
        )
        for each in people[:3000]
    )
    period = make_period()

    with django_assert_num_queries(4):
        report = readiness(by, period, at=NOW)

    assert (report.people, report.units) == (3301, 90)
    assert [(f.kind, f.count) for f in report.findings if f.indicator and f.indicator.code == "kinerja"] == [
        (Kind.DATA, 300)
    ]
