"""What is told of each kind of fact, on the page and in a file."""

from collections.abc import Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from petruk.core.dates import format_month
from petruk.facts.queries import FactKind
from petruk.web.tables.table import Column, Kind
from petruk.web.templatetags.people import predicate_label, rating_label

TITLES: Mapping[FactKind, Promise | str] = {
    FactKind.ATTENDANCE: gettext_lazy("Attendance"),
    FactKind.PERFORMANCE: gettext_lazy("e-Kinerja"),
    FactKind.BEHAVIOUR: gettext_lazy("Behaviour (e-Perilaku 360°)"),
    FactKind.SANCTION: gettext_lazy("Disciplinary penalties"),
}


def _days(label: str | Promise, name: str, *, on_page: bool = False) -> Column:
    return Column(label, lambda fact: getattr(fact, name), Kind.NUMBER, width=12, on_page=on_page)


def _score(label: str | Promise, name: str, *, on_page: bool = True) -> Column:
    return Column(label, lambda fact: getattr(fact, name), Kind.NUMBER, width=12, places=2, on_page=on_page)


def _period(fact: Any) -> str:
    return format_month(fact.year, fact.month) if fact.month else _("Year %(year)s") % {"year": fact.year}


def _source(fact: Any) -> str:
    return _("%(file)s, row %(row)s") % {"file": fact.source.file_name, "row": fact.source_row}


PERSON = (
    Column("NIP", lambda fact: fact.employee.nip, Kind.NIP, on_page=False),
    Column(gettext_lazy("Name"), lambda fact: fact.employee.titled_name, width=34, on_page=False),
    Column(gettext_lazy("Work unit"), lambda fact: fact.employee.placement.unit.name, width=34),
)
MONTHLY = (
    Column(gettext_lazy("Period"), _period, width=16),
    Column(gettext_lazy("Year"), lambda fact: fact.year, Kind.NUMBER, width=8, on_page=False),
    Column(gettext_lazy("Month"), lambda fact: fact.month, Kind.NUMBER, width=8, on_page=False),
)
SOURCE = Column(gettext_lazy("Source"), _source, width=34)
COLUMNS: Mapping[FactKind, tuple[Column, ...]] = {
    FactKind.ATTENDANCE: (
        *PERSON,
        *MONTHLY,
        _days(gettext_lazy("Working days"), "working_days", on_page=True),
        _days(gettext_lazy("Present"), "present", on_page=True),
        _days(gettext_lazy("Permitted absence"), "permitted"),
        _days(gettext_lazy("Sick"), "sick"),
        _days(gettext_lazy("Late"), "late"),
        _days(gettext_lazy("Left early"), "left_early"),
        _days(gettext_lazy("Unexcused"), "unexcused"),
        _days(gettext_lazy("Leave"), "leave"),
        _days(gettext_lazy("Official duty"), "duty"),
        _days(gettext_lazy("Study assignment"), "study"),
        _score(gettext_lazy("Deducted"), "deduction"),
        _score(gettext_lazy("Realisation"), "realisation"),
        SOURCE,
    ),
    FactKind.PERFORMANCE: (
        *PERSON,
        *MONTHLY,
        _score(gettext_lazy("Score"), "score"),
        Column(gettext_lazy("Work result"), lambda fact: rating_label(fact.result_rating)),
        Column(gettext_lazy("Work behaviour"), lambda fact: rating_label(fact.behaviour_rating)),
        Column(gettext_lazy("Predicate"), lambda fact: predicate_label(fact.predicate), width=18),
        SOURCE,
    ),
    FactKind.BEHAVIOUR: (
        *PERSON,
        Column(gettext_lazy("Year"), lambda fact: fact.year, Kind.NUMBER, width=8),
        _score(gettext_lazy("Service orientation"), "service", on_page=False),
        _score(gettext_lazy("Integrity"), "integrity", on_page=False),
        _score(gettext_lazy("Commitment"), "commitment", on_page=False),
        _score(gettext_lazy("Discipline"), "discipline", on_page=False),
        _score(gettext_lazy("Cooperation"), "cooperation", on_page=False),
        _score(gettext_lazy("Leadership"), "leadership", on_page=False),
        _score(gettext_lazy("Value"), "value"),
        SOURCE,
    ),
    FactKind.SANCTION: (
        *PERSON,
        Column(gettext_lazy("Decree"), lambda fact: fact.decree_number, width=24),
        Column(gettext_lazy("Date of decree"), lambda fact: fact.decree_on, Kind.DAY, width=14),
        Column(gettext_lazy("Severity"), lambda fact: capfirst(fact.get_level_display()), width=10),
        Column(gettext_lazy("Penalty"), lambda fact: fact.penalty, width=34),
        Column(gettext_lazy("From"), lambda fact: fact.effective_on, Kind.DAY, width=14),
        Column(gettext_lazy("Until"), lambda fact: fact.ends_on, Kind.DAY, width=14),
        SOURCE,
    ),
}
