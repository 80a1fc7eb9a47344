"""A panelist and the agency in a real browser: with the script, without it, on a phone."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from petruk.appraisal.models import PanelSheet
from tests.appraisal.panel_world import APPENDIX, make_panel_world, points
from tests.web.panel.pages import addresses, sheet_url

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

LEVELS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
MODES = [(1280, "light"), (1280, "dark"), (360, "light"), (360, "dark")]
TARGETS = """() => [...document.querySelectorAll(
    'main :is(a, button, summary, input:not([type=hidden]), select, textarea)')]
  .filter(element => !element.closest('dialog'))
  .map(element => [element, (element.closest('label.choice, label.check') || element).getBoundingClientRect()])
  .filter(([, box]) => box.width > 1 && Math.min(box.width, box.height) < 43.5).map(([element]) => element.outerHTML)"""


@pytest.fixture
def world(office):
    return make_panel_world()


@pytest.fixture
def scene(world):
    """A panelist with one candidate to score, one whom he has scored, one of his own unit."""
    own = world.office("Dinas Komunikasi")
    user = world.member(own, name="Panelis Kita")
    nominee = world.nominee(world.office("Dinas Sosial"), name="ASWENDI ARSUDHANA", title_after="S.Kom")
    done = world.nominee(world.office("Dinas Kesehatan"), name="BUDI SANTOSO")
    colleague = world.nominee(own, name="CITRA")
    world.hand_in(done, user)
    return world, user, (nominee, done, colleague)


def fill(page):
    for code, given in points(APPENDIX).items():
        page.fill(f"[name=n_{code}]", str(given))


def test_the_script_adds_up_while_the_points_are_typed_and_asks_once(open_as, scene):
    _world, user, (nominee, *_others) = scene
    page = open_as(user, sheet_url(nominee))

    fill(page)
    sums = [page.inner_text(f"[data-sum-of={group}]") for group in ("inovatif", "kinerja-disiplin", "rekam-jejak")]
    total = page.inner_text(".dock [data-total-sum] >> nth=0")
    page.click(".dock button[value=check]")
    page.click("dialog[open] button[value=submit]")
    page.wait_for_url("**/tim-penilai/lembar/")

    assert (sums, total) == (["75", "75", "73"], "223")
    assert PanelSheet.objects.filter(assessment=nominee, submitted_at__isnull=False).count() == 1


def test_it_works_without_the_script(open_as, scene):
    _world, user, (nominee, *_others) = scene
    page = open_as(user, sheet_url(nominee), java_script_enabled=False)

    fill(page)
    page.click(".dock button[value=check]")
    asked = page.inner_text("main")
    page.click("button[value=submit]")
    page.wait_for_url("**/tim-penilai/lembar/")

    assert all(number in asked for number in ("75", "73", "223"))
    assert PanelSheet.objects.filter(assessment=nominee, submitted_at__isnull=False).count() == 1


@pytest.mark.parametrize(("width", "scheme"), MODES)
def test_the_pages_of_a_panelist_are_accessible_and_fit(open_as, scene, width, scheme):
    world, user, (nominee, done, _colleague) = scene
    pages = addresses(world, nominee)
    page = open_as(user, pages["own_list"], width=width, scheme=scheme)

    for path in (pages["own_list"], pages["sheet"], pages["recuse"], sheet_url(done)):
        page.goto(path)
        check(page, width, path)


@pytest.mark.parametrize(("width", "scheme"), MODES)
@pytest.mark.parametrize("locked", [False, True])
def test_the_pages_of_the_agency_are_accessible_and_fit(open_as, scene, locked, width, scheme):
    world, user, (nominee, done, colleague) = scene
    second = world.member(name="Panelis Dua")
    for each, given in ((nominee, APPENDIX), (done, (9, *APPENDIX[1:]))):
        world.hand_in(each, second, given)
    world.hand_in(nominee, user)
    names = ["panels", "panel", "appoint", "third_opinions", "lock"]
    if locked:
        world.hand_in(colleague, second)
        world.lock()
        names = ["panel", "results", "result", "minutes"]
    pages = addresses(world, nominee)
    page = open_as(world.admin, pages["panels"], width=width, scheme=scheme)

    for name in names:
        page.goto(pages[name])
        check(page, width, name)


def check(page, width, name):
    found = Axe().run(page, options={"runOnly": {"type": "tag", "values": LEVELS}}).response["violations"]

    assert [(name, rule["id"], [node["html"] for node in rule["nodes"]]) for rule in found] == []
    assert (name, page.evaluate("document.documentElement.scrollWidth")) == (name, width)
    assert width > 360 or (name, page.evaluate(TARGETS)) == (name, [])
