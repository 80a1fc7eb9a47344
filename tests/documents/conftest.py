import pytest

from tests.documents import post_office


@pytest.fixture
def office(settings):
    """A mail server of this test, named to the installation."""
    with post_office.opened() as office:
        settings.PETRUK_SMTP = office.settings()
        yield office
