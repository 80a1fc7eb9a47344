"""What a check of a file found, in words."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext

from petruk.documents.queries.checking import Checked, Match
from petruk.documents.queries.public import PublicPaper
from petruk.documents.signing.checking import Hold


@dataclass(frozen=True)
class Verdict:
    """The answer in one line, and what to do. ``kind`` is that of a notice."""

    title: str
    text: str
    kind: str


@dataclass(frozen=True)
class SignatureLine:
    word: str
    kind: str
    signer: str
    issuer: str
    signed_at: datetime | None


VERDICTS: Mapping[Match, tuple[Promise, Promise, str]] = {
    Match.ISSUED: (
        _("This is the file that was issued"),
        _("Not one byte differs. It bears no electronic signature."),
        "success",
    ),
    Match.SIGNED: (
        _("This is the signed file"),
        _("Not one byte differs from the file that was signed electronically."),
        "success",
    ),
    Match.SIGNED_BEFORE: (
        _("This is an earlier signed file of this paper"),
        _("It was ours, but another file with more signatures has taken its place. Ask the office for that one."),
        "info",
    ),
    Match.SCAN: (
        _("This is the scan that was kept"),
        _("Not one byte differs from the scan of the paper signed with ink."),
        "success",
    ),
    Match.CLAIMED: (
        _("This is not the file that was issued"),
        _(
            "It bears the code of the paper below, but it is another file: a scan, a photograph, a print into a file, "
            "or a forgery. Compare every line with what stands here, and ask the office for its file."
        ),
        "error",
    ),
    Match.NONE: (
        _("This file is none of ours"),
        _("No paper has its fingerprint, and no code of ours can be read on it."),
        "error",
    ),
    Match.UNREADABLE: (
        _("This file cannot be read"),
        _("It is no PDF, JPG or PNG that opens. It is none of our papers as they were issued."),
        "error",
    ),
}
NO_LONGER = _("The file is ours, but the paper no longer counts")

HOLDS: Mapping[Hold, tuple[Promise, str]] = {
    Hold.VALID: (_("Valid"), "good"),
    Hold.UNKNOWN: (_("Unchanged, by an issuer not known here"), "wait"),
    Hold.REVOKED: (_("Certificate revoked before it signed"), "bad"),
    Hold.CHANGED: (_("Changed after it was signed"), "bad"),
    Hold.BROKEN: (_("Cannot be read"), "bad"),
}


def verdict(found: Checked) -> Verdict:
    """Say what a file is; the very file of a paper that was taken back is no good news."""
    title, text, kind = VERDICTS[found.match]
    if found.match.is_ours and not found.counts:
        return Verdict(str(NO_LONGER), str(text), "error")
    return Verdict(str(title), str(text), kind)


def signature(found: Mapping[str, Any]) -> SignatureLine:
    word, kind = HOLDS[Hold(found["hold"])]
    return SignatureLine(str(word), kind, found["signer"], found["issuer"], _moment(found["signed_at"]))


def _moment(said: str) -> datetime | None:
    """Return when a file says that it was signed, on our clock; a stranger may have written the end of all years."""
    try:
        return timezone.localtime(datetime.fromisoformat(said)) if said else None
    except (OverflowError, ValueError):
        return None


def standing(paper: PublicPaper) -> str:
    """Say in one line whether a paper counts and how it is signed."""
    if paper.replaced_by:
        return _("Replaced by %s") % paper.replaced_by
    if not paper.in_force:
        return str(pgettext("paper", "Revoked"))
    if not paper.way:
        return str(_("Printed, not signed yet"))
    return str(_("In force and signed electronically") if paper.signed_sha256 else _("In force and signed with ink"))
