"""The register: units, people, one person."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from petruk.access.authority import Authority
from petruk.access.permissions import Permission
from petruk.core.legal_status import LEGAL_STATUSES
from petruk.core.nip import EmployeeKind, Reason, mismatches, parse_nip
from petruk.facts import queries as facts
from petruk.people import queries
from petruk.privacy.queries import LookKind
from petruk.web.looked import looked
from petruk.web.page import PageRequest, page
from petruk.web.paging import PAGE_SIZE, page_of
from petruk.web.people import known, search
from petruk.web.people.tree import unit_lines

OLDEST_KNOWN = 120  # years of age; the register keeps the retired
MISMATCHES = {
    Reason.BIRTH_MISMATCH: gettext_lazy("The number begins with another date of birth than the register says."),
    Reason.SEX_MISMATCH: gettext_lazy("The number gives another sex than the register says."),
}


@page(Permission.UNIT_VIEW, "GET")
def units(request: PageRequest) -> HttpResponse:
    authority = request.authority
    text = search.text_of(request.GET)
    rows = page_of(queries.find_units(authority, text), request.GET)
    context = {
        "text": text,
        "rows": rows,
        "lines": tuple(unit_lines(authority, rows, queries.head_counts(authority))),
        "people_in_reach": authority.has(Permission.EMPLOYEE_VIEW),
    }
    return render(request, "people/units.html", context)


@page(Permission.UNIT_VIEW, "GET")
def unit(request: PageRequest, public_id: str) -> HttpResponse:
    authority = request.authority
    unit = get_object_or_404(queries.units(authority), public_id=public_id)
    above, below = queries.family(authority, unit)
    signatories = list(queries.signatories(authority, unit))
    heads = queries.head_counts(authority, below=unit.path)
    kinds = heads.get(unit.path, {})
    context = {
        "unit": unit,
        "way": _way(authority, above),
        "lines": tuple(unit_lines(authority, below, heads)),
        "signatories": signatories,
        "in_reach": {
            each.employee_id for each in signatories if _reaches(authority, Permission.EMPLOYEE_VIEW, each.employee)
        },
        "signs_now": next((each for each in signatories if _in_office(each)), None),
        "kinds": [(EmployeeKind(kind), number) for kind, number in kinds.items()],
        "rows": page_of(queries.employees_of(authority, unit), request.GET, count=sum(kinds.values())),
        "people_in_reach": authority.covers(Permission.EMPLOYEE_VIEW, unit.path),
    }
    return render(request, "people/unit.html", context)


@page(Permission.EMPLOYEE_VIEW, "GET", "POST")
def employees(request: PageRequest) -> HttpResponse:
    if request.method == "POST":
        return _searched(request)
    paths = search.unit_paths(request.authority)
    unit = request.GET.get("unit", "")
    if unit and unit not in paths:
        raise Http404
    narrowed = search.narrowed(request.GET, paths[unit][1] if unit else "")
    rows = page_of(queries.find_employees(request.authority, narrowed), request.GET)
    asked = search.is_narrowed(request.GET)
    return _list(request, rows, paths, narrowed=narrowed, unit=unit, text=narrowed.name, asked=asked)


def _searched(request: PageRequest) -> HttpResponse:
    """Send words on to an address; answer a number here, with the person himself when it can be only one."""
    text = search.text_of(request.POST)
    if not search.is_number(text):
        return redirect(f"{reverse('people:employees')}?{search.address_of(request.POST)}")
    found = list(queries.find_by_number(request.authority, search.digits_of(text))[: PAGE_SIZE + 1])
    if len(found) == 1:
        return redirect("people:employee", found[0].public_id)
    rows = page_of(found, {})
    more = rows.has_next()
    return _list(request, rows, search.unit_paths(request.authority), text=text, asked=True, by_number=True, more=more)


def _list(request: PageRequest, rows: object, units: dict[str, tuple[str, str]], **context: object) -> HttpResponse:
    choices = {
        "fields": search.fields_of(request.GET, str(context["text"])),
        "units": [(public_id, name) for public_id, (name, _path) in units.items()],
        "kinds": tuple(EmployeeKind),
        "legal_statuses": LEGAL_STATUSES.items(),
    }
    return render(request, "people/employees.html", {"rows": rows} | choices | context)


@page(Permission.EMPLOYEE_VIEW, "GET")
def employee(request: PageRequest, public_id: str) -> HttpResponse:
    authority = request.authority
    career = list(queries.career(authority, public_id))
    if not career:
        raise Http404
    person = career[0].employee
    looked(request, person.pk, LookKind.REGISTER)
    context = {
        "person": person,
        "career": career,
        "unit_in_reach": _reaches(authority, Permission.UNIT_VIEW, person),
        "attendance": known.by_month(facts.attendance_of(authority, person)),
        "performance": known.by_month(facts.performance_of(authority, person)),
        "behaviour": known.by_year(facts.behaviour_of(authority, person)),
        "sanctions": known.by_decree(facts.sanctions_of(authority, person)),
        "sanctions_in_reach": _reaches(authority, Permission.SANCTION_VIEW, person),
        "warnings": _warnings(person),
        "today": timezone.localdate(),
    }
    return render(request, "people/employee.html", context)


def _reaches(authority: Authority, permission: Permission, person) -> bool:
    """Say whether a person who was named here has a page or section that this authority may open."""
    if authority.employee_id == person.pk and authority.reaches_own(permission):
        return True
    return person.placement is not None and authority.covers(permission, person.placement.unit.path)


def _warnings(person) -> list[str]:
    """Return where number and register disagree: no fault, birth dates are corrected without a new number."""
    nip = parse_nip(person.nip, kind=EmployeeKind(person.kind), today=timezone.localdate(), oldest=OLDEST_KNOWN).nip
    found = mismatches(nip, birth_on=person.birth_on, sex=person.sex) if nip else ()
    return [str(MISMATCHES[reason]) for reason in found]


def _way(authority: Authority, above) -> list[tuple[str, str]]:
    """Return the units above as steps of the breadcrumb; one that is out of reach is a word without an address."""
    steps = [(_("Work units"), reverse("people:units"))]
    for unit in above:
        reachable = authority.covers(Permission.UNIT_VIEW, unit.path)
        steps.append((unit.name, reverse("people:unit", args=[unit.public_id]) if reachable else ""))
    return steps


def _in_office(signatory) -> bool:
    today = timezone.localdate()
    return signatory.started_on <= today and (signatory.ended_on is None or signatory.ended_on >= today)
