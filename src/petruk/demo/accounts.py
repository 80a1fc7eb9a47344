"""One sign-in for each role of the demo. Each installation has its own password, shown on its sign-in page."""

import json
import os
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from django.utils import timezone

from petruk.access.authority import Authority
from petruk.access.permissions import Permission
from petruk.access.roles import Role
from petruk.core.ids import new_one_time_password
from petruk.core.names import display_name
from petruk.demo.regency import Person, Regency
from petruk.people.actions.accounts import create_user
from petruk.people.actions.mandates import Terms
from petruk.people.actions.own_account import change_own_password
from petruk.people.queries import authority_of, units

OFFICE = "1006"  # Dinas Sosial, as in the guide
AGENCY = "1020"
TOP = "10"


@dataclass(frozen=True)
class Account:
    label: str
    username: str
    password: str


@dataclass(frozen=True)
class Seat:
    """Whom a demo account stands for: a person of the register, or somebody outside it."""

    label: str
    username: str
    role: Role
    unit: str
    person: Person | None = None
    name: str = ""


def open_accounts(regency: Regency, *, winner: str, at: datetime, by: Authority) -> list[Account]:
    """Make the accounts; all share one password, which no other installation has.

    ``winner`` is the NIP of whom the office of these accounts nominated last: the employee who has a result to read.
    """
    password = new_one_time_password()
    return [_open(seat, password, at=at, by=by) for seat in _seats(regency, winner)]


def keep(accounts: list[Account], file: Path) -> None:
    """Write the sign-ins where the demo's own sign-in page finds them, readable by this user only."""
    descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as out:
        json.dump([asdict(account) for account in accounts], out, ensure_ascii=False)


def kept(file: Path) -> list[Account]:
    return [Account(**account) for account in json.loads(file.read_text("utf-8"))] if file.exists() else []


def _seats(regency: Regency, winner: str) -> Iterator[Seat]:
    office, agency = regency.staff_of(OFFICE), regency.staff_of(AGENCY)
    yield Seat("Pengelola Kepegawaian Dinas Sosial", "pengelola", Role.UNIT_OFFICER, OFFICE, _civil_servant(office, 8))
    yield Seat("Kepala Dinas Sosial", "kepala", Role.UNIT_HEAD, OFFICE, office[0])
    yield Seat("Admin BKPSDM", "admin", Role.AGENCY_ADMIN, TOP, _civil_servant(agency, 4))
    yield Seat("Tim penilai", "panelis", Role.PANELIST, TOP, _civil_servant(agency, 12))
    employee = next(person for person in office if person.nip == winner)
    yield Seat("Pegawai Dinas Sosial", "pegawai", Role.EMPLOYEE, OFFICE, employee)
    yield Seat("Inspektorat", "inspektur", Role.INSPECTOR, TOP, regency.staff_of("1003")[0])
    yield Seat("Operator sistem", "operator", Role.OPERATOR, TOP, name="Operator Sistem")


def _civil_servant(staff: list[Person], place: int) -> Person:
    return next(person for person in staff[place:] if not person.contract)


def _open(seat: Seat, password: str, *, at: datetime, by: Authority) -> Account:
    unit = units(by, Permission.USER_MANAGE).get(code=seat.unit)
    name = display_name(seat.person.name) if seat.person else seat.name
    nip = seat.person.nip if seat.person else ""
    terms = Terms(role=seat.role, unit=unit, started_on=timezone.localdate(at))
    user, first = create_user(username=seat.username, name=name, email="", nip=nip, terms=terms, at=at, by=by)
    change_own_password(current=first, new=password, by=authority_of(user, on=timezone.localdate(at)))
    return Account(seat.label, seat.username, password)
