"""Every kind of object that the shared world made has a word in the log."""

import pytest

from petruk.audit.models import Event
from petruk.web.log.words import KINDS

pytestmark = pytest.mark.django_db


def test_objects_of_the_shared_world_have_words(world):
    assert set(Event.objects.values_list("object_kind", flat=True)) - set(KINDS) == set()
