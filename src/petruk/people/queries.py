from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.db.models import Count, F, Func, IntegerField, Q, Value
from django.db.models.expressions import Combinable, OrderBy
from django.db.models.functions import Upper

from petruk.access.authority import NOBODY, Authority, Grant
from petruk.access.permissions import Permission
from petruk.access.roles import Role
from petruk.core.ranks import ECHELONS, EDUCATION_PLACES, PNS_RANKS, PPPK_GRADES, echelon_order, rank_order
from petruk.people.models import (
    Agency,
    Employee,
    EmployeeQuerySet,
    Mandate,
    MandateQuerySet,
    Official,
    Placement,
    PlacementQuerySet,
    Signatory,
    SignatoryQuerySet,
    Unit,
    UnitQuerySet,
    User,
)

LEVEL = 5
"""Characters of one level of a unit's path, with its dot."""


class Order(StrEnum):
    NAME = "name"
    SENIORITY = "seniority"
    UNIT = "unit"


@dataclass(frozen=True)
class Narrowed:
    """To what a list of employees is narrowed, and its order; every part holds at once."""

    name: str = ""
    unit_path: str = ""
    kind: str = ""
    legal_status: str = ""
    order: Order = Order.NAME
    reverse: bool = False


def authority_of(user: User, *, on: date) -> Authority:
    """Return what the mandates in force on a day let this user do. A disabled user can do nothing."""
    if not user.is_active:
        return NOBODY
    grants = tuple(Grant(Role(role), path, unit) for role, path, unit in _granted(user, on))
    return Authority(ref=user.public_id, name=user.name, grants=grants, employee_id=user.employee_id)


def _granted(user: User, on: date) -> Iterable[tuple[str, str, str]]:
    """Return role, path and name of unit, without a query when the account was loaded with those of this day."""
    if user.granted and user.granted[0] == on:
        return user.granted[1]
    mandates = in_force(Mandate.objects.filter(user=user), on=on).order_by("pk")
    return mandates.values_list("role", "unit__path", "unit__name")


def in_force(mandates: MandateQuerySet, *, on: date) -> MandateQuerySet:
    kept = Q(revoked_on=None) | Q(revoked_on__gt=on)
    return mandates.filter(kept, Q(ended_on=None) | Q(ended_on__gte=on), started_on__lte=on)


def units(authority: Authority, permission: Permission = Permission.UNIT_VIEW) -> UnitQuerySet:
    return Unit.objects.visible_to(authority, permission)


def employees(authority: Authority, permission: Permission = Permission.EMPLOYEE_VIEW) -> EmployeeQuerySet:
    return Employee.objects.visible_to(authority, permission).select_related("placement__unit")


def signatory_of(authority: Authority, unit: Unit, *, on: date) -> Signatory | None:
    """Return who signs for a unit, which came through a scope, on a day: of several, the one that began last."""
    if not authority.signed_in:
        return None
    in_office = Signatory.objects.filter(Q(ended_on=None) | Q(ended_on__gte=on), unit=unit, started_on__lte=on)
    return in_office.select_related("employee__placement").order_by("-started_on").first()


def agency_on(authority: Authority, day: date) -> Agency | None:
    """Return how the personnel agency was called on a day."""
    if not authority.signed_in:
        return None
    return Agency.objects.filter(started_on__lte=day).order_by("-started_on").first()


def official_on(authority: Authority, role: str, day: date) -> Official | None:
    """Return who signs in a role on a day: of several, the one that began last, so that a Plh. comes before whom he
    stands in for."""
    if not authority.signed_in:
        return None
    in_office = Official.objects.filter(Q(ended_on=None) | Q(ended_on__gte=day), role=role, started_on__lte=day)
    return in_office.order_by("-started_on").first()


def find_units(authority: Authority, text: str) -> UnitQuerySet:
    """Return the visible units whose name or code holds the text, in the order of the tree, with the unit above."""
    found = units(authority).select_related("parent")
    return found.filter(Q(name__icontains=text) | Q(code__icontains=text)) if text else found


