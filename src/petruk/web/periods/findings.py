"""What readiness found, in words, each with the page on which it is mended."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from petruk.access.authority import Authority
from petruk.access.permissions import Permission as P
from petruk.appraisal.queries.readiness import Finding, Kind, Readiness, Severity, UnitCount
from petruk.core.dates import format_date

MOST_UNITS = 10


@dataclass(frozen=True)
class UnitLine:
    name: str
    count: int
    people: int
    url: str


@dataclass(frozen=True)
class Shown:
    """One finding as the page draws it; ``url`` is empty for whoever may only read."""

    title: str
    text: str
    word: str
    kind: str
    url: str
    action: str
    lines: tuple[UnitLine, ...]
    more: int
    counted: bool


def shown(report: Readiness, period: Any, authority: Authority) -> Iterator[Shown]:
    for finding in report.findings:
        title, text = _words(finding, report.on)
        url, action = _mending(finding, period, authority)
        stops = finding.severity is Severity.STOPS
        yield Shown(
            title=title,
            text=text,
            word=_("Must be mended") if stops else _("Please look at it"),
            kind="bad" if stops else "wait",
            url=url,
            action=action,
            lines=tuple(_lines(finding.kind, finding.units[:MOST_UNITS])),
            more=max(0, len(finding.units) - MOST_UNITS),
            counted=finding.kind is Kind.DATA,
        )


def _words(finding: Finding, on: date) -> tuple[str, str]:
    number = {"number": finding.count}
    match finding.kind:
        case Kind.INSTRUMENT:
            return _("The instrument does not add up"), finding.detail
        case Kind.TIMES:
            return _("The period would already be over"), _("Its closing time has passed. Choose a later one.")
        case Kind.NOBODY:
            return _("Nobody can be assessed"), _("No unit has anybody whom the instrument admits.")
        case Kind.OFFICER:
            title = ngettext(
                "%(number)s unit without a personnel officer",
                "%(number)s units without a personnel officer",
                finding.count,
            )
            return title % number, _("Nobody could assess there. An officer of a unit above counts too.")
        case Kind.SIGNATORY:
            title = ngettext(
                "%(number)s unit without a signatory", "%(number)s units without a signatory", finding.count
            )
            return title % number, _("On %(day)s nobody signs there; results would be printed without a name.") % {
                "day": format_date(on)
            }
        case Kind.DATA:
            return _data_words(finding)


def _data_words(finding: Finding) -> tuple[str, str]:
    subject = finding.indicator.subject if finding.indicator else ""
    title = ngettext(
        "%(number)s candidate without %(subject)s", "%(number)s candidates without %(subject)s", finding.count
    )
    words = title % {"number": finding.count, "subject": f"{subject} {finding.window}"}
    if finding.severity is Severity.STOPS:
        return words, _("The instrument lets nobody be handed in without this value.")
    return words, _("They can be assessed, but the result will say “no data” here.")


def _mending(finding: Finding, period: Any, authority: Authority) -> tuple[str, str]:
    """Return address and word of the page that cures it, if this person may work there."""
    pages: dict[Kind, tuple[P, str, tuple[str, ...], str]] = {
        Kind.INSTRUMENT: (P.INSTRUMENT_VIEW, "instruments:instruments", (), _("To the instruments")),
        Kind.TIMES: (P.PERIOD_MANAGE, "periods:change", (period.public_id,), _("Change the period")),
        Kind.NOBODY: (P.EMPLOYEE_VIEW, "people:employees", (), _("To the employees")),
        Kind.OFFICER: (P.USER_MANAGE, "users:users", (), _("To the users")),
        Kind.SIGNATORY: (P.REGISTER_IMPORT, "imports:batches", (), _("Import signatories")),
        Kind.DATA: (P.FACTS_IMPORT, "imports:batches", (), _("Import data")),
    }
    permission, name, parts, action = pages[finding.kind]
    return (reverse(name, args=parts), action) if authority.has(permission) else ("", "")


def _lines(kind: Kind, units: Iterable[UnitCount]) -> Iterator[UnitLine]:
    for each in units:
        if kind is Kind.DATA:
            url = f"{reverse('people:employees')}?unit={each.unit.public_id}"
        else:
            url = reverse("people:unit", args=[each.unit.public_id])
        yield UnitLine(each.unit.name, each.count, each.people, url)
