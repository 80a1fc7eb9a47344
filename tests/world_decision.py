"""The part of the shared world that is decided about: exemptions, files, panels, sealed results, awards, drafts.

Each office has one of every kind. Periods and drafts belong to the whole government.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, fields
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any
from unittest import mock

from django.db.models import Model
from django.utils import timezone

from petruk.access.authority import Authority
from petruk.access.roles import Role
from petruk.appraisal import vault
from petruk.appraisal.actions import (
    assessing,
    awards,
    drafting,
    objections,
    overrides,
    panel,
    panel_sheets,
    reopening,
    sealing,
)
from petruk.appraisal.actions import evidence as files
from petruk.appraisal.actions.assessing import Answers
from petruk.appraisal.models import (
    Assessment,
    Award,
    Evidence,
    Holiday,
    Instrument,
    InstrumentDraft,
    Objection,
    Override,
    PanelMember,
    Period,
    Reopening,
    Result,
)
from petruk.core.instrument import ready_made
from petruk.people.models import Employee, Unit, User
from petruk.people.queries import authority_of
from tests import factories as make
from tests.appraisal.contest import SEED
from tests.appraisal.kinds_world import WINDOWS, make_attendance, make_file, make_predicate
from tests.appraisal.panel_world import APPENDIX, MAXIMA, points
from tests.appraisal.world import answers, make_facts, make_period
from tests.core.made_files import pdf

if TYPE_CHECKING:
    from tests.world import Office, World

WITHOUT_PANEL, WITH_PANEL = "petruk-2021", "petruk-2024"
DOCUMENTS = ("surat-usulan", "riwayat-hidup", "sk-pangkat", "penilaian-kinerja", "super-hukdis", "proposal-inovasi")
NO_POINTS = (0,) * len(MAXIMA)
DAY = timedelta(days=1)


@dataclass(frozen=True)
class Decided:
    """What one office has. ``kept`` is a file of what was handed in, ``loose`` one of a draft.

    ``sealed`` waits for an award and for a new version, ``to_reopen`` for nothing, ``objection`` (to ``announced``)
    for an answer; ``scored``, ``apart`` and ``means`` are before a panel: one still at work, one whose members differ,
    and one that is locked; ``proof`` is a file of the first.
    """

    barred: Employee
    override: Override
    kept: Evidence
    loose: Evidence
    sealed: Result
    reopening: Reopening
    award: Award
    to_reopen: Result
    announced: Result
    objection: Objection
    scored: Assessment
    apart: Assessment
    means: Assessment
    proof: Evidence

    @property
    def rows(self) -> tuple[Model, ...]:
        return tuple(getattr(self, field.name) for field in fields(self))


@dataclass(frozen=True)
class Decisions:
    """``spare`` is a panelist who sits in no panel; ``member`` sits in the one that is still at work."""

    own: Decided
    foreign: Decided
    ripe: Period
    sealed: Period
    decided: Period
    announced: Period
    scored: Period
    apart: Period
    means: Period
    spare: User
    member: PanelMember
    draft: InstrumentDraft
    holiday: Holiday


@dataclass(frozen=True)
class _Scene:
    """Who acts while the world is built: two of the agency, and the moment of everything but handing in."""

    offices: "tuple[Office, Office]"
    root: Unit
    agency: Authority
    second: Authority
    at: datetime

    @property
    def handed_in_at(self) -> datetime:
        return self.at - 20 * DAY


def decide(root: Unit, offices: "tuple[Office, Office]", period: Period, panelist: User) -> Decisions:
    """Build it all. ``period`` is the open one; ``panelist`` is the one of the own office, whose session there is."""
    admins = [make.make_user(Role.AGENCY_ADMIN, root, name=f"Admin {word}") for word in ("Satu", "Dua")]
    scene = _Scene(offices, root, *map(acting, admins), timezone.now())
    known = {code: each for code, each in ready_made().items() if code in {WITHOUT_PANEL, WITH_PANEL}}
    with mock.patch("petruk.appraisal.actions.instruments.ready_made", return_value=known):
        contests, panels = _contests(scene), _panels(scene, panelist)
    return Decisions(
        *(_decided(scene, office, period, contests, panels) for office in offices),
        **contests,
        **panels,
        spare=_panelist(root, "Cadangan"),
        member=PanelMember.objects.filter(period=panels["scored"]).exclude(user=panelist).get(),
        draft=drafting.clone(Instrument.objects.get(code=WITHOUT_PANEL), at=scene.at, by=scene.agency),
        holiday=Holiday.objects.create(day=scene.at.date() + 400 * DAY, name="Hari Jadi Kabupaten", decree="SKB 9"),
    )


def acting(user: User) -> Authority:
    return authority_of(User.objects.get(pk=user.pk), on=timezone.localdate())


def _contests(scene: _Scene) -> dict[str, Period]:
    """Return four closed periods, each one step further: ripe to be sealed, sealed, decided, announced."""
    names = ("ripe", "sealed", "decided", "announced")
    periods = {name: _closed(scene, name, number) for number, name in enumerate(names)}
    for office, innovation in zip(scene.offices, ("40", "30"), strict=True):
        other = _person(office, "SEGEL")
        make_facts(other)
        for name, period in periods.items():
            person = office.nominee if name == "announced" else other
            _hand_in(scene, period, person, office, answers(innovation, text=f"Karya {_word(office)}"))
    for name in names[1:]:
        sealing.seal(periods[name], at=scene.at, by=scene.agency)
        for award in awards.propose(periods[name], at=scene.at, by=scene.agency) if name != "sealed" else ():
            awards.decide(award, award.result, reason="", at=scene.at, by=scene.agency)
    awards.propose(periods["sealed"], at=scene.at, by=scene.agency)
    awards.announce(periods["announced"], at=scene.at, by=scene.agency)
    return _fresh(periods)


def _panels(scene: _Scene, panelist: User) -> dict[str, Period]:
    """Return three closed periods with a panel: at work, of two minds, locked."""
    instrument = Instrument.objects.get(code=WITH_PANEL)
    terms = {"instrument": instrument, "windows": WINDOWS[WITH_PANEL]}
    periods = {name: _closed(scene, name, at, **terms) for at, name in enumerate(("scored", "apart", "means"), 4)}
    for office in scene.offices:
        person = _person(office, "TIM")
        _panel_facts(person)
        for period in periods.values():
            _hand_in_with_files(scene, period, person, office)
    first, second = (_panelist(scene.root, word) for word in ("Satu", "Dua"))
    for period, members in zip(periods.values(), ((panelist, first), (first, second), (first, second)), strict=True):
        for user in members:
            panel.appoint(period, user, at=scene.at, by=scene.agency)
    _hand_in_sheets(scene, periods["scored"], {first: APPENDIX})
    _hand_in_sheets(scene, periods["apart"], {first: MAXIMA, second: NO_POINTS})
    _hand_in_sheets(scene, periods["means"], {first: APPENDIX, second: APPENDIX})
    own = Assessment.objects.get(period=periods["scored"], unit=scene.offices[0].unit)
    panel_sheets.save_draft(own, points(), version=0, at=scene.at, by=acting(panelist))
    panel.lock(periods["means"], at=scene.at, by=scene.agency)
    return _fresh(periods)


def _decided(
    scene: _Scene, office: "Office", period: Period, contests: Mapping[str, Period], panels: Mapping[str, Period]
) -> Decided:
    word, by = _word(office), acting(office.officer)
    barred, exempted = (_person(office, name, echelon="II/b") for name in ("TERHALANG", "DIKECUALIKAN"))
    sealed, to_reopen, announced = (
        Result.objects.get(assessment__period=contests[name], assessment__unit=office.unit)
        for name in ("sealed", "decided", "announced")
    )
    nominees = {name: Assessment.objects.get(period=each, unit=office.unit) for name, each in panels.items()}
    upload = files.Upload(f"draf {word}.pdf", pdf())
    return Decided(
        barred=barred,
        override=overrides.ask(period, exempted, reason=f"Penataan {word}", at=scene.at, by=scene.second),
        kept=_file(office.result, "inovasi", "", f"karya {word}.pdf"),
        loose=files.attach(office.draft, ("inovasi", ""), upload, at=scene.at, by=by),
        sealed=sealed,
        reopening=reopening.ask(sealed, reason=f"Data {word} keliru", at=scene.at, by=scene.second),
        award=Award.objects.get(period=contests["sealed"], unit=office.unit),
        to_reopen=to_reopen,
        announced=announced,
        objection=_objected(scene, office, announced),
        **nominees,
        proof=Evidence.objects.filter(assessment=nominees["scored"])[0],
    )


def _objected(scene: _Scene, office: "Office", result: Result) -> Objection:
    """File an objection as the one whose result it is, who needs an account for that."""
    known = User.objects.filter(employee=office.nominee).first()
    user = known or make.make_user(Role.EMPLOYEE, office.unit, name=f"Pegawai {_word(office)}", employee=office.nominee)
    upload = files.Upload(f"sanggah {_word(office)}.pdf", pdf())
    return objections.file(result, "inovasi", f"Sanggah {_word(office)}", upload, at=scene.at, by=acting(user))


def _closed(scene: _Scene, name: str, number: int, **terms: Any) -> Period:
    """Make a period that is over; ``number`` sets it off from the others."""
    opens_at = scene.at - (50 + number) * DAY
    times = {"opens_at": opens_at, "closes_at": scene.at - 10 * DAY, "published_at": opens_at - DAY}
    return make_period(name=f"Periode {name}", draw_seed=SEED, nominees_per_unit=5, **times, **terms)


def _fresh(periods: Mapping[str, Period]) -> dict[str, Period]:
    return {name: Period.objects.select_related("instrument").get(pk=each.pk) for name, each in periods.items()}


def _person(office: "Office", name: str, **place: Any) -> Employee:
    return make.make_employee(office.unit, name=f"{name} {_word(office)}", title_after=f"S.{_word(office)}", **place)


def _word(office: "Office") -> str:
    """Return the word by which the texts of an office are known."""
    return office.unit.name.split()[-1]


def _panelist(root: Unit, word: str) -> User:
    return make.make_user(Role.PANELIST, root, name=f"Penilai {word}", username=f"penilai.{word.lower()}")


def _panel_facts(person: Employee) -> None:
    for month in (4, 5, 6):
        make_attendance(person, 2024, month, "98.50")
    for year in (2022, 2023):
        make_predicate(person, year, "good")


def _hand_in(scene: _Scene, period: Period, person: Employee, office: "Office", given: Answers) -> Assessment:
    key = f"{period.pk}-{person.pk}"
    return assessing.submit(period, person, given, key=key, at=scene.handed_in_at, by=acting(office.officer))


def _hand_in_with_files(scene: _Scene, period: Period, person: Employee, office: "Office") -> Assessment:
    nothing, by = Answers(judgements={}, evidence_note="", version=0), acting(office.officer)
    draft = assessing.save_draft(period, person, nothing, at=scene.handed_in_at, by=by)
    for item in DOCUMENTS:
        _file(draft, "berkas", item, f"{item} {_word(office)}.pdf")
    return _hand_in(scene, period, person, office, Answers(judgements={}, evidence_note="", version=draft.version))


def _hand_in_sheets(scene: _Scene, period: Period, given: Mapping[User, tuple[int, ...]]) -> None:
    for nominee in Assessment.objects.filter(period=period):
        for user, marks in given.items():
            panel_sheets.hand_in(nominee, points(marks), version=0, at=scene.at, by=acting(user))


def _file(assessment: Assessment, indicator: str, item: str, name: str) -> Evidence:
    """Attach a file to what is handed in already, or long ago; its bytes are there to be read."""
    return make_file(assessment, indicator, item, file_name=name, stored_as=vault.keep(pdf()))


Row = Callable[["World", "Office"], tuple[str, ...]]


def _rows() -> Iterator[tuple[str, Row]]:
    """Yield by page whose row its address names."""
    yield from _of_the_government("workshop", "draft", tuple(OF_A_DRAFT))
    for name in ("indicator", "remove"):
        yield f"workshop:{name}", lambda world, _office: (world.decisions.draft.public_id, "kinerja")
    yield "workshop:clone", lambda world, _office: (world.instrument.public_id,)
    for period, names in OF_A_RANKING.items():
        yield from _of_the_government("ranking", period, names)
    for period, names in OF_A_PANEL.items():
        yield from _of_the_government("panel", period, names)
    for url, row in OF_AN_OFFICE.items():
        yield url, lambda world, office, row=row: (getattr(world.decided(office), row).public_id,)
    for name, row in {"ask_third": "apart", "result": "means"}.items():
        yield f"panel:{name}", _under_a_period(row)
    yield "panel:release", lambda world, _o: (world.decisions.scored.public_id, world.decisions.member.public_id)
    yield "overrides:ask", lambda world, office: (world.open.public_id, world.decided(office).barred.public_id)
    yield "objections:file", lambda world, office: (world.decided(office).announced.public_id, "kinerja")
    yield "holidays:remove", lambda world, _office: (world.decisions.holiday.day.isoformat(),)
    yield "evidence:files", lambda _world, office: (office.draft.public_id,)


def _of_the_government(namespace: str, row: str, names: tuple[str, ...]) -> Iterator[tuple[str, Row]]:
    for name in names:
        yield f"{namespace}:{name}", lambda world, _office: (getattr(world.decisions, row).public_id,)


def _under_a_period(row: str) -> Row:
    """Return the address of a period and of what an office has in it; the two are named alike."""
    return lambda world, office: (
        getattr(world.decisions, row).public_id,
        getattr(world.decided(office), row).public_id,
    )


OF_A_DRAFT = (
    "draft", "general", "eligibility", "tie_breaks", "add", "arrange", "preview", "trial", "publish", "discard",
    "export",
)  # fmt: skip
OF_A_RANKING = {
    "ripe": ("seal",),
    "sealed": ("ranking", "export", "discrepancies", "awards", "propose"),
    "decided": ("announce",),
}
OF_A_PANEL = {
    "scored": ("panel", "appoint"),
    "apart": ("third_opinions", "lock"),
    "means": ("results", "minutes"),
}
OF_AN_OFFICE = {
    "overrides:decide": "override",
    **{f"objections:{name}": "objection" for name in ("objection", "download", "withdraw", "answer")},
    "objections:own_result": "announced",
    "evidence:download": "kept",
    "evidence:remove": "loose",
    "ranking:why": "announced",
    "ranking:sealed": "sealed",
    "ranking:reopen": "to_reopen",
    "ranking:answer_reopening": "reopening",
    "ranking:decide": "award",
    "ranking:revoke": "award",
    "panel:sheet": "scored",
    "panel:recuse": "scored",
    "panel:evidence": "proof",
}
ROWS: Mapping[str, Row] = dict(_rows())
UNDER_A_PERIOD = {"overrides:ask", "panel:ask_third", "panel:result", "panel:release"}
