"""An instrument as the officer will see it, and whom it admits, in words."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from petruk.core.instrument import Instrument
from petruk.core.legal_status import legal_status_name
from petruk.core.nip import EmployeeKind
from petruk.core.scoring import Fact, score
from petruk.web.appraisal.forms import JudgementsForm
from petruk.web.appraisal.parts import Part, parts


def preview(rules: Instrument) -> Iterator[Part]:
    """Return the parts of the form, empty and closed. The window stands in words: a period chooses it."""
    form = JudgementsForm(instrument=rules)
    for field in form.fields.values():
        field.disabled = True
    facts = {indicator.code: Fact(None, window=_("of the period’s data window")) for indicator in rules.thresholds}
    return parts(form, score(rules, facts=facts, judgements={}))


def eligibility(rules: Instrument) -> Iterator[tuple[str, str]]:
    """Return each condition and what it demands."""
    admitted = rules.eligibility
    yield _("Status"), ", ".join(kind for kind in EmployeeKind if kind in admitted.kinds)
    if admitted.excluded_echelons:
        yield _("Not assessed: echelon"), ", ".join(sorted(admitted.excluded_echelons))
    yield _("Legal status"), ", ".join(legal_status_name(code) for code in sorted(admitted.legal_statuses))
