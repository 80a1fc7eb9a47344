"""A rule that is let pass: two people of the agency, one reason, one period; everything is written down."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from petruk.access.roles import Role
from petruk.appraisal.models import Assessment, Override, Period
from petruk.audit.models import Event
from petruk.documents.queries.papers import pdf_of
from petruk.people.models import Placement
from petruk.people.queries import authority_of
from tests.appraisal.test_eligibility import make_ruled_world, make_sanction
from tests.documents import reading
from tests.factories import make_employee, make_unit, make_user
from tests.fingerprint import digest
from tests.web.appraisal.office import Office, filled
from tests.web.reading import read

pytestmark = pytest.mark.django_db
REASON = "Dipindahkan karena penataan organisasi"


@pytest.fixture
def office() -> Office:
    """The guide's office, whose candidate works there only since last month; a year is asked."""
    world = make_ruled_world(tenure_months="12", sanctions=["BERAT"])
    now = timezone.now()
    Period.objects.update(opens_at=now - timedelta(days=1), closes_at=now + timedelta(days=30))
    Placement.objects.filter(employee=world.candidate).update(started_on=timezone.localdate() - timedelta(days=40))
    world.period.refresh_from_db()
    return Office(world.unit, world.period, world.candidate, make_user(Role.UNIT_OFFICER, world.unit))


@pytest.fixture
def agency(office):
    return make_user(Role.AGENCY_ADMIN, office.unit, name="Rahmawati")


@pytest.fixture
def second(office):
    return make_user(Role.AGENCY_ADMIN, office.unit, name="Surya")


def ask_url(office, employee=None) -> str:
    return reverse("overrides:ask", args=[office.period.public_id, (employee or office.candidate).public_id])


def asked(client, office, employee=None, reason: str = REASON) -> Override:
    client.post(ask_url(office, employee), {"reason": reason})
    return Override.objects.latest("pk")


def decide(client, override: Override, act: str):
    return client.post(reverse("overrides:decide", args=[override.public_id]), {"act": act}, follow=True)


def granted(signed_in, office, agency, second) -> Override:
    override = asked(signed_in(agency), office)
    decide(signed_in(second), override, "grant")
    return override


def of(response, office):
    return next(each for each, _act in response.context["lines"] if each.employee == office.candidate)


def test_one_asks_another_grants_and_the_person_is_assessed(signed_in, office, agency, second):
    override = asked(signed_in(agency), office)
    decide(signed_in(second), override, "grant")
    officer = signed_in(office.user)
    url = office.assess_url()

    listed = officer.get(office.candidates_url())
    officer.post(url, filled(officer, url))

    done = Assessment.objects.get()
    (frozen,) = done.sheet["overrides"]
    assert of(listed, office).eligible
    assert REASON in read(listed).text
    assert frozen["against"] == [
        {"reason": "tenure", "rule": "masa kerja di unit kerja", "fact": "1 bulan, paling sedikit 12 bulan"}
    ]
    assert (frozen["reason"], frozen["asked_by"], frozen["decided_by"]) == (REASON, "Rahmawati", "Surya")


def test_the_result_and_the_paper_say_by_whose_hand_he_is_a_candidate(signed_in, office, agency, second):
    granted(signed_in, office, agency, second)
    officer = signed_in(office.user)
    officer.post(office.assess_url(), filled(officer, office.assess_url()))
    done = Assessment.objects.get()

    page = read(officer.get(reverse("appraisal:result", args=[done.public_id]))).text
    paper = reading.words(pdf_of(authority_of(office.user, on=timezone.localdate()), done))

    for text in (page, paper):
        assert REASON in text
        assert "Rahmawati" in text
        assert "Surya" in text
    assert "Dikecualikan dari syarat (masa kerja di unit kerja)" in paper


@pytest.mark.parametrize("act", [None, "refuse"])
def test_what_is_only_asked_or_was_refused_lifts_nothing(signed_in, office, agency, second, act):
    override = asked(signed_in(agency), office)
    if act:
        decide(signed_in(second), override, act)
    officer = signed_in(office.user)

    response = officer.get(office.assess_url())

    assert response.status_code == 403
    assert not of(officer.get(office.candidates_url()), office).eligible


def test_n14_who_asked_does_not_decide(signed_in, office, agency):
    client = signed_in(agency)
    override = asked(client, office)

    response = decide(client, override, "grant")

    override.refresh_from_db()
    assert override.granted is None
    assert not read(response).all("button", value="grant")


def test_n14_the_database_refuses_one_person_for_both(signed_in, office, agency):
    override = asked(signed_in(agency), office)

    one = {"granted": True, "decided_at": timezone.now(), "decided_by_ref": override.asked_by_ref}
    with pytest.raises(IntegrityError, match="takes_two_people"), transaction.atomic():
        Override.objects.filter(pk=override.pk).update(**one)


def test_n14_what_is_decided_stays_decided(signed_in, office, agency, second):
    override = asked(signed_in(agency), office)
    decide(signed_in(second), override, "refuse")

    decide(signed_in(make_user(Role.AGENCY_ADMIN, office.unit)), override, "grant")

    override.refresh_from_db()
    assert (override.granted, override.decided_by) == (False, "Surya")


def test_nobody_decides_about_himself(signed_in, office, agency):
    himself = make_user(Role.AGENCY_ADMIN, office.unit, employee=office.candidate)
    signed_in(himself).post(ask_url(office), {"reason": REASON})
    assert not Override.objects.exists()

    override = asked(signed_in(agency), office)
    decide(signed_in(himself), override, "grant")

    override.refresh_from_db()
    assert override.granted is None


