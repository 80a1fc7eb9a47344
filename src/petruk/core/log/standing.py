"""Whether a log still begins with everything that was ever signed of it."""

from collections.abc import Iterable, Mapping
from enum import StrEnum

from petruk.core.log.merkle import Frontier


class Reason(StrEnum):
    """What speaks against a log."""

    FORM = "an entry is not written as it must be"
    PLACE = "an entry stands in the place of another"
    LEAF = "an entry is not the one whose hash was kept"
    ROW = "the event is not the one that its entry tells of"
    PAYLOAD = "the payload of an entry is not the one that it binds"
    UNNAMED = "a payload is gone, and no erasure names it"
    ROOT = "the entries are not those that were signed"
    SHORT = "there are fewer entries than were signed"
    LONG = "there is more than the entries"
    HEAD = "the log goes on from elsewhere than where it ends"
    NOTE = "a checkpoint is not signed by the key of the log"
    FORK = "two checkpoints sign different logs"
    KEY = "the log has another key than the one that was handed out"


class ContradictionError(ValueError):
    """The log is not the one that was signed.

    ``seq`` is the first entry that may be another one; None where no entry is to blame.
    """

    def __init__(self, reason: Reason, seq: int | None = None) -> None:
        super().__init__(f"{reason} (from entry {seq} on)" if seq is not None else str(reason))
        self.reason = reason
        self.seq = seq


def stands(leaves: Iterable[bytes], signed: Mapping[int, bytes]) -> Frontier:
    """Grow the tree over all leaf hashes, comparing its root at each size (the key) that was signed.

    Raises ``ContradictionError`` where a root differs, or when more was signed than there is.
    """
    grown, good = Frontier(), 0
    due = sorted(signed, reverse=True)

    def compare() -> None:
        nonlocal good
        while due and due[-1] == grown.size:
            size = due.pop()
            if grown.root() != signed[size]:
                raise ContradictionError(Reason.ROOT, good)
            good = size

    compare()
    for leaf in leaves:
        grown.append(leaf)
        compare()
    if due:
        raise ContradictionError(Reason.SHORT, grown.size)
    return grown
