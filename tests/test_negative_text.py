"""N40, N41, N46, N58, N103: a text is a text, in every table, on every page, in a browser and in a log."""

import logging
import re
from collections import Counter
from urllib.parse import quote, urlencode

import pytest

from petruk.config.logs import OneLine
from petruk.core.nip import display_nip
from tests import hostile
from tests.factories import PASSWORD
from tests.filled import filled, upload
from tests.test_negative_forms import right_role
from tests.test_negative_input import READABLE, reader
from tests.web.payloads import PAYLOADS
from tests.web.reading import Page, read
from tests.world import World, untouched

pytestmark = pytest.mark.django_db

AT_ONCE = 5
STARTS = range(0, len(PAYLOADS), AT_ONCE)
LINKS = ("href", "src", "action", "formaction", "hx-get", "hx-post")


def shape(page: Page) -> Counter[tuple[str, tuple[str, ...]]]:
    """Return how often each element occurs with which attributes, whatever their order on the page."""
    return Counter(page.skeleton)


def pages(world: World) -> dict[str, Page]:
    found = {}
    for url in READABLE:
        answer = world.client(reader(url)).get(world.address(url))
        assert answer.status_code == 200, url
        if answer.headers["Content-Type"].startswith("text/html"):
            found[url] = read(answer)
    return found


