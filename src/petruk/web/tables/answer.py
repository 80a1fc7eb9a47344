"""Send a table as a file, written whole before its first byte leaves: a fault is a page, not half a file."""

from collections.abc import Callable, Mapping
from tempfile import TemporaryFile
from typing import BinaryIO

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import FileResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from petruk.audit.actions import record_export
from petruk.core.numbers import format_grouped
from petruk.web.page import PageRequest
from petruk.web.sending import HARMLESS
from petruk.web.tables import text_file, workbook
from petruk.web.tables.table import Table

MOST_ROWS = 100_000
FORMAT = "format"
HIDDEN_NUMBER = "(…)"
"""What stands in the log for a search by NIP."""
WRITERS: Mapping[str, tuple[Callable[[Table, BinaryIO], int], str]] = {
    "xlsx": (workbook.write, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "csv": (text_file.write, "text/csv; charset=utf-8"),
}


def download(request: PageRequest, table: Table, *, what: str, number: str, back: str) -> HttpResponseBase:
    """Answer with the file whose format was posted, and record that it left.

    ``what`` is the table as the log names it; ``number`` the term that is a NIP, if one is: the log does not name it.
    A table that is too long is refused, and the reader stands on the page ``back`` again. Raises ``BadRequest`` for a
    format that no button of ours sends.
    """
    file_format = request.POST.get(FORMAT, "")
    if file_format not in WRITERS:
        raise BadRequest("No such format.")
    if table.count > MOST_ROWS:
        words = _("These are more than %(most)s rows. Choose a unit or another filter, then download.")
        messages.error(request, words % {"most": format_grouped(MOST_ROWS)})
        return redirect(back)
    write, content_type = WRITERS[file_format]
    out = TemporaryFile()  # noqa: SIM115  the answer closes it
    rows = write(table, out)
    terms = {label: HIDDEN_NUMBER if number and value == number else value for label, value in table.terms}
    record_export(what, file_format=file_format, rows=rows, terms=terms, by=request.authority)
    out.seek(0)
    name = f"{slugify(table.name)}-{timezone.localdate():%Y-%m-%d}.{file_format}"
    return FileResponse(out, as_attachment=True, filename=name, content_type=content_type, headers=HARMLESS)
