"""The gallery in a real browser: accessible, never wider than a phone, useful with and without the script."""

import mimetypes
import shutil
from collections.abc import Iterator
from types import SimpleNamespace

import pytest
from axe_playwright_python.sync_playwright import Axe
from csp.middleware import CSPMiddleware
from django.contrib.staticfiles import finders
from django.http import HttpResponse
from django.template import Context, loader
from django.test import override_settings
from playwright.sync_api import Browser, Page, Route, sync_playwright

from petruk.access.authority import Authority
from petruk.web.gallery import samples
from petruk.web.gallery.views import forms_in_every_state

pytestmark = pytest.mark.browser

ADDRESS = "http://petruk.test/galeri/"
QUIET = (
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)
STATIC = {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
LEVELS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
STANDARD = {"runOnly": {"type": "tag", "values": LEVELS}}
MODES = [(width, scheme) for width in (1280, 360) for scheme in ("light", "dark")]
POST_FORM = """() => { const form = document.createElement('form'); form.method = 'post'; form.id = 'made';
  form.dataset.signOut = ''; document.body.append(form); window.sent = 0;
  addEventListener('submit', event => { window.sent += event.defaultPrevented ? 0 : 1; event.preventDefault(); }); }"""
SEND = "document.getElementById('made').requestSubmit()"
TARGETS = """() => [...document.querySelectorAll('a, button, summary, input:not([type=hidden]), select, textarea')]
  .map(element => [element, (element.closest('label.choice, label.check') || element).getBoundingClientRect()])
  .filter(([, box]) => box.width > 1 && Math.min(box.width, box.height) < 43.5).map(([element]) => element.outerHTML)"""


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    program = shutil.which("chromium") or pytest.fail("chromium is missing: apt-get install chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=list(QUIET))
        yield browser
        browser.close()


def _menu() -> list[SimpleNamespace]:
    def group(label: str, *words: str) -> SimpleNamespace:
        items = [SimpleNamespace(label=word, url="/", current=word == "Penilaian") for word in words]
        return SimpleNamespace(label=label, items=items)

    return [
        group("SI-PETRUK", "Penilaian", "Rekapitulasi", "Panduan"),
        group("Kepegawaian", "Unit kerja", "Pegawai", "Impor"),
        group("Pengaturan", "Periode", "Instrumen", "Pengguna", "Instansi"),
    ]


@pytest.fixture
def gallery(rf) -> HttpResponse:
    """The page as the server would send it, with its content security policy."""
    request = rf.get("/galeri/")
    given = {
        "request": request,
        "csrf_token": "x",
        "authority": Authority(ref="x", name="Rahmawati Hidayat, S.AP"),
        "navigation": _menu(),
        "demo": True,
        "samples": samples,
        **forms_in_every_state(),
    }
    with override_settings(STORAGES=STATIC):
        response = HttpResponse(loader.get_template("gallery/gallery.html").template.render(Context(given)))
    return CSPMiddleware(lambda _request: response)(request)


@pytest.fixture
def open_gallery(chromium, gallery):
    """Return a function that opens the gallery as told; any complaint of the browser fails the test."""
    contexts, complaints = [], []

    def answer(route: Route) -> None:
        path = route.request.url.removeprefix("http://petruk.test")
        if path.startswith("/static/"):
            route.fulfill(path=finders.find(path.removeprefix("/static/")), content_type=mimetypes.guess_type(path)[0])
        elif path.partition("?")[0] == "/galeri/":
            route.fulfill(body=gallery.content, headers=dict(gallery.headers))
        else:
            complaints.append(f"asked for {route.request.url}")
            route.abort()

    def open_gallery(width: int = 1280, scheme: str = "light", **kwargs: object) -> Page:
        context = chromium.new_context(viewport={"width": width, "height": 800}, color_scheme=scheme, **kwargs)
        contexts.append(context)
        context.set_default_timeout(5000)
        context.route("**/*", answer)
        page = context.new_page()
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(ADDRESS)
        return page

    yield open_gallery
    for context in contexts:
        context.close()
    assert complaints == []


@pytest.mark.parametrize(("width", "scheme"), MODES)
def test_axe_finds_nothing(open_gallery, width, scheme):
    page = open_gallery(width, scheme)
    if width == 360:
        page.locator(".menu summary").click()

    found = Axe().run(page, options=STANDARD).response["violations"]

    assert [(rule["id"], [node["html"] for node in rule["nodes"]]) for rule in found] == []


def test_nothing_scrolls_sideways_on_a_phone(open_gallery):
    page = open_gallery(360)

    assert page.evaluate("document.documentElement.scrollWidth") == 360


def test_every_target_on_a_phone_is_large_enough(open_gallery):
    page = open_gallery(360)
    page.locator(".menu summary").click()

    assert page.evaluate(TARGETS) == []


def test_a_table_on_a_phone_says_its_columns(open_gallery):
    page = open_gallery(360)
    cell = page.locator('td[data-label="Jabatan"]').first

    assert cell.evaluate("cell => getComputedStyle(cell, '::before').content") == '"Jabatan"'


def test_the_total_follows_the_choices(open_gallery):
    page = open_gallery()
    before = page.inner_text("[data-total-sum]")

    page.locator("#sample label.choice", has_text="Hanya dapat").click()

    assert (before, page.inner_text("[data-total-sum]")) == ("70", "50")


def test_a_lost_draft_comes_back_when_asked(open_gallery):
    page = open_gallery()
    page.fill("#sample textarea", "Ketikan yang hampir hilang")
    page.locator("[data-draft-status]", has_text="10.42").wait_for(state="detached")
    page.reload()

    page.locator("[data-draft-answer=restore]").click()

    assert page.input_value("#sample textarea") == "Ketikan yang hampir hilang"


def test_a_draft_of_an_older_version_is_forgotten(open_gallery):
    page = open_gallery()
    page.evaluate("localStorage.setItem('petruk:galeri', JSON.stringify({version: '0', at: Date.now(), values: {}}))")

    page.reload()

    assert page.locator("[data-draft-offer]").is_hidden()
    assert page.evaluate("localStorage.length") == 0


def test_signing_out_leaves_nothing_in_the_browser(open_gallery):
    page = open_gallery()
    page.evaluate("localStorage.setItem('petruk:galeri', '{}')")
    page.evaluate(POST_FORM)

    page.evaluate(SEND)

    assert page.evaluate("localStorage.length") == 0


def test_a_second_click_does_not_send_again(open_gallery):
    page = open_gallery()
    page.evaluate(POST_FORM)

    page.evaluate(SEND)
    page.evaluate(SEND)

    assert page.evaluate("window.sent") == 1


def test_a_form_that_is_answered_with_a_file_can_be_sent_again_soon(open_gallery):
    page = open_gallery()
    page.evaluate(POST_FORM)
    page.evaluate("document.getElementById('made').dataset.file = ''")

    page.evaluate(SEND)
    page.wait_for_timeout(1_200)
    page.evaluate(SEND)

    assert page.evaluate("window.sent") == 2


def test_leaving_with_unsaved_text_asks_first(open_gallery):
    page = open_gallery()
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    page.evaluate("document.getElementById('sample').dataset.warn = ''")
    page.locator("#sample textarea").press_sequentially("x")

    page.reload()

    assert asked == ["beforeunload"]


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
def test_the_question_opens_and_can_be_declined(open_gallery, script):
    page = open_gallery(java_script_enabled=script)

    page.locator('a[href="#ask"]').click()
    asked = page.locator("#ask").is_visible()
    page.locator("#ask [data-close]").click()

    assert (asked, page.locator("#ask").is_visible()) == (True, False)


def test_the_menu_of_a_phone_opens_without_script(open_gallery):
    page = open_gallery(360, java_script_enabled=False)
    before = page.locator(".nav").is_visible()

    page.locator(".menu summary").click()

    assert (before, page.locator(".nav").is_visible()) == (False, True)


def test_focus_is_visible_from_the_first_key(open_gallery):
    page = open_gallery()

    page.keyboard.press("Tab")

    assert page.evaluate("document.activeElement.className") == "skip"
    assert page.locator(".skip").bounding_box()["y"] == 0
