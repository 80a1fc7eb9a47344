"""The catalogue holds every word of code and templates, once, and is written the same way every time."""

import gettext

import pytest

from petruk.config.commands import messages
from petruk.config.commands.messages import Place

TEMPLATE = """{% load i18n %}
  {% translate "Draft" %} {{ name|default:_("nobody") }} {% crumbs _("Home") "/" %}
    it's {% translate "May" context "month" %}
 {% blocktranslate trimmed count n=number %}
    {{ n }} unit of {{ name }}
  {% plural %}{{ n }} units of {{ name }}{% endblocktranslate %}
{# Don't "tokenize me #}
"""
CODE = """
words = (_("Sign out"), gettext_lazy("Two "
    "lines"), pgettext("verb", "Open"), ngettext("%(n)s day", "%(n)s days", 3), other("not ours"),
    _("Kept, {time}"))
"""


@pytest.fixture
def place(tmp_path):
    """Make a small product with one template and one module, and a folder for fragments."""
    (tmp_path / "page.html").write_text(TEMPLATE)
    (tmp_path / "page.py").write_text(CODE)
    (tmp_path / "locale/id/parts").mkdir(parents=True)
    return Place(tmp_path, tmp_path / "locale")


def part(place, name, *pairs, raw=""):
    entries = [f'msgid "{msgid}"\nmsgstr "{words}"' for msgid, words in pairs]
    (place.locale / "id/parts" / name).write_text("\n\n".join([*entries, raw]))


def test_code_and_templates_are_read_with_plural_and_context(place):
    assert messages.wanted_messages(place.code) == {
        ("", "Draft"): "Draft",
        ("", "nobody"): "nobody",
        ("", "Home"): "Home",
        ("month", "May"): "May",
        ("", "%(n)s unit of %(name)s"): ("%(n)s unit of %(name)s", "%(n)s units of %(name)s"),
        ("", "Sign out"): "Sign out",
        ("", "Two lines"): "Two lines",
        ("verb", "Open"): "Open",
        ("", "%(n)s day"): ("%(n)s day", "%(n)s days"),
        ("", "Kept, {time}"): "Kept, {time}",
    }


def test_what_is_written_is_what_django_shows(place):
    part(place, "a.po", ("Draft", "Draf"), ("%(n)s day", "%(n)s hari"))
    part(place, "b.po", raw='msgctxt "month"\nmsgid "May"\nmsgstr "Mei"\n')

    messages.write(place, messages.merge(place).catalog)

    with place.po.with_suffix(".mo").open("rb") as stream:
        shown = gettext.GNUTranslations(stream)
    assert shown.gettext("Draft") == "Draf"
    assert shown.ngettext("%(n)s day", "%(n)s days", 3) == "%(n)s hari"
    assert shown.pgettext("month", "May") == "Mei"
    assert shown.gettext("Home") == "Home"


def test_what_is_missing_doubled_or_wrong_is_told(place):
    part(place, "a.po", ("Draft", "Draf"), ("Sign out", "Keluar"), ("gone", "hilang"))
    part(place, "b.po", ("Draft", "Rancangan"), ("%(n)s day", "%(x)s hari"), ("Kept, {time}", "Disimpan, {jam}"))

    merged = messages.merge(place)

    assert [line for line in merged.problems if "Draft" in line] == ["dua terjemahan: 'Draft' (a.po, b.po)"]
    assert any(line.startswith("terjemahan keliru: '%(n)s day'") for line in merged.problems)
    assert any(line.startswith("terjemahan keliru: 'Kept, {time}'") for line in merged.problems)
    assert "belum diterjemahkan: 'Home'" in merged.problems
    assert "belum diterjemahkan: 'Open' (verb)" in merged.problems
    assert merged.unused == ["'gone'"]


def test_a_fragment_that_cannot_be_read_is_named(place):
    part(place, "a.po", raw="Draft = Draf\n")

    assert any(line.startswith("tidak terbaca: a.po") for line in messages.merge(place).problems)


def test_writing_twice_gives_the_same_bytes_and_no_date_or_path(place):
    part(place, "a.po", ("Draft", "Draf"))
    messages.write(place, messages.merge(place).catalog)
    first = place.po.read_bytes(), place.po.with_suffix(".mo").read_bytes()

    messages.write(place, messages.merge(place).catalog)

    assert (place.po.read_bytes(), place.po.with_suffix(".mo").read_bytes()) == first
    assert b"Date" not in first[0]
    assert str(place.code).encode() not in first[0]


def test_the_catalogue_alone_keeps_what_an_absorbed_fragment_said(place):
    part(place, "a.po", ("Draft", "Draf"))
    messages.write(place, messages.merge(place).catalog)
    place.parts[0].unlink()

    again = messages.merge(place)

    assert again.catalog.get("Draft").string == "Draf"
    assert messages.outdated(place, again.catalog) == []


def test_a_fragment_that_changed_makes_the_catalogue_out_of_date(place):
    part(place, "a.po", ("Draft", "Draf"))
    messages.write(place, messages.merge(place).catalog)
    part(place, "a.po", ("Draft", "Konsep"))

    assert messages.outdated(place, messages.merge(place).catalog) == ["django.po", "django.mo"]


@pytest.fixture
def whole(place, monkeypatch):
    """Make the command work on the small product."""
    monkeypatch.setattr(messages, "PLACE", place)
    return place


def test_check_writes_nothing_and_absorb_removes_only_what_is_whole(whole, capsys):
    pairs = [
        (messages._first(msgid), messages._first(msgid))
        for (c, _), msgid in messages.wanted_messages(whole.code).items()
        if not c
    ]
    part(whole, "a.po", *pairs)

    assert messages.run(["--check"]) == 1
    assert not whole.po.exists()

    assert messages.run(["--absorb"]) == 1
    assert whole.parts

    part(
        whole, "b.po", raw='msgctxt "month"\nmsgid "May"\nmsgstr "Mei"\n\nmsgctxt "verb"\nmsgid "Open"\nmsgstr "Buka"\n'
    )
    assert messages.run(["--absorb"]) == 0
    assert not whole.parts
    assert messages.run(["--check"]) == 0
    assert capsys.readouterr().out.endswith("10 kata dan kalimat, 0 masalah\n")
