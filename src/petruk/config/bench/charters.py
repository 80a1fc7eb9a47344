"""Time and memory of a thousand charters, issued and then signed, by the acts of the agency and its worker."""

import resource
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any

from django.conf import settings
from django.utils import timezone

from petruk.access.authority import ROOT_PATH, Authority, Grant, console
from petruk.access.permissions import Permission
from petruk.access.roles import Role
from petruk.appraisal.queries.periods import periods
from petruk.config.bench.authority import WORD, make_folder
from petruk.config.bench.table import Figure, milliseconds
from petruk.documents.actions.charters import Terms, carry_out, order
from petruk.documents.actions.revoking import revoke_paper
from petruk.documents.actions.signing import sign_together
from petruk.documents.queries.charters import charters, waiting_for_hand
from petruk.documents.typesetting import render
from petruk.people.actions import officials
from petruk.people.queries import employees, official_on

CHARTERS = 1_000
MOST_MILLISECONDS, MOST_SECONDS, MOST_SECONDS_SIGNED = 15, 30, 60
MOST_GROWTH = 30  # megabytes from the first round to the last
HONOUR = "Aparatur Sipil Negara Berprestasi/Berkinerja Terbaik"
KIB = 1024


def measure() -> Iterator[Figure]:
    """Issue the charters of the announced period round after round; those of the last round are taken back first."""
    by = console("bench")
    period = periods(by).filter(announced_at__isnull=False).first()
    if period is None:
        return
    paper = charters(by, period)[0]
    time = milliseconds(lambda: render(paper.frozen), times=200)
    yield Figure("piagam", f"{time:.1f} ms", f"<= {MOST_MILLISECONDS} ms", time <= MOST_MILLISECONDS)
    with TemporaryDirectory() as folder:
        settings.PETRUK_CERTIFICATES, settings.PETRUK_FILES = Path(folder), Path(folder)
        official = _official(by, Path(folder))
        issuing, signing, growth = _rounds(period, by, official)
    yield _seconds(f"{CHARTERS} piagam, terbit", issuing, MOST_SECONDS)
    yield _seconds(f"{CHARTERS} piagam, terbit dan bertanda tangan", issuing + signing, MOST_SECONDS_SIGNED)
    yield Figure("memori bertambah", f"{growth:.0f} MB", f"<= {MOST_GROWTH} MB", growth <= MOST_GROWTH)


def _rounds(period: Any, by: Authority, official: Authority) -> tuple[float, float, float]:
    """Return the seconds to issue and to sign that many, and by how many megabytes the process grew."""
    made, issuing, signing, first = 0, 0.0, 0.0, 0.0
    while made < CHARTERS:
        for paper in charters(by, period):
            revoke_paper(paper, reason="Uji bangku", at=timezone.now(), by=by)
        terms = Terms(timezone.localdate(), HONOUR)
        run = order(period, terms, at=timezone.now(), by=by, wait=True)
        issued, seconds = _timed(partial(carry_out, run, by=by))
        issuing, made = issuing + seconds, made + issued
        papers = waiting_for_hand(official, period)
        signed, seconds = _timed(partial(sign_together, papers, WORD, at=timezone.now(), by=official))
        assert signed == issued
        signing, first = signing + seconds, first or _megabytes()
    return issuing * CHARTERS / made, signing * CHARTERS / made, _megabytes() - first


def _official(by: Authority, folder: Path) -> Authority:
    """Let somebody of the register be the head of the agency, with a certificate, from today on."""
    employee = employees(by, Permission.EMPLOYEE_VIEW)[0]
    today, role = timezone.localdate(), "agency_head"
    head = official_on(by, role, today)
    if head is None or head.nip != employee.nip:
        name = employee.titled_name
        held = officials.Terms(role, "DEFINITIF", "KEPALA BADAN", "", name, "", employee.nip, today, None)
        officials.appoint(held, by=by)
    make_folder(folder, employee.nip)
    return Authority("bench", "Kepala", (Grant(Role.AGENCY_ADMIN, ROOT_PATH),), employee_id=employee.pk)


def _timed(work: Callable[[], int]) -> tuple[int, float]:
    start = perf_counter()
    return work(), perf_counter() - start


def _seconds(name: str, seconds: float, most: int) -> Figure:
    return Figure(name, f"{seconds:.1f} detik", f"<= {most} detik", seconds <= most)


def _megabytes() -> float:
    """Return the most that this process ever held; it only grows when more is held than before."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / KIB
