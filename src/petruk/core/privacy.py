"""The time limits of UU 27/2022 (Pelindungan Data Pribadi)."""

from datetime import datetime, timedelta

ANSWER_WITHIN = timedelta(hours=3 * 24)
"""Correction and access: articles 30 and 32, "3 x 24 jam". Hours, so weekends and holidays count."""


def answer_due(asked_at: datetime) -> datetime:
    """Return until when a request of somebody about his own data must be answered."""
    return asked_at + ANSWER_WITHIN


def hours_left(due_at: datetime, now: datetime) -> int:
    """Return the whole hours left, rounded down; negative when it is overdue, by the hours begun."""
    return int((due_at - now) // timedelta(hours=1))
