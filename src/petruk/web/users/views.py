"""The accounts of the agency: find, make, change, shut."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from petruk.access.permissions import Permission
from petruk.core.errors import Refusal
from petruk.people.accounts import queries
from petruk.people.actions import accounts
from petruk.people.queries import units
from petruk.web.confirming import Fresh
from petruk.web.page import PageRequest, page
from petruk.web.paging import page_of
from petruk.web.people.search import is_number
from petruk.web.users.forms import FilterForm, NewUserForm, PersonForm, ReasonForm
from petruk.web.users.words import happened

EVENTS = 20
MANAGE = Permission.USER_MANAGE


@page(MANAGE, "GET", "POST")
def users(request: PageRequest) -> HttpResponse:
    """List accounts. A search goes by POST: words are sent on to an address, a number is answered here."""
    form = FilterForm(request.POST if request.method == "POST" else request.GET)
    wanted = form.wanted()
    if request.method == "POST" and not is_number(wanted.text):
        return redirect(f"{reverse('users:users')}?{form.address()}")
    found = queries.find_users(request.authority, wanted, on=timezone.localdate())
    rows = page_of(found, request.GET)
    return render(request, "users/users.html", {"form": form, "page": rows})


@page(MANAGE, "GET", "POST", fresh=Fresh.OPENED)
def create(request: PageRequest) -> HttpResponse:
    form = NewUserForm(
        request.POST if request.method == "POST" else None,
        units=units(request.authority, MANAGE),
        roles=request.authority.grantable(),
        today=timezone.localdate(),
    )
    if form.is_valid():
        person = {key: form.cleaned_data[key] for key in ("username", "name", "email", "nip")}
        try:
            user, password = accounts.create_user(**person, terms=form.terms(), at=timezone.now(), by=request.authority)
        except accounts.UserNameRefused as refusal:
            form.add_error("username", str(refusal))
        except accounts.EmployeeRefused as refusal:
            form.add_error("nip", str(refusal))
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            return render(request, "users/one_time_password.html", {"user": user, "password": password, "new": True})
    return render(request, "users/create.html", {"form": form})


@page(MANAGE, "GET")
def user(request: PageRequest, public_id: str) -> HttpResponse:
    found = get_object_or_404(queries.users(request.authority), public_id=public_id)
    today = timezone.localdate()
    context = {
        "user": found,
        "mandates": queries.mandates_of(request.authority, found),
        "factor": queries.second_factor_of(request.authority, found),
        "obstacle": queries.obstacle(request.authority, found, on=today),
        "events": happened(queries.history_of(request.authority, found).reverse()[:EVENTS]),
        "today": today,
    }
    return render(request, "users/user.html", context)


@page(MANAGE, "GET", "POST", fresh=Fresh.OPENED)
def change(request: PageRequest, public_id: str) -> HttpResponse:
    found = get_object_or_404(queries.users(request.authority), public_id=public_id)
    nip = found.employee.nip if found.employee else ""
    known = {"name": found.name, "nip": nip, "email": found.email}
    form = PersonForm(request.POST if request.method == "POST" else None, initial=known)
    if form.is_valid():
        try:
            accounts.change_user(found, **form.cleaned_data, at=timezone.now(), by=request.authority)
        except accounts.EmployeeRefused as refusal:
            form.add_error("nip", str(refusal))
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The account is changed."))
            return redirect("users:user", public_id=public_id)
    return render(request, "users/change.html", {"form": form, "user": found})


@page(MANAGE, "POST", fresh=Fresh.SENT)
def disable(request: PageRequest, public_id: str) -> HttpResponse:
    done = _("The account is disabled. Its open sessions have ended.")
    return _with_reason(request, public_id, accounts.disable_user, done)


@page(MANAGE, "POST", fresh=Fresh.SENT)
def enable(request: PageRequest, public_id: str) -> HttpResponse:
    return _with_reason(request, public_id, accounts.enable_user, _("The account is active again."))


def _with_reason(request: PageRequest, public_id: str, act: Callable[..., None], done: str) -> HttpResponse:
    found = get_object_or_404(queries.users(request.authority), public_id=public_id)
    form = ReasonForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Nothing is changed: please give a reason, it stays with the account."))
        return redirect("users:user", public_id=public_id)
    try:
        act(found, reason=form.cleaned_data["reason"], at=timezone.now(), by=request.authority)
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, done)
    return redirect("users:user", public_id=public_id)


@page(MANAGE, "POST", fresh=Fresh.SENT)
def reset_password(request: PageRequest, public_id: str) -> HttpResponse:
    found = get_object_or_404(queries.users(request.authority), public_id=public_id)
    try:
        password = accounts.reset_password(found, at=timezone.now(), by=request.authority)
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return redirect("users:user", public_id=public_id)
    return render(request, "users/one_time_password.html", {"user": found, "password": password, "new": False})


@page(MANAGE, "POST", fresh=Fresh.SENT)
def reset_second_factor(request: PageRequest, public_id: str) -> HttpResponse:
    done = _("The second step is reset. Its owner sets up a new one at the next sign-in.")
    return _with_reason(request, public_id, accounts.reset_second_factor, done)


@page(MANAGE, "POST", fresh=Fresh.SENT)
def end_sessions(request: PageRequest, public_id: str) -> HttpResponse:
    found = get_object_or_404(queries.users(request.authority), public_id=public_id)
    try:
        accounts.end_sessions(found, at=timezone.now(), by=request.authority)
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Every open session of the account has ended."))
    return redirect("users:user", public_id=public_id)