def family(authority: Authority, unit: Unit) -> tuple[list[Unit], list[Unit]]:
    """Return the units above, from the top, and those directly below. The unit came through a scope.

    Those above are named even where the authority ends below them: a unit is known by where it belongs.
    """
    if not authority.signed_in:
        return [], []
    above = [unit.path[:end] for end in range(LEVEL - 1, len(unit.path), LEVEL)]
    related = list(Unit.objects.filter(Q(path__in=above) | Q(parent=unit)))
    return [each for each in related if each.path in above], [each for each in related if each.parent_id == unit.pk]


def head_counts(authority: Authority, *, below: str = "") -> Mapping[str, Mapping[str, int]]:
    """Return how many visible people of each kind are placed in each unit of a subtree, by the unit's path."""
    people = Employee.objects.visible_to(authority, Permission.EMPLOYEE_VIEW).within(below)
    counts: dict[str, dict[str, int]] = {}
    for path, kind, number in (
        people.values_list("placement__unit__path", "kind").annotate(Count("pk")).order_by("kind")
    ):
        counts.setdefault(path, {})[kind] = number
    return counts


def signatories(authority: Authority, unit: Unit) -> SignatoryQuerySet:
    """Return who signs and signed for a unit, the latest first."""
    known = Signatory.objects.visible_to(authority, Permission.UNIT_VIEW).filter(unit=unit)
    return known.select_related("employee__placement__unit").order_by("-started_on", "-pk")


def find_employees(authority: Authority, narrowed: Narrowed) -> EmployeeQuerySet:
    found = employees(authority).within(narrowed.unit_path)
    for word in narrowed.name.split():
        found = found.filter(name__icontains=word)
    if narrowed.kind:
        found = found.filter(kind=narrowed.kind)
    if narrowed.legal_status:
        found = found.filter(legal_status=narrowed.legal_status)
    found = found.order_by(*_order(narrowed.order))
    return found.reverse() if narrowed.reverse else found


def find_by_number(authority: Authority, digits: str) -> EmployeeQuerySet:
    """Return whose NIP or NI PPPK holds these digits; no digits find nobody."""
    found = employees(authority).order_by("nip")
    return found.filter(nip__contains=digits) if digits else found.none()


def employees_of(authority: Authority, unit: Unit) -> EmployeeQuerySet:
    """Return the people placed in exactly this unit, as in the DUK."""
    return employees(authority).filter(placement__unit=unit).order_by(*_order(Order.SENIORITY))


def career(authority: Authority, public_id: str) -> PlacementQuerySet:
    """Return every placement of one visible person, the latest first, each with the person as the register knows him.

    Earlier units may lie outside the authority; they are part of his record, and only their names are shown. The
    person is named beside his scope too: the database then begins with him and not with everybody.
    """
    person = Employee.objects.visible_to(authority, Permission.EMPLOYEE_VIEW).filter(public_id=public_id)
    placements = Placement.objects.filter(employee__public_id=public_id, employee__in=person)
    placements = placements.order_by("-started_on", "-pk")
    return placements.select_related("unit", "employee__placement__unit", "employee__source")


def _order(order: Order) -> Sequence[str | OrderBy]:
    if order is Order.SENIORITY:
        return _seniority()
    return ("name", "pk") if order is Order.NAME else ("placement__unit__path", *_seniority())


def _seniority() -> list[str | OrderBy]:
    """Return the order of ``core.ranks.Seniority.key`` as the database sorts it, so that a long list can be paged."""
    education = Func(Upper("education"), Value("-./ "), Value(""), function="translate")
    ranks = {name: rank_order(name) for name in (*PPPK_GRADES, *PNS_RANKS)}
    return [
        _place(F("placement__rank"), ranks).desc(nulls_last=True),
        F("placement__rank_since").asc(nulls_last=True),
        _place(F("placement__echelon"), {name: echelon_order(name) for name in ECHELONS}).asc(nulls_last=True),
        F("appointed_on").asc(nulls_last=True),
        _place(education, EDUCATION_PLACES).desc(nulls_last=True),
        F("graduated_year").asc(nulls_last=True),
        "birth_on",
        "nip",
    ]


def _place(name: Combinable, places: Mapping[str, int]) -> Func:
    """Look a name up in the database: ``(places)[array_position(names, name)]``, empty when it is none of them."""
    at = Func(Value(list(places)), name, function="array_position")
    return Func(
        Value(list(places.values())), at, template="((%(expressions)s])", arg_joiner=")[", output_field=IntegerField()
    )
