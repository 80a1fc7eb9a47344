"""Units, employees and signatories come in, change and go out again."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from petruk.access.authority import console
from petruk.access.roles import Role
from petruk.imports.actions.checking import Upload
from petruk.imports.actions.refusals import CannotUndo
from petruk.imports.actions.undoing import undo
from petruk.people.models import Employee, Placement, Signatory, Unit
from tests.factories import make_authority, make_unit
from tests.imports import workbooks
from tests.imports.test_shapes import PNS
from tests.imports.world import NOW, applied, attendance, checked, month

pytestmark = pytest.mark.django_db

AGENCY = console("Uji")
UNITS = ("KODE", "NAMA UNIT KERJA", "KODE INDUK", "JENIS", "AKTIF")
TREE = (
    ("10", "KABUPATEN", None, "PEMDA", "Y"),
    ("1001", "SETDA", "10", "SETDA", "Y"),
    ("1002", "DINAS", "10", "DINAS", "Y"),
    ("100101", "BAGIAN", "1001", "BAGIAN", "Y"),
    ("10010101", "SUB BAGIAN", "100101", "BAGIAN", "Y"),
)
SIGNATORIES = ("KODE UNIT", "STATUS", "NIP", "JABATAN SPESIMEN", "BERLAKU MULAI", "BERLAKU SAMPAI")


def units(*rows):
    return Upload("unit.xlsx", workbooks.xlsx([UNITS, *rows]))


def employees(**changes):
    row = {**PNS, **changes}
    cells = tuple(value.strftime("%d-%m-%Y") if isinstance(value, date) else value for value in row.values())
    return Upload("pegawai.xlsx", workbooks.xlsx([tuple(row), cells]))


def signatories(*rows):
    return Upload("spesimen.xlsx", workbooks.xlsx([SIGNATORIES, *rows]))


def paths():
    return dict(Unit.objects.values_list("code", "path"))


def undone(batch):
    return undo(batch, reason="Keliru", at=NOW, by=AGENCY)


@pytest.fixture
def tree():
    return applied(units(*TREE), AGENCY, "units")


@pytest.fixture
def employee(tree):
    applied(employees(), AGENCY, "employees")
    return Employee.objects.get()


def test_units_get_their_place_whatever_their_order_in_the_file():
    applied(units(*reversed(TREE)), AGENCY, "units")

    assert paths()["10"] == "0001"
    assert paths()["10010101"].startswith(paths()["100101"] + ".")
    assert Unit.objects.get(code="100101").parent.code == "1001"


def test_a_unit_that_moves_takes_those_below_along(tree):
    moved = tuple(row if row[0] != "100101" else (*row[:2], "1002", *row[3:]) for row in TREE)

    batch = applied(units(*moved), AGENCY, "units")

    assert (batch.changed, batch.same) == (1, 4)
    assert paths()["100101"] == f"{paths()['1002']}.0001"
    assert paths()["10010101"] == f"{paths()['1002']}.0001.0001"
    undone(batch)
    assert Unit.objects.get(code="100101").parent.code == "1001"
    assert paths()["10010101"].startswith(paths()["1001"] + ".")


def test_a_renamed_unit_keeps_its_place_and_gets_its_name_back(tree):
    before = paths()

    batch = applied(units(("1002", "DINAS SOSIAL", "10", "DINAS", "N")), AGENCY, "units")

    assert Unit.objects.filter(code="1002").values_list("name", "active").get() == ("DINAS SOSIAL", False)
    assert paths() == before
    undone(batch)
    assert Unit.objects.filter(code="1002").values_list("name", "active").get() == ("DINAS", True)


def test_new_units_go_out_again_unless_somebody_works_there(tree, employee):
    batch = applied(units(("1003", "BADAN", "10", "BADAN", "Y")), AGENCY, "units")
    undone(batch)
    assert "1003" not in paths()

    with pytest.raises(CannotUndo):
        undone(tree)

    assert len(paths()) == 5


def test_only_the_console_begins_a_tree(tree):
    top = Unit.objects.get(code="10")
    agency = make_authority(Role.AGENCY_ADMIN, top)

    assert [p["column"] for p in checked(units(("20", "LAIN", None, "", "Y")), agency, "units").problems] == [
        "KODE INDUK"
    ]
    assert checked(units(*TREE), agency, "units").same == 5


def test_a_unit_outside_the_scope_is_not_changed(tree):
    agency = make_authority(Role.AGENCY_ADMIN, Unit.objects.get(code="1001"))

    batch = checked(units(("1002", "DIRAMPAS", "1001", "", "Y")), agency, "units")

    assert [problem["column"] for problem in batch.problems] == ["KODE"]


def test_an_employee_comes_with_his_placement(employee):
    placement = employee.placement

    assert (employee.name, employee.birth_on, employee.source_row) == ("WAHYU SAPUTRA", date(1994, 8, 19), 2)
    assert (placement.unit.code, placement.started_on, placement.ended_on) == ("1001", date(2016, 12, 1), None)


def test_a_new_post_ends_the_old_placement_and_undoing_reopens_it(employee):
    new_post = {"JABATAN": "KEPALA SEKSI", "JENIS JABATAN": "STRUKTURAL", "ESELON": "IV/a", "KODE UNIT": "1002"}

    batch = applied(employees(**new_post, **{"TMT JABATAN": date(2024, 3, 1)}), AGENCY, "employees")

    old, new = Placement.objects.order_by("pk")
    employee.refresh_from_db()
    assert employee.placement == new
    assert (old.ended_on, new.started_on, new.unit.code) == (date(2024, 2, 29), date(2024, 3, 1), "1002")
    undone(batch)
    employee.refresh_from_db()
    assert (employee.placement, employee.placement.ended_on) == (old, None)
    assert Placement.objects.count() == 1


def test_a_corrected_name_leaves_the_placement_alone(employee):
    batch = applied(employees(NAMA="WAHYU SAPUTRA NOOR"), AGENCY, "employees")

    employee.refresh_from_db()
    assert (employee.name, Placement.objects.count()) == ("WAHYU SAPUTRA NOOR", 1)
    undone(batch)
    employee.refresh_from_db()
    assert employee.name == "WAHYU SAPUTRA"
    assert employee.placement is not None


def test_an_employee_goes_out_again_unless_facts_stand_on_him(tree):
    batch = applied(employees(), AGENCY, "employees")
    undone(batch)
    assert (Employee.objects.count(), Placement.objects.count()) == (0, 0)
    batch = applied(employees(), AGENCY, "employees")
    applied(attendance(month(Employee.objects.get())), AGENCY)

    with pytest.raises(CannotUndo):
        undone(batch)

    assert Employee.objects.get().placement is not None


def test_an_employee_whom_a_later_file_changed_is_undone_after_it(tree):
    first = applied(employees(), AGENCY, "employees")
    applied(employees(NAMA="LAIN"), AGENCY, "employees")

    with pytest.raises(CannotUndo):
        undone(first)


def test_an_agency_of_one_subtree_cannot_take_an_employee_of_another(employee):
    agency = make_authority(Role.AGENCY_ADMIN, Unit.objects.get(code="1002"))

    batch = checked(employees(**{"KODE UNIT": "1002"}), agency, "employees")

    assert [problem["column"] for problem in batch.problems] == ["NIP"]


def test_a_signatory_comes_changes_and_goes(employee):
    row = ("1001", "PLT", PNS["NIP"], "KEPALA BAGIAN", "01-01-2020", None)
    first = applied(signatories(row), AGENCY, "signatories")
    second = applied(signatories((*row[:5], "31-12-2024")), AGENCY, "signatories")

    assert Signatory.objects.get().ended_on == date(2024, 12, 31)
    undone(second)
    assert Signatory.objects.get().ended_on is None
    undone(first)
    assert Signatory.objects.count() == 0


def test_undoing_a_new_signatory_removes_him(employee):
    batch = applied(signatories(("1001", "AN", PNS["NIP"], "SEKRETARIS", "01-01-2020", None)), AGENCY, "signatories")

    undone(batch)

    assert Signatory.objects.count() == 0


def test_an_officer_has_no_hand_in_the_register():
    officer = make_authority(Role.UNIT_OFFICER, make_unit())

    for kind in ("units", "employees", "signatories"):
        with pytest.raises(PermissionDenied):
            checked(units(*TREE), officer, kind)
