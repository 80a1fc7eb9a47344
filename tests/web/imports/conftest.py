import pytest

from petruk.access.roles import Role
from petruk.people.queries import authority_of
from tests.factories import TODAY, make_employee, make_unit, make_user


@pytest.fixture
def office():
    return make_unit("DINAS SOSIAL")


@pytest.fixture
def employee(office):
    return make_employee(office)


@pytest.fixture
def user(office):
    return make_user(Role.UNIT_OFFICER, office)


@pytest.fixture
def officer(user):
    """What the user may do, for actions that happen before the page is opened."""
    return authority_of(user, on=TODAY)


@pytest.fixture
def desk(signed_in, user):
    return signed_in(user)
