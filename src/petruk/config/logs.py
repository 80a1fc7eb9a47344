"""Log lines that data cannot break: one event, one line, control characters escaped, a traceback set in below it."""

import logging
from types import TracebackType

ExceptionOf = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


class OneLine(logging.Formatter):
    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802  the name that logging calls
        return _escaped(super().formatMessage(record))

    def formatException(self, ei: ExceptionOf) -> str:  # noqa: N802
        return "\n".join(f"  {_escaped(line)}" for line in super().formatException(ei).split("\n"))


def _escaped(text: str) -> str:
    return "".join(char if char.isprintable() else char.encode("unicode_escape").decode() for char in text)
