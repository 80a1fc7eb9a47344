"""Log lines that data cannot break: one event, one line, control characters escaped, a traceback set in below it."""

import logging
import re
from types import TracebackType

WITHHELD = re.compile(r"^(\s*(?:DETAIL|CONTEXT|HINT)):.*$")
"""Where the database repeats the values of a refused row: a NIP, a name. The kind of the fault stands above it."""
ExceptionOf = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


class OneLine(logging.Formatter):
    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802  the name that logging calls
        return _escaped(super().formatMessage(record))

    def formatException(self, ei: ExceptionOf) -> str:  # noqa: N802
        lines = super().formatException(ei).split("\n")
        return "\n".join("  " + _escaped(WITHHELD.sub(r"\1: (not logged)", line)) for line in lines)


def _escaped(text: str) -> str:
    return "".join(char if char.isprintable() else char.encode("unicode_escape").decode() for char in text)
