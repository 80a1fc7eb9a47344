"""petruk-2023 gives no points: no page of its decision may show a total of nothing."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from petruk.access.roles import Role
from petruk.appraisal.actions import assessing, awards, sealing
from petruk.appraisal.models import Award, Period, Result
from tests.appraisal.contest import SEED
from tests.appraisal.kinds_world import make_kinds_world, make_predicate
from tests.appraisal.world import NOW
from tests.factories import make_authority, make_user
from tests.web.ranking.addresses import award_of, url
from tests.web.reading import read

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    """One candidate of petruk-2023, sealed and proposed."""
    world = make_kinds_world("petruk-2023")
    make_predicate(world.candidate, 2022, "very_good")
    draft = world.draft_with_files()
    answers = world.answers(version=draft.version)
    assessing.submit(world.period, world.candidate, answers, key="", at=NOW, by=world.officer)
    now = timezone.now()
    Period.objects.update(closes_at=now - timedelta(hours=1), opens_at=now - timedelta(days=9), draw_seed=SEED)
    world.period.refresh_from_db()
    by = make_authority(Role.AGENCY_ADMIN, world.unit)
    sealing.seal(world.period, at=timezone.now(), by=by)
    world.period.refresh_from_db()
    awards.propose(world.period, at=timezone.now(), by=by)
    return world


def decided(world):
    by = make_authority(Role.AGENCY_ADMIN, world.unit)
    for award in Award.objects.select_related("period", "result"):
        awards.decide(award, award.result, reason="", at=timezone.now(), by=by)
    awards.announce(world.period, at=timezone.now(), by=by)


def test_the_agency_sees_places_and_reasons_without_a_total(signed_in, world):
    client = signed_in(make_user(Role.AGENCY_ADMIN, world.unit))
    pages = (
        url("ranking", world.period.public_id),
        url("why", Result.objects.get().public_id),
        url("decide", award_of(None).public_id),
        url("announcements"),
    )
    for page in pages:
        response = client.get(page)

        text = read(response).text
        assert response.status_code == 200, page
        assert not any(word in text for word in ("Total score", "total 0", "0 of 0", "· 0")), page
    assert "Instrumen ini tidak menjumlahkan skor" in read(client.get(pages[1])).text


def test_the_employee_reads_the_result_without_a_total(signed_in, world):
    decided(world)
    client = signed_in(make_user(Role.EMPLOYEE, world.unit, employee=world.candidate))

    own, listed, winners = (
        client.get(page)
        for page in (
            reverse("objections:own_result", args=[Result.objects.get().public_id]),
            reverse("objections:own_list"),
            url("announcements"),
        )
    )

    assert [own.status_code, listed.status_code, winners.status_code] == [200, 200, 200]
    assert "Total score" not in read(own).text
    assert not any("total 0" in read(page).text for page in (own, listed, winners))
