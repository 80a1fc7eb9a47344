"""N40 in a real browser: with hostile text in every table no dialog opens and the content policy stops nothing."""

import shutil
from collections.abc import Iterator

import pytest
from django.conf import settings as configured
from django.db import connections
from playwright.sync_api import Browser, sync_playwright

from tests import hostile
from tests.test_negative_input import READABLE, reader
from tests.web.payloads import PAYLOADS
from tests.world import MAIL_SERVER, World, build

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PLAIN_STATIC = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
NO_PAGES = {
    "health:health", "appraisal:print", "evidence:download", "signing:download", "imports:progress",
    "imports:wrong_rows", "instruments:definition", "ranking:sealed", "workshop:export", "objections:download",
    "agency:picture", "papers:pdf", "papers:archive", "papers:progress", "panel:evidence", "log:note",
}  # fmt: skip
QUIET = ("--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-sync")


@pytest.fixture
def hostile_world(static_files, settings, transactional_db, monkeypatch) -> World:
    """Playwright runs an event loop in this thread; Django must allow queries in it."""
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
    settings.STORAGES = {**settings.STORAGES, "staticfiles": PLAIN_STATIC}
    settings.PETRUK_SMTP = MAIL_SERVER
    world = build()
    hostile.fill(PAYLOADS)
    return world


@pytest.fixture
def chromium(hostile_world) -> Iterator[Browser]:
    program = shutil.which("chromium") or pytest.fail("chromium is missing: apt-get install chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=list(QUIET))
        yield browser
        browser.close()
        connections.close_all()


def test_n40_no_dialog_opens_and_nothing_offends_the_policy(hostile_world, chromium, live_server):
    complaints: list[str] = []
    for role in sorted({reader(url) for url in READABLE}):
        context = chromium.new_context(base_url=live_server.url)
        if role != "anonymous":
            session = {"name": configured.SESSION_COOKIE_NAME, "value": hostile_world.sessions[role]}
            context.add_cookies([session | {"url": live_server.url}])
        page = context.new_page()
        page.on("dialog", lambda dialog: (complaints.append(f"dialog {dialog.message}"), dialog.dismiss()))
        page.on("console", lambda message: message.type == "error" and complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("request", lambda request: request.url.startswith(live_server.url) or complaints.append(request.url))
        for url in [url for url in READABLE if reader(url) == role and url not in NO_PAGES]:
            answer = page.goto(hostile_world.address(url), wait_until="load")
            assert answer is not None
            assert answer.status == 200, url
        context.close()

    assert complaints == []
