"""What papers of an office list, and the one of a kind that is in force."""

from petruk.access.authority import Authority
from petruk.access.permissions import Permission as P
from petruk.appraisal.models import Period
from petruk.documents import fuller_sheet
from petruk.documents.models import Document
from petruk.documents.queries.papers import documents
from petruk.people.models import Unit

Kind = Document.Kind


def handed_in(authority: Authority, period: Period, unit: Unit) -> list[tuple[Document, str | None]]:
    """Return the result sheets in force of a unit by name, each with its total, None where it shows none."""
    sheets = Document.objects.visible_to(authority, P.ASSESSMENT_SUBMIT).in_force()
    found = sheets.filter(kind=Kind.RESULT, period=period, unit=unit).order_by("employee__name", "pk")
    return [(each, each.frozen["total"] if fuller_sheet.adds_up(each.frozen) else None) for each in found]


def paper_in_force(
    authority: Authority, kind: Document.Kind, period: Period, unit: Unit | None = None
) -> Document | None:
    """Return the paper of a kind about a period, and about a unit where the kind is of one."""
    found = documents(authority).in_force().filter(kind=kind, period=period)
    return (found.filter(unit=unit) if unit else found).defer("frozen").first()
