"""A real browser for journeys: signs people in through the page and fails on any complaint of the browser."""

import shutil
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import connections
from django.urls import reverse
from playwright.sync_api import Browser, Page, sync_playwright

from petruk.people.models import User
from tests.factories import PASSWORD
from tests.web.appraisal.office import Office, make_office

QUIET = (
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)
LISTEN = """
document.addEventListener("securitypolicyviolation", event =>
  window.reportToTest(`${event.violatedDirective} ${event.blockedURI} on ${event.documentURI}`))
"""
"""Run in every page before its own script: what the content policy stops is told to the test."""
PLAIN_STATIC = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}


@pytest.fixture
def plain_static(static_files, settings, transactional_db) -> None:
    """Let the server of the test send style and script under their plain names."""
    settings.STORAGES = {**settings.STORAGES, "staticfiles": PLAIN_STATIC}


@pytest.fixture
def office(plain_static) -> Office:
    return make_office()


@pytest.fixture
def chromium(office, monkeypatch) -> Iterator[Browser]:
    """Playwright runs an event loop in this thread; Django must allow queries in it, and let go of them at the end."""
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
    program = shutil.which("chromium") or pytest.fail("chromium is missing: apt-get install chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=list(QUIET))
        yield browser
        browser.close()
        connections.close_all()


@pytest.fixture
def complaints() -> Iterator[list[str]]:
    """What the browser of a journey complained of: at its end nothing may be left here."""
    heard: list[str] = []
    yield heard
    assert heard == []


@pytest.fixture
def open_as(chromium, live_server, complaints) -> Callable[..., Page]:
    """Return a function that signs somebody in and opens a page; a complaint of the browser fails the test."""

    def open_as(user: User, path: str, *, width: int = 1280, scheme: str = "light", **options: Any) -> Page:
        viewport = {"width": width, "height": 800}
        context = chromium.new_context(viewport=viewport, color_scheme=scheme, base_url=live_server.url, **options)
        context.set_default_timeout(10_000)
        context.expose_function("reportToTest", lambda broken: complaints.append(f"against the policy: {broken}"))
        context.add_init_script(LISTEN)
        page = context.new_page()
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("request", lambda request: _ours(request.url, live_server.url, complaints))
        page.goto(f"{reverse('account:sign_in')}?next={path}")
        page.fill("[name=login]", user.username)
        page.fill("[name=password]", PASSWORD)
        page.click("main button[type=submit]")
        page.wait_for_url(f"**{path}")
        return page

    return open_as


def _ours(url: str, server: str, complaints: list[str]) -> None:
    if not url.startswith((server, "blob:", "chrome-extension:")):
        complaints.append(f"asked for {url}")
