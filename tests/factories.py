"""A small world for tests: plain functions that make valid rows and take only what the test is about."""

from datetime import UTC, date, datetime
from functools import cache
from itertools import count, cycle

from django.contrib.auth.hashers import make_password
from django.utils import timezone

from petruk.access.authority import Authority
from petruk.access.roles import Role
from petruk.audit.models import Source
from petruk.core.one_time_code import code_at, step_of
from petruk.people import queries
from petruk.people.actions import passkeys, second_factor
from petruk.people.locked_text import lock
from petruk.people.models import (
    Agency,
    CodeApp,
    Employee,
    Mandate,
    Official,
    Passkey,
    Placement,
    RecoveryCode,
    Signatory,
    Unit,
    User,
)
from tests.soft_passkey import SoftPasskey

TODAY = date(2026, 11, 24)
PASSWORD = "kuda terbang di atas Meratus"
CODE_SECRET = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
RECOVERY_CODE = "abcde-fghjk"
_numbers = count(1)
_units = cycle(range(1, 10_000))
"""A level of a path has four digits; a test process that made more units begins again, those of old are gone."""


def make_unit(name: str = "", *, parent: Unit | None = None, **fields: object) -> Unit:
    number = next(_units)
    path = f"{parent.path}.{number:04}" if parent else f"{number:04}"
    return Unit.objects.create(
        **{"code": f"U{number}", "name": name or f"Unit {number}", "path": path, "parent": parent} | fields
    )


def make_source(**fields: object) -> Source:
    given = {"kind": "attendance", "file_name": "absensi.xlsx", "sha256": "0" * 64, "imported_by": "Uji"}
    return Source.objects.create(**given | {"imported_at": datetime(2026, 11, 1, tzinfo=UTC)} | fields)


def make_employee(unit: Unit | None = None, **fields: object) -> Employee:
    """Make a PNS in a pelaksana post; placement fields (position, echelon, rank, ...) may be given as well."""
    number = next(_numbers)
    place = {
        "position": "PENGELOLA LAYANAN OPERASIONAL",
        "position_kind": "PELAKSANA",
        "echelon": "JFU",
        "rank": "III/a",
    }
    place |= {key: fields.pop(key) for key in tuple(fields) if key in {*place, "rank_since", "position_since"}}
    given = {
        "nip": f"19840720{200001 + number // 999}1{number % 999 + 1:03}",
        "kind": "PNS",
        "name": f"PEGAWAI {number}",
    }
    employee = Employee.objects.create(**given | {"birth_on": date(1984, 7, 20), "sex": "L"} | fields)
    employee.placement = Placement.objects.create(
        employee=employee, unit=unit or make_unit(), started_on=date(2020, 1, 1), **place
    )
    employee.save(update_fields=["placement"])
    return employee


@cache
def _encoded() -> str:
    """Return what is stored of the password. Made once a process: the real hasher is slow on purpose."""
    return make_password(PASSWORD)


def make_user(role: Role | None = None, unit: Unit | None = None, **fields: object) -> User:
    """Make somebody who has changed his first password, with a mandate for ``role`` in ``unit`` if a role is given."""
    number = next(_numbers)
    given = {"username": f"pengguna{number}", "name": f"Pengguna {number}", "must_change_password": False}
    user = User(**given | {"password": _encoded()} | fields)
    user.save()
    if role:
        Mandate.objects.create(user=user, role=role, unit=unit or make_unit(), started_on=date(2020, 1, 1))
    return user


def make_code_app(user: User, secret: str = CODE_SECRET) -> str:
    """Give somebody an app for codes and one recovery code; return the secret of the app."""
    locked = lock(secret, key=second_factor.key(), owner=user.public_id)
    CodeApp.objects.create(user=user, locked_secret=locked, created_at=timezone.now())
    RecoveryCode.objects.create(user=user, encoded=make_password(RECOVERY_CODE))
    return secret


def make_passkey(user: User) -> Passkey:
    """Give somebody a passkey, by the action that keeps one."""
    by, at = queries.authority_of(user, on=timezone.localdate()), timezone.now()
    challenge = passkeys.ask_for_new(at=at, by=by)
    passkeys.add(challenge.locked, SoftPasskey().made(challenge), name="Ponsel", at=at, by=by)
    return Passkey.objects.get(user=user)


def code_now(secret: str = CODE_SECRET, *, later: int = 0) -> str:
    """Return what an app shows now, or some half minutes later."""
    return code_at(secret, step_of(timezone.now()) + later)


def make_authority(role: Role, unit: Unit, **fields: object) -> Authority:
    return queries.authority_of(make_user(role, unit, **fields), on=TODAY)


def make_signatory(unit: Unit, employee: Employee | None = None, **fields: object) -> Signatory:
    given = {"capacity": "DEFINITIF", "office": f"KEPALA {unit.name.upper()}", "started_on": date(2020, 1, 1)}
    return Signatory.objects.create(
        unit=unit, employee=employee or make_employee(unit, echelon="II/b"), **given | fields
    )


def make_agency(**fields: object) -> Agency:
    given = {
        "started_on": date(2016, 1, 1),
        "name": "Badan Kepegawaian, Pendidikan dan Pelatihan Daerah",
        "short_name": "BKPPD",
        "government": "Kabupaten Balangan",
        "seat": "Paringin",
    }
    return Agency.objects.create(**given | fields)


def make_official(role: str = "regional_head", **fields: object) -> Official:
    given = {"capacity": "DEFINITIF", "office": "BUPATI BALANGAN", "name": "H. ABDUL HADIJAYA"}
    return Official.objects.create(**given | {"role": role, "started_on": date(2020, 1, 1)} | fields)


def make_officials() -> list[Official]:
    """Make the head of the region, who has no NIP, the head of the agency, and who is in charge of the appraisal."""
    agency = {"office": "KEPALA BKPPD", "name": "Dr. H. SURYA PERMANA, M.Si", "rank": "Pembina Utama Muda"}
    evaluator = {"office": "KEPALA SUB BIDANG PENILAIAN", "name": "NURUL HIDAYATI, S.AP", "rank": "Penata"}
    return [
        make_official(),
        make_official("agency_head", nip="197001011995031001", **agency),
        make_official("evaluator", nip="198502022010012003", **evaluator),
    ]
