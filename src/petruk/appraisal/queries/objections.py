"""Objections: whose one may read, what still waits for an answer, and whether results are final."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from django.db.models import Count, F, Min, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import JSONObject

from petruk.access.authority import Authority
from petruk.access.permissions import Permission as P
from petruk.appraisal import vault
from petruk.appraisal.models import WAITS_FOR_ANSWER, Objection, ObjectionQuerySet, Period, Result
from petruk.core.objection import Finality, finality


class Standing(StrEnum):
    """Where an objection is; the words of the address, so that a list can be narrowed to it."""

    OPEN = "menunggu"
    ACCEPTED = "diterima"
    REJECTED = "ditolak"
    WITHDRAWN = "ditarik"


_STANDINGS: Mapping[Standing, Q] = {
    Standing.OPEN: WAITS_FOR_ANSWER,
    Standing.ACCEPTED: Q(accepted=True),
    Standing.REJECTED: Q(accepted=False),
    Standing.WITHDRAWN: Q(withdrawn_at__isnull=False),
}


@dataclass(frozen=True)
class Waiting:
    """How many objections wait for an answer, and by when the first of them is due."""

    count: int
    due_on: date


def standing_of(objection: Objection) -> Standing:
    if objection.withdrawn_at is not None:
        return Standing.WITHDRAWN
    if objection.accepted is None:
        return Standing.OPEN
    return Standing.ACCEPTED if objection.accepted else Standing.REJECTED


def objections(authority: Authority) -> ObjectionQuerySet:
    """Return one's own objections, and those of whom one decides or inspects; nobody else's."""
    own = Objection.objects.visible_to(authority, P.OBJECTION_FILE)
    of_others = Objection.objects.visible_to(authority, P.RANKING_VIEW)
    return _with_all(Objection.objects.filter(Q(pk__in=own.values("pk")) | Q(pk__in=of_others.values("pk"))))


def own_objections(authority: Authority) -> ObjectionQuerySet:
    return _with_all(Objection.objects.visible_to(authority, P.OBJECTION_FILE)).order_by("-filed_at", "-pk")


def objections_about(authority: Authority, result: Result) -> ObjectionQuerySet:
    """Return the objections to any version of a result of one's own, the latest first; withdrawn ones too."""
    return own_objections(authority).filter(result__assessment=result.assessment_id)


def to_answer(authority: Authority) -> ObjectionQuerySet:
    """Return the objections that this person answers, each with the whole result it is about."""
    rows = Objection.objects.visible_to(authority, P.OBJECTION_ANSWER)
    return rows.select_related(
        "result__assessment__period__instrument", "result__assessment__unit", "result__assessment__employee"
    )


def desk(authority: Authority, standing: Standing | None = None) -> ObjectionQuerySet:
    """Return the objections of whom one decides or inspects; those that wait first, the most urgent on top."""
    rows = _with_all(Objection.objects.visible_to(authority, P.RANKING_VIEW))
    if standing:
        rows = rows.filter(_STANDINGS[standing])
    waits = F("answered_at").asc(nulls_first=True)
    return rows.order_by(F("withdrawn_at").asc(nulls_first=True), waits, "answer_due_on", "pk")


def with_waiting(authority: Authority, periods: QuerySet[Period]) -> QuerySet[Period]:
    """Add to periods what waits in them for the answer of this person, as ``waiting_in`` reads it."""
    rows = Objection.objects.visible_to(authority, P.OBJECTION_ANSWER).filter(WAITS_FOR_ANSWER)
    of_period = rows.filter(result__assessment__period=OuterRef("pk")).order_by().values(every=Value(1))
    counted = of_period.annotate(found=JSONObject(count=Count("pk"), due_on=Min("answer_due_on")))
    return periods.annotate(objections_waiting=Subquery(counted.values("found")))


def waiting_in(periods: Iterable[Period]) -> Waiting | None:
    """Return what waits in periods that came through ``with_waiting``; nothing where it is not his to answer."""
    counted: list[Mapping[str, Any] | None] = [vars(period)["objections_waiting"] for period in periods]
    found = [each for each in counted if each and each["count"]]
    if not found:
        return None
    due_on = min(date.fromisoformat(each["due_on"]) for each in found)
    return Waiting(sum(each["count"] for each in found), due_on)


def finality_of(authority: Authority, periods: Iterable[Period], *, at: datetime) -> dict[int, Finality]:
    """Return of each period, by key, whether its results are final. One query, none where nothing is announced."""
    known = list(periods)
    announced = [period.pk for period in known if period.announced_at is not None]
    waits: set[int] = set()
    if announced and authority.signed_in:
        rows = Objection.objects.filter(WAITS_FOR_ANSWER, result__assessment__period__in=announced).order_by()
        waits = set(rows.values_list("result__assessment__period", flat=True).distinct())
    return {
        period.pk: finality(
            sealed=period.sealed_at is not None,
            announced=period.announced_at is not None,
            window_open=takes_objections(period, at=at),
            objections_open=period.pk in waits,
        )
        for period in known
    }


def takes_objections(period: Period, *, at: datetime) -> bool:
    closes_at = period.objections_close_at
    return closes_at is not None and at < closes_at


def bytes_of(authority: Authority, objection: Objection) -> bytes:
    """Return the file of an objection that came through the caller's scope. Raises ``OSError`` when it is not there."""
    if not authority.signed_in:
        raise FileNotFoundError(objection.public_id)
    return vault.read(objection.stored_as)


def _with_all(rows: ObjectionQuerySet) -> ObjectionQuerySet:
    whole = rows.select_related("result__assessment__period__instrument", "result__assessment__unit", "newer")
    return whole.defer("result__content", "newer__content")
