import pytest

from tests.appraisal.panel_world import make_panel_world


@pytest.fixture
def world(db):
    return make_panel_world()
