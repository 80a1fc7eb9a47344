"""How much of a stranger's file is looked at, and how much of the machine it may use."""

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
OPEN_FILES = 32


class Refused(Exception):  # noqa: N818  it is a decision, not an error
    """The file is not read; ``code`` says why, ``details`` where."""

    def __init__(self, code: str, **details: Any) -> None:
        super().__init__(code)
        self.code = code
        self.details = details
