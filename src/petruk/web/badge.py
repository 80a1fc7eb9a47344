"""A word on a badge."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Badge:
    """``kind`` is its colour: good, wait, bad or none."""

    word: str
    kind: str
