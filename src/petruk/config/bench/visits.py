"""Which pages are measured, and as whom."""

from collections.abc import Iterator
from typing import Any

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from petruk.access.authority import console
from petruk.appraisal.queries.instruments import instruments
from petruk.appraisal.queries.periods import periods
from petruk.appraisal.queries.ranking import every_award
from petruk.appraisal.queries.results import assessments
from petruk.config.bench.pages import Visit
from petruk.core.lifecycle import State
from petruk.demo.accounts import OFFICE, Account
from petruk.documents.queries.papers import documents
from petruk.people.queries import employees, units


def all_pages(accounts: list[Account]) -> list[Visit]:
    return [*_office(_signed_in(accounts, "pengelola")), *_agency(_signed_in(accounts, "admin")), *_operator(accounts)]


def recap_of(accounts: list[Account], period: Any) -> list[Visit]:
    """Return the recap of one period as the agency sees it, and its charts."""
    client, asked = _signed_in(accounts, "admin"), f"?periode={period.public_id}"
    names = {"rekap": reverse("recap:recap"), "sebaran skor": reverse("recap:spread")}
    return [Visit(name, client, url + asked) for name, url in names.items()]


def _signed_in(accounts: list[Account], username: str) -> Client:
    """Sign in through the page, as a person does."""
    account = next(account for account in accounts if account.username == username)
    client = Client(headers={"host": "localhost"})
    client.post(reverse("account:sign_in"), {"login": account.username, "password": account.password})
    return client


def _office(client: Client) -> Iterator[Visit]:
    by = console("bench")
    period = periods(by).filter(opens_at__lte=timezone.now()).order_by("-opens_at")[0]
    unit = units(by).get(code=OFFICE)
    person = employees(by).filter(placement__unit=unit, placement__position_kind="PELAKSANA", kind="PNS")[0]
    names = {
        "beranda": reverse("home:home"),
        "pilih unit": reverse("appraisal:start"),
        "kandidat": reverse("appraisal:candidates", args=[period.public_id, unit.public_id]),
        "formulir": reverse("appraisal:assess", args=[period.public_id, person.public_id]),
        "rekap unit": reverse("recap:recap"),
        "pegawai unit": reverse("people:employees"),
        "profil": reverse("people:employee", args=[person.public_id]),
        "panduan": reverse("guide:guide"),
    }
    return (Visit(name, client, url) for name, url in names.items())


def _agency(client: Client) -> Iterator[Visit]:
    by = console("bench")
    period, result = periods(by).order_by("opens_at")[0], assessments(by).filter(state=State.VERIFIED)[0]
    names = {
        "beranda dinas": reverse("home:home"),
        "unit kerja": reverse("people:units"),
        "pegawai": reverse("people:employees"),
        "rekap": reverse("recap:recap") + f"?periode={period.public_id}",
        "hasil": reverse("appraisal:result", args=[result.public_id]),
        "kotak verifikasi": reverse("deciding:agency") + f"?periode={period.public_id}",
        "kemajuan": reverse("deciding:progress") + f"?periode={period.public_id}",
        "peringkat": reverse("ranking:ranking", args=[period.public_id]),
        "penetapan": reverse("ranking:awards", args=[period.public_id]),
        "pemenang": reverse("ranking:announcements"),
        "mengapa": reverse("ranking:why", args=[every_award(by).filter(unit=None)[0].result.public_id]),
        "periode": reverse("periods:periods"),
        "satu periode": reverse("periods:period", args=[period.public_id]),
        "kesiapan": reverse("periods:readiness", args=[period.public_id]),
        "instrumen": reverse("instruments:instrument", args=[instruments(by)[0].public_id]),
        "impor": reverse("imports:batches"),
        "verifikasi": reverse("verification:paper", args=[documents(by)[0].code]),
    }
    return (Visit(name, client, url) for name, url in names.items())


def _operator(accounts: list[Account]) -> Iterator[Visit]:
    client = _signed_in(accounts, "operator")
    names = {"pengguna": reverse("users:users"), "instansi": reverse("agency:agency")}
    return (Visit(name, client, url) for name, url in names.items())
