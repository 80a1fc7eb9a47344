"""One shared world for tests that cut across pages: a government with two offices that have everything twice.

Whatever belongs to the other office carries the word ``FOREIGN`` in its texts, so that a leak is a word on a page.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, fields
from datetime import datetime, timedelta
from functools import cache, partial
from typing import Any
from unittest import mock

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Model
from django.test.client import Client, ClientHandler
from django.urls import reverse
from django.utils import timezone

from petruk.access.authority import Authority, console
from petruk.access.roles import Role
from petruk.appraisal.actions import assessing
from petruk.appraisal.actions.deciding import Decision
from petruk.appraisal.models import Assessment, Instrument, Period
from petruk.audit.actions.checkpoints import sign
from petruk.audit.models import Event
from petruk.core.instrument import ready_made
from petruk.core.nip import display_nip
from petruk.documents.actions import sheets as papers
from petruk.documents.actions.outbox import new_mail, set_mail_rule
from petruk.documents.models import Document, Mail, Signature
from petruk.imports.actions.applying import apply
from petruk.imports.actions.checking import Upload, check
from petruk.imports.models import Batch
from petruk.imports.shapes import KINDS
from petruk.people.accounts.sessions import SEEN_AT, SIGNED_IN_AT
from petruk.people.models import Employee, Mandate, Unit, User
from petruk.people.queries import authority_of
from petruk.privacy.actions.corrections import ask as ask_correction
from petruk.privacy.models import Correction
from petruk.web.log.words import name_of
from tests import factories as make
from tests.appraisal.world import answers, make_facts, make_period
from tests.imports.world import attendance, month
from tests.world_decision import ROWS as DECISION_ROWS
from tests.world_decision import UNDER_A_PERIOD as DECISIONS_UNDER_A_PERIOD
from tests.world_decision import Decided, Decisions, decide
from tests.world_papers import ROWS as PAPER_ROWS
from tests.world_papers import Papers, make_papers
from tests.world_signing import ROWS as SIGNING_ROWS
from tests.world_signing import signed_paper

FOREIGN = "SEBERANG"
MISSING, MALFORMED = "A" * 22, "-1"
NO_CODE = "a" * 26
DAY = timedelta(days=1)
INSTRUMENT = "petruk-2021"
MAIL_SERVER = {
    "host": "surel.contoh.example", "port": "25", "security": "none", "sender": "petruk@contoh.example", "user": "",
    "password": "",
}  # fmt: skip
"""Where mail would go; no worker runs, so nothing is sent."""

AT_THE_TOP = {"agency_admin": Role.AGENCY_ADMIN, "inspector": Role.INSPECTOR, "operator": Role.OPERATOR}
IN_THE_OFFICE = {
    "unit_officer": Role.UNIT_OFFICER, "unit_head": Role.UNIT_HEAD, "panelist": Role.PANELIST,
    "employee": Role.EMPLOYEE, "colleague": Role.EMPLOYEE,
    "office_admin": Role.AGENCY_ADMIN, "office_operator": Role.OPERATOR, "disabled": Role.UNIT_OFFICER,
}  # fmt: skip
SIGNED_IN = (
    "agency_admin", "unit_officer", "unit_head", "panelist", "employee", "inspector", "operator",
    "colleague", "office_admin", "office_operator", "no_mandate", "disabled",
)  # fmt: skip
"""Whose sessions there are: each role where it belongs, and what is easily forgotten: a colleague of the employee,
an agency and an operator of one office only, somebody without a mandate, somebody whose account is shut."""


@dataclass(frozen=True)
class Office:
    """One office with a row of every kind that a page may be asked for."""

    unit: Unit
    officer: User
    candidate: Employee
    nominee: Employee
    begun: Employee
    result: Assessment
    draft: Assessment
    taken_back: Assessment
    confirmed: Assessment
    paper: Document
    signature: Signature
    clean: Batch
    wrong: Batch
    applied: Batch
    account: User
    mandate: Mandate

    @property
    def rows(self) -> tuple[Model, ...]:
        return tuple(getattr(self, field.name) for field in fields(self))


class Browser(Client):
    """A client that reads what it is sent to the end, as a browser does."""

    def request(self, **request: Any) -> Any:
        answer = super().request(**request)
        if answer.streaming:
            answer.streaming_content = [b"".join(answer.streaming_content)]
        return answer


@dataclass(frozen=True)
class World:
    root: Unit
    own: Office
    foreign: Office
    instrument: Instrument
    open: Period
    closed: Period
    prepared: Period
    decisions: Decisions
    papers: Papers
    failed_mail: Mail
    corrections: Mapping[int, Correction]
    sessions: Mapping[str, str]

    def decided(self, office: Office) -> Decided:
        return self.decisions.foreign if office is self.foreign else self.decisions.own

    def client(self, role: str, *, strict: bool = False) -> Client:
        """Return a new browser with the session of this role; ``anonymous`` has none. Strict, it needs CSRF tokens."""
        client = Browser()
        client.handler = _handler(strict)
        if role != "anonymous":
            client.cookies[settings.SESSION_COOKIE_NAME] = self.sessions[role]
        return client

    def address(self, url: str, relation: str = "own") -> str:
        """Return the address of a page for a row of the own or the other office, or for none."""
        if url not in ROWS:
            return reverse(url)
        office = self.foreign if relation == "foreign" else self.own
        parts = [str(part) for part in ROWS[url](self, office)]
        if relation in {"missing", "malformed"}:
            kept = parts[: url in UNDER_A_PERIOD]
            none = {"missing": NO_CODE if "code" in url else MISSING, "malformed": MALFORMED}[relation]
            parts = [*kept, *(none for _part in parts[len(kept) :])]
        if url == "periods:extend":
            return f"{reverse(url, args=parts[:1])}?unit={parts[1]}"
        return reverse(url, args=parts)


@cache
def _handler(strict: bool) -> ClientHandler:
    """Return the application as tests call it; the middleware is loaded once, not for each browser."""
    return ClientHandler(enforce_csrf_checks=strict)


UNDER_A_PERIOD = {
    "appraisal:candidates",
    "appraisal:export_candidates",
    "appraisal:assess",
    "periods:extend",
} | DECISIONS_UNDER_A_PERIOD
"""Pages whose address names a period of everybody first, and then what may be foreign."""

_account = (
    "user", "change", "disable", "enable", "reset_password", "reset_second_factor", "end_sessions", "give_mandate",
)  # fmt: skip
_by_agency = ("verify_one", "return_by_agency")
_of_entry = ("entry", "erase")
_any_batch = ("batch", "progress", "apply", "check_again")
ROWS: Mapping[str, Callable[[World, Office], tuple[str, ...]]] = {
    "people:unit": lambda _world, office: (office.unit.public_id,),
    "people:employee": lambda _world, office: (office.nominee.public_id,),
    **{f"imports:{name}": lambda _world, office: (office.clean.public_id,) for name in _any_batch},
    "imports:wrong_rows": lambda _world, office: (office.wrong.public_id,),
    "privacy:answer": lambda world, office: (world.corrections[office.unit.pk].public_id,),
    "imports:undo": lambda _world, office: (office.applied.public_id,),
    **{f"periods:{name}": lambda world, _office: (world.open.public_id,) for name in ("period", "readiness", "close")},
    **{f"periods:{name}": lambda world, _office: (world.prepared.public_id,) for name in ("change", "publish")},
    "periods:open": lambda world, _office: (world.closed.public_id,),
    "periods:extend": lambda world, office: (world.open.public_id, office.unit.public_id),
    "instruments:instrument": lambda world, _office: (world.instrument.public_id,),
    "instruments:definition": lambda world, _office: (world.instrument.public_id,),
    **{
        f"appraisal:{name}": lambda world, office: (world.open.public_id, office.unit.public_id)
        for name in ("candidates", "export_candidates")
    },
    "appraisal:assess": lambda world, office: (world.open.public_id, office.candidate.public_id),
    **{f"appraisal:{name}": lambda _w, office: (office.result.public_id,) for name in ("result", "print", "withdraw")},
    "appraisal:resume": lambda _world, office: (office.taken_back.public_id,),
    **{f"deciding:{name}": lambda _w, office: (office.result.public_id,) for name in ("decide", "return_by_head")},
    **{f"deciding:{name}": lambda _w, office: (office.confirmed.public_id,) for name in _by_agency},
    "agency:send_again": lambda world, _office: (world.failed_mail.public_id,),
    **{f"log:{name}": lambda _world, _office: (name_of(Event.objects.get(leaf__seq=0)),) for name in _of_entry},
    "verification:paper": lambda _world, office: (office.paper.code,),
    **{f"users:{name}": lambda _world, office: (office.account.public_id,) for name in _account},
    "users:end_mandate": lambda _world, office: (office.account.public_id, office.mandate.public_id),
    "users:revoke_mandate": lambda _world, office: (office.account.public_id, office.mandate.public_id),
    **DECISION_ROWS,
    **SIGNING_ROWS,
    **PAPER_ROWS,
}


def marks(*rows: Model) -> set[str]:
    """Return by what a row is recognised on a page: its id, number and code, in small letters."""
    known = {getattr(row, name, "") for row in rows for name in ("public_id", "nip", "code", "number", "username")}
    shown = {display_nip(row.nip) for row in rows if isinstance(row, Employee)}
    return {mark.casefold() for mark in known | shown if mark}


@contextmanager
def built() -> Iterator[World]:
    """Build the world in a transaction that is thrown away; a test inside it works in a savepoint of its own.

    What COMMIT would check and chain is done once here, and not again at the end of each test.
    """
    with transaction.atomic():
        world = build()
        connection.check_constraints()
        yield world
        transaction.set_rollback(True)


@contextmanager
def untouched() -> Iterator[None]:
    """Roll back what is done inside."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def build() -> World:
    now = timezone.now()
    make.make_agency()
    root = make.make_unit("PEMERINTAH KABUPATEN")
    period, closed, prepared = _periods(now)
    set_mail_rule(switched_on=True, recipient="instansi@contoh.example", at=now, by=console("Uji"))
    own, foreign = (_office(name, root, period) for name in ("Sosial", FOREIGN))
    users = _users(root, own)
    decisions = decide(root, (own, foreign), period, users["panelist"])
    agency = authority_of(users["agency_admin"], on=timezone.localdate())
    failed = _failed_mail(period, own.account, agency)
    theirs = make.make_user(Role.EMPLOYEE, foreign.unit, employee=foreign.candidate, name=f"Pegawai {FOREIGN}")
    asked = {own.unit.pk: _correction("Sosial", users["colleague"]), foreign.unit.pk: _correction(FOREIGN, theirs)}
    rest = (decisions, make_papers(decisions, (own, foreign), agency), failed, asked, _sessions(users))
    _sign_log()
    return World(root, own, foreign, period.instrument, period, closed, prepared, *rest)


