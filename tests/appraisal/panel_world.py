"""A period with petruk-2024, nominees as their offices handed them in, and panelists who know nothing of another.

The nominees are made by the ORM: how an office hands in documents and predicates is no matter of the panel.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from django.utils import timezone

from petruk.access.authority import Authority, console
from petruk.access.roles import Role
from petruk.appraisal.actions import panel, panel_sheets
from petruk.appraisal.actions.instruments import publish_ready_made
from petruk.appraisal.models import Assessment, Instrument, PanelMember, Period
from petruk.core.ids import new_public_id
from petruk.people.models import Employee, Unit, User
from petruk.people.queries import authority_of
from tests.factories import make_employee, make_unit, make_user

APPENDIX = (20, 15, 10, 30, 30, 30, 15, 15, 15, 10, 20, 8, 5)
"""The worked example: 75, 75 and 73, together 223, shown 74,33."""
MAXIMA = (20, 20, 20, 40, 40, 40, 20, 20, 20, 20, 20, 10, 10)
ASPECTS = (
    "orisinalitas", "efisiensi", "keberlanjutan", "manfaat", "dampak-organisasi", "keterlibatan-tim", "disiplin",
    "pengalaman-jabatan", "kompetensi", "penghargaan", "moralitas", "pendidikan", "penugasan-lain",
)  # fmt: skip
WINDOWS = {"predikat": {"year": 2023}, "kehadiran": {"year": 2024, "months": [4, 5, 6]}}


def points(given: tuple[int, ...] = APPENDIX) -> dict[str, int]:
    return dict(zip(ASPECTS, given, strict=True))


@dataclass
class PanelWorld:
    """One government: its top unit, the period, who manages the panel, and the moment at which everything happens."""

    top: Unit
    period: Period
    admin: User
    at: datetime

    @property
    def agency(self) -> Authority:
        return self.authority(self.admin)

    def authority(self, user: User) -> Authority:
        return authority_of(User.objects.get(pk=user.pk), on=timezone.localdate(self.at))

    def office(self, name: str = "") -> Unit:
        return make_unit(name, parent=self.top)

    def nominee(self, unit: Unit | None = None, **fields: object) -> Assessment:
        employee = make_employee(unit or self.office(), **fields)
        return make_nominee(self.period, employee, at=self.at)

    def panelist(self, unit: Unit | None = None, **fields: object) -> User:
        """Make a panelist for the whole government who works in ``unit``, an office without nominees if not given."""
        employee = fields.pop("employee", None) or make_employee(unit or self.office())
        return make_user(Role.PANELIST, self.top, employee=employee, **fields)

    def appoint(self, user: User) -> PanelMember:
        return panel.appoint(self.period, user, at=self.at, by=self.agency)

    def member(self, unit: Unit | None = None, **fields: object) -> User:
        user = self.panelist(unit, **fields)
        self.appoint(user)
        return user

    def hand_in(self, assessment: Assessment, user: User, given: tuple[int, ...] = APPENDIX) -> None:
        panel_sheets.hand_in(assessment, points(given), version=0, at=self.at, by=self.authority(user))

    def close(self) -> Period:
        Period.objects.filter(pk=self.period.pk).update(closes_at=self.at - timedelta(minutes=1))
        self.period.refresh_from_db()
        return self.period

    def lock(self) -> Period:
        self.close()
        self.period = panel.lock(self.period, at=self.at, by=self.agency)
        return self.period


def make_panel_world(at: datetime | None = None) -> PanelWorld:
    at = at or timezone.now()
    publish_ready_made(at=at, by=console("Uji"))
    period = Period.objects.create(
        name="ASN Berprestasi 2024",
        instrument=Instrument.objects.get(code="petruk-2024"),
        windows=WINDOWS,
        published_at=at,
        opens_at=at - timedelta(days=10),
        closes_at=at + timedelta(days=10),
        nominees_per_unit=9,
    )
    top = make_unit("Pemerintah Kabupaten")
    return PanelWorld(top, period, make_user(Role.AGENCY_ADMIN, top, name="Admin BKPSDM"), at)


def make_nominee(period: Period, employee: Employee, *, at: datetime, state: str = "submitted") -> Assessment:
    place = employee.placement
    taken = Assessment.objects.filter(period=period, unit=place.unit).count()
    person = {"name": employee.titled_name, "nip": employee.nip, "kind": employee.kind, "position": place.position}
    person |= {"rank": place.rank, "echelon": place.echelon, "unit": place.unit.name}
    attendance = {"code": "kehadiran", "title": "Rekapitulasi Daftar Hadir", "kind": "shown", "points": None}
    attendance |= {"sentence": "Tingkat kehadiran April sampai Juni 2024: 99,10 %", "maximum": "0", "source": ""}
    panel_line = {"code": "tim-penilai", "title": "Penilaian Tim Penilai", "kind": "panel", "points": None}
    return Assessment.objects.create(
        public_id=new_public_id(),
        period=period,
        employee=employee,
        unit=place.unit,
        placement=place,
        state=state,
        slot=taken + 1,
        sheet={"person": person, "lines": [attendance, panel_line | {"sentence": "", "maximum": "300", "source": ""}]},
        total=Decimal(0),
        maximum=Decimal(300),
        changed_at=at,
        changed_by="Uji",
        submitted_at=at,
    )
