"""Is a scan what it is handed in for: sound as a file, and of this paper in this edition by the QR code on it."""

from django.utils.translation import gettext as _

from petruk.access.authority import Authority
from petruk.appraisal.actions.uploads import Upload, inspected
from petruk.core.errors import Refusal
from petruk.core.files import CleanFile
from petruk.documents import apart, qr
from petruk.documents.models import Document
from petruk.documents.queries.papers import documents, issued_pdf


class NotThisPaper(Refusal):
    """The scan is not taken; nothing has changed."""


def require_scan(document: Document, upload: Upload, *, by: Authority) -> CleanFile:
    """Return what is kept of a scan of this very paper. Raises ``NotThisPaper`` with words for the user."""
    if upload.content.startswith(issued_pdf(by, document)):
        raise NotThisPaper(_("This is the file that was printed, not a scan of the signed paper."))
    clean = inspected(upload, NotThisPaper)
    try:
        texts = apart.codes_on(clean.content)
    except apart.CouldNotLook as error:
        raise NotThisPaper(_("The scan cannot be opened. Scan it again, as PDF or JPG.")) from error
    _require_code(document, {code for text in texts if (code := qr.code_in(text))}, by=by)
    return clean


def _require_code(document: Document, codes: set[str], *, by: Authority) -> None:
    if not codes:
        raise NotThisPaper(
            _("No QR code of ours can be read on the scan. Scan the whole page, flat and sharp, with the code on it.")
        )
    if codes == {document.code}:
        return
    if document.code in codes:
        raise NotThisPaper(_("Other papers are on the scan too. Scan only number %s.") % document.number)
    _refuse_other(document, codes, by=by)


def _refuse_other(document: Document, codes: set[str], *, by: Authority) -> None:
    """Name the paper on the scan where the reader may know it; an older edition is the likeliest mistake."""
    other = documents(by).filter(code__in=codes).order_by("pk").first()
    if other is None:
        raise NotThisPaper(_("The QR code on the scan is of another paper. Scan number %s.") % document.number)
    known = {"other": other.number, "number": document.number}
    if other.revoked_at is not None and other.assessment_id == document.assessment_id is not None:
        raise NotThisPaper(
            _("The scan is of the earlier edition %(other)s, which no longer counts. Print %(number)s and sign that.")
            % known
        )
    raise NotThisPaper(_("The scan is of paper %(other)s, not of %(number)s.") % known)
