import pytest

from tests.web.appraisal.office import Office, make_office


@pytest.fixture
def office(db) -> Office:
    return make_office()


@pytest.fixture
def officer(signed_in, office):
    return signed_in(office.user)
