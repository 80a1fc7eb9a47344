"""The form of every page that takes one, filled in right, so that in a test only one thing is wrong."""

from collections.abc import Callable, Mapping
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from petruk.people.actions import passkeys, second_factor
from petruk.people.models import Passkey, User
from petruk.people.queries import authority_of
from tests import filled_decision
from tests.core.made_files import drawn_png
from tests.factories import PASSWORD, code_now
from tests.imports.world import attendance
from tests.soft_passkey import SoftPasskey
from tests.world import World
from tests.world_signing import issued_form, scan_form


def filled(world: World, url: str) -> dict[str, Any]:
    """Return a form that is right, so that only the person can be wrong."""
    if url in MADE:
        return MADE[url](world)
    if (decided := filled_decision.filled(world, url)) is not None:
        return decided
    reason = {"reason": "Diminta kepala dinas."}
    terms = {"role": "unit_head", "unit": world.own.unit.public_id, "started_on": "2026-01-01"}
    period = {
        "name": "Periode Baru", "instrument": world.instrument.public_id, "opens_at": "2027-04-01T08:00",
        "closes_at": "2027-04-30T23:59", "nominees_per_unit": "2", "year_kinerja": "2027", "months_kinerja": ["3"],
        "year_disiplin": "2027", "months_disiplin": ["1", "2"], "year_perilaku": "2026",
    }  # fmt: skip
    sure = world.own.confirmed
    later = {"closes_at": "2027-12-31T23:59"}
    new = "tujuh ekor rusa di Loksado"
    official = {
        "role": "agency_head", "capacity": "DEFINITIF", "office": "KEPALA BADAN", "own_office": "", "name": "Dr. RINA",
        "rank": "", "nip": "", "started_on": "2026-02-01", "ended_on": "",
    }  # fmt: skip
    return {
        "privacy:ask": {"item": "performance", "text": "Nilai Mei seharusnya 88."},
        "privacy:answer": {"answer": "Sudah diimpor ulang.", "act": "accept"},
        "account:sign_in": {"login": world.own.officer.username, "password": PASSWORD},
        "account:second_step": {"code": code_now()},
        "account:password": {"current": PASSWORD, "new": new, "again": new},
        "set_language": {"language": "en"},
        "people:employees": {"cari": "calon"},
        "imports:undo": reason,
        "periods:create": period,
        "periods:change": period,
        "periods:open": later,
        "periods:extend": later | reason,
        "appraisal:candidates": {"cari": "calon"},
        "appraisal:assess": {"version": "0", "key": "k" * 22, "act": "save", "points_teamwork": "20"},
        "appraisal:withdraw": reason,
        "deciding:decide": {"version": str(world.own.result.version), "points_teamwork": "20", "act": "confirm"},
        "deciding:return_by_head": reason | {"version": str(world.own.result.version)},
        "deciding:return_by_agency": reason | {"version": str(sure.version)},
        "deciding:agency": {"cari": "mantap"},
        "deciding:verify": {f"pilih-{sure.public_id}": str(sure.version), "act": "verify"},
        "recap:recap": {"cari": "calon"},
        "recap:export": {"format": "csv"},
        "people:export": {"format": "csv"},
        "facts:facts": {"cari": "calon"},
        "facts:export": {"format": "csv"},
        "appraisal:export_candidates": {"format": "csv"},
        "users:users": {"cari": "akun"},
        "users:create": terms | {"name": "Baru", "username": "akun.baru"},
        "users:change": {"name": "Nama Baru"},
        "users:disable": reason,
        "users:enable": reason,
        "users:reset_second_factor": reason,
        "users:give_mandate": terms,
        "users:end_mandate": {"last_day": "2027-12-31"},
        "users:revoke_mandate": reason,
        "agency:name": {
            "started_on": "2026-01-01", "name": "Badan Baru", "short_name": "BB", "government": "Kab.", "seat": "Kota",
        },
        "agency:mail": {"recipient": "kepegawaian@contoh.go.id"},
        "log:log": {"cari": "akun"},
        "log:erase": {"reason": "JRA 2026, nomor 12."},
        "papers:register": {"cari": "terkirim"},
        "papers:export": {"format": "csv"},
        "papers:revoke": reason,
        **{f"papers:{name}": reason for name in ("recap", "minutes", "letter", "form")},
        "papers:charters": {"dated_on": timezone.localdate().isoformat(), "honour": "ASN Terbaik", "decree": ""},
        "agency:official": official,
        "agency:end_official": {"last_day": "2027-12-31"},
        "agency:paper": {"started_on": "2026-02-01", "pattern": "800/{n}/X/{yyyy}", "size": "A4", "layout": "2"},
    }.get(url, {})  # fmt: skip


def app() -> dict[str, Any]:
    """Return the form with which the administrator of the agency sets up an app for codes."""
    by = authority_of(User.objects.get(username="agency_admin"), on=timezone.localdate())
    offer = second_factor.offer(at=timezone.now(), by=by)
    return {"offer": offer.locked, "code": code_now(offer.secret)}


def passkey() -> dict[str, Any]:
    """Return the form with which the administrator of the agency keeps a passkey."""
    by = authority_of(User.objects.get(username="agency_admin"), on=timezone.localdate())
    challenge = passkeys.ask_for_new(at=timezone.now(), by=by)
    return {"locked": challenge.locked, "answer": SoftPasskey().made(challenge), "name": "Komputer kantor"}


def upload(nip: str) -> dict[str, Any]:
    """Return the form of a file with one month of attendance."""
    file = attendance((nip, 6, 2024, 22, 22, 0.5))
    return {"kind": "attendance", "file": SimpleUploadedFile(file.file_name, file.content)}


def _emblem(_world: World) -> dict[str, Any]:
    picture = SimpleUploadedFile("lambang.png", drawn_png(width=120, height=160, grey=90))
    return {"started_on": "2099-02-01", "file": picture, "whole": "1"}


MADE: Mapping[str, Callable[[World], dict[str, Any]]] = {
    "imports:upload": lambda world: upload(world.own.candidate.nip),
    "agency:emblem": _emblem,
    "signing:paper": lambda world: scan_form(world.own.paper),
    "verification:file": lambda world: issued_form(world.own.paper),
    "account:passkeys": lambda _world: passkey(),
    "account:remove_passkey": lambda _world: {"passkey": Passkey.objects.get(user__username="agency_admin").public_id},
    "account:app": lambda _world: app(),
}
"""Forms that hold what is made anew each time: a file, a code of this half minute."""
