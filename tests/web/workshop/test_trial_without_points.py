"""A trial of rules that give no points shows leaders and reasons, and no total of 0 that nobody has."""

import pytest
from django.urls import reverse

from petruk.appraisal.actions import drafting
from petruk.appraisal.models import Assessment, Instrument
from tests.appraisal.panel_world import make_panel_world
from tests.appraisal.test_trials import WANTED, full_sheet
from tests.appraisal.world import NOW
from tests.web.reading import read
from tests.web.workshop.conftest import AGENCY

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    """Two nominees of one office who differ in nothing, before a panel that never handed in."""
    made = make_panel_world()
    office = made.office("Dinas Sosial")
    for name in ("ANI", "BUDI"):
        full_sheet(made.nominee(office, name=name), files=WANTED)
    made.close()
    return made


def tried(as_role, world):
    draft = drafting.clone(Instrument.objects.get(code="petruk-2024"), at=NOW, by=AGENCY)
    url = reverse("workshop:trial", args=[draft.public_id])
    return as_role("agency_admin", world.top).get(url, {"periode": world.period.public_id})


def test_there_is_no_total_and_nobody_is_tied(as_role, world):
    answered = tried(as_role, world)

    page = read(answered)
    assert Assessment.objects.count() == 2
    assert [len(each.order) for each, _why in answered.context["units"]] == [2]
    assert [cell for cell in page.all("td") if cell.get("data-label") == "Total"] == []
    assert answered.context["trial"].ties == 0
    assert "Tie" not in page.text.split()
    assert "What is left gives no points, so there is no total." in page.text
    assert "at most 0 points" not in page.text