def test_a_reason_that_comes_later_is_not_lifted(signed_in, office, agency, second):
    granted(signed_in, office, agency, second)
    make_sanction(office.candidate, ends_on=None)

    response = signed_in(office.user).get(office.candidates_url())

    candidate = of(response, office)
    assert [str(each.reason) for each in candidate.obstacles] == ["sanction"]
    assert [str(each.reason) for each in candidate.lifted] == ["tenure"]


def test_it_holds_in_its_own_period_only(signed_in, office, agency, second):
    granted(signed_in, office, agency, second)
    now = timezone.now()
    other = Period.objects.create(
        name="Periode lain", instrument=office.period.instrument, windows=office.period.windows,
        opens_at=now - timedelta(hours=1), closes_at=now + timedelta(days=1), published_at=now,
    )  # fmt: skip

    response = signed_in(office.user).get(
        reverse("appraisal:candidates", args=[other.public_id, office.unit.public_id])
    )

    assert not of(response, office).eligible


def test_who_signs_for_the_unit_is_never_let_pass(signed_in, office, agency):
    signer = Placement.objects.exclude(employee=office.candidate).get(unit=office.unit).employee
    Placement.objects.filter(employee=signer).update(echelon="IV/a")
    client = signed_in(agency)

    client.post(ask_url(office, signer), {"reason": REASON})
    listed = client.get(office.candidates_url())

    assert not Override.objects.exists()
    assert ask_url(office, signer) not in read(listed).links()


@pytest.mark.parametrize("reason", ["", "   ", "x" * 501])
def test_without_a_reason_nothing_is_asked(signed_in, office, agency, reason):
    response = signed_in(agency).post(ask_url(office), {"reason": reason})

    assert response.status_code == 422
    assert not Override.objects.exists()


def test_a_second_request_waits_for_the_first(signed_in, office, agency, second):
    asked(signed_in(agency), office)

    response = signed_in(second).post(ask_url(office), {"reason": "Lagi"})

    assert response.status_code == 422
    assert Override.objects.count() == 1


def test_a_closed_period_takes_no_exemption(signed_in, office, agency, second):
    override = asked(signed_in(agency), office)
    Period.objects.update(closes_at=timezone.now())

    decide(signed_in(second), override, "grant")
    signed_in(second).post(ask_url(office), {"reason": REASON})

    assert [each.granted for each in Override.objects.all()] == [None]


def test_each_step_is_an_event(signed_in, office, agency, second):
    override = asked(signed_in(agency), office)
    decide(signed_in(second), override, "grant")

    events = Event.objects.filter(object_ref=override.public_id)
    assert [(event.action, event.actor_name) for event in events] == [
        ("override.asked", "Rahmawati"),
        ("override.granted", "Surya"),
    ]
    assert events[0].after["reason"] == REASON


@pytest.mark.parametrize("role", [Role.UNIT_OFFICER, Role.UNIT_HEAD, Role.INSPECTOR, Role.EMPLOYEE, Role.PANELIST])
def test_only_the_agency_reaches_the_pages(signed_in, office, agency, role):
    override = asked(signed_in(agency), office)
    client = signed_in(make_user(role, office.unit))
    before = digest()

    urls = (reverse("overrides:overrides"), ask_url(office), reverse("overrides:decide", args=[override.public_id]))

    assert [client.get(url).status_code for url in urls] == [403, 403, 403]
    assert [client.post(url, {"reason": "x", "act": "grant"}).status_code for url in urls[1:]] == [403, 403]
    assert digest() == before


def test_an_agency_of_one_office_only_exempts_nobody(signed_in, office):
    part = make_unit(parent=office.unit)

    assert signed_in(make_user(Role.AGENCY_ADMIN, part)).get(ask_url(office)).status_code == 403


def test_another_government_does_not_exist_here(signed_in, office, agency):
    override = asked(signed_in(agency), office)
    stranger = signed_in(make_user(Role.AGENCY_ADMIN, make_unit("PEMERINTAH LAIN")))

    assert stranger.get(ask_url(office)).status_code == 404
    assert stranger.get(reverse("overrides:decide", args=[override.public_id])).status_code == 404
    assert office.candidate.name not in stranger.get(reverse("overrides:overrides")).content.decode()


def test_the_waiting_stand_first_and_a_list_takes_no_more_queries(signed_in, office, agency, django_assert_num_queries):
    client = signed_in(agency)
    first = asked(client, office)
    Override.objects.filter(pk=first.pk).update(granted=False, decided_at=timezone.now(), decided_by_ref="lain")
    client.get(reverse("overrides:overrides"))
    with django_assert_num_queries(5):
        client.get(reverse("overrides:overrides"))
    for _n in range(12):
        employee = make_employee(office.unit)
        Placement.objects.filter(employee=employee).update(started_on=timezone.localdate())
        asked(client, office, employee)

    with django_assert_num_queries(5):
        response = client.get(reverse("overrides:overrides"))

    assert [row.granted for row in response.context["rows"]] == [None] * 12 + [False]


def test_a_get_grants_nothing(signed_in, office, agency, second):
    override = asked(signed_in(agency), office)
    client = signed_in(second)
    before = digest()

    client.get(reverse("overrides:decide", args=[override.public_id]), {"act": "grant"})

    assert digest() == before
