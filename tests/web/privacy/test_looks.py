"""Every page about one employee notes who opened it; a list, a form and a page about nobody do not."""

import pytest

from petruk.privacy.actions import looking
from tests.test_access_matrix import MATRIX

pytestmark = pytest.mark.django_db

ABOUT_ONE = {
    "people:employee": "register",
    "appraisal:assess": "assessment",
    "appraisal:result": "assessment",
    "appraisal:print": "paper",
    "deciding:decide": "assessment",
    "panel:sheet": "assessment",
    "panel:evidence": "evidence",
    "evidence:files": "evidence",
    "evidence:download": "evidence",
    "ranking:why": "result",
    "ranking:sealed": "result",
    "papers:paper": "paper",
    "papers:pdf": "paper",
    "papers:revoke": "paper",
    "signing:paper": "paper",
    "signing:download": "paper",
    "objections:objection": "objection",
    "objections:download": "objection",
    "objections:answer": "objection",
}
STAFF = ("agency_admin", "unit_officer", "unit_head", "panelist", "inspector", "operator")


def test_every_page_about_one_employee_notes_who_opened_it_and_no_other_page_does(world):
    noted = {}
    for row in MATRIX:
        if row.method == "GET" and row.relation in {"own", "-"}:
            role = next((role for role in STAFF if row.promised[role] == 200), None)
            looking.waiting.clear()
            if role is not None:
                world.client(role).get(world.address(row.url))
            kinds = {str(look.kind) for look in looking.waiting}
            if kinds:
                noted[row.url] = ", ".join(sorted(kinds))
    looking.waiting.clear()

    assert noted == ABOUT_ONE
