"""Where the parts of a definition are that have a page of their own, and how one is put back."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from petruk.core.eligibility import SanctionLevel
from petruk.core.indicators import Kind
from petruk.core.legal_status import LEGAL_STATUSES
from petruk.core.nip import EmployeeKind
from petruk.core.ranks import ECHELONS
from petruk.web.workshop.fields import Amount, Lines, One, Several, Title
from petruk.web.workshop.kinds import LONGEST_CODE, PREDICATES, YEARS
from petruk.web.workshop.shapes import Inner, Rows, Shape, entry, words

Definition = Mapping[str, Any]
Indicators = Sequence[Mapping[str, Any]]

OBJECTION = Shape((
    entry("file_days", Amount, _("To object"), _("Working days after the announcement."), required=False, small=True),
    entry("answer_days", Amount, _("To answer"), _("Working days after the filing."), required=False, small=True),
))  # fmt: skip
GENERAL = Shape((
    entry("title", Title, _("Title")),
    entry(
        "code", Title, _("Code"), _("Small letters and digits, joined by -; best with the year. No other has it."),
        max_length=LONGEST_CODE, small=True,
    ),
    entry("places", One, _("Decimals of points and totals"), choices=[(each, each) for each in "012"], small=True),
    entry(
        "maximum", Amount, _("Most points in total"),
        _("All indicators together. 0: there is no total, the tie breaks alone make the order."), small=True,
    ),
    entry("legal_basis", Lines, _("Legal basis"), _("One on each line."), rows=6, kept=True),
), inner=(Inner("objection", _("Objection"), OBJECTION, _("Empty: 14 working days to object, 7 to answer.")),),
)  # fmt: skip

PREDICATE = Shape((
    entry("predicate", One, _("At least"), choices=words("predicate", PREDICATES), small=True),
    entry("years", One, _("Years"), choices=YEARS, small=True),
))  # fmt: skip
ELIGIBILITY = Shape(
    (
        entry("kinds", Several, _("Who may be assessed"), choices=[(kind, kind.label) for kind in EmployeeKind]),
        entry(
            "excluded_echelons", Several, _("Not assessed: echelon"), choices=[(each, each) for each in ECHELONS],
            kept=True,
        ),
        entry("legal_statuses", Several, _("Legal status"), choices=[*LEGAL_STATUSES.items()]),
        entry(
            "sanctions", Several, _("Not assessed: under a disciplinary penalty"),
            choices=[(level, level.capitalize()) for level in SanctionLevel],
        ),
        entry(
            "tenure_months", Amount, _("Months in the present unit"), _("At least so many."), required=False, small=True
        ),
        entry(
            "rest_periods", Amount, _("Rest of winners, in periods"), _("Who won in so many last periods waits."),
            required=False, small=True,
        ),
    ),
    inner=(
        Inner("minimum_predicate", _("Lowest predicate of performance"), PREDICATE, _("Empty: it is not asked for.")),
    ),
)  # fmt: skip


def tie_breaks(definition: Definition) -> Shape:
    """Return the shape of the chain: each step is one word among those that the indicators offer."""
    offered = _steps(definition)
    chosen = [step_of(step) for step in definition.get("tie_breaks", ())]
    gone = [step for step in chosen if step and step not in offered]
    lost = [(step, _("%(step)s (is there no longer)") % {"step": step}) for step in gone]
    step = entry("step", One, _("Step"), choices=[*offered.items(), *lost])
    rows = Rows("steps", _("Steps"), _("Step"), _("Add a step"), Shape((step,)), optional=True)
    return Shape((), rows=(rows,))


def steps(definition: Definition) -> Mapping[str, Any]:
    """Return the chain as its form knows it."""
    return {"steps": [{"step": step_of(step)} if step else {} for step in definition.get("tie_breaks", ())]}


def with_steps(definition: Definition, part: Mapping[str, Any]) -> dict[str, Any]:
    """Return the definition with another chain; without a step it has none, which means seniority, then the draw."""
    chain = [_step(each.get("step", "")) for each in part.get("steps", ())]
    rest = {key: value for key, value in definition.items() if key != "tie_breaks"}
    return {**rest, "tie_breaks": chain} if chain else rest


def step_of(step: Mapping[str, Any]) -> str:
    return ":".join(str(step[key]) for key in ("by", "indicator") if key in step)


def step_words(definition: Definition, step: Mapping[str, Any]) -> str:
    return str(_steps(definition).get(step_of(step), step_of(step) or "–"))


def _step(word: str) -> dict[str, str]:
    by, _colon, indicator = word.partition(":")
    return ({"by": by} if by else {}) | ({"indicator": indicator} if indicator else {})


def _steps(definition: Definition) -> dict[str, Any]:
    """Return what a tie can be broken by, with its words, also while the indicators are not right yet."""
    offered: dict[str, Any] = {}
    for each in definition["indicators"]:
        code, title, kind = each["code"], each.get("title", each["code"]), each["kind"]
        if each.get("maximum", "0") != "0":
            offered[f"points:{code}"] = _("points of %(title)s") % {"title": title}
        for inner in _inside(each):
            offered[f"points:{inner['code']}"] = _("points of %(title)s") % {"title": inner.get("title", inner["code"])}
        if kind not in {Kind.TEXT, Kind.DOCUMENTS, Kind.PANEL}:
            offered[f"value:{code}"] = _("value of %(title)s") % {"title": title}
    return offered | {"seniority": _("seniority"), "draw": _("a draw")}


def _inside(indicator: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """Return the groups and aspects of a panel that have a code."""
    groups = indicator.get("groups", ())
    return [each for group in groups for each in (group, *group.get("aspects", ())) if each.get("code")]
