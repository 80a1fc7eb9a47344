"""N86, N88, N90: two hands on one assessment at the same moment. One wins; the others are told in words."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connections

from petruk.appraisal.actions import deciding, locking
from petruk.appraisal.actions.deciding import Decision
from petruk.audit.models import Event
from petruk.core.errors import Refusal
from petruk.core.lifecycle import Actor
from petruk.documents.actions import sheets as papers
from petruk.documents.models import Document
from tests.appraisal.desk import LATER, make_desk

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*acts):
    """Run each act in a thread and connection of its own; what was refused comes back as its words."""

    def one(act):
        try:
            return act()
        except Refusal as refusal:
            return str(refusal)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(one, acts))


def confirming(desk):
    return lambda: papers.confirm(desk.assessment, desk.decision("10"), at=LATER, by=desk.head)


def returning(desk, actor=Actor.UNIT_HEAD):
    version, by = desk.assessment.version, desk.head if actor is Actor.UNIT_HEAD else desk.agency
    return lambda: papers.return_(desk.assessment, version=version, reason="Salah", actor=actor, at=LATER, by=by)


def withdrawing(desk):
    return lambda: papers.withdraw(desk.assessment, reason="Keliru", at=LATER, by=desk.officer)


@pytest.mark.parametrize("_round", range(5))
def test_n90_confirm_return_and_withdraw_at_once_leave_one_winner_and_words_for_the_others(_round):
    desk = make_desk()

    answers = at_once(confirming(desk), returning(desk), returning(desk, Actor.AGENCY), withdrawing(desk))

    refused = [answer for answer in answers if isinstance(answer, str)]
    assert len(refused) == 3
    assert all(words.endswith(".") for words in refused)
    decided = Event.objects.filter(action__in=["assessment.confirmed", "assessment.returned", "assessment.withdrawn"])
    assert [event.action for event in decided] == [f"assessment.{desk.now().state}"]
    assert Document.objects.filter(revoked_at=None).count() == (desk.now().state == "confirmed")


def test_n86_two_heads_confirm_at_once_and_one_paper_is_issued():
    desk = make_desk()

    answers = at_once(*[confirming(desk)] * 4)

    assert sum(isinstance(answer, str) for answer in answers) == 3
    assert (desk.now().confirmed_at, desk.now().version) == (LATER, desk.assessment.version + 1)
    assert list(Document.objects.order_by("pk").values_list("number", flat=True)) == [
        "001/PETRUK/2026",
        "002/PETRUK/2026",
    ]


def test_n90_verify_and_return_by_the_agency_at_once():
    desk = make_desk()
    confirmed = desk.confirmed()
    rest = {"version": confirmed.version, "at": LATER, "by": desk.agency}

    answers = at_once(
        lambda: deciding.verify(confirmed, **rest),
        lambda: papers.return_(confirmed, reason="Salah", actor=Actor.AGENCY, **rest),
    )

    assert sum(isinstance(answer, str) for answer in answers) == 1
    assert desk.now().slot == (1 if desk.now().state == "verified" else None)


def test_n88_nothing_is_decided_after_the_results_were_sealed():
    desk = make_desk()

    def seal():
        from django.db import transaction

        with transaction.atomic():
            period = locking.hold_alone(desk.period.pk)
            period.sealed_at = LATER + timedelta(seconds=1)
            period.save(update_fields=["sealed_at"])
            return desk.now().state

    *decided, state_at_sealing = at_once(confirming(desk), returning(desk), seal)

    assert desk.now().state == state_at_sealing
    assert sum(isinstance(answer, str) for answer in decided) >= 1


def test_n87_a_decision_on_an_older_version_loses_even_when_it_comes_first_to_the_lock():
    desk = make_desk()
    old = Decision(desk.assessment.version - 1, {})

    (answer,) = at_once(lambda: papers.confirm(desk.assessment, old, at=LATER, by=desk.head))

    assert desk.officer.name in answer
    assert desk.now().state == "submitted"
