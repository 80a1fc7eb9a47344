import io
import json
import subprocess
import sys
import time

import pytest
from PIL import Image

from petruk.core.child import SOURCE
from petruk.documents import apart
from petruk.documents.apart import CouldNotLook, codes_on, signatures_in
from petruk.documents.typesetting import render
from tests.core import made_files
from tests.documents import samples, scans


@pytest.fixture(scope="module")
def page():
    return scans.signed(scans.page_of(render(samples.guide())))


@pytest.mark.parametrize("degrees", [0, 90, 180, 270, 4, -7])
def test_the_code_is_read_from_a_scan_whichever_way_it_lies(page, degrees):
    assert codes_on(scans.pdf(scans.tilted(page, degrees))) == [samples.URL]


@pytest.mark.parametrize("quality", [35, 70, 95])
def test_the_code_is_read_from_a_photo(page, quality):
    assert codes_on(scans.jpg(scans.tilted(page, 3), quality)) == [samples.URL]


def test_the_code_is_read_from_a_picture_without_loss_and_with_a_clear_ground(page):
    clear = Image.new("LA", page.size, (0, 0))
    clear.paste(page.convert("LA"), (0, 0))

    assert codes_on(scans.png(page)) == [samples.URL]
    assert codes_on(scans.png(clear)) == [samples.URL]


def test_the_code_is_read_from_a_poor_scan():
    page = scans.signed(scans.page_of(render(samples.guide()), density=110))

    assert codes_on(scans.jpg(page, 50)) == [samples.URL]


def test_the_code_is_found_on_a_later_page(page):
    blank = Image.new("L", page.size, 255)

    assert codes_on(scans.pdf(blank, blank, page)) == [samples.URL]


def test_every_code_is_told_once_in_the_order_of_the_pages(page):
    other = scans.code("https://contoh.example/lain")

    assert codes_on(scans.pdf(other, page, other)) == ["https://contoh.example/lain", samples.URL]


def test_a_page_without_a_code_has_none():
    assert codes_on(scans.jpg(Image.new("L", (1000, 1500), 255))) == []


@pytest.mark.parametrize(
    "content",
    [b"", b"%PDF-1.7\n%%EOF", b"\xff\xd8\xff\xd9", b"\x89PNG\r\n\x1a\n", b"GIF89a", b"<html>", bytes(10_000)],
)
def test_what_is_no_paper_is_told_and_harms_nobody(content):
    with pytest.raises(CouldNotLook):
        codes_on(content)


def test_a_picture_that_would_fill_the_memory_is_refused_quickly():
    flood = made_files.png(width=60_000, height=60_000)
    started = time.monotonic()

    with pytest.raises(CouldNotLook):
        codes_on(flood)

    assert time.monotonic() - started < apart.WALL_SECONDS


def test_a_pdf_that_draws_for_ever_is_given_up(monkeypatch):
    monkeypatch.setattr(apart, "WALL_SECONDS", 3)
    started = time.monotonic()

    with pytest.raises(CouldNotLook):
        codes_on(_endless_pdf())

    assert time.monotonic() - started < 10


def test_the_child_knows_nothing_of_our_surroundings(monkeypatch):
    given = []
    real = subprocess.Popen
    monkeypatch.setattr(apart.subprocess, "Popen", lambda *a, **how: given.append(how["env"]) or real(*a, **how))

    codes_on(scans.jpg(scans.code("x")))

    assert [set(env) for env in given] == [{"PYTHONPATH", "PYTHONUTF8"}]


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7", b"hello"])
def test_signatures_of_what_is_no_pdf_cannot_be_read(content):
    with pytest.raises(CouldNotLook):
        signatures_in(content, [], [])


def test_an_unsigned_paper_has_no_signatures():
    assert signatures_in(render(samples.guide()), [], []) == []


def _endless_pdf():
    """Return a PDF whose forms draw each other ten times, to a depth of twelve."""
    objects = [b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>"]
    objects.append(
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 900]/Contents 4 0 R/Resources<</XObject<</A 5 0 R>>>>>>"
    )
    objects.append(b"<</Length 5>>stream\n/A Do\nendstream")
    for number in range(5, 17):
        body = b"/A Do " * 10 if number < 16 else b"0 0 600 900 re f " * 20
        inner = b"/Resources<</XObject<</A %d 0 R>>>>" % (number + 1) if number < 16 else b""
        head = b"<</Type/XObject/Subtype/Form/BBox[0 0 600 900]%s/Length %d>>" % (inner, len(body))
        objects.append(head + b"stream\n" + body + b"\nendstream")
    out, places = io.BytesIO(b"%PDF-1.7\n"), []
    out.seek(0, io.SEEK_END)
    for number, content in enumerate(objects, start=1):
        places.append(out.tell())
        out.write(b"%d 0 obj%s\nendobj\n" % (number, content))
    start = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    out.write(b"".join(b"%010d 00000 n \n" % place for place in places))
    out.write(b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, start))
    return out.getvalue()


TELL_LIMITS = """
import resource
from petruk.documents.apart import __main__ as child

def limits(_content, _question):
    kinds = ("AS", "CPU", "FSIZE", "CORE", "NOFILE")
    return {kind: resource.getrlimit(getattr(resource, f"RLIMIT_{kind}")) for kind in kinds}

child.ANSWERS = {"limits": limits}
child.main()
"""


def test_the_child_binds_itself_before_it_looks():
    done = subprocess.run(
        [sys.executable, "-c", TELL_LIMITS],
        input=b'{"task": "limits"}\n',
        env={"PYTHONPATH": str(SOURCE)},
        stdout=subprocess.PIPE,
        check=True,
    )

    bound = {"AS": 2**30, "CPU": 20, "FSIZE": 0, "CORE": 0, "NOFILE": 64}
    assert json.loads(done.stdout) == {kind: [most, most] for kind, most in bound.items()}
