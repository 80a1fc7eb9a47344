"""A request to put something right: asked by whom it is about, answered by the agency within 3 x 24 hours."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from petruk.access.roles import Role
from petruk.audit.models import Event
from petruk.core.privacy import answer_due, hours_left
from petruk.people.queries import authority_of
from petruk.privacy.actions import corrections as actions
from petruk.privacy.models import Correction
from tests.factories import make_employee, make_unit, make_user
from tests.web.reading import read

pytestmark = pytest.mark.django_db

ASK = {"item": "attendance", "text": "Terlambat 3 hari pada Juni itu keliru; saya dinas luar."}


@pytest.fixture
def office():
    return make_unit("DINAS SOSIAL", parent=make_unit("PEMERINTAH KABUPATEN"))


@pytest.fixture
def budi(office):
    return make_user(Role.EMPLOYEE, office, employee=make_employee(office, name="BUDI"), name="BUDI")


@pytest.fixture
def agency(office):
    return make_user(Role.AGENCY_ADMIN, office.parent, name="Petugas Data")


def asked(user, *, at=None):
    by = authority_of(user, on=timezone.localdate())
    return actions.ask(ASK["item"], ASK["text"], at=at or timezone.now(), by=by)


@pytest.mark.parametrize(("hours", "left"), [(0, 72), (71.5, 0), (72, 0), (72.5, -1), (96, -24)])
def test_the_clock_runs_72_hours_and_does_not_stop_on_a_weekend(hours, left):
    friday = datetime(2026, 11, 27, 8, 0, tzinfo=UTC)

    assert answer_due(friday) == datetime(2026, 11, 30, 8, 0, tzinfo=UTC)
    assert hours_left(answer_due(friday), friday + timedelta(hours=hours)) == left


def test_a_request_goes_from_the_employee_to_the_agency_and_back(signed_in, budi, agency):
    client = signed_in(budi)
    assert client.post(reverse("privacy:ask"), ASK).url == reverse("privacy:own_data")
    request = Correction.objects.get()
    assert request.due_at - request.asked_at == timedelta(hours=72)

    client = signed_in(agency)
    home = read(client.get("/"))
    assert "1 koreksi data menunggu jawaban" in home.text
    assert reverse("privacy:desk") in home.links()
    address = reverse("privacy:answer", args=[request.public_id])
    assert address in read(client.get(reverse("privacy:desk"))).links()
    client.post(address, {"answer": "Diimpor ulang dari absensi Juni.", "act": "accept"})

    text = read(signed_in(budi).get(reverse("privacy:own_data"))).text
    assert "Diimpor ulang dari absensi Juni." in text
    assert "Diperbaiki" in text
    events = Event.objects.filter(object_ref=request.public_id).values_list("action", "actor_ref")
    assert list(events) == [("correction.asked", budi.public_id), ("correction.answered", agency.public_id)]


def test_a_request_that_is_late_says_by_how_much(signed_in, budi, agency):
    asked(budi, at=timezone.now() - timedelta(hours=74, minutes=30))

    page = read(signed_in(agency).get(reverse("privacy:desk")))
    home = read(signed_in(agency).get("/"))

    assert "Terlambat 3 jam" in page.text
    assert "Lewat batas" in page.text
    assert "Lewat batas sejak" in home.text


def test_the_same_thing_is_asked_once_until_it_is_answered(signed_in, budi):
    asked(budi)

    answer = signed_in(budi).post(reverse("privacy:ask"), ASK)

    assert (answer.status_code, Correction.objects.count()) == (422, 1)
    assert ASK["text"] in answer.content.decode()


def test_nobody_answers_his_own_request(signed_in, office, agency):
    agency.employee = make_employee(office.parent)
    agency.save()
    request = asked(agency)
    client, address = signed_in(agency), reverse("privacy:answer", args=[request.public_id])

    answer = client.post(address, {"answer": "Setuju.", "act": "accept"})

    assert "Permintaan ini milik Anda sendiri" in read(client.get(address)).text
    assert (answer.status_code, Correction.objects.get().accepted) == (422, None)


def test_the_database_too_refuses_an_answer_by_whoever_asked_or_without_words(budi, agency):
    request = asked(budi)
    given = {"accepted": False, "answered_at": timezone.now(), "answer": "x", "answered_by_ref": agency.public_id}

    for wrong in ({"answered_by_ref": budi.public_id}, {"answer": ""}, {"answered_at": None}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Correction.objects.filter(pk=request.pk).update(**given | wrong)


def test_an_answered_request_is_answered_once(budi, agency):
    request, by = asked(budi), authority_of(agency, on=timezone.localdate())
    actions.answer(request, actions.Answer(accepted=False, text="Sudah benar."), at=timezone.now(), by=by)

    with pytest.raises(actions.CannotAnswer, match="Petugas Data"):
        actions.answer(request, actions.Answer(accepted=True, text="Ya."), at=timezone.now(), by=by)


def test_the_desk_names_only_people_within_reach(signed_in, budi, office):
    other = make_unit("DINAS LAIN", parent=office.parent)
    theirs = make_user(Role.EMPLOYEE, other, employee=make_employee(other, name="ORANG LAIN"))
    asked(budi), asked(theirs)

    text = read(signed_in(make_user(Role.AGENCY_ADMIN, office)).get(reverse("privacy:desk"))).text

    assert ("BUDI" in text, "ORANG LAIN" in text) == (True, False)
