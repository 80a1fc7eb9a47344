import re
import unicodedata
from collections.abc import Mapping

LONGEST = 120  # characters before the ending
ENDINGS: Mapping[str, tuple[str, ...]] = {
    "application/pdf": (".pdf",),
    "image/jpeg": (".jpg", ".jpeg"),
    "image/png": (".png",),
}


def shown_name(given: str, media_type: str) -> str:
    """Return the name under which a file is shown and sent back: no path, nothing invisible, the ending of its kind.

    It is data only; a file is never stored under it.
    """
    last = re.split(r"[/\\]", given)[-1]
    seen = "".join(letter for letter in last if unicodedata.category(letter)[0] != "C")
    name = unicodedata.normalize("NFC", " ".join(seen.split())).strip(". ")
    for ending in ENDINGS[media_type]:
        if name.lower().endswith(ending):
            return f"{name[: -len(ending)][:LONGEST] or 'berkas'}{ending}"
    return f"{name[:LONGEST] or 'berkas'}{ENDINGS[media_type][0]}"
