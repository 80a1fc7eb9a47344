"""A contest of two offices, seen by whoever is signed in; words are read in English, the source."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.utils import timezone

from petruk.access.roles import Role
from petruk.appraisal.actions import awards, sealing
from petruk.appraisal.models import Award, Period
from petruk.people.models import User
from petruk.people.queries import authority_of
from tests.appraisal.contest import Contest, make_usual
from tests.factories import make_user


@pytest.fixture
def contest(db) -> Contest:
    """Closed an hour ago by the clock on the wall; nothing is sealed."""
    made = make_usual()
    Period.objects.update(closes_at=timezone.now() - timedelta(hours=1), opens_at=timezone.now() - timedelta(days=9))
    made.period.refresh_from_db()
    return made


@pytest.fixture
def sealed(contest) -> Contest:
    sealing.seal(contest.period, at=timezone.now(), by=contest.agency)
    contest.period.refresh_from_db()
    return contest


@pytest.fixture
def proposed(sealed) -> Contest:
    awards.propose(sealed.period, at=timezone.now(), by=sealed.agency)
    return sealed


@pytest.fixture
def announced(proposed) -> Contest:
    for award in Award.objects.select_related("period", "result"):
        awards.decide(award, award.result, reason="", at=timezone.now(), by=proposed.agency)
    awards.announce(proposed.period, at=timezone.now(), by=proposed.agency)
    proposed.period.refresh_from_db()
    return proposed


@pytest.fixture
def as_role(signed_in, contest):
    """Sign somebody of a role in, at the top unless a unit is given, reading English, and return the client."""

    def sign_in(role, unit=None, **fields):
        return _english(signed_in(make_user(role, unit or contest.root, **fields)))

    return sign_in


@pytest.fixture
def agency(signed_in, contest):
    """The one who seals and asks in these tests, at his browser."""
    return _english(signed_in(User.objects.get(public_id=contest.agency.ref)))


@pytest.fixture
def second(as_role):
    return lambda: as_role(Role.AGENCY_ADMIN)


def _english(client):
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    return client


def authority(user):
    return authority_of(user, on=timezone.localdate())
