import pytest

from tests.web.deciding.bench import Bench, make_bench


@pytest.fixture
def bench(db) -> Bench:
    return make_bench()


@pytest.fixture
def head(signed_in, bench):
    return signed_in(bench.head)
