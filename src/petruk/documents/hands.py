"""What is written where an official of the government or the agency signs."""

from collections.abc import Mapping
from typing import Any

from petruk.core.nip import display_nip
from petruk.documents.signing_lines import position_lines


def hand(official: Mapping[str, Any]) -> dict[str, object]:
    """Return what is written where an official signs. ``above`` stands over his office."""
    nip = official["nip"]
    return {
        "above": "",
        "position": position_lines(official["capacity"], official["office"], official["own_office"]),
        "name": official["name"],
        "rank": official["rank"],
        "nip": f"NIP. {display_nip(nip)}" if nip else "",
    }
