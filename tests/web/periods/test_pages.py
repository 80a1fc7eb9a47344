"""The list and the page of a period: who reads them, what they say, at what cost."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone, translation

from petruk.access.roles import Role
from petruk.appraisal.actions import periods as actions
from petruk.appraisal.models import Period
from petruk.audit.models import Event
from petruk.web.templatetags.appraisal import period_word
from tests.appraisal.world import make_facts, make_period
from tests.factories import make_authority, make_employee, make_unit

pytestmark = pytest.mark.django_db

ACTS = ("change", "publish", "open", "close", "extend")


def url(name, period):
    return reverse(f"periods:{name}", args=[period.public_id])


def digest():
    return [list(model.objects.order_by("pk").values()) for model in (Period, Event)]


def states(response):
    with translation.override("en"):
        return [(period.name, period_word(state)) for period, state in response.context["lines"]]


def test_the_list_says_each_state_in_words_latest_first(agency):
    now = timezone.now()
    day = timedelta(days=1)
    make_period(name="draf", published_at=None, opens_at=now + 4 * day, closes_at=now + 9 * day)
    make_period(name="nanti", opens_at=now + 3 * day, closes_at=now + 9 * day)
    make_period(name="buka", opens_at=now - day, closes_at=now + day)
    make_period(name="tutup", opens_at=now - 3 * day, closes_at=now - day)

    response = agency.get(reverse("periods:periods"))

    assert states(response) == [("draf", "Draft"), ("nanti", "Opens later"), ("buka", "Open"), ("tutup", "Closed")]
    assert "WITA" in response.content.decode()


def test_an_empty_list_says_how_to_begin_only_to_whoever_may(as_role):
    create = reverse("periods:create")

    offered = {role: create in as_role(role).get(reverse("periods:periods")).content.decode() for role in (
        Role.AGENCY_ADMIN, Role.INSPECTOR,
    )}  # fmt: skip

    assert offered == {Role.AGENCY_ADMIN: True, Role.INSPECTOR: False}


@pytest.mark.parametrize("role", [Role.UNIT_OFFICER, Role.UNIT_HEAD, Role.EMPLOYEE, Role.OPERATOR, Role.PANELIST])
def test_other_roles_reach_none_of_the_pages(as_role, role):
    period = make_period()
    client = as_role(role)
    pages = [reverse("periods:periods"), reverse("periods:create")]
    pages += [url(name, period) for name in ("period", "readiness", *ACTS)]

    before = digest()
    answers = {client.get(page).status_code for page in pages} | {
        client.post(url(act, period)).status_code for act in ACTS
    }

    assert (answers, digest()) == ({403}, before)


@pytest.mark.parametrize("published", [None, timezone.now()])
def test_the_inspector_reads_and_the_agency_acts(as_role, published):
    period = make_period(published_at=published)

    seen = {}
    for role in (Role.INSPECTOR, Role.AGENCY_ADMIN):
        client = as_role(role)
        page = client.get(url("period", period)).content.decode()
        drawn = [act for act in ACTS if url(act, period) in page]
        refused = [act for act in ACTS if client.post(url(act, period)).status_code == 403]
        seen[role] = (drawn, refused)

    offered = ["change", "publish"] if published is None else ["close", "extend"]
    assert seen == {Role.INSPECTOR: ([], list(ACTS)), Role.AGENCY_ADMIN: (offered, [])}


@pytest.mark.parametrize("name", ["period", "readiness", *ACTS])
def test_a_period_that_is_not_there_is_a_404(agency, name):
    make_period()

    assert agency.get(reverse(f"periods:{name}", args=["A" * 22])).status_code == 404


def test_the_page_says_the_terms_in_words(agency):
    period = make_period(closed_text="Hubungi BKPSDM.\nLantai 2")

    page = agency.get(url("period", period)).content.decode()

    assert "Nilai e-Kinerja Maret 2021" in page
    assert "Nilai e-Perilaku 360° tahun 2020" in page
    assert period.instrument.sha256 in page
    assert "<p>Hubungi BKPSDM.<br>Lantai 2</p>" in page


def test_what_somebody_typed_is_text_and_never_markup(agency):
    period = make_period(name="<script>alert(1)</script>", closed_text="<img src=x onerror=alert(1)>")

    page = agency.get(url("period", period)).content.decode()

    assert "<script>alert" not in page
    assert "<img src=x" not in page


def test_the_history_tells_who_did_what_and_what_changed(agency, regency):
    by = make_authority(Role.AGENCY_ADMIN, regency, name="Siti Rahma")
    now = timezone.now()
    period = make_period(opens_at=now - timedelta(days=1), closes_at=now + timedelta(days=1))
    unit = make_unit("DINAS SOSIAL", parent=regency)
    actions.extend(period, unit, closes_at=now + timedelta(days=3), reason="Banjir", at=now, by=by)
    actions.close_now(period, at=now, by=by)

    closed, extended = agency.get(url("period", period)).context["events"]

    assert (closed.what, closed.by) == ("Closed by hand", "Siti Rahma")
    assert [change.label for change in closed.changes] == ["Closes"]
    assert closed.changes[0].before != closed.changes[0].after
    assert extended.what == "Extended for DINAS SOSIAL"
    assert [(change.label, change.after) for change in extended.changes if change.label == "Reason"] == [
        ("Reason", "Banjir")
    ]


def test_the_history_of_a_change_names_old_and_new_windows(agency, regency):
    by = make_authority(Role.AGENCY_ADMIN, regency)
    period = make_period(published_at=None)
    windows = period.windows | {"kinerja": {"year": 2024, "months": [4, 5, 6]}}
    from dataclasses import replace

    actions.change_period(period, replace(actions.terms_of(period), windows=windows), by=by)

    (changed,) = agency.get(url("period", period)).context["events"]

    assert [change.label for change in changed.changes] == ["Data windows"]
    assert "kinerja: Maret 2021" in changed.changes[0].before
    assert "kinerja: April, Mei, Juni 2024" in changed.changes[0].after


def test_progress_counts_only_what_is_within_reach(as_role, regency):
    office = make_unit("DINAS SOSIAL", parent=regency)
    make_employee(office)
    make_employee(make_unit("DINAS LAIN"))

    progress = as_role(Role.INSPECTOR).get(url("period", make_period())).context["progress"]

    assert progress == {"units": 1, "done": 0, "drafts": 0, "nominees": 0}


def test_readiness_is_shown_in_words_with_the_page_that_cures_it(as_role, regency):
    office = make_unit("DINAS SOSIAL", parent=regency)
    make_facts(make_employee(office))
    make_employee(office)
    period = make_period()

    pages = {role: as_role(role).get(url("readiness", period)) for role in (Role.AGENCY_ADMIN, Role.INSPECTOR)}

    findings = pages[Role.AGENCY_ADMIN].context["findings"]
    assert [(each.title, each.word, each.url) for each in findings[:3]] == [
        ("1 unit without a personnel officer", "Must be mended", reverse("users:users")),
        ("1 unit without a signatory", "Please look at it", reverse("imports:batches")),
        ("1 candidate without Nilai e-Kinerja Maret 2021", "Please look at it", reverse("imports:batches")),
    ]
    assert [(line.name, line.count, line.people, line.url) for line in findings[2].lines] == [
        ("DINAS SOSIAL", 1, 2, f"{reverse('people:employees')}?unit={office.public_id}")
    ]
    assert {each.url for each in pages[Role.INSPECTOR].context["findings"]} == {""}


def test_readiness_shows_at_most_10_units_and_says_how_many_more(agency, regency):
    for _n in range(13):
        make_employee(make_unit(parent=regency))

    finding = agency.get(url("readiness", make_period())).context["findings"][0]

    assert (len(finding.lines), finding.more) == (10, 3)


@pytest.mark.parametrize("query", ["?halaman=1&halaman=2", "?cari=a&cari=b"])
def test_n82_a_repeated_parameter_is_refused(agency, query):
    assert agency.get(reverse("periods:periods") + query).status_code == 400


@pytest.mark.parametrize("number", ["0", "-1", "1000000000", "x", "1_0"])
def test_n96_a_page_number_that_is_none_is_answered(agency, number):
    make_period()

    assert agency.get(reverse("periods:periods"), {"halaman": number}).status_code == 200


@pytest.mark.parametrize("rows", [1, 30])
def test_the_list_costs_the_same_with_1_and_with_30_periods(agency, rows, django_assert_num_queries):
    for number in range(rows):
        make_period(name=f"Periode {number}")

    with django_assert_num_queries(4):  # session, account, count, rows
        agency.get(reverse("periods:periods"))


@pytest.mark.parametrize("rows", [1, 30])
def test_a_page_costs_the_same_with_1_and_with_30_extensions(agency, regency, rows, django_assert_max_num_queries):
    period = make_period(closes_at=timezone.now())
    by = make_authority(Role.AGENCY_ADMIN, regency)
    later = timezone.now() + timedelta(days=3)
    for _n in range(rows):
        unit = make_unit(parent=regency)
        make_employee(unit)
        actions.extend(period, unit, closes_at=later, reason="Banjir", at=timezone.now(), by=by)

    for name in ("period", "readiness", "close", "publish"):
        with django_assert_max_num_queries(8):
            agency.get(url(name, period))


def test_n15_reading_every_page_writes_nothing(agency, regency):
    period, draft = make_period(), make_period(name="draf", published_at=None)
    unit = make_unit(parent=regency)
    pages = [reverse("periods:periods"), reverse("periods:create")]
    pages += [url(name, each) for each in (period, draft) for name in ("period", "readiness", *ACTS)]
    pages += [f"{url('extend', period)}?unit={unit.public_id}", f"{url('extend', period)}?cari=dinas"]
    before = digest()

    answers = {agency.get(page).status_code for page in pages}

    assert answers <= {200, 302}
    assert digest() == before
