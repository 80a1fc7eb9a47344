"""Several papers as one file to take along."""

import io
import zipfile
from collections.abc import Iterable

SINCE = (1980, 1, 1, 0, 0, 0)
"""The time that a zip needs; one for all, so that the same files make the same archive."""


def zipped(files: Iterable[tuple[str, bytes]]) -> bytes:
    """Return a zip with these files, uncompressed: a PDF is compressed already."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        for name, content in files:
            archive.writestr(zipfile.ZipInfo(name, SINCE), content)
    return written.getvalue()
