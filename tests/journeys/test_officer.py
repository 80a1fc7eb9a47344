"""The officer in a real browser: signs in, assesses, reviews, prints; and what happens when he tries to do wrong."""

import logging
from collections.abc import Callable
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page

from petruk.appraisal.models import Assessment, Period
from petruk.documents.models import Document
from petruk.people.models import Employee
from tests.documents.reading import words
from tests.factories import make_employee, make_unit
from tests.web.appraisal.office import Office

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

LEVELS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
INNOVATION = "SILKa Online (Sistem Informasi Layanan Kepegawaian)"
MODES = [(width, scheme) for width in (1280, 360) for scheme in ("light", "dark")]


@pytest.fixture
def office(office) -> Office:
    make_employee(office.unit, name="MENUNGGU GILIRAN")
    return office


@pytest.fixture
def open_at(open_as, office) -> Callable[..., Page]:
    """Return a function that signs the officer in and opens a page."""

    def open_at(path: str, **options: Any) -> Page:
        return open_as(office.user, path, **options)

    return open_at


def fill_in(page: Page) -> None:
    page.fill("#id_text_inovasi", INNOVATION)
    page.check("[name=points_inovasi][value='40']")
    page.check("[name=points_teamwork][value='20']")


def violations(page: Page) -> list[tuple[str, list[str]]]:
    found = Axe().run(page, options={"runOnly": {"type": "tag", "values": LEVELS}}).response["violations"]
    return [(rule["id"], [node["html"] for node in rule["nodes"]]) for rule in found]


def test_the_officer_assesses_the_guides_example_and_prints_70(open_at, office):
    page = open_at(reverse("appraisal:start"))
    page.click(f"a[href='{office.candidates_url()}']")
    page.click(f"a[href='{office.assess_url()}']")

    fill_in(page)
    assert page.inner_text("aside [data-total-sum]") == "70"
    page.click("button[value=check]")
    assert page.inner_text("dialog [data-total-sum]") == "70"
    page.click("dialog button[value=submit]")

    page.wait_for_url("**/hasil/")
    assert INNOVATION in page.inner_text("main")
    assert page.inner_text(".total .big") == "70"
    printed = page.request.get(page.get_attribute("a.btn.main", "href"))
    assert "70 Total Skor dari 90" in words(printed.body())


def test_the_officer_walks_the_queue_and_finds_his_draft_again(open_at, office):
    page = open_at(office.assess_url())

    page.fill("#id_text_inovasi", "setengah jadi")
    page.click("button[value=next]")
    page.wait_for_url(lambda url: office.candidate.public_id not in url)
    page.goto(office.assess_url())

    assert page.input_value("#id_text_inovasi") == "setengah jadi"


def test_a_lost_page_is_brought_back_from_the_browser(open_at, office):
    page = open_at(office.assess_url())

    page.fill("#id_text_inovasi", "belum terkirim")
    page.locator("[data-draft-status]:not(:empty)").wait_for()
    page.reload()
    page.click("[data-draft-answer=restore]")

    assert page.input_value("#id_text_inovasi") == "belum terkirim"


def test_without_a_script_the_question_is_a_page(open_at, office):
    page = open_at(office.assess_url(), java_script_enabled=False)

    fill_in(page)
    page.click("button[value=check]")
    assert page.inner_text(".total .big") == "70"
    page.click("button[value=submit]")

    page.wait_for_url("**/hasil/")
    assert Assessment.objects.get().total == 70


def test_two_quick_clicks_make_one_result(open_at, office):
    page = open_at(office.assess_url())

    fill_in(page)
    page.click("button[value=check]")
    page.dblclick("dialog button[value=submit]")

    page.wait_for_url("**/hasil/")
    assert (Assessment.objects.count(), Document.objects.count()) == (1, 1)


def test_whoever_changes_the_page_in_his_browser_gains_nothing(open_at, office, caplog):
    page = open_at(office.assess_url())
    fill_in(page)

    with caplog.at_level(logging.WARNING, "petruk.security"):
        page.evaluate("""() => {
            document.querySelector("[name=points_teamwork][value='20']").value = "999";
            for (const name of ["total", "points_kinerja", "is_staff"]) {
                const field = document.createElement("input");
                Object.assign(field, { type: "hidden", name, value: "90" });
                document.getElementById("assess").append(field);
            }
        }""")
        page.click("button[value=check]")
        page.click("dialog button[value=submit]")
        page.wait_for_selector(".notice.error")

    assert not Assessment.objects.exists()
    assert page.input_value("#id_text_inovasi") == INNOVATION
    assert any("points_kinerja, total" in record.getMessage() for record in caplog.records)


def test_a_stranger_and_a_closed_period_are_refused_and_the_text_is_kept(open_at, office):
    stranger = make_employee(make_unit("Dinas Lain"))
    page = open_at(office.assess_url())

    assert page.request.get(office.assess_url(stranger)).status == 404
    fill_in(page)
    Period.objects.update(closes_at=timezone.now())
    page.click("button[value=save]")
    page.wait_for_load_state()

    assert INNOVATION in page.inner_text("main")
    assert not Assessment.objects.exists()


@pytest.mark.parametrize(("width", "scheme"), MODES)
def test_axe_finds_nothing_and_nothing_scrolls_sideways(open_at, office, width, scheme):
    page = open_at(reverse("appraisal:start"), width=width, scheme=scheme)
    seen: dict[str, object] = {}

    def look(name: str) -> None:
        sideways = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        seen[name] = [*violations(page), *([("scrolls sideways", [str(sideways)])] if sideways > 0 else [])]

    look("start")
    page.goto(office.candidates_url())
    look("candidates")
    page.goto(office.assess_url())
    look("form")
    fill_in(page)
    page.click("button[value=check]")
    look("question")
    page.click("dialog button[value=submit]")
    page.wait_for_url("**/hasil/")
    look("review")
    page.goto(reverse("recap:recap"))
    look("recap")
    page.goto(reverse("appraisal:withdraw", args=[Assessment.objects.get().public_id]))
    look("withdraw")
    page.goto(reverse("verification:paper", args=[Document.objects.get().code]))
    look("paper")
    page.goto(reverse("verification:start"))
    look("verification")
    Period.objects.update(closes_at=timezone.now())
    page.goto(office.assess_url(Employee.objects.get(name="MENUNGGU GILIRAN")))
    look("closed")

    assert {name: found for name, found in seen.items() if found} == {}
