import pytest
from django.utils import translation


@pytest.fixture
def in_english():
    """Messages in the language of the code, so that a test can look for words."""
    with translation.override("en"):
        yield
