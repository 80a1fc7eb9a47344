"""What the result page and the first page say of a decision: to the office, the head, the agency, the employee."""

import pytest
from django.urls import reverse
from django.utils import timezone

from petruk.access.roles import Role
from petruk.appraisal.models import Period
from petruk.core.lifecycle import Actor
from petruk.documents.actions import sheets as papers
from petruk.people.models import Mandate, Signatory, User
from tests.factories import make_signatory, make_user
from tests.web.deciding.bench import acting, confirmed
from tests.web.reading import read

pytestmark = pytest.mark.django_db


def returned(bench, reason="Uraian inovasi kurang."):
    rest = {"reason": reason, "actor": Actor.UNIT_HEAD, "at": timezone.now(), "by": acting(bench.head)}
    return papers.return_(bench.now(), version=bench.now().version, **rest)


def tasks(response):
    return [(task.title, task.detail, task.url) for task in response.context["tasks"]]


def test_the_timeline_names_for_whose_confirmation_it_waits(signed_in, bench):
    *_before, last = signed_in(bench.officer).get(bench.result_url()).context["steps"]

    assert (last.state, "KEPALA DINAS SOSIAL, Drs. HASANUDDIN" in last.detail) == ("now", True)


def test_an_acting_head_is_named_in_his_capacity(signed_in, bench):
    make_signatory(bench.unit, capacity="PLT", office="KEPALA DINAS SOSIAL", started_on=timezone.localdate())

    *_before, last = signed_in(bench.officer).get(bench.result_url()).context["steps"]

    assert "Plt. KEPALA DINAS SOSIAL" in last.detail


def test_the_timeline_tells_each_step_with_who_and_the_reason(signed_in, bench):
    confirmed(bench)
    papers.return_(
        bench.now(), version=bench.now().version, reason="Salah orang.", actor=Actor.AGENCY, at=timezone.now(),
        by=acting(bench.agency),
    )  # fmt: skip

    steps = signed_in(bench.officer).get(bench.result_url()).context["steps"]

    said = [step.detail for step in steps]
    assert "Siti Pengelola" in said[0]
    assert "Hasanuddin" in said[1]
    assert "Admin Instansi" in said[2]
    assert said[2].endswith("Salah orang.")


@pytest.mark.parametrize(
    ("role", "drawn"), [("head", "decide"), ("agency", "return_by_agency"), ("officer", None), ("colleague", None)]
)
def test_each_reader_finds_the_buttons_that_are_his(signed_in, bench, role, drawn):
    users = {"head": bench.head, "agency": bench.agency, "officer": bench.officer}
    user = users.get(role) or make_user(Role.INSPECTOR, bench.root)

    links = read(signed_in(user).get(bench.result_url())).links()

    buttons = {name for name in ("decide", "return_by_agency", "verify_one") if bench.url(name) in links}
    assert buttons == ({drawn} if drawn else set())


def test_a_confirmed_result_offers_both_acts_to_the_agency_only(signed_in, bench):
    confirmed(bench)

    theirs = read(signed_in(bench.agency).get(bench.result_url())).links()
    heads = read(signed_in(bench.head).get(bench.result_url())).links()

    assert {bench.url("verify_one"), bench.url("return_by_agency")} <= set(theirs)
    assert not {bench.url("verify_one"), bench.url("return_by_agency"), bench.url("decide")} & set(heads)


def test_an_office_whose_head_has_no_account_is_told_and_has_no_button(signed_in, bench):
    Mandate.objects.filter(role=Role.UNIT_HEAD).delete()

    told = signed_in(bench.officer).get(bench.result_url()).context["decision"]
    refused = signed_in(bench.officer).post(bench.url("decide"), {"version": "1", "act": "confirm"})

    assert told.hint
    assert (told.may_decide, refused.status_code, bench.now().state) == (False, 403, "submitted")
    assert not signed_in(bench.agency).get(bench.result_url()).context["decision"].hint


