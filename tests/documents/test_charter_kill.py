"""A worker that is killed while it issues charters loses none and gives no number twice: another one goes on."""

import os
import signal
import subprocess
import sys
import time

import pytest
from asgiref.sync import async_to_sync
from django.conf import settings
from django.db import connection
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from petruk.appraisal.actions import awards
from petruk.documents.models import CharterRun, Document
from petruk.documents.tasks import requeue_stalled
from tests.appraisal.contest import LATER, make_contest
from tests.documents.test_charters import ordered
from tests.factories import make_officials, make_unit

WINNERS = 13  # of twelve offices, and of all
WORKER = """
from petruk.config.startup import connected
with connected():
    from petruk.documents.actions import charters
    from procrastinate.contrib.django import app
    charters.AT_ONCE = 2
    with app.replace_connector(app.connector.get_worker_connector()) as working:
        working.run_worker(listen_notify=False)
"""


@pytest.mark.django_db(transaction=True)
def test_n91_a_killed_worker_leaves_no_gap_and_no_double_number():
    contest = make_contest()
    for number in range(WINNERS - 1):
        contest.nominate(f"PEGAWAI {number}", make_unit(f"Dinas {number:02}", parent=contest.root))
    contest.seal()
    make_officials()
    for award in awards.propose(contest.period, at=LATER, by=contest.agency):
        awards.decide(award, award.result, reason="", at=LATER, by=contest.agency)
    run = ordered(contest)

    done = _kill_once_it_issued(4)

    async_to_sync(_requeue)()
    with app.replace_connector(app.connector.get_worker_connector()) as working:
        working.run_worker(wait=False, install_signal_handlers=False, listen_notify=False)
    run.refresh_from_db()
    papers = Document.objects.filter(kind="charter")
    assert 4 <= done < WINNERS
    assert (run.finished_at is not None, run.trouble) == (True, "")
    assert sorted(papers.values_list("serial", flat=True)) == list(range(1, WINNERS + 1))
    assert papers.values("award").distinct().count() == WINNERS
    assert not CharterRun.objects.filter(finished_at=None).exists()
    assert set(ProcrastinateJob.objects.values_list("status", flat=True)) == {"succeeded"}


async def _requeue() -> None:
    with app.replace_connector(app.connector.get_worker_connector()) as working:
        async with working.open_async():
            await requeue_stalled(working, after=0)


def _kill_once_it_issued(many: int) -> int:
    """Let a worker of its own run, kill it in the midst, and return how many charters there are then."""
    known = connection.settings_dict
    address = f"host={known['HOST']} dbname={known['NAME']} user={known['USER']} password={known['PASSWORD'] or 'x'}"
    address += f" port={known['PORT']}" if known["PORT"] else ""
    said = os.environ | {"DATABASE_URL": address, "PYTHONPATH": str(settings.PACKAGE.parent)}
    worker = subprocess.Popen([sys.executable, "-c", WORKER], env=said)
    try:
        until = time.monotonic() + 60
        while Document.objects.filter(kind="charter").count() < many and time.monotonic() < until:
            time.sleep(0.01)
    finally:
        os.kill(worker.pid, signal.SIGKILL)
        worker.wait(10)
    return Document.objects.filter(kind="charter").count()
