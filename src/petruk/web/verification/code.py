"""A code as people type it: capitals, spaces and dashes are theirs, the 26 letters and digits are ours."""

import re

_CODE = re.compile(r"\A[a-z2-7]{26}\Z")
_BETWEEN = re.compile(r"[\s-]+")
LONGEST = 200


def read_code(typed: str) -> str:
    """Return the code that was typed, or nothing when it can be none."""
    code = _BETWEEN.sub("", typed[:LONGEST]).lower()
    return code if _CODE.match(code) else ""
