"""Log lines that data cannot break: one event, one line, control characters escaped."""

import logging


class OneLine(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        message, _, trace = super().format(record).partition("\nTraceback ")
        line = "".join(char if char.isprintable() else char.encode("unicode_escape").decode() for char in message)
        return f"{line}\nTraceback {trace}" if trace else line
