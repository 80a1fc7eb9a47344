"""Is a file one of our papers, byte for byte, and what do the signatures in it say. Nothing of the file is kept."""

import hashlib
import logging
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any

from django.db.models import F

from petruk.access.authority import Authority
from petruk.documents import apart, qr
from petruk.documents.models import Document, Signature
from petruk.documents.queries.public import PublicPaper, public_paper
from petruk.documents.signing import configured
from petruk.documents.signing.refusals import CannotSign
from petruk.documents.signing.trust import Trust

log = logging.getLogger(__name__)
PDF = b"%PDF-"


class Match(StrEnum):
    """What a file is to us. ``claimed``: it bears the code of a paper, but it is no file that we made or took."""

    ISSUED = "issued"
    SIGNED = "signed"
    SIGNED_BEFORE = "signed_before"
    SCAN = "scan"
    CLAIMED = "claimed"
    NONE = "none"
    UNREADABLE = "unreadable"

    @property
    def is_ours(self) -> bool:
        """Say whether every byte is as we made or took it."""
        return self in {Match.ISSUED, Match.SIGNED, Match.SIGNED_BEFORE, Match.SCAN}


@dataclass(frozen=True)
class Checked:
    """What was found out about a file. ``signatures`` are those in it, as ``signing.checking.Found`` has them."""

    match: Match
    sha256: str
    paper: PublicPaper | None = None
    signatures: tuple[Mapping[str, Any], ...] = ()

    @property
    def counts(self) -> bool:
        """Say whether this is a file of ours whose paper is in force."""
        return self.match.is_ours and self.paper is not None and self.paper.in_force

    def as_dict(self) -> dict[str, Any]:
        paper = asdict(self.paper) if self.paper else None
        signatures = [dict(each) for each in self.signatures]
        return {"match": self.match, "counts": self.counts, "sha256": self.sha256} | {
            "paper": paper,
            "signatures": signatures,
        }


def trusted() -> Trust:
    """Return whom this installation trusts; a damaged folder of certificates is ours to mend and stops no reader."""
    try:
        return configured.trust()
    except CannotSign:
        log.exception("the certificates that this installation trusts cannot be read")
        return Trust()


def checked(authority: Authority, content: bytes, trust: Trust) -> Checked:
    """Compare a file with every paper; needs no sign-in, whoever holds a file may know whether it is whole."""
    sha256 = hashlib.sha256(content).hexdigest()
    match, code = _known(sha256)
    if match is Match.NONE:
        match, code = _claimed(content)
    signatures = _signatures(content, trust) if match is not Match.ISSUED else ()
    return Checked(match, sha256, public_paper(authority, code), signatures)


def _known(sha256: str) -> tuple[Match, str]:
    """Return which file of which code has this fingerprint; the signature in force before one that ended."""
    issued = Document.objects.filter(sha256=sha256).values_list("code", flat=True).first()
    if issued is not None:
        return Match.ISSUED, issued
    kept = Signature.objects.filter(sha256=sha256).select_related("document")
    signature = kept.order_by(F("ended_at").desc(nulls_first=True)).first()
    if signature is None:
        return Match.NONE, ""
    if signature.way == Signature.Way.INK:
        return Match.SCAN, signature.document.code
    return Match.SIGNED if signature.ended_at is None else Match.SIGNED_BEFORE, signature.document.code


def _claimed(content: bytes) -> tuple[Match, str]:
    """Return the one paper whose QR code stands on the file; of several it says nothing."""
    try:
        texts = apart.codes_on(content)
    except apart.CouldNotLook:
        return Match.UNREADABLE, ""
    codes = {code for text in texts if (code := qr.code_in(text))}
    known = list(Document.objects.filter(code__in=codes).values_list("code", flat=True)[:2])
    return (Match.CLAIMED, known[0]) if len(known) == 1 else (Match.NONE, "")


def _signatures(content: bytes, trust: Trust) -> tuple[Mapping[str, Any], ...]:
    """Return the signatures of a PDF; many a scanner writes one in which none can be looked for."""
    if not content.startswith(PDF):
        return ()
    try:
        return tuple(apart.signatures_in(content, [root.dump() for root in trust.roots], list(trust.lists)))
    except apart.CouldNotLook:
        return ()
