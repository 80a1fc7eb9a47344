"""The pages of an import: hand in, look, apply, undo; nothing of another office, nothing lost."""

import re
import zipfile
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from petruk.access.roles import Role
from petruk.facts.models import Attendance
from petruk.imports.actions import applying, checking
from petruk.imports.models import Batch, State
from petruk.imports.reading import read as read_workbook
from tests.factories import make_authority, make_unit, make_user
from tests.imports.world import NOW, applied, attendance, checked, month
from tests.web.payloads import PAYLOADS
from tests.web.reading import read

pytestmark = pytest.mark.django_db

SESSION_USER_AND_MANDATES = 2


def address(name, batch):
    return reverse(f"imports:{name}", args=[batch.public_id])


def handed_in(desk, upload, kind="attendance", **options):
    file = SimpleUploadedFile(upload.file_name, upload.content)
    return desk.post(reverse("imports:upload"), {"kind": kind, "file": file}, **options)


def test_a_file_is_handed_in_looked_at_and_applied(desk, employee):
    response = handed_in(desk, attendance(month(employee, 1.25)), follow=True)
    batch = Batch.objects.get()
    assert response.redirect_chain[-1][0] == address("batch", batch)
    assert (response.context["batch"], Attendance.objects.count()) == (batch, 0)

    response = desk.post(address("apply", batch), follow=True)

    assert response.context["batch"].state == State.APPLIED
    assert Attendance.objects.get().employee == employee


def test_the_page_of_a_checked_file_offers_to_apply_it(desk, officer, employee):
    batch = checked(attendance(month(employee, 1.25)), officer)

    page = read(desk.get(address("batch", batch)))

    assert page.all("form", action=address("apply", batch))
    assert not page.all("form", action=address("undo", batch))
    assert "1,25" in page.text
    assert employee.nip not in page.text  # it is written in its groups
    assert employee.nip[:8] in page.text


def test_the_page_of_a_wrong_file_names_each_cell_and_offers_no_apply(desk, officer, employee):
    batch = checked(attendance(month(employee), (employee.nip, 13, 2024, 22, "-", 0)), officer)

    page = read(desk.get(address("batch", batch)))

    assert "B3 BULAN" in page.text
    assert "E3 HADIR" in page.text
    assert not page.all("form", action=address("apply", batch))
    assert address("wrong_rows", batch) in page.links()


def test_a_change_shows_before_and_after(desk, officer, employee):
    applied(attendance(month(employee, 1)), officer)
    batch = checked(attendance(month(employee, 2.5)), officer)

    response = desk.get(address("batch", batch))

    (entry,) = response.context["batch"].preview["changed"]
    assert entry["changes"][0] == {"column": "JUMLAH POTONGAN", "before": "1", "after": "2,5"}
    assert "<del>1</del>" in response.content.decode()


def test_a_file_that_changes_nothing_offers_nothing(desk, officer, employee):
    applied(attendance(month(employee)), officer)
    batch = checked(attendance(month(employee)), officer)

    assert not read(desk.get(address("batch", batch))).all("form", action=address("apply", batch))


def test_an_applied_file_is_undone_with_a_reason(desk, officer, employee):
    batch = applied(attendance(month(employee)), officer)
    assert read(desk.get(address("batch", batch))).all("form", action=address("undo", batch))

    desk.post(address("undo", batch), {"reason": "  "})
    batch.refresh_from_db()
    assert batch.state == State.APPLIED

    response = desk.post(address("undo", batch), {"reason": "Salah bulan"}, follow=True)
    assert response.context["batch"].state == State.UNDONE
    assert Attendance.objects.filter(superseded_at=None).count() == 0


def test_what_changed_meanwhile_is_shown_again_instead_of_applied(desk, officer, employee):
    shown = checked(attendance(month(employee, 2)), officer)
    applied(attendance(month(employee, 1)), officer)

    response = desk.post(address("apply", shown), follow=True)

    batch = response.context["batch"]
    assert (batch.state, batch.new, batch.changed) == (State.CHECKED, 0, 1)
    assert [message.level_tag for message in response.context["messages"]] == ["warning"]


def test_the_wrong_rows_come_back_as_a_workbook_under_a_plain_name(desk, officer, employee):
    batch = checked(attendance(("=1+1", 4, 2024, 22, 22, 0), name='absen "mei"; é.xlsx'), officer)

    response = desk.get(address("wrong_rows", batch))

    (page,) = read_workbook(response.content)
    assert page.rows[1].number == 2
    assert response.headers["Content-Disposition"] == 'attachment; filename="perbaiki-absen--mei.xlsx"'
    assert "<f>" not in zipfile.ZipFile(BytesIO(response.content)).read("xl/worksheets/sheet1.xml").decode()
    assert desk.get(address("wrong_rows", applied(attendance(month(employee)), officer))).status_code == 404


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7", b"<html></html>", b"NIP;NAMA\n1;a\n2\n"])
def test_an_unreadable_file_is_answered_beside_the_field_and_kept_nowhere(desk, content):
    response = desk.post(
        reverse("imports:upload"), {"kind": "attendance", "file": SimpleUploadedFile("a.xlsx", content)}
    )

    assert response.status_code == 200
    assert response.context["form"].errors.keys() == {"file"}
    assert Batch.objects.count() == 0


def test_n61_a_file_that_is_too_large_is_refused(desk, monkeypatch):
    monkeypatch.setattr("petruk.web.imports.forms.FILE_BYTES", 10)

    response = handed_in(desk, attendance())

    assert response.context["form"].errors.keys() == {"file"}


