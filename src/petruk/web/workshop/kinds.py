"""The shape of every kind of indicator: what its page asks for, in the order of the page."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from petruk.core.indicators import Condition, Decider, FactName, ItemRule, Kind, Missing, Operator, Span
from petruk.core.predicate import Predicate
from petruk.web.workshop.fields import Amount, Flag, One, Title, Words
from petruk.web.workshop.shapes import Entry, Inner, Rows, Shape, entry, words

LONGEST_CODE = 40
PREDICATES = tuple(reversed(Predicate))
YEARS = (("1", _("the last year")), ("2", _("each of the last two years")))

CODE = entry(
    "code", Title, _("Code"), _("Small letters and digits, joined by -. It names the column in every list."),
    max_length=LONGEST_CODE, small=True,
)  # fmt: skip
ROW_CODE = entry("code", Title, _("Code"), max_length=LONGEST_CODE, small=True)
TITLE = entry("title", Title, _("Title"), small=True)
HEAD = (
    TITLE,
    CODE,
    entry("description", Words, _("Description"), _("What it is about and where it comes from.")),
    entry(
        "criterion", Words, _("Criterion"),
        _("Printed with the points. {rule} becomes the rule, {maximum} the most points, {window} the data window."),
    ),
)  # fmt: skip
WEIGHT = entry(
    "weight", Amount, _("Weight"), _("Points times the weight count; 0 only informs."), default="1", small=True
)
MAXIMUM = entry(
    "maximum", Amount, _("Most points"), _("The highest points times the weight; 0 when it only informs."), small=True
)
ROW_MAXIMUM = entry("maximum", Amount, _("Most points"), small=True)
GUIDANCE = entry("guidance", Words, _("Guidance"), _("What whoever decides reads beside the choice."))
DECIDED_BY = entry("decided_by", One, _("Decided by"), choices=words("decided_by", Decider), small=True)
SUBJECT = entry(
    "subject", Title, _("Name of the value"),
    _("Begins the sentence beside the points, for example “Nilai e-Kinerja”."), small=True,
)  # fmt: skip
POINTS = entry("points", Amount, _("Points"), small=True)
MEANING = entry("meaning", Words, _("Meaning"), rows=3)


def missing(*lawful: Missing, default: str = "") -> Entry:
    return entry(
        "missing", One, _("Without data"), choices=words("missing", lawful), default=default, small=True
    )  # fmt: skip


MEASURED = (
    entry("fact", One, _("Value"), choices=words("fact", FactName), small=True),
    entry("span", One, _("Read from"), choices=words("span", Span), small=True),
    SUBJECT,
    entry(
        "suffix", One, _("Unit of measure"), choices=[("", _("none")), ("%", "%")], small=True, kept=True
    ),
)  # fmt: skip
SCORING = (MAXIMUM, WEIGHT)
ALWAYS = tuple(Missing)

TEXT = Shape((
    entry("label", Title, _("Label"), small=True),
    entry("maximum", Amount, _("At most so many characters"), small=True),
    entry("required", Flag, _("It must be filled in"), kept=True),
))  # fmt: skip
TEXT_HINT = _("What the assessor writes.")

LEVELS = Rows(
    "levels", _("Levels"), _("Level"), _("Add a level"),
    Shape((POINTS, entry("title", Title, _("Name"), required=False, small=True), MEANING)),
    _("From the lowest to the highest; each says in full what it means."),
)  # fmt: skip
BANDS = Rows(
    "bands", _("Bands"), _("Band"), _("Add a band"),
    Shape((
        entry("from", Amount, _("From (inclusive)"), small=True),
        entry("below", Amount, _("Up to below"), required=False, small=True),
        POINTS, MEANING,
    )),
    _("From the lowest up; the first begins at 0. Each ends where the next begins."),
)  # fmt: skip
CLASSES = Rows(
    "classes", _("Points of the predicates"), _("Predicate"), _("Add a predicate"),
    Shape((entry("predicate", One, _("Predicate"), choices=words("predicate", PREDICATES), small=True), POINTS)),
    _("From the lowest lawful predicate up. Without any the predicate is required and shown, but gives no points."),
    optional=True,
)  # fmt: skip
ITEMS = Rows(
    "items", _("Documents"), _("Document"), _("Add a document"),
    Shape((
        TITLE, ROW_CODE,
        entry("rule", One, _("Demand"), choices=words("rule", ItemRule), small=True),
        entry(
            "condition", One, _("Required of"), _("Only for a document that some must hand in."),
            choices=words("condition", Condition), required=False, small=True,
        ),
        entry("note", Title, _("Note"), required=False, max_length=500),
    )),
)  # fmt: skip
ASPECTS = Rows(
    "aspects", _("Aspects"), _("Aspect"), _("Add an aspect"),
    Shape((TITLE, ROW_CODE, ROW_MAXIMUM, entry("guidance", Words, _("Guidance"), rows=2))),
)  # fmt: skip
GROUPS = Rows(
    "groups", _("Groups of aspects"), _("Group"), _("Add a group"),
    Shape((TITLE, ROW_CODE, ROW_MAXIMUM), rows=(ASPECTS,)),
    _("The most points of a group are those of its aspects together."),
)  # fmt: skip

SHAPES: Mapping[Kind, Shape] = {
    Kind.THRESHOLD: Shape((
        *HEAD, *MEASURED,
        entry("operator", One, _("Reached when the value is"), choices=words("operator", Operator), small=True),
        entry("value", Amount, _("Threshold"), small=True),
        POINTS, missing(*ALWAYS), *SCORING,
    )),
    Kind.BANDS: Shape((*HEAD, *MEASURED, missing(*ALWAYS), *SCORING), rows=(BANDS,)),
    Kind.SHOWN: Shape((*HEAD, *MEASURED, missing(*ALWAYS), *SCORING)),
    Kind.PREDICATE: Shape(
        (
            *HEAD, SUBJECT,
            entry("years", One, _("Years"), choices=YEARS, small=True),
            entry("minimum", One, _("Lowest predicate"), choices=words("minimum", PREDICATES), small=True),
            missing(Missing.BLOCK, Missing.ZERO, default=Missing.BLOCK), *SCORING,
        ),
        rows=(CLASSES,),
    ),
    Kind.RUBRIC: Shape(
        (*HEAD, DECIDED_BY, *SCORING, GUIDANCE),
        inner=(Inner("text", _("Text beside the choice"), TEXT, _("Leave it empty when nothing is to be written.")),),
        rows=(LEVELS,),
    ),
    Kind.SCALE: Shape((
        *HEAD, DECIDED_BY,
        entry("min", Amount, _("Lowest points"), small=True),
        entry("max", Amount, _("Highest points"), small=True),
        entry("step", Amount, _("In steps of"), small=True),
        *SCORING, GUIDANCE,
    )),
    Kind.TEXT: Shape((*HEAD, DECIDED_BY, *SCORING, GUIDANCE), inner=(Inner("text", _("Text"), TEXT, TEXT_HINT),)),
    Kind.DOCUMENTS: Shape(
        (
            *HEAD,
            entry("points", Amount, _("Points when complete"), default="0", required=False, small=True),
            missing(Missing.BLOCK, Missing.ZERO, default=Missing.BLOCK), *SCORING,
        ),
        rows=(ITEMS,),
    ),
    Kind.PANEL: Shape(
        (
            *HEAD,
            entry(
                "gap", Amount, _("Widest spread (%)"), _("Panelists further apart ask for a third opinion."), small=True
            ),
            entry(
                "shown_divided_by", Amount, _("Shown divided by"), _("3 shows 300 points as 100,00."), default="1",
                required=False, small=True,
            ),
            *SCORING, GUIDANCE,
        ),
        rows=(GROUPS,),
    ),
}  # fmt: skip

SKELETONS: Mapping[Kind, Mapping[str, object]] = {
    Kind.RUBRIC: {"levels": [{}, {}]},
    Kind.BANDS: {"bands": [{"from": "0"}, {}]},
    Kind.DOCUMENTS: {"maximum": "0", "items": [{}]},
    Kind.PANEL: {"groups": [{"aspects": [{}]}]},
    Kind.SHOWN: {"maximum": "0"},
    Kind.TEXT: {"maximum": "0"},
}
"""What a new indicator already holds: so many empty rows as it needs at least."""