def _sign_log() -> None:
    """Let there be a checkpoint over all that was done."""
    connection.check_constraints()
    sign(by=console("Uji"))


def _correction(word: str, user: User) -> Correction:
    by = authority_of(user, on=timezone.localdate())
    return ask_correction("attendance", f"Kehadiran Juni keliru, {word}.", at=timezone.now(), by=by)


def _failed_mail(period: Period, user: User, agency: Authority) -> Mail:
    mail = new_mail(user.email, period=period, user=user, role=Role.UNIT_OFFICER, at=timezone.now(), by=agency)
    mail.failed_at, mail.trouble = timezone.now(), "Server surel menolak surel ini."
    mail.save()
    return mail


def _periods(now: datetime) -> tuple[Period, Period, Period]:
    """Return an open, a closed and a prepared period; one instrument is known, so that others can be published."""
    first = {INSTRUMENT: ready_made()[INSTRUMENT]}
    terms = {"nominees_per_unit": 5, "published_at": now - 3 * DAY}
    with mock.patch("petruk.appraisal.actions.instruments.ready_made", return_value=first):
        return (
            make_period(name="Periode Terbuka", opens_at=now - 2 * DAY, closes_at=now + 30 * DAY, **terms),
            make_period(name="Periode Lampau", opens_at=now - 90 * DAY, closes_at=now - 60 * DAY, **terms),
            make_period(name="Periode Disiapkan", opens_at=now + 60 * DAY, closes_at=now + 90 * DAY, published_at=None),
        )


