import pytest

from tests.web.deciding.bench import make_bench


@pytest.fixture(autouse=True)
def _own_vault(settings, tmp_path):
    settings.PETRUK_FILES = tmp_path / "files"


@pytest.fixture
def bench(db):
    return make_bench()
