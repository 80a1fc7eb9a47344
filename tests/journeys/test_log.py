"""The inspectorate reads the audit log, and the agency erases what a law says must go, in a real browser."""

import pytest
from django.db import transaction

from petruk.access.authority import console
from petruk.access.roles import Role
from petruk.audit.actions import record
from petruk.audit.actions.checkpoints import sign
from tests.factories import make_user
from tests.journeys.test_officer import violations

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def agency(office, settings, tmp_path):
    """An administrator and a log of a page and more, signed and handed to one of two folders."""
    settings.PETRUK_LOG_KEY = tmp_path / "log.key"
    settings.PETRUK_CHECKPOINT_DIRS = (tmp_path,)
    with transaction.atomic():
        for number in range(24):
            after = {"name": f"Pegawai {number}", "reason": "Mutasi antarperangkat daerah sejak awal tahun."}
            record("user.changed", office.user, by=console("Operator Mesin"), before={"name": "Lama"}, **after)
    sign(by=console("Pekerja"))
    return make_user(Role.AGENCY_ADMIN, office.unit)


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (360, "dark")])
def test_an_entry_is_found_read_and_erased(open_as, office, agency, width, scheme):
    page, seen = open_as(agency, "/jejak/", width=width, scheme=scheme), {}

    def look(name: str) -> None:
        sideways = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        seen[name] = [*violations(page), *([("scrolls sideways", [str(sideways)])] if sideways > 0 else [])]

    look("list")
    page.get_by_label("Nama pelaku").fill("operator mesin")
    page.get_by_role("button", name="Tampilkan", exact=True).click()
    page.wait_for_url("**/jejak/?cari=operator+mesin")
    page.get_by_role("link", name="Data akun diubah").first.click()
    page.get_by_text("Pegawai 23").wait_for()
    look("entry")
    page.get_by_role("button", name="Hapus isinya").click()
    page.get_by_label("Dasar hukum").fill("UU 27/2022 pasal 43")
    page.get_by_role("button", name="Hapus", exact=True).click()
    page.get_by_text("Dasar hukum: UU 27/2022 pasal 43").wait_for()
    look("erased")

    assert page.get_by_text("Pegawai 23").count() == 0
    assert seen == {"list": [], "entry": [], "erased": []}