def test_an_account_of_the_candidate_or_one_shut_is_no_account_of_a_head(signed_in, bench):
    User.objects.filter(pk=bench.head.pk).update(employee=bench.nominee.employee)
    himself = signed_in(bench.officer).get(bench.result_url()).context["decision"].hint
    User.objects.filter(pk=bench.head.pk).update(employee=None, is_active=False)
    shut = signed_in(bench.officer).get(bench.result_url()).context["decision"].hint
    User.objects.filter(pk=bench.head.pk).update(is_active=True)
    reachable = signed_in(bench.officer).get(bench.result_url()).context["decision"].hint

    assert (bool(himself), bool(shut), bool(reachable)) == (True, True, False)


def test_a_unit_without_an_official_waits_for_the_one_above(signed_in, bench):
    Signatory.objects.all().delete()
    nobody = signed_in(bench.officer).get(bench.result_url()).context["steps"][-1].detail
    make_signatory(bench.root, office="SEKRETARIS DAERAH")
    above = signed_in(bench.officer).get(bench.result_url()).context["steps"][-1].detail

    assert "SEKRETARIS DAERAH" in above
    assert nobody != above


def test_a_returned_result_says_why_and_can_be_taken_up_again_while_the_period_is_open(signed_in, bench):
    returned(bench)

    response = signed_in(bench.officer).get(bench.result_url())

    assert (response.context["may_resume"], response.context["steps"][-1].detail) == (True, "")
    assert "Uraian inovasi kurang." in read(response).text
    form = (
        signed_in(bench.officer)
        .post(reverse("appraisal:resume", args=[bench.nominee.public_id]), follow=True)
        .context["form"]
    )
    assert form["text_inovasi"].value() == "SILKa Online"


def test_a_returned_result_of_a_closed_period_says_that_the_agency_must_give_more_time(signed_in, bench):
    returned(bench)
    Period.objects.update(closes_at=timezone.now())

    response = signed_in(bench.officer).get(bench.result_url())

    assert (response.context["may_resume"], bool(response.context["steps"][-1].detail)) == (False, True)


def test_the_officer_finds_on_his_first_page_what_came_back_and_why(signed_in, bench):
    returned(bench)
    colleague = make_user(Role.UNIT_OFFICER, bench.root)
    Period.objects.update(closes_at=timezone.now())

    mine = tasks(signed_in(bench.officer).get("/"))

    assert [(url, "Uraian inovasi kurang." in detail) for _title, detail, url in mine] == [(bench.result_url(), True)]
    assert tasks(signed_in(colleague).get("/"))[0][2] == bench.result_url()
    assert tasks(signed_in(make_user(Role.INSPECTOR, bench.root)).get("/")) == []


def test_head_and_agency_find_on_their_first_page_what_waits_for_them(signed_in, bench):
    desks = [f"{reverse(f'deciding:{name}')}?periode={bench.period.public_id}" for name in ("head", "agency")]

    before = [tasks(signed_in(user).get("/")) for user in (bench.head, bench.agency)]
    confirmed(bench)
    after = [tasks(signed_in(user).get("/")) for user in (bench.head, bench.agency)]

    assert [[task[2] for task in found] for found in before] == [[desks[0]], []]
    assert [[task[2] for task in found] for found in after] == [[], [desks[1]]]


def test_nothing_of_it_waits_once_the_period_is_sealed(signed_in, bench):
    Period.objects.update(sealed_at=timezone.now(), closes_at=timezone.now())

    assert tasks(signed_in(bench.head).get("/")) == []


def test_n05_what_somebody_may_not_decide_does_not_wait_for_him(signed_in, bench):
    Mandate.objects.create(user=bench.officer, role=Role.UNIT_HEAD, unit=bench.unit, started_on=timezone.localdate())
    himself = make_user(Role.UNIT_HEAD, bench.unit, employee=bench.nominee.employee)
    Period.objects.update(closes_at=timezone.now())

    assert tasks(signed_in(bench.officer).get("/")) == []
    assert tasks(signed_in(himself).get("/")) == []
    assert len(tasks(signed_in(bench.head).get("/"))) == 1
