"""When a period takes assessments. State is derived from time and explicit acts, never stored."""

from datetime import datetime
from enum import StrEnum


class PeriodState(StrEnum):
    DRAFT = "draft"
    SCHEDULED = "scheduled"
    OPEN = "open"
    CLOSED = "closed"


def state_at(at: datetime, *, published: bool, opens_at: datetime, closes_at: datetime) -> PeriodState:
    """Return the state at a moment. The opening moment is open, the closing moment is closed."""
    if not published:
        return PeriodState.DRAFT
    if at < opens_at:
        return PeriodState.SCHEDULED
    return PeriodState.OPEN if at < closes_at else PeriodState.CLOSED
