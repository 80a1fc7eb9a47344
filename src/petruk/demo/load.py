"""Fill an empty installation with the invented regency, by the same actions that its people would use."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from django.utils import timezone

from petruk.access.authority import Authority, console
from petruk.access.permissions import Permission
from petruk.appraisal.actions.assessing import Answers, save_draft
from petruk.appraisal.actions.instruments import publish_ready_made
from petruk.appraisal.actions.periods import Terms, create_period, publish_period
from petruk.appraisal.queries.candidates import roll
from petruk.appraisal.queries.instruments import instruments, parsed
from petruk.appraisal.queries.periods import periods
from petruk.core.scoring import Judgement
from petruk.demo import papers, regency, sheets
from petruk.demo.accounts import OFFICE, Account, open_accounts
from petruk.demo.deciding import Days, decide, winner_of
from petruk.demo.objecting import object_once, record_holidays
from petruk.documents.actions.sheets import submit
from petruk.imports.actions.applying import apply
from petruk.imports.actions.checking import Upload, check
from petruk.imports.shapes import KINDS
from petruk.people.actions.agency import name_agency
from petruk.people.queries import units

Say = Callable[[str], None]
INNOVATIONS = (
    "Antrean loket daring yang memberi kabar lewat pesan singkat saat giliran hampir tiba",
    "Arsip surat masuk dengan kode warna sehingga surat ditemukan dalam satu menit",
    "Buku saku layanan bergambar untuk warga lanjut usia",
    "Kartu kendali barang milik daerah dengan kode QR",
    "Kelas sore berbagi ilmu antarpegawai setiap hari Kamis",
    "Papan pantau tindak lanjut aduan warga di ruang pelayanan",
)
NOMINEES = 60  # units that had sent theirs in the closed period
DRAFTS = 6


@dataclass(frozen=True)
class Round:
    """One period of the demo: its year, the months of its facts, when it was open."""

    year: int
    opens_at: datetime
    closes_at: datetime

    @property
    def name(self) -> str:
        return f"Penilaian Instrumen Kinerja {self.year}"

    @property
    def windows(self) -> dict[str, dict[str, object]]:
        march = {"year": self.year, "months": [3]}
        return {"kinerja": march, "disiplin": march, "perilaku": {"year": self.year - 1}}


def load(*, at: datetime, say: Say) -> list[Account]:
    """Load everything; return the accounts to sign in with. Progress goes to ``say``, a sentence a step."""
    by = console("Penyiapan demo")
    people = regency.build()
    rounds = tuple(_rounds(at))
    publish_ready_made(at=at, by=by)
    _import(people, rounds, at=at, by=by, say=say)
    _name_agency(by)
    papers.settle(by=by)
    say("menyiapkan periode dan hari libur")
    record_holidays(range(rounds[0].year, rounds[-1].year + 2), at=at, by=by)
    for this in rounds:
        _open(this, at=at, by=by)
    say("mengisi penilaian")
    closed, current = rounds
    _assess(closed, at=closed.closes_at - timedelta(days=2), most=NOMINEES, handed_in=True, by=by)
    _assess(current, at=at, most=DRAFTS, handed_in=False, by=by)
    say("menetapkan pemenang")
    decide(closed.name, _days(closed, at), by=by)
    papers.hand_out(closed.name, at, by=by)
    say("membuat akun")
    accounts = open_accounts(people, winner=winner_of(closed.name, OFFICE, by=by), at=at, by=by)
    object_once("pegawai", at=at, by=by)
    return accounts


def _rounds(at: datetime) -> Iterator[Round]:
    """Return last year's period, whose winners were announced three days ago, and this year's, which is open."""
    today = timezone.localtime(at).replace(hour=16, minute=0, second=0, microsecond=0)
    yield Round(today.year - 1, today - timedelta(days=60), today - timedelta(days=30))
    yield Round(today.year, today - timedelta(days=7), today + timedelta(days=23))


def _days(closed: Round, at: datetime) -> Days:
    return Days(
        confirmed_at=closed.closes_at - timedelta(days=1),
        verified_at=closed.closes_at + timedelta(days=5),
        announced_at=at - timedelta(days=3),
    )


def _import(people: regency.Regency, rounds: tuple[Round, ...], *, at: datetime, by: Authority, say: Say) -> None:
    with TemporaryDirectory() as folder:
        for kind, path in _files(Path(folder), people, rounds):
            say(f"mengimpor {path.name}")
            batch = check(Upload(path.name, path.read_bytes()), KINDS[kind], at=at, by=by, wait=True)
            apply(batch, at=at, by=by, wait=True)


def _files(folder: Path, people: regency.Regency, rounds: tuple[Round, ...]) -> Iterator[tuple[str, Path]]:
    yield "units", sheets.write_units(folder, people)
    yield "employees", sheets.write_civil_servants(folder, people)
    yield "employees", sheets.write_contracts(folder, people)
    yield "signatories", sheets.write_signatories(folder, people)
    for this in rounds:
        yield "attendance", sheets.write_attendance(folder, people, this.year, 3)
        yield "performance", sheets.write_performance(folder, people, this.year, 3)
        yield "behaviour", sheets.write_behaviour(folder, people, this.year - 1)


def _name_agency(by: Authority) -> None:
    government, seat = "Kabupaten Balangan", "Paringin"
    old = "Badan Kepegawaian, Pendidikan dan Pelatihan Daerah"
    new = "Badan Kepegawaian dan Pengembangan Sumber Daya Manusia"
    for started_on, name, short in ((date(2016, 1, 1), old, "BKPPD"), (date(2023, 1, 1), new, "BKPSDM")):
        name_agency(started_on=started_on, name=name, short_name=short, government=government, seat=seat, by=by)


def _open(this: Round, *, at: datetime, by: Authority) -> None:
    terms = Terms(
        name=this.name,
        instrument=instruments(by).get(code="petruk-2021"),
        windows=this.windows,
        opens_at=this.opens_at,
        closes_at=this.closes_at,
        nominees_per_unit=1,
        closed_text="Silakan hubungi bidang penilaian kinerja BKPSDM bila unit Anda belum sempat menilai.",
    )
    publish_period(create_period(terms, by=by), at=at, by=by)


def _assess(this: Round, *, at: datetime, most: int, handed_in: bool, by: Authority) -> None:
    draw = Random(this.year)  # noqa: S311  invented opinions need no secret
    period = periods(by).get(name=this.name)
    rules = parsed(period.instrument).eligibility
    for unit in units(by, Permission.ASSESSMENT_VIEW).filter(active=True)[1 : most + 1]:
        chosen = [one for one in roll(by, period, unit, rules, on=at.date()).candidates if one.eligible][:3]
        if not chosen:
            continue
        employee = draw.choice(chosen).employee
        answers = _answers(draw, complete=handed_in)
        if handed_in:
            submit(period, employee, answers, key=employee.public_id, at=at, by=by)
        else:
            save_draft(period, employee, answers, at=at, by=by)


def _answers(draw: Random, *, complete: bool) -> Answers:
    innovation = Judgement(Decimal(draw.choice(("10", "20", "30", "30", "40", "40"))), draw.choice(INNOVATIONS))
    teamwork = Judgement(Decimal(draw.choice(("10", "15", "20"))) if complete else None)
    return Answers(judgements={"inovasi": innovation, "teamwork": teamwork}, evidence_note="", version=0)
