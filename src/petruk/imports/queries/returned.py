from datetime import date

from petruk.access.authority import Authority
from petruk.imports.models import Batch
from petruk.imports.planning import plan
from petruk.imports.queries.batches import content_of
from petruk.imports.queries.known import known
from petruk.imports.reading import read
from petruk.imports.returning import workbook
from petruk.imports.shapes import KINDS


def wrong_rows(authority: Authority, batch: Batch, *, on: date) -> bytes:
    """Return the wrong rows of a file as a workbook. The batch came through the caller's scope."""
    kind = KINDS[batch.kind]
    authority.require(kind.permission)
    sheets = read(content_of(authority, batch))
    problems = plan(sheets, kind=kind, known=known(authority, kind), today=on).problems
    return workbook(sheets, problems, kind)
