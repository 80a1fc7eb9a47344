"""Sealed results prove themselves: bytes that are those that were sealed, and rules that say the same again."""

import pytest
from django.db import connection

from petruk.appraisal.models import Result
from petruk.appraisal.queries.proving import sample, unproven
from petruk.facts.models import Performance
from tests.appraisal.contest import LATER, make_usual

pytestmark = pytest.mark.django_db


@pytest.fixture
def contest():
    made = make_usual()
    made.seal()
    return made


def proven(contest, number=100):
    return list(unproven(contest.agency, sample(contest.agency, number)))


def test_what_was_sealed_is_proven(contest):
    assert len(sample(contest.agency, 100)) == 4
    assert proven(contest) == []


def test_a_sample_is_no_larger_than_asked(contest):
    assert len(sample(contest.agency, 3)) == 3


def test_changed_bytes_are_found(contest):
    result = contest.result("ANI")
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")  # as somebody with the whole server could
    Result.objects.filter(pk=result.pk).update(content=bytes(result.content).replace(b'"ANI"', b'"AMI"'))

    found = proven(contest)

    assert f"Hasil {result.public_id}: isinya bukan yang disegel." in found


def test_a_fact_that_was_changed_behind_our_back_is_found(contest):
    Performance.objects.filter(employee__name="ANI").update(score="10")

    [found] = proven(contest)

    assert contest.result("ANI").public_id in found
    assert "semula 90,00, sekarang 10,00" in found


def test_a_fact_that_was_corrected_openly_is_no_fault(contest):
    fact = Performance.objects.get(employee__name="ANI")
    Performance.objects.filter(pk=fact.pk).update(superseded_at=LATER)

    assert proven(contest) == []
