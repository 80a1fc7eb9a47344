"""How much of a stranger's file is looked at, and how much of the machine it may use."""

import resource
from typing import Any

MiB = 1024 * 1024

FILE_BYTES = 10 * MiB
UNZIPPED_BYTES = 200 * MiB
PART_RATIO = 200  # an honest sheet shrinks 10 to 40 times; deflate can reach 1,032
PARTS = 500
SHEETS = 50
ROWS = 200_000
COLUMNS = 200
TEXT_CHARACTERS = 2_000
MARKS = 200_000
REPEATED_CELLS = 5_000_000
OUTPUT_BYTES = 100 * MiB

ADDRESS_SPACE = 384 * MiB  # 200,000 rows of 13 columns take 220 MiB
CPU_SECONDS = 20


class Refused(Exception):  # noqa: N818  it is a decision, not an error
    """The file is not read; ``code`` says why, ``details`` where."""

    def __init__(self, code: str, **details: Any) -> None:
        super().__init__(code)
        self.code = code
        self.details = details


def tighten() -> None:
    """Bind this process, for good: memory, time, no files to write, no core to leave behind."""
    for what, most in (
        (resource.RLIMIT_AS, ADDRESS_SPACE),
        (resource.RLIMIT_CPU, CPU_SECONDS),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_NOFILE, 32),
    ):
        resource.setrlimit(what, (most, most))
