"""A file that somebody sends: looked into, kept in the vault, and described by the columns of its row."""

import hashlib
import logging
from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from petruk.appraisal import antivirus
from petruk.core.errors import Refusal
from petruk.core.files import FILE_BYTES, QUOTA_BYTES, CleanFile, Fault, FileRefused, inspect, shown_name

logger = logging.getLogger("petruk.files")
EVER_BYTES = 4 * QUOTA_BYTES
"""Of all files that were ever sent about one assessment, removed ones too: these stay in the vault."""

SAID: Mapping[Fault, Promise] = {
    Fault.EMPTY: gettext_lazy("The file is empty."),
    Fault.UNKNOWN: gettext_lazy("Only PDF, JPG and PNG are accepted. What is inside decides, not the name."),
    Fault.BROKEN: gettext_lazy("The file is damaged. Scan it or save it again."),
    Fault.CUT: gettext_lazy("The file is not whole. Send it again."),
    Fault.APPENDED: gettext_lazy("Something stands behind the end of the document. Save it as a PDF again."),
    Fault.DISGUISED: gettext_lazy("The file is also a file of another kind. Save it as a PDF again."),
    Fault.ENCRYPTED: gettext_lazy("The document is locked with a password. Save it without."),
    Fault.ACTIVE: gettext_lazy("The document holds something that runs. Print it to a new PDF and send that."),
    Fault.ATTACHMENT: gettext_lazy("The document carries another file within. Send each file by itself."),
    Fault.PAGES: gettext_lazy("The document has too many pages. Send only those that matter."),
    Fault.PIXELS: gettext_lazy("The picture is too large. Save it smaller, at most 20,000 pixels on a side."),
}


class CannotAttach(Refusal):
    """The file is not taken, or not taken off; nothing has changed."""


@dataclass(frozen=True)
class Upload:
    """A file as it came; its name is data and never a path."""

    file_name: str
    content: bytes


def inspected(upload: Upload, refusal: type[Refusal]) -> CleanFile:
    """Return what is kept of a file. Raises ``refusal`` with words for the user."""
    if len(upload.content) > FILE_BYTES:
        raise refusal(_("The file is larger than 5 MB. Scan it at a lower resolution, or split it."))
    try:
        clean = inspect(upload.content)
    except FileRefused as refused:
        words = str(SAID[refused.fault])
        raise refusal(f"{words} ({refused.detail})" if refused.detail else words) from refused
    _require_harmless(upload, refusal)
    return clean


def _require_harmless(upload: Upload, refusal: type[Refusal]) -> None:
    try:
        threat = antivirus.threat_in(upload.content)
    except antivirus.NoAnswer as error:
        logger.error("the virus scanner does not answer: %s", error)  # noqa: TRY400  its words, not where we stood
        raise refusal(
            _("The virus scanner does not answer, so no file is taken. Try again later, or tell the operator.")
        ) from error
    if threat:
        logger.warning("a file was refused: %s", threat)
        raise refusal(_("The virus scanner refuses this file: %s. Make the document anew and send that.") % threat)


def columns_of(upload: Upload, clean: CleanFile, stored_as: str) -> dict[str, object]:
    """Return the columns of ``KeptFile``."""
    return {
        "file_name": shown_name(upload.file_name, clean.media_type),
        "media_type": clean.media_type,
        "size": len(clean.content),
        "sha256": hashlib.sha256(clean.content).hexdigest(),
        "stored_as": stored_as,
    }
