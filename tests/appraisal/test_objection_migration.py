"""A database that was filled before there were objections takes the change."""

from datetime import timedelta

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from petruk.appraisal.models import Period, Result
from tests.appraisal.objecting import LAST_MOMENT, make_objecting

pytestmark = pytest.mark.django_db(transaction=True)
BEFORE = [("appraisal", "0014_points_of_a_sheet")]


@pytest.fixture
def migrate():
    """Move the tables; whatever a test does, the next one finds the newest."""
    newest = MigrationExecutor(connection).loader.graph.leaf_nodes()
    yield lambda to=newest: MigrationExecutor(connection).migrate(to)
    MigrationExecutor(connection).migrate(newest)


def test_a_period_that_was_announced_before_gets_the_window_it_would_have_had(migrate):
    make_objecting()
    sealed = list(Result.objects.order_by("pk").values_list("sha256", "content"))

    migrate(BEFORE)
    migrate()

    assert Period.objects.get().objections_close_at == LAST_MOMENT + timedelta(microseconds=1)
    assert list(Result.objects.order_by("pk").values_list("sha256", "content")) == sealed
