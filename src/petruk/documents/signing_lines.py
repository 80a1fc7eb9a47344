"""The lines above a signature that say in which capacity an official signs."""

from collections.abc import Mapping

PREFIXES: Mapping[str, str] = {"DEFINITIF": "", "PJ": "Penjabat ", "PLT": "Plt. ", "PLH": "Plh. ", "AN": "a.n. "}


def position_lines(capacity: str, office: str, own_office: str = "") -> tuple[str, ...]:
    """Return the position lines of a signature block.

    ``office`` is the office in whose name the paper is signed, ``own_office`` that of the signer; the latter is printed
    as a second line for AN only, and left out when it is empty.

    Raises ``ValueError`` for a capacity that does not exist.

    Source: Permendagri 1/2023 on official papers (Plt., Plh., Pj., a.n.); the signature rules of the former print.
    """
    if capacity not in PREFIXES:
        raise ValueError(f"No such capacity to sign in: {capacity!r}.")
    lines = (PREFIXES[capacity] + office, own_office if capacity == "AN" else "")
    return tuple(line for line in lines if line)