def _office(word: str, root: Unit, period: Period) -> Office:
    unit = make.make_unit(f"Dinas {word}", parent=root, code=f"KODE-{word}")
    signs = make.make_employee(unit, name=f"KEPALA {word}", echelon="II/b", position=f"KEPALA DINAS {word}")
    make.make_signatory(unit, signs, office=f"KEPALA DINAS {word}")
    person = partial(make.make_employee, unit, title_after=f"S.{word}", position=f"PENGELOLA {word}")
    names = ("CALON", "TERKIRIM", "DRAF", "TARIK", "MANTAP")
    candidate, nominee, begun, gone, sure = (person(name=f"{name} {word}") for name in names)
    for each in (candidate, nominee, begun, gone, sure):
        make_facts(each)
    officer = make.make_user(Role.UNIT_OFFICER, unit, name=f"Pengelola {word}", username=f"pengelola.{word.lower()}")
    account = make.make_user(
        Role.UNIT_OFFICER, unit, name=f"Akun {word}", username=f"akun.{word.lower()}", email=f"{word}@contoh.example"
    )
    make.make_code_app(account)
    result, taken_back, agreed = (_handed_in(period, each, officer, word) for each in (nominee, gone, sure))
    by = authority_of(officer, on=timezone.localdate())
    papers.withdraw(taken_back, reason=f"Alasan {word}", at=timezone.now(), by=by)
    draft = assessing.save_draft(period, begun, answers(text=f"Draf {word}"), at=timezone.now(), by=by)
    agreed = _confirmed(agreed, word)
    return Office(
        unit=unit, officer=officer, candidate=candidate, nominee=nominee, begun=begun,
        result=result, draft=draft, taken_back=Assessment.objects.get(pk=taken_back.pk),
        confirmed=agreed, paper=Document.objects.get(assessment=result), signature=signed_paper(agreed, word),
        account=account, mandate=account.mandates.get(),
        **_batches(word, officer, candidate),
    )  # fmt: skip


