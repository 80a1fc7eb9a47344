"""What is held of somebody, from where, and who looked: shown to nobody but himself; and what he asked to correct."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.db.models import CharField, Count, F, IntegerField, Min, Q, QuerySet, Value
from django.db.models.functions import Cast, Coalesce, Concat

from petruk.access.authority import NOBODY, ROOT_PATH, Authority, Grant
from petruk.access.permissions import Permission as P
from petruk.access.roles import Role
from petruk.appraisal.models import Evidence, Objection
from petruk.appraisal.queries.results import assessments
from petruk.core.lifecycle import State
from petruk.documents.models import Mail
from petruk.documents.queries.papers import documents
from petruk.facts.models import Attendance, Behaviour, Performance, Sanction
from petruk.people.models import Employee, Placement
from petruk.people.queries import employees
from petruk.privacy.models import Correction, CorrectionQuerySet, Look, LookQuerySet

Item, LookKind = Correction.Item, Look.Kind
OPEN = Q(accepted=None)
FACT_COLUMNS = (
    "kind", "year", "of_month", "value", "superseded_at", "source__file_name", "source_row", "source__imported_at",
    "source__imported_by", "source__undone_at",
)  # fmt: skip
MADE_COLUMNS = ("kind", "what", "detail", "at", "ref")


@dataclass(frozen=True)
class Waiting:
    """How many corrections wait for an answer, and when the first of them is due."""

    count: int
    due_at: datetime


def subject(authority: Authority) -> Authority:
    """Return this person as the one whom data are about, whatever his mandates: the right to see is not given by us."""
    if not authority.signed_in or authority.employee_id is None:
        return NOBODY
    return replace(authority, grants=(Grant(Role.EMPLOYEE, ROOT_PATH),))


def own_employee(authority: Authority) -> Employee | None:
    """Return the employee that this account belongs to, as the register knows him."""
    me = subject(authority)
    return employees(me).select_related("placement__unit", "source").filter(pk=me.employee_id or 0).first()


def own_placements(authority: Authority) -> QuerySet[Placement]:
    rows = Placement.objects.visible_to(subject(authority), P.EMPLOYEE_VIEW)
    return rows.select_related("unit").order_by("-started_on", "-pk")


def own_facts(authority: Authority) -> QuerySet[Any]:
    """Return each fact with the file and row it came from, in one query, by kind and the latest first.

    A row is a mapping of ``FACT_COLUMNS``; ``value`` is text. What was replaced stays, with the day it was.
    """
    me = subject(authority)
    none = Value(None, IntegerField())
    kinds: tuple[tuple[Any, P, Any, Any], ...] = (
        (Attendance, P.EMPLOYEE_VIEW, F("month"), _text("realisation")),
        (Performance, P.EMPLOYEE_VIEW, F("month"), Coalesce(_text("score"), "predicate")),
        (Behaviour, P.EMPLOYEE_VIEW, none, _text("value")),
        (Sanction, P.SANCTION_VIEW, none, Concat("level", Value(" · "), "decree_number")),
    )
    rows = [
        model.objects.visible_to(me, permission)
        .annotate(kind=Value(model._meta.model_name, CharField()), of_month=Cast(month, IntegerField()))
        .annotate(said=Cast(value, CharField()))
        .values_list(*(("said" if name == "value" else name) for name in FACT_COLUMNS))
        for model, permission, month, value in kinds
    ]
    return _in_one(rows).order_by("kind", "-year", F("of_month").desc(nulls_first=True), "-superseded_at")


def own_made(authority: Authority) -> QuerySet[Any]:
    """Return what was made about somebody or handed in for him, in one query, by kind and the latest first.

    A row is a tuple of ``MADE_COLUMNS``. A draft is the assessing office's own until it is sent, and so are its files.
    """
    me = subject(authority)
    evidence = Evidence.objects.visible_to(me, P.ASSESSMENT_VIEW).exclude(assessment__state=State.DRAFT)
    objections = Objection.objects.visible_to(me, P.OBJECTION_FILE)
    mine: dict[str, tuple[Any, ...]] = {
        "assessment": (assessments(me).select_related(None), "period__name", "state", "submitted_at", "public_id"),
        "evidence": (evidence, "file_name", "uploaded_by", "uploaded_at", "public_id"),
        "objection": (objections, "file_name", "indicator", "filed_at", "public_id"),
        "paper": (documents(me).filter(employee=me.employee_id), "number", "kind", "issued_at", "public_id"),
        "mail": (_own_mail(me), "recipient", "role", "asked_at", "public_id"),
    }  # fmt: skip
    rows = [
        found.order_by().annotate(said=Value(kind, CharField())).values_list("said", *columns)
        for kind, (found, *columns) in mine.items()
    ]
    return _in_one(rows)


def own_looks(authority: Authority) -> LookQuerySet:
    """Return who opened a page about this person, the latest first; himself left out."""
    return Look.objects.visible_to(subject(authority), P.EMPLOYEE_VIEW)


def own_corrections(authority: Authority) -> CorrectionQuerySet:
    return Correction.objects.visible_to(subject(authority), P.EMPLOYEE_VIEW).order_by("-asked_at", "-pk")


def corrections(authority: Authority) -> CorrectionQuerySet:
    """Return the requests that this person answers: those that wait first, the most urgent on top."""
    rows = Correction.objects.visible_to(authority, P.CORRECTION_ANSWER).select_related("employee__placement__unit")
    return rows.order_by(F("answered_at").desc(nulls_first=True), "due_at", "pk")


def corrections_waiting(authority: Authority) -> Waiting | None:
    """Return what waits for the answer of this person; no query where it is not his to answer."""
    if not authority.has(P.CORRECTION_ANSWER):
        return None
    found = [Waiting(int(count), due_at) for count, _ref, _name, due_at in waiting_row(authority) if due_at]
    return found[0] if found else None


def waiting_row(authority: Authority) -> QuerySet[Any]:
    """Return the same as one row that a union with other things that wait can take: count as text, "", "", due.

    Where nothing waits, the count is "0" or there is no row, and no moment is due.
    """
    rows = Correction.objects.visible_to(authority, P.CORRECTION_ANSWER).filter(OPEN).order_by()
    counted = rows.values(every=Value(1)).annotate(found=Cast(Count("pk"), CharField()), first=Min("due_at"))
    empty = Value("", CharField())
    return counted.annotate(ref=empty, named=empty).values_list("found", "ref", "named", "first")


def _own_mail(me: Authority) -> QuerySet[Mail]:
    return Mail.objects.filter(user__isnull=False, user__public_id=me.ref)


def _text(column: str) -> Cast:
    return Cast(column, CharField())


def _in_one(rows: list[Any]) -> QuerySet[Any]:
    first, *others = rows
    united: QuerySet[Any] = first.union(*others, all=True)
    return united


def pieces(authority: Authority) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """Return everything held of this person, table by table, as rows of plain values: what the copy of it is made of.

    Left out are keys of the database, random names of files, and the hash of the password.
    """
    me = subject(authority)
    tables: dict[str, Any] = {
        "register": Employee.objects.visible_to(me, P.EMPLOYEE_VIEW),
        "placements": own_placements(authority),
        "attendance": Attendance.objects.visible_to(me, P.EMPLOYEE_VIEW),
        "performance": Performance.objects.visible_to(me, P.EMPLOYEE_VIEW),
        "behaviour": Behaviour.objects.visible_to(me, P.EMPLOYEE_VIEW),
        "sanctions": Sanction.objects.visible_to(me, P.SANCTION_VIEW),
        "assessments": assessments(me),
        "evidence": Evidence.objects.visible_to(me, P.ASSESSMENT_VIEW).exclude(assessment__state=State.DRAFT),
        "objections": Objection.objects.visible_to(me, P.OBJECTION_FILE),
        "papers": documents(me).filter(employee=me.employee_id),
        "mail": _own_mail(me),
        "looks": own_looks(authority),
        "corrections": own_corrections(authority),
    }
    for name, rows in tables.items():
        yield name, list(rows.select_related(None).values(*_told(rows.model)))


INNER = frozenset({"stored_as", "submission_key", "asked_by_ref", "filed_by_ref", "answered_by_ref", "viewer_ref"})
"""Columns that say nothing about a person: where bytes lie, and by which random name accounts are known inside."""
NAMED_BY = {"unit": "name", "period": "name", "placement": "position", "source": "file_name"}
"""Of the rows that a row points to, what is told of them."""


def _told(model: Any) -> list[str]:
    names = []
    for field in model._meta.concrete_fields:
        if field.is_relation:
            names += [f"{field.name}__{NAMED_BY[field.name]}"] if field.name in NAMED_BY else []
        elif not field.primary_key and field.name not in INNER:
            names.append(field.name)
    return names
