"""Papers that carry what was frozen as a file inside, in every shape: shortest, longest, hostile, foreign."""

from collections.abc import Callable
from typing import Any

from tests.documents import samples, samples_agency

Frozen = dict[str, Any]

LATER: dict[str, Callable[[], Frozen]] = {
    "result": lambda: samples.fuller(samples.guide()),
    "result-longest": lambda: samples.fuller(samples.longest()),
    "result-a4": lambda: samples.on("result-3", samples.fuller(samples.longest())),
    "charter-1": samples.charter,
    "charter-2": lambda: samples.on("charter-2", samples.charter()),
    "charter-1-longest": samples.longest_charter,
    "charter-2-longest": lambda: samples.on("charter-2", samples.longest_charter(), "F4") | {"emblem": False},
    "charter-hostile": lambda: (
        samples.charter()
        | {"person": samples.hostile()["person"], "honour": samples.HOSTILE[:60], "occasion": samples.HOSTILE}
    ),
    "charter-foreign": lambda: samples.charter() | {"person": samples.foreign()["person"]},
    "charter-unbroken": lambda: samples.charter() | {"person": samples.unbroken()["person"]},
    "recap": samples_agency.recap,
    "recap-longest": samples_agency.longest_recap,
    "recap-a4": lambda: samples_agency.longest_recap() | {"size": "A4"},
    "recap-2023": samples_agency.recap_of_words,
    "recap-2024": samples_agency.recap_of_panel,
    "recap-hostile": samples_agency.hostile_recap,
    "minutes": samples_agency.minutes,
    "minutes-longest": samples_agency.longest_minutes,
    "minutes-hostile": samples_agency.hostile_minutes,
    "letter": samples_agency.letter,
    "letter-longest": samples_agency.longest_letter,
    "letter-a4": lambda: samples_agency.longest_letter() | {"size": "A4"},
    "form-2021": samples_agency.form,
    "form-2023": lambda: samples_agency.form("petruk-2023"),
    "form-2024": lambda: samples_agency.form("petruk-2024"),
}
