"""An agency, its inspector and an officer, signed in one after the other; words are read in English, the source."""

import pytest
from django.conf import settings

from petruk.access.roles import Role
from tests.factories import make_unit, make_user


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
