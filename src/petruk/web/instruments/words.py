"""An instrument as the officer will see it, and whom it admits, in words."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from petruk.core.instrument import Instrument
from petruk.core.legal_status import legal_status_name
from petruk.core.nip import EmployeeKind
from petruk.core.scoring import score
from petruk.web.appraisal.forms import JudgementsForm
from petruk.web.appraisal.parts import Part, parts


def preview(rules: Instrument) -> Iterator[tuple[Part, str]]:
    """Return the parts of the form, empty and closed, each with its criterion. A period chooses the data window."""
    form = JudgementsForm(instrument=rules)
    for field in form.fields.values():
        field.disabled = True
    window = _("of the period’s data window")
    for part in parts(form, score(rules, facts={}, judgements={})):
        yield part, part.indicator.printed(window)


def eligibility(rules: Instrument) -> Iterator[tuple[str, str]]:
    """Return each condition and what it demands."""
    admitted = rules.eligibility
    yield _("Status"), ", ".join(kind for kind in EmployeeKind if kind in admitted.kinds)
    if admitted.excluded_echelons:
        yield _("Not assessed: echelon"), ", ".join(sorted(admitted.excluded_echelons))
    yield _("Legal status"), ", ".join(legal_status_name(code) for code in sorted(admitted.legal_statuses))
    if admitted.tenure_months:
        yield _("In the present unit"), _("at least %(number)s months") % {"number": admitted.tenure_months}
    if admitted.sanctions:
        yield _("Not assessed: under a disciplinary penalty"), ", ".join(sorted(admitted.sanctions))
    if admitted.minimum_predicate:
        years = ngettext("in the last year", "in each of the last %(number)s years", admitted.predicate_years)
        yield (
            _("Lowest predicate"),
            f"{admitted.minimum_predicate.label} {years % {'number': admitted.predicate_years}}",
        )
    if admitted.rest_periods:
        yield _("Not assessed: winners of the last periods"), str(admitted.rest_periods)
