"""The workshop of an agency, signed in, reading English; instruments are published."""

import pytest
from django.conf import settings

from petruk.access.authority import console
from petruk.access.roles import Role
from petruk.appraisal.actions import drafting
from petruk.appraisal.actions.instruments import publish_ready_made
from petruk.appraisal.models import Instrument
from tests.appraisal.world import NOW
from tests.factories import make_unit, make_user

AGENCY = console("Uji")


@pytest.fixture
def regency():
    return make_unit("PEMERINTAH KABUPATEN")


@pytest.fixture
def as_role(signed_in, regency):
    """Sign somebody of a role in at the top of the regency, reading English, and return the client."""

    def sign_in(role, unit=None):
        client = signed_in(make_user(role, unit or regency))
        client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
        return client

    return sign_in


@pytest.fixture
def agency(as_role):
    return as_role(Role.AGENCY_ADMIN)


@pytest.fixture
def instruments(db):
    publish_ready_made(at=NOW, by=AGENCY)
    return {each.code: each for each in Instrument.objects.all()}


@pytest.fixture
def draft(instruments):
    """A copy of the guide's instrument, right in every part."""
    return drafting.clone(instruments["petruk-2021"], at=NOW, by=AGENCY)