def _handed_in(period: Period, employee: Employee, officer: User, word: str) -> Assessment:
    by = authority_of(officer, on=timezone.localdate())
    given = answers(text=f"Inovasi {word}")
    key = f"{word.lower()}-{employee.pk}".ljust(22, "-")
    return papers.submit(period, employee, given, key=key, at=timezone.now(), by=by)


def _confirmed(assessment: Assessment, word: str) -> Assessment:
    head = make.make_user(Role.UNIT_HEAD, assessment.unit, name=f"Kepala {word}", username=f"kepala.{word.lower()}")
    by = authority_of(head, on=timezone.localdate())
    return papers.confirm(assessment, Decision(assessment.version, {}), at=timezone.now(), by=by)


def _batches(word: str, officer: User, employee: Employee) -> dict[str, Batch]:
    by, at = authority_of(officer, on=timezone.localdate()), timezone.now()

    def checked(upload: Upload) -> Batch:
        return check(upload, KINDS["attendance"], at=at, by=by)

    wrong = attendance(month(employee, number=13), (f"NIP {word}", 4, 2024, 22, 22, 0), name=f"salah {word}.xlsx")
    applied = checked(attendance(month(employee, 1.5, number=2), name=f"diterapkan {word}.xlsx"))
    return {
        "clean": checked(attendance(month(employee, 2.5, number=3), name=f"bersih {word}.xlsx")),
        "wrong": checked(wrong),
        "applied": apply(applied, at=at, by=by),
    }


def _users(root: Unit, own: Office) -> dict[str, User]:
    linked = {"employee": own.nominee, "colleague": own.candidate}
    top = {name: make.make_user(role, root, name=name, username=name) for name, role in AT_THE_TOP.items()}
    within = {
        name: make.make_user(role, own.unit, name=name, username=name, employee=linked.get(name))
        for name, role in IN_THE_OFFICE.items()
    }
    make.make_code_app(top["agency_admin"])
    make.make_passkey(top["agency_admin"])
    return top | within | {"no_mandate": make.make_user(name="no_mandate", username="no_mandate")}


def _sessions(users: Mapping[str, User]) -> dict[str, str]:
    keys = {name: _session(user) for name, user in users.items()}
    _session(users["agency_admin"])  # at another desk
    User.objects.filter(username="disabled").update(is_active=False)
    return keys


def _session(user: User) -> str:
    client = Client()
    client.force_login(user, backend="petruk.web.account.backend.UsernameOrNip")
    session = client.session
    session[SIGNED_IN_AT] = session[SEEN_AT] = timezone.now().isoformat()
    session.save()
    return str(session.session_key)