def test_n58_a_hostile_file_name_is_shown_as_text(desk, employee):
    handed_in(desk, attendance(month(employee), name="<img src=x onerror=alert(1)>" + "a" * 300 + ".xlsx"))

    batch = Batch.objects.get()
    page = read(desk.get(address("batch", batch)))
    assert batch.file_name.endswith(".xlsx")
    assert not [attrs for _tag, attrs in page.elements if "onerror" in attrs]


def test_n40_what_stands_in_a_cell_stays_text_on_the_page(desk, officer):
    batch = checked(attendance(*((text, 4, 2024, 22, 22, 0) for text in PAYLOADS)), officer)
    quiet = checked(attendance(*((f"x{number}", 4, 2024, 22, 22, 0) for number in range(len(PAYLOADS)))), officer)

    for number in range(1, 1 + -(-len(PAYLOADS) // 30)):
        there, usual = (desk.get(address("batch", each), {"halaman": number}) for each in (batch, quiet))
        assert read(there).skeleton == read(usual).skeleton


def test_an_officer_may_choose_facts_only_and_the_agency_the_register_too(desk, signed_in, office):
    kinds = [
        name for name, _words in desk.get(reverse("imports:upload")).context["form"].fields["kind"].choices if name
    ]
    assert kinds == ["attendance", "performance", "behaviour", "sanctions"]

    agency = signed_in(make_user(Role.AGENCY_ADMIN, office))
    kinds = [
        name for name, _words in agency.get(reverse("imports:upload")).context["form"].fields["kind"].choices if name
    ]
    assert kinds[:3] == ["units", "employees", "signatories"]


def test_a_kind_that_was_not_offered_is_not_taken(desk, employee):
    response = handed_in(desk, attendance(month(employee)), kind="units")

    assert response.context["form"].errors.keys() == {"kind"}
    assert Batch.objects.count() == 0


@pytest.fixture
def foreign():
    """A file of another office, with something to leak."""
    office = make_unit("DINAS LAIN")
    officer = make_authority(Role.UNIT_OFFICER, office)
    return checked(attendance(("rahasia", 4, 2024, 22, 22, 0), name="rahasia.xlsx"), officer)


def test_the_list_shows_the_files_of_the_own_office_only(desk, officer, employee, foreign):
    mine = checked(attendance(month(employee)), officer)

    response = desk.get(reverse("imports:batches"))

    assert list(response.context["rows"]) == [mine]
    assert b"rahasia" not in response.content


@pytest.mark.parametrize("name", ["batch", "progress", "wrong_rows", "apply", "check_again", "undo"])
def test_n01_a_file_of_another_office_is_as_missing_as_none(desk, foreign, name):
    call = desk.post if name in {"apply", "check_again", "undo"} else desk.get

    there = call(address(name, foreign))
    nowhere = call(reverse(f"imports:{name}", args=["A" * 22]))

    assert there.status_code == nowhere.status_code == 404
    assert there.content == nowhere.content
    foreign.refresh_from_db()
    assert foreign.state == State.CHECKED


@pytest.mark.parametrize("files", [1, 30])
def test_the_list_asks_as_much_for_thirty_files_as_for_one(desk, officer, employee, files, django_assert_num_queries):
    for number in range(files):
        checked(attendance(month(employee, number)), officer)

    with django_assert_num_queries(SESSION_USER_AND_MANDATES + 2):
        desk.get(reverse("imports:batches"))


@pytest.mark.parametrize("rows", [1, 30])
def test_the_page_asks_as_much_for_thirty_problems_as_for_one(desk, officer, rows, django_assert_num_queries):
    batch = checked(attendance(*(("x", 4, 2024, 22, 22, 0) for _number in range(rows))), officer)

    with django_assert_num_queries(SESSION_USER_AND_MANDATES + 1):
        desk.get(address("batch", batch))


def test_a_long_file_shows_its_progress_and_then_its_outcome(desk, officer, employee, monkeypatch):
    monkeypatch.setattr(checking, "FOREGROUND_ROWS", 1)
    monkeypatch.setattr(applying, "FOREGROUND_ROWS", 0)
    batch = checked(attendance(month(employee)), officer)

    waiting = desk.get(address("batch", batch))
    polled = desk.get(address("progress", batch))

    assert read(waiting).all("div", **{"hx-get": address("progress", batch)})
    assert (polled.status_code, polled.headers.get("HX-Refresh")) == (200, None)
    checking.check_again(batch, at=NOW, by=officer)
    assert desk.get(address("progress", batch)).headers["HX-Refresh"] == "true"
    assert desk.post(address("apply", batch), follow=True).context["batch"].state == State.APPLYING
    assert b"<progress" in desk.get(address("batch", batch)).content


def test_n15_looking_at_a_file_writes_nothing(desk, officer, employee):
    batch = checked(attendance(month(employee), ("x", 4, 2024, 22, 22, 0)), officer)
    before = list(Batch.objects.values())

    for name in ("batch", "progress", "wrong_rows"):
        desk.get(address(name, batch))
    desk.get(reverse("imports:batches"))
    desk.get(reverse("imports:upload"))

    assert list(Batch.objects.values()) == before


def test_n102_no_address_of_an_import_holds_a_nip(desk, officer, employee):
    batch = checked(attendance(month(employee), (employee.nip, 13, 2024, 22, 22, 0)), officer)

    page = read(desk.get(address("batch", batch)))

    assert not [link for link in page.links() if re.search(r"[0-9]{15}", link or "")]
