"""Take the pictures of the users' guide from a running demo, so that they show what people see today.

    ./petruk demo --data data-gambar &
    .venv/bin/python scripts/pictures.py data-gambar http://127.0.0.1:8000

Each picture is one part of one page as one of the demo's accounts sees it, in Indonesian, light, 960 pixels wide.
"""

import io
import json
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

FOLDER = Path(__file__).resolve().parents[1] / "src" / "petruk" / "web" / "static" / "guide"
QUIET = ("--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-sync")
WIDTH, TALLEST, QUALITY = 960, 720, 70


@dataclass(frozen=True)
class Shot:
    """A picture: whose page, the way to it, and what of it is shown.

    The way is an address, then links and buttons to press.
    """

    name: str
    account: str
    way: tuple[str, ...]
    part: str = "main"


LIST = "main tbody a, main .list a"
SHOTS = (
    Shot("beranda", "pengelola", ("/",)),
    Shot("kandidat", "pengelola", ("/penilaian/", LIST)),
    Shot("formulir", "pengelola", ("/penilaian/", LIST, "a.assess")),
    Shot("hasil", "pegawai", ("/hasil-saya/", "main tbody a, main .list a, main a.btn")),
    Shot("kesiapan", "admin", ("/periode/", LIST, "main a:has-text('Periksa kesiapan')")),
    Shot("impor", "admin", ("/impor/",)),
    Shot("peringkat", "admin", ("/peringkat/", "main tbody tr:last-child a")),
    Shot("verifikasi", "", ("/verifikasi/",), "main .card"),
)


def main(data: str, url: str) -> None:
    accounts = {each["username"]: each for each in json.loads(Path(data, "demo-accounts.json").read_text("utf-8"))}
    FOLDER.mkdir(exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=list(QUIET))
        for shot in SHOTS:
            with page_of(browser, url, accounts.get(shot.account)) as page:
                keep(shot, page)
        browser.close()


@contextmanager
def page_of(browser: Browser, url: str, account: dict[str, str] | None) -> Iterator[Page]:
    """Yield a page at the demo, signed in where there is an account."""
    context = browser.new_context(base_url=url, viewport={"width": WIDTH, "height": TALLEST}, color_scheme="light")
    page = context.new_page()
    if account:
        page.goto("/masuk/")
        page.fill("[name=login]", account["username"])
        page.fill("[name=password]", account["password"])
        page.click("main button[type=submit]")
        page.wait_for_load_state()
    yield page
    context.close()


def keep(shot: Shot, page: Page) -> None:
    """Walk to a page and write the upper part of it as WebP."""
    address, *links = shot.way
    page.goto(address)
    for link in links:
        page.click(f"{link} >> nth=0")
        page.wait_for_load_state()
    drawn = Image.open(io.BytesIO(page.locator(shot.part).first.screenshot()))
    drawn.crop((0, 0, drawn.width, min(drawn.height, TALLEST))).save(FOLDER / f"{shot.name}.webp", quality=QUALITY)
    sys.stdout.write(f"{shot.name}: {page.url} {drawn.size}\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
