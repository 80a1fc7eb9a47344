"""What the templates say of numbers, days and names, and how the components hold together."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django import forms
from django.core.paginator import Paginator
from django.http import QueryDict
from django.template import Context, Engine
from django.test import override_settings

from petruk.access.authority import Authority
from petruk.web.gallery import samples
from petruk.web.gallery.views import forms_in_every_state
from petruk.web.templatetags import petruk

STATIC = {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}


@pytest.fixture
def engine(settings) -> Engine:
    """Templates in which a variable that nobody gave stands out."""
    return Engine(
        dirs=settings.TEMPLATES[0]["DIRS"],
        string_if_invalid="!!%s!!",
        libraries={
            "petruk": "petruk.web.templatetags.petruk",
            "i18n": "django.templatetags.i18n",
            "l10n": "django.templatetags.l10n",
            "static": "django.templatetags.static",
            "heroicons": "heroicons.templatetags.heroicons",
            "django_htmx": "django_htmx.templatetags.django_htmx",
        },
    )


@pytest.fixture
def draw(engine):
    """Return a function that draws one component with what it is given and nothing else."""

    def draw(name: str, /, **given: object) -> str:
        return engine.get_template(f"components/{name}.html").render(Context(given))

    return draw


def test_decimal_writes_two_places_with_a_comma():
    assert petruk.decimal(Decimal("94")) == "94,00"


def test_points_drop_the_zeros_at_the_end():
    assert [petruk.points(value) for value in (Decimal("40.00"), Decimal("12.50"), 0)] == ["40", "12,5", "0"]


def test_percent_keeps_a_space_before_its_sign():
    assert petruk.percent(Decimal("97.45")) == "97,45 %"


@override_settings(TIME_ZONE="Asia/Makassar")
def test_a_moment_is_written_as_the_day_it_is_here():
    assert petruk.date_id(datetime(2021, 5, 4, 17, 0, tzinfo=UTC)) == "5 Mei 2021"


def test_a_day_is_written_as_papers_do():
    assert petruk.date_id(date(2021, 5, 5)) == "5 Mei 2021"


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("Norhayati Ma'ruf, A.Md", "NM"),
        ("Drs. Akhmad Rahman, M.Si", "AR"),
        ("H. Syahrani Hakim, S.Sos", "SH"),
        ("Suharto", "S"),
        ("Dr. H.", "DH"),
    ],
)
def test_initials_leave_the_titles_out(name, letters):
    assert petruk.initials(name) == letters


@pytest.mark.parametrize(
    ("part", "whole", "reach"), [(9, 12, "75.0"), (0, 10, "0.0"), (12, 10, "100.0"), (-1, 10, "0.0"), (5, 0, "0")]
)
def test_share_is_a_number_that_markup_understands(part, whole, reach):
    assert petruk.share(part, whole) == reach


def test_crumbs_refuse_a_label_without_address():
    with pytest.raises(ValueError, match="zip"):
        petruk.crumbs("Beranda", "Penilaian", "/penilaian/", "Hasil")


def test_a_person_is_shown_with_spaced_nip_and_initials(draw):
    html = draw("_person", name="Norhayati Ma'ruf, A.Md", nip="199001052015022001")

    assert "19900105 201502 2 001" in html
    assert ">NM<" in html
    assert "!!" not in html


def test_what_people_are_called_is_escaped(draw):
    html = draw("_person", name="<b>X</b>", nip="1")

    assert "<b>X</b></b>" not in html
    assert "&lt;b&gt;X&lt;/b&gt;" in html


@pytest.mark.parametrize(("urut", "next_one"), [("", "nama"), ("nama", "-nama"), ("-nama", "nama")])
def test_a_sorted_head_turns_around_and_returns_to_the_first_page(draw, urut, next_one):
    html = draw("_sort", key="nama", label="Nama", query=QueryDict(f"cari=a&halaman=3&urut={urut}"))

    assert f'href="?cari=a&amp;urut={next_one}"' in html


def test_the_pager_keeps_the_filter(draw):
    html = draw("_pager", page=Paginator(range(97), 20).page(2), query=QueryDict("cari=a&halaman=2"))

    assert 'href="?cari=a&amp;halaman=1"' in html
    assert 'href="?cari=a&amp;halaman=3"' in html


def test_a_list_of_one_page_has_no_way_to_another(draw):
    html = draw("_pager", page=Paginator(range(3), 20).page(1), query=QueryDict(""))

    assert "href" not in html


class _Form(forms.Form):
    level = forms.ChoiceField(choices=[("10", "Baik"), ("40", "Sangat baik")], widget=forms.RadioSelect)
    text = forms.CharField(help_text="Singkat saja.")


def test_an_error_is_tied_to_its_field_and_reachable_from_the_summary(draw):
    form = _Form({"level": "40", "text": ""})

    field, summary = draw("_field", field=form["text"]), draw("_errors", form=form)

    assert 'aria-describedby="id_text_helptext id_text_error"' in field
    assert 'id="id_text_error"' in field
    assert 'href="#id_text"' in summary


def test_a_rubric_keeps_the_choice_and_carries_its_points(draw):
    html = draw("_choices", field=_Form({"level": "40", "text": "x"})["level"])

    assert html.count(" checked") == 1
    assert 'data-points="40" checked' in html


def test_a_total_is_marked_with_its_reason(draw):
    html = draw("_total", label="Total skor", points=Decimal("12.5"), maximum=Decimal(90), note="Belum lengkap.")

    assert ">12,5<" in html
    assert 'width="13.9%"' in html
    assert "Belum lengkap." in html


@override_settings(STORAGES=STATIC)
def test_no_component_of_the_gallery_waits_for_a_variable(engine, rf):
    given = {"request": rf.get("/galeri/"), "csrf_token": "x", "samples": samples, **forms_in_every_state()}

    html = engine.get_template("gallery/gallery.html").render(Context(given))

    assert "!!" not in html
    assert len(html) > 20_000


@override_settings(STORAGES=STATIC)
@pytest.mark.parametrize("name", ["403", "404", "500", "403_csrf"])
def test_error_pages_stand_without_any_context_and_name_the_next_step(engine, name):
    html = engine.get_template(f"{name}.html").render(Context())

    assert "!!" not in html
    assert '<a class="btn main" href="/">' in html


@override_settings(STORAGES=STATIC)
def test_a_missing_page_and_a_foreign_one_look_the_same(engine, rf):
    page = engine.get_template("404.html")
    officer = Authority(ref="x", name="Rahmawati")

    pages = {
        page.render(Context({"request": rf.get(path), "authority": officer, "csrf_token": token}))
        for path, token in (("/penilaian/tidak-ada/", "a"), ("/penilaian/milik-orang/", "b"))
    }

    assert len(pages) == 1
