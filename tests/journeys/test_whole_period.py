"""A period of each instrument in a real browser, from its making to the announced winner.

On the way an exemption, a return, a tie, a panelist who stands aside, an objection and a reopening.
"""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from petruk.access.authority import console
from petruk.appraisal.actions.instruments import publish_ready_made
from petruk.appraisal.models import Award, Objection
from tests.appraisal import kinds_world, panel_world, world
from tests.core.made_files import pdf
from tests.factories import make_agency, make_officials
from tests.journeys.cast import Cast

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@dataclass(frozen=True)
class Script:
    """What is written into the form of each nominee, to what is objected, and what the agency gives for it."""

    windows: Mapping[str, Any]
    judged: Mapping[str, str]
    indicator: str
    given: Mapping[str, str]


JUDGED = {"points_inovasi": "30", "text_inovasi": "SILKa Online", "points_teamwork": "15"}
SCRIPTS = {
    "petruk-2021": Script(world.WINDOWS, JUDGED, "teamwork", {"points_teamwork": "20"}),
    "petruk-2021b": Script(world.WINDOWS, JUDGED, "inovasi", {"points_inovasi": "40"}),
    "petruk-2023": Script(
        kinds_world.WINDOWS["petruk-2023"],
        {"text_inovasi": "SILKa Online", "points_teamwork": "3"},
        "teamwork",
        {"points_teamwork": "4"},
    ),
    "petruk-2024": Script(kinds_world.WINDOWS["petruk-2024"], {}, "tim-penilai", {"points_efisiensi": "20"}),
}


@pytest.fixture
def office(plain_static, settings, tmp_path):
    settings.PETRUK_FILES = tmp_path
    make_agency()
    make_officials()
    publish_ready_made(at=timezone.now(), by=console("Uji"))


@pytest.fixture
def cast(open_as, request) -> Cast:
    code = request.param
    return Cast(open_as, code, SCRIPTS[code].windows, looked=shots(code))


def shots(code: str):
    """Keep a picture of every step where ``PETRUK_SHOTS`` names a folder: to be looked at, never compared."""
    folder = os.environ.get("PETRUK_SHOTS")
    taken = []

    def looked(page, name):
        taken.append(name)
        page.screenshot(path=Path(folder) / f"{code}-{len(taken):02}.png", full_page=True)

    return looked if folder else lambda _page, _name: None


@pytest.mark.parametrize("cast", SCRIPTS, indirect=True)
def test_from_the_making_of_a_period_to_its_announced_winner(cast, tmp_path):
    script = SCRIPTS[cast.code]
    social = cast.office("Dinas Sosial", "ANI", echelon="II/b")
    health = cast.office("Dinas Kesehatan", "BUDI")
    for each in (social, health):
        facts(cast.code, each.nominee)

    cast.open_period("2030-01-01T08:00", "2030-01-31T16:00")
    cast.exempt(social.nominee)
    for each in (social, health):
        cast.assess(each, script.judged)
    cast.return_(social, "Uraian inovasi terlalu singkat.")
    cast.correct(social)
    for each in (social, health):
        cast.confirm(each)
    cast.verify()
    cast.close_period()
    if cast.rules.panels:
        judge(cast, social, health)

    ranked = cast.seal()
    assert "ANI" in ranked
    assert "menang atas" in ranked
    cast.award()
    cast.announce()
    assert winners(cast) == {"Dinas Sosial": "ANI", "Dinas Kesehatan": "BUDI", "": "ANI"}

    proof = tmp_path / "piagam.pdf"
    proof.write_bytes(pdf())
    page = cast.object_to(health, script.indicator, proof)
    cast.accept(Objection.objects.get(), script.given)
    cast.revoke(Award.objects.get(unit=None, state="decided"))
    cast.award()
    assert winners(cast)[""] == "BUDI", "what the objection gave decides the tie the other way"
    assert cast.reopen(social).version == 2

    page.goto("/peringkat/pengumuman/")
    assert "BUDI" in page.inner_text("main")


def judge(cast, social, health) -> None:
    """All find the same, so that the panel leaves a tie; the third stands aside for one and scores the other."""
    first, second, third = cast.panelists
    cast.appoint_panel()
    for panelist in (first, second):
        for each in (social, health):
            cast.score(panelist, each, panel_world.points())
    cast.recuse(third, social, "Calon adalah ipar saya.")
    cast.score(third, health, panel_world.points())
    cast.lock_panel()


def facts(code: str, person) -> None:
    """Give everybody the same, so that nothing but seniority or the draw tells them apart."""
    if code.startswith("petruk-2021"):
        world.make_facts(person, score="90", realisation="99", behaviour="90")
        return
    for month in (4, 5, 6):
        kinds_world.make_attendance(person, SCRIPTS[code].windows["kehadiran"]["year"], month, "98.00")
    for year in (2022, 2023):
        kinds_world.make_predicate(person, year, "good")


def winners(cast) -> dict[str, str]:
    awards = Award.objects.filter(period=cast.period, state="decided").select_related("unit")
    return {each.unit.name if each.unit else "": each.result.summary["person"]["name"] for each in awards}
