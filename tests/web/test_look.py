"""The stylesheet keeps its promises: legible in light and dark, small, one list of colours, nothing inline."""

import re
from decimal import Decimal
from pathlib import Path

import brotli
import pytest

WEB = Path(__file__).resolve().parents[2] / "src" / "petruk" / "web"
CSS = (WEB / "static" / "petruk.css").read_text()
TEMPLATES = sorted((WEB / "templates").rglob("*.html"))
INLINE = re.compile(r"""\sstyle=|\son[a-z]+=|<style|<script(?![^>]*\ssrc=)|javascript:|href="data:|\|safe\b""")
TEXT, SHAPE = Decimal("4.5"), Decimal(3)

PAIRS = (
    ("tinta", "gading", TEXT), ("tinta", "kertas", TEXT), ("tinta", "nila-soft", TEXT),
    ("tinta-2", "gading", TEXT), ("tinta-2", "kertas", TEXT), ("tinta-2", "nila-soft", TEXT),
    ("nila", "gading", TEXT), ("nila", "kertas", TEXT), ("nila", "nila-soft", TEXT), ("nila-strong", "nila-soft", TEXT),
    ("daun", "daun-soft", TEXT), ("kunyit-ink", "kunyit-soft", TEXT),
    ("bata", "bata-soft", TEXT), ("bata", "kertas", TEXT), ("bata", "gading", TEXT),
    ("#ffffff", "nila-solid", TEXT), ("#ffffff", "daun-solid", TEXT), ("#ffffff", "bata-solid", TEXT),
    ("assess-ink", "kunyit", TEXT), ("bar-ink", "bar", TEXT), ("bar-ink", "bar-2", TEXT), ("kunyit", "bar", SHAPE),
    ("tepi", "gading", SHAPE), ("tepi", "kertas", SHAPE), ("nila", "kertas", SHAPE),
)  # fmt: skip


def _tokens(block: str) -> dict[str, str]:
    return dict(re.findall(r"--([a-z0-9-]+):\s*((?:light-dark\([^)]*\)|[^;()]+));", block))


def _palettes() -> dict[str, dict[str, str]]:
    """Return the colours of the light and the dark page."""
    plain, _, paired = CSS.partition("@layer base {")[0].partition("@supports (color: light-dark")
    base = _tokens(plain)
    pairs = {
        name: re.findall(r"#[0-9a-f]{6}", value) for name, value in _tokens(paired).items() if "light-dark" in value
    }
    return {
        "light": base | {name: pair[0] for name, pair in pairs.items()},
        "dark": base | {name: pair[1] for name, pair in pairs.items()},
        "old": base,
    }


def _linear(channel: str) -> Decimal:
    value = Decimal(int(channel, 16)) / 255
    if value <= Decimal("0.04045"):
        return value / Decimal("12.92")
    return ((value + Decimal("0.055")) / Decimal("1.055")) ** Decimal("2.4")


def _luminance(colour: str) -> Decimal:
    red, green, blue = (_linear(colour[at : at + 2]) for at in (1, 3, 5))
    return Decimal("0.2126") * red + Decimal("0.7152") * green + Decimal("0.0722") * blue


def _contrast(one: str, other: str) -> Decimal:
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + Decimal("0.05")) / (dark + Decimal("0.05"))


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: "-on-".join(pair[:2]))
def test_every_pair_of_colours_is_legible(scheme, pair):
    ink, ground, least = pair
    palette = _palettes()[scheme]

    contrast = _contrast(palette.get(ink, ink), palette.get(ground, ground))

    assert contrast >= least, f"{ink} on {ground}, {scheme}: {contrast:.2f}"


def test_old_browsers_get_exactly_the_light_colours():
    palettes = _palettes()

    assert palettes["old"] == palettes["light"]


def test_no_rule_uses_a_property_that_is_nowhere_defined():
    defined = set(re.findall(r"--([a-z0-9-]+):", CSS))

    assert set(re.findall(r"var\(--([a-z0-9-]+)\)", CSS)) == defined


@pytest.mark.parametrize(("name", "limit"), [("petruk.css", 12_000), ("petruk.js", 4_000)])
def test_what_every_page_loads_stays_small(name, limit):
    sent = brotli.compress((WEB / "static" / name).read_bytes())

    assert len(sent) <= limit


def test_the_stylesheet_loads_nothing_else():
    assert re.findall(r"@import|url\(|@font-face", CSS) == []


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_templates_hold_nothing_inline(path):
    found = re.findall(
        r"""\sstyle=|\son[a-z]+=|<style|<script(?![^>]*\ssrc=)|javascript:|href="data:|\|safe\b""", path.read_text()
    )

    assert found == []


@pytest.mark.parametrize("path", sorted((WEB / "templates" / "components").glob("*.html")), ids=lambda path: path.name)
def test_a_component_states_its_needs_first(path):
    first = path.read_text().splitlines()[0]

    assert re.match(r"\{# .*([Nn]eeds|Part of base\.html|Optional).*#\}", first), first


def test_docs_name_every_component():
    guide = (WEB.parents[2] / "docs" / "look.md").read_text()
    inner = {"_mark", "_crumbs", "_account", "_navigation", "_field_error"}

    names = {path.stem for path in (WEB / "templates" / "components").glob("*.html")} - inner

    assert {name for name in names if f"components/{name}.html" not in guide} == set()
