"""The guide says what the interface says, needs nothing from outside, and is there for everybody who signed in."""

import re
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext
from PIL import Image

from petruk.access.roles import Role
from petruk.web.context import MENU
from tests.factories import make_unit, make_user

PACKAGE = Path(__file__).resolve().parents[3] / "src" / "petruk"
TEMPLATES = PACKAGE / "web" / "templates"
PARTS = sorted((TEMPLATES / "guide").glob("*.html"))
PICTURES = PACKAGE / "web" / "static" / "guide"
PICTURE = re.compile(r'_picture.html" with name="(\w+)" height="(\d+)"(?: width="(\d+)")? words="([^"]+)"')
URL = "/panduan/"
WORD = re.compile(r'{% translate "([^"]+)" %}')

pytestmark = pytest.mark.django_db


class Page(HTMLParser):
    def __init__(self, text):
        super().__init__()
        self.ids, self.links, self.outside = [], [], []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        self.ids += [given["id"]] if "id" in given else []
        self.links += [given["href"]] if tag == "a" else []
        self.outside += [value for name, value in attrs if name in {"src", "href"} and "//" in (value or "")]


@pytest.fixture
def guide(signed_in):
    return signed_in(make_user(Role.UNIT_OFFICER, make_unit())).get(URL).content.decode()


def test_the_guide_has_its_indonesian_address():
    assert reverse("guide:guide") == URL


@pytest.mark.parametrize("role", [*Role, None])
def test_everybody_who_signed_in_reads_it(signed_in, role):
    assert signed_in(make_user(role, make_unit())).get(URL).status_code == 200


@pytest.mark.parametrize("part", PARTS, ids=lambda part: part.stem)
def test_a_button_or_menu_word_of_the_guide_is_a_word_of_the_interface(part):
    """A renamed button would leave the guide alone with the old word: then this fails and names it."""
    assert [word for word in WORD.findall(part.read_text()) if not _used_elsewhere(word)] == []


@pytest.mark.parametrize("part", PARTS, ids=lambda part: part.stem)
def test_what_the_guide_prints_bold_comes_from_the_interface_or_the_instrument(part):
    bold = re.findall(r"<b>(.*?)</b>", part.read_text())

    own_words = [text for text in bold if not WORD.fullmatch(text) and text != "{{ indicator.title }}"]
    assert own_words == (["SI-PETRUK"] if part.stem == "_choose" else [])


def test_the_guide_names_every_entry_of_the_menu(guide):
    words = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", guide[guide.index("<main") : guide.index("</main>")]))

    with translation.override("id"):
        labels = [gettext(str(label)) for _group, entries in MENU for label, _name, _permission in entries]
    assert [label for label in labels if label not in words] == []


@pytest.mark.parametrize(
    "anchor",
    [
        "masuk",
        "memilih-unit",
        "menilai",
        "kirim",
        "cetak",
        "kepala",
        "pegawai",
        "kepegawaian",
        "impor",
        "periode",
        "tim-penilai",
        "verifikasi",
        "pemenang",
        "sanggah",
        "pengguna",
    ],
)
def test_every_section_can_be_linked_to(guide, anchor):
    page = Page(guide)

    assert page.ids.count(anchor) == 1
    assert f"#{anchor}" in page.links


def test_no_link_of_the_guide_leads_nowhere(guide):
    page = Page(guide)

    assert [link for link in page.links if link.startswith("#") and link[1:] not in page.ids] == []


def test_n101_the_guide_needs_nothing_from_outside(guide):
    assert Page(guide).outside == []


def test_every_picture_of_the_guide_is_there_as_large_as_the_page_says_and_says_what_it_shows():
    used = {}
    for part in PARTS:
        for name, height, width, words in PICTURE.findall(part.read_text()):
            used[name] = (int(width or 960), int(height), words)
    taken = {file.stem: _size(file) for file in PICTURES.glob("*.webp")}

    assert {name: size[:2] for name, size in used.items()} == taken
    assert all(len(words) > 40 for *_size, words in used.values())
    assert all(file.stat().st_size < 45_000 for file in PICTURES.glob("*.webp"))


def test_the_guide_explains_the_indicators_as_the_instrument_has_them(guide):
    text = " ".join(guide.split())

    assert "<b>Kinerja</b>, paling tinggi 10 (≥ 85)" in text
    assert "<b>Disiplin</b>, paling tinggi 10 (≥ 95" in text
    assert "<b>Inovasi atau Lainnya</b>, paling tinggi 40" in text
    assert "Skor tertinggi seluruhnya 90." in text


def test_the_guide_stays_indonesian_when_the_interface_is_english(signed_in):
    client = signed_in(make_user(Role.UNIT_OFFICER, make_unit()))
    client.cookies["petruk_language"] = "en"

    text = client.get(URL).content.decode()

    assert "<h1>Guide</h1>" in text
    assert "<b>Lakukan Penilaian</b>" in text
    assert '<div class="stack" lang="id">' in text


def _used_elsewhere(word):
    return any(f'"{word}"' in text for text in _interface())


@cache
def _interface():
    files = [*TEMPLATES.rglob("*.html"), *PACKAGE.rglob("*.py")]
    return [file.read_text() for file in files if file.parent.name != "guide"]


def _size(file: Path) -> tuple[int, int]:
    with Image.open(file) as picture:
        return picture.size
