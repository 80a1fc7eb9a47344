"""The officer's road with the instrument of 2024: a draft, its documents file by file, and handing in."""

import pytest
from django.urls import reverse
from django.utils.translation import gettext

from petruk.access.roles import Role
from petruk.appraisal.models import Assessment
from tests.appraisal.kinds_world import make_predicate
from tests.core.made_files import jpeg, pdf
from tests.factories import make_user
from tests.web.evidence.files_world import REQUIRED, FilesOffice, make_files_office


@pytest.fixture
def office(plain_static, settings, tmp_path) -> FilesOffice:
    settings.PETRUK_FILES = tmp_path
    office = make_files_office("petruk-2024")
    for year in (2022, 2023):
        make_predicate(office.candidate, year, "good")
    return office


@pytest.mark.parametrize("script", [True, False], ids=["with scripts", "without"])
def test_from_an_empty_form_to_a_result_that_waits_for_the_panel(open_as, office, script):
    user = make_user(Role.UNIT_OFFICER, office.unit)
    page = open_as(user, office.assess_url(), java_script_enabled=script)

    page.click("button[value=files] >> nth=0")
    for place in REQUIRED:
        content = jpeg() if place == "sk-pangkat" else pdf(place.encode())
        name = f"{place}.jpg" if place == "sk-pangkat" else f"{place}.pdf"
        form = page.locator("form", has=page.locator(f"input[value='berkas/{place}']"))
        form.locator("input[type=file]").set_input_files({"name": name, "mimeType": "text/plain", "buffer": content})
        form.locator("button").click()
        page.wait_for_selector(f"text={name}")
    page.goto(office.assess_url())
    page.click("button[value=check]")
    page.click("button[value=submit] >> visible=true")
    page.wait_for_url("**/hasil/")

    done = Assessment.objects.get()
    assert done.state == "submitted"
    assert len(done.sheet["evidence"]) == len(REQUIRED)
    assert page.url.endswith(reverse("appraisal:result", args=[done.public_id]))
    assert gettext("The panel scores after the period closes.") in page.inner_text("main")
