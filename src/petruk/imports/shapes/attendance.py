"""Monthly attendance: the old template counts days (2/2/5), the new one gives the deduction."""

from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext_lazy

from petruk.access.permissions import Permission
from petruk.core import attendance as rules
from petruk.core.attendance import WHOLE, DayFault, check_days
from petruk.imports import cells
from petruk.imports.shapes.columns import MONTH, NIP, YEAR
from petruk.imports.shapes.shape import Kind, RowFault, Shape, Values
from petruk.imports.tables import Column

LARGEST_DEDUCTION = 999  # percent points; what is above 100 counts as 100


@dataclass(frozen=True, slots=True, kw_only=True)
class AttendanceRow:
    nip: str
    year: int
    month: int
    working_days: int
    present: int
    permitted: int | None = None
    sick: int | None = None
    late: int | None = None
    left_early: int | None = None
    unexcused: int | None = None
    leave: int | None = None
    duty: int | None = None
    study: int | None = None
    basis: str
    deduction: Decimal
    realisation: Decimal

    @property
    def key(self) -> tuple[str, int, int]:
        return self.nip, self.year, self.month


DAY_FAULTS = {
    DayFault.NEGATIVE: ("working_days", gettext_lazy("A number of days must not be negative.")),
    DayFault.NO_WORKING_DAYS: ("working_days", gettext_lazy("A month without working days has no attendance.")),
    DayFault.TOO_MANY_WORKING_DAYS: ("working_days", gettext_lazy("A month has at most 31 days.")),
    DayFault.PRESENT_EXCEEDS: ("present", gettext_lazy("More days present than working days. Correct one of them.")),
    DayFault.LATE_EXCEEDS: ("late", gettext_lazy("More days late than working days. Correct one of them.")),
    DayFault.LEFT_EARLY_EXCEEDS: (
        "left_early",
        gettext_lazy("More days left early than working days. Correct one of them."),
    ),
    DayFault.SUM_EXCEEDS: (
        "working_days",
        gettext_lazy("Present and absent days together are more than the working days. Correct one of them."),
    ),
}

DAYS = cells.whole(0, rules.LONGEST_MONTH)
FIRST = (
    NIP,
    MONTH,
    YEAR,
    Column("working_days", "JUMLAH HARI", DAYS, also=("JUMLAH HARI KERJA", "JML HARI", "HARI KERJA")),
    Column("present", "HADIR", DAYS),
)
COUNTED = (
    *FIRST,
    Column("permitted", "IZIN", DAYS, also=("IJIN",)),
    Column("sick", "SAKIT", DAYS),
    Column("late", "TERLAMBAT", DAYS),
    Column("left_early", "PULANG CEPAT", DAYS),
    Column("unexcused", "TK", DAYS, also=("TANPA KETERANGAN", "ALPA")),
    Column("leave", "CUTI", DAYS),
    Column("duty", "TUDIN", DAYS, also=("TUGAS DINAS", "TUGAS LUAR")),
    Column("study", "TUBEL", DAYS, also=("TUGAS BELAJAR",)),
)
DEDUCTION = Column(
    "deduction",
    "JUMLAH POTONGAN",
    cells.number(LARGEST_DEDUCTION),
    also=("POTONGAN", "TOTAL POTONGAN", "TOTAL PENGURANG", "JUMLAH POTONGAN %"),
)


def counted(values: Values) -> AttendanceRow:
    _possible(values)
    realisation = rules.realisation(
        late=values["late"],
        left_early=values["left_early"],
        unexcused=values["unexcused"],
        working_days=values["working_days"],
    )
    return AttendanceRow(**values, basis="counted", deduction=WHOLE - realisation, realisation=realisation)


def given(values: Values) -> AttendanceRow:
    _possible({key: value for key, value in values.items() if key != "deduction"})
    deduction = min(values["deduction"], WHOLE)
    realisation = rules.realisation_from_deduction(deduction)
    return AttendanceRow(**{**values, "deduction": deduction}, basis="given", realisation=realisation)


def _possible(values: Values) -> None:
    days = {key: value for key, value in values.items() if key not in {"nip", "year", "month"}}
    for fault in check_days(**days):
        field, words = DAY_FAULTS[fault]
        raise RowFault(field, str(words))


ATTENDANCE = Kind(
    name="attendance",
    permission=Permission.FACTS_IMPORT,
    shapes=(Shape(COUNTED, counted), Shape((*FIRST, DEDUCTION), given)),
    people=("nip",),
    computed={"realisation": "REALISASI"},
)