@pytest.fixture(scope="module", autouse=True)
def _every_row_on_one_page():
    """Else a text that sorts elsewhere would move whole rows to another page."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("petruk.web.paging.PAGE_SIZE", 1_000)
        yield


@pytest.fixture(scope="module")
def plain(world) -> dict[str, Counter]:
    with untouched():
        hostile.fill(["Teks biasa"])
        return {url: shape(page) for url, page in pages(world).items()}


@pytest.mark.parametrize("start", STARTS)
def test_n40_hostile_text_in_every_table_adds_nothing_to_any_page(world, plain, start):
    hostile.fill(PAYLOADS, start)

    for url, page in pages(world).items():
        assert shape(page) == plain[url], url
        for _tag, attrs in page.elements:
            addresses = [attrs[name] or "" for name in LINKS if name in attrs]
            assert [address for address in addresses if not address.startswith(("/", "?", "#"))] == [], url


def test_n40_what_is_hostile_is_there_to_be_read(world):
    """Else that it adds nothing would prove nothing."""
    hostile.fill(["<b>tebal</b>"])

    shown = {url for url, page in pages(world).items() if "<b>tebal</b>" in page.text}

    assert len(shown) > len(READABLE) / 2


TYPED = {
    "account:sign_in": ("login", "password", "next"),
    "account:second_step": ("code",),
    "account:app": ("offer", "code"),
    "account:passkeys": ("name", "locked", "answer"),
    "account:remove_passkey": ("passkey",),
    "people:employees": ("cari", "unit", "urut"),
    "imports:undo": ("reason",),
    "periods:create": ("name", "closed_text", "opens_at", "nominees_per_unit"),
    "periods:extend": ("closes_at", "reason"),
    "appraisal:candidates": ("cari",),
    "appraisal:assess": ("text_inovasi", "evidence_note", "points_teamwork", "version", "key"),
    "appraisal:withdraw": ("reason",),
    "recap:recap": ("cari", "unit", "urut"),
    "users:create": ("name", "username", "nip", "email", "role", "unit", "started_on"),
    "users:change": ("name", "nip", "email"),
    "users:disable": ("reason",),
    "users:reset_second_factor": ("reason",),
    "users:revoke_mandate": ("reason",),
    "users:end_mandate": ("last_day",),
    "agency:name": ("name", "short_name", "government", "seat", "started_on", "address", "contact"),
    "agency:mail": ("recipient",),
    "papers:register": ("cari", "jenis", "tahun", "status"),
    "papers:revoke": ("reason",),
    **{f"papers:{name}": ("reason",) for name in ("recap", "minutes", "letter", "form")},
    "papers:charters": ("dated_on", "honour", "decree"),
    "agency:official": ("role", "capacity", "office", "own_office", "name", "rank", "nip", "started_on"),
    "agency:emblem": ("started_on",),
    "agency:paper": ("started_on", "pattern", "size", "layout"),
}
"""The fields that take what somebody types, by page."""


@pytest.mark.parametrize(("url", "field"), [(url, field) for url, fields in TYPED.items() for field in fields])
def test_n40_hostile_text_that_is_typed_comes_back_as_text(world, url, field):
    for payload in PAYLOADS[:: AT_ONCE - 1]:
        with untouched():
            client = world.client(right_role(url))
            answer = client.post(world.address(url), filled(world, url) | {field: payload}, follow=True)
            assert answer.status_code in {200, 400, 404, 409, 422}, payload
            assert strange(read(answer)) == [], payload


def strange(page: Page) -> list[tuple[str, dict[str, str | None]]]:
    """Return the elements that no template of ours has."""
    return [
        (tag, attrs)
        for tag, attrs in page.elements
        if (tag == "script" and not (attrs.get("src") or "").startswith("/static/"))
        or tag in {"iframe", "object", "embed", "base", "style", "math", "marquee", "video", "isindex", "xss"}
        or any(name.startswith("on") or name == "style" for name in attrs)
        or any(not (attrs[name] or "/").startswith(("/", "?", "#")) for name in LINKS if name in attrs)
    ]


FILE_NAMES = (
    "../../etc/passwd.xlsx", "..\\..\\boot.xlsx", "C:\\x\\absensi.xlsx", "a\r\nSet-Cookie: a=b.xlsx", "con.xlsx",
    ".htaccess", "a" * 300 + ".xlsx", "<img src=x onerror=alert(1)>.xlsx", "\u202exslx.exe", "\u0000.xlsx", "=1+1.xlsx",
    'x"; filename="y.exe', "absensi\u2028.xlsx", "é\u0301.xlsx", "😀.xlsx", " .xlsx", "%2e%2e%2fx.xlsx",
)  # fmt: skip


@pytest.mark.parametrize("name", FILE_NAMES)
def test_n58_a_file_name_is_a_text_on_the_page_and_no_part_of_a_header(world, name):
    form = upload("1" * 18)
    form["file"].name = name
    client = world.client("unit_officer")

    batch = client.post(world.address("imports:upload"), form, follow=True)
    back = client.get(f"{batch.wsgi_request.path}baris-salah/")

    assert (batch.status_code, strange(read(batch))) == (200, [])
    assert re.fullmatch(
        r'attachment; filename="perbaiki-[A-Za-z0-9-]{1,60}\.xlsx"', back.headers["Content-Disposition"]
    )


NASTY = "x\r\nTraceback \n2026-01-01 CRITICAL petruk forged \x1b[31m\u202e\u2028<script>"


def test_n46_what_strangers_send_is_one_line_in_the_log(world, caplog, settings):
    caplog.set_level(logging.DEBUG)
    officer, stranger = world.client("unit_officer"), world.client("anonymous")

    stranger.post("/masuk/", {"login": "x", "password": NASTY}, headers={"User-Agent": NASTY, "Referer": NASTY})
    stranger.get(f"/tidak-ada/{quote(NASTY)}", headers={"User-Agent": NASTY})
    stranger.get("/masuk/", headers={"Host": "e.example/x\u202e"})
    form = urlencode(filled(world, "appraisal:assess") | {NASTY: NASTY})
    officer.post(world.address("appraisal:assess"), form, content_type="application/x-www-form-urlencoded")
    officer.post(world.address("imports:upload"), upload("1" * 18) | {NASTY: NASTY})
    world.client("operator").put(f"/?{quote(NASTY)}={quote(NASTY)}")

    lines = [written(record) for record in caplog.records]
    assert [line.split()[1] for line in lines] == ["petruk.sign_in", "petruk.looks", "petruk.security"]
    assert [line for line in lines if not line.isprintable()] == []


def written(record: logging.LogRecord) -> str:
    record.exc_text = None  # pytest has formatted it already
    return OneLine("{levelname} {name} {message}", style="{").format(record)


def test_n46_a_traceback_stands_set_in_below_its_line(caplog):
    error = ValueError(NASTY)

    logging.getLogger("petruk.test").error("failed", exc_info=error)

    first, *below = written(caplog.records[0]).split("\n")

    assert first == "ERROR petruk.test failed"
    assert below[0].startswith("  ValueError: x")
    assert [line for line in below if not line.startswith("  ") or not line.isprintable()] == []


def test_n103_nothing_that_is_typed_or_known_of_people_reaches_a_log(world, caplog):
    caplog.set_level(logging.DEBUG)
    typed, nip = "kata-kenari-yang-diketik", world.own.candidate.nip
    officer, operator = world.client("unit_officer"), world.client("operator")

    officer.post("/masuk/", {"login": nip, "password": typed})
    world.client("anonymous").post("/masuk/", {"login": nip, "password": typed})
    world.client("anonymous").post("/masuk/", {"login": typed, "password": PASSWORD})
    officer.post("/akun/sandi/", {"current": PASSWORD, "new": typed, "again": typed})
    for url in ("people:employees", "recap:recap", "appraisal:candidates"):
        world.client("unit_head").post(world.address(url), {"cari": nip})
    fields = {"text_inovasi": typed, "evidence_note": typed, "points_inovasi": "41", typed: typed}
    world.client("unit_officer").post(world.address("appraisal:assess"), filled(world, "appraisal:assess") | fields)
    world.client("office_admin").post(world.address("imports:upload"), upload(nip) | {"kind": typed})
    operator.post(world.address("users:create"), filled(world, "users:create") | {"nip": nip, "name": typed})
    reset = operator.post(world.address("users:reset_password"))

    secrets = {typed, nip, display_nip(nip), PASSWORD, reset.context["password"], world.sessions["unit_officer"]}
    assert [secret for secret in secrets - {world.own.account.username} if secret in caplog.text] == []
    assert caplog.records
