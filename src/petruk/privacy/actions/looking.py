"""Who opened which page about whom: noted at once, written a moment later, so that reading a page writes nothing.

docs/adr/0011 says why. A note is lost when the process is killed within that moment; its line in the log is not.
"""

import logging
import threading
from collections import deque
from datetime import date
from time import sleep

from django.db import DatabaseError

from petruk.access.authority import Authority
from petruk.people.actions.jobs import own_connection
from petruk.privacy.models import Look

logger = logging.getLogger("petruk.looks")
WRITE_EVERY_SECONDS = 1
MOST_WAITING = 10_000
waiting: deque[Look] = deque(maxlen=MOST_WAITING)


def note(employee_id: int, kind: str, *, on: date, by: Authority) -> None:
    """Note that this person opened a page about an employee; about himself he needs no note."""
    if not by.signed_in or by.employee_id == employee_id:
        return
    first = by.grants[0] if by.grants else None
    told = " · ".join(part for part in (first.role.words, first.unit_name) if part) if first else ""
    waiting.append(
        Look(employee_id=employee_id, kind=kind, on=on, viewer_ref=by.ref, viewer=by.name[:200], viewer_as=told[:260])
    )
    logger.info("account %s opened %s of employee %s", by.ref, kind, employee_id)


def keep() -> int:
    """Write what waits and return how many notes that were; each once a day, so a second look adds nothing.

    Notes that the database does not take wait for the next time.
    """
    taken = [waiting.popleft() for _each in range(len(waiting))]
    try:
        Look.objects.bulk_create(taken, ignore_conflicts=True)
    except DatabaseError:
        waiting.extendleft(reversed(taken))
        raise
    return len(taken)


def start() -> None:
    """Write notes from now on, in a thread that ends with the process. Called by the server, once a process."""
    threading.Thread(target=_go_on, name="looks", daemon=True).start()


def _go_on() -> None:
    while True:
        sleep(WRITE_EVERY_SECONDS)
        if not waiting:
            continue
        with own_connection():
            try:
                keep()
            except DatabaseError as trouble:
                logger.error("looks are not written yet: %s", type(trouble).__name__)  # noqa: TRY400  no row in the log
