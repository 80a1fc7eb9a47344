"""Preparing and changing a period: nothing typed is lost, nothing wrong is kept."""

from datetime import UTC, datetime

import pytest
from django.urls import reverse

from petruk.access.authority import console
from petruk.appraisal.actions.instruments import publish_ready_made
from petruk.appraisal.models import Instrument, Period
from petruk.audit.models import Event
from petruk.core.instrument import parse, ready_made
from tests.appraisal.world import NOW, make_period

pytestmark = pytest.mark.django_db


@pytest.fixture
def instrument():
    publish_ready_made(at=NOW, by=console("Uji"))
    return Instrument.objects.get(code="petruk-2021")


@pytest.fixture
def filled(instrument):
    return {
        "name": "Penilaian 2027",
        "instrument": instrument.public_id,
        "opens_at": "2027-04-01T08:00",
        "closes_at": "2027-04-30T23:59",
        "nominees_per_unit": "2",
        "closed_text": "Hubungi BKPSDM.",
        "year_kinerja": "2027",
        "months_kinerja": ["3"],
        "year_disiplin": "2027",
        "months_disiplin": ["1", "2", "3"],
        "year_perilaku": "2026",
    }


def create(client, data):
    return client.post(reverse("periods:create"), data)


def test_without_an_instrument_the_form_asks_for_it_first(agency, instrument):
    response = agency.get(reverse("periods:create"))

    assert f'value="{instrument.public_id}"' in response.content.decode()
    assert "form" not in response.context


def test_with_an_instrument_it_asks_for_the_window_of_each_automatic_indicator(agency, instrument):
    form = agency.get(reverse("periods:create"), {"instrumen": instrument.public_id}).context["form"]

    assert [(indicator.code, months is not None) for indicator, _year, months in form.windows] == [
        ("kinerja", True),
        ("disiplin", True),
        ("perilaku", False),
    ]


@pytest.mark.parametrize("code", sorted(ready_made()))
def test_a_period_can_be_prepared_with_every_ready_made_instrument(agency, filled, code):
    other = Instrument.objects.get(code=code)
    windows = {}
    for indicator in parse(other.definition).automatic:
        windows |= {f"year_{indicator.code}": "2026", f"months_{indicator.code}": ["4", "5", "6"]}

    create(agency, filled | windows | {"instrument": other.public_id})

    period = Period.objects.get()
    assert agency.get(reverse("periods:period", args=[period.public_id])).status_code == 200
    assert agency.get(reverse("periods:readiness", args=[period.public_id])).status_code == 200


def test_what_is_filled_in_becomes_a_period(agency, filled, instrument):
    response = create(agency, filled)

    period = Period.objects.get()
    assert response.url == reverse("periods:period", args=[period.public_id])
    assert (period.name, period.instrument, period.nominees_per_unit, period.closed_text, period.published_at) == (
        "Penilaian 2027", instrument, 2, "Hubungi BKPSDM.", None,
    )  # fmt: skip
    assert (period.opens_at, period.closes_at) == (
        datetime(2027, 4, 1, 0, 0, tzinfo=UTC), datetime(2027, 4, 30, 16, 0, tzinfo=UTC),
    )  # fmt: skip
    assert period.windows == {
        "kinerja": {"year": 2027, "months": [3]},
        "disiplin": {"year": 2027, "months": [1, 2, 3]},
        "perilaku": {"year": 2026},
    }


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", ""), ("name", "x" * 201), ("name", "a\u202eb"),
        ("opens_at", ""), ("opens_at", "2027-02-29T08:00"), ("opens_at", "2027-04-01T08:00:00Z"),
        ("closes_at", "2027-04-01T08:00"), ("closes_at", "2027-03-31T08:00"), ("closes_at", "besok"),
        ("nominees_per_unit", "0"), ("nominees_per_unit", "101"), ("nominees_per_unit", "1_0"),
        ("nominees_per_unit", "٢"), ("nominees_per_unit", "-1"), ("nominees_per_unit", "1e1"),
        ("closed_text", "x" * 501),
        ("year_kinerja", ""), ("year_kinerja", "1999"), ("year_kinerja", "2100"), ("year_kinerja", "２０２７"),
        ("months_kinerja", []), ("months_kinerja", ["13"]), ("months_kinerja", ["x"]), ("months_kinerja", ["0"]),
    ],
)  # fmt: skip
def test_a_wrong_field_is_named_and_the_rest_is_kept(agency, filled, field, value):
    response = create(agency, filled | {field: value})

    form = response.context["form"]
    assert list(form.errors) == [field]
    assert [form[name].value() for name in filled if name != field] == [
        filled[name] for name in filled if name != field
    ]
    assert f'href="#{form[field].auto_id}' in response.content.decode()
    assert not Period.objects.exists()


def test_a_name_that_is_taken_is_told_beside_the_name(agency, filled):
    make_period(name="Penilaian 2027")

    response = create(agency, filled | {"name": "  Penilaian   2027 "})

    assert list(response.context["form"].errors) == ["name"]
    assert Period.objects.count() == 1


@pytest.mark.parametrize("act", ["instrument", "preview"])
def test_another_instrument_or_the_preview_saves_nothing_and_keeps_what_was_typed(agency, filled, act):
    other = Instrument.objects.get(code="petruk-2021b")
    typed = filled | {"act": act, "instrument": other.public_id, "opens_at": "belum tahu"}

    response = create(agency, typed)

    form = response.context["form"]
    assert (form["name"].value(), form["opens_at"].value(), form["months_disiplin"].value()) == (
        "Penilaian 2027", "belum tahu", ["1", "2", "3"],
    )  # fmt: skip
    assert (form.errors, form.rules.code, Period.objects.count()) == ({}, "petruk-2021b", 0)


def test_the_preview_shows_the_text_as_text(agency, filled):
    page = create(agency, filled | {"act": "preview", "closed_text": "<b>Baris</b>\nkedua"}).content.decode()

    assert "<p>&lt;b&gt;Baris&lt;/b&gt;<br>kedua</p>" in page


def test_a_period_is_changed_from_what_it_was(agency, filled):
    create(agency, filled)
    period = Period.objects.get()
    address = reverse("periods:change", args=[period.public_id])

    form = agency.get(address).context["form"]
    shown = {name: form[name].value() for name in ("name", "opens_at", "closes_at", "year_kinerja", "months_disiplin")}
    agency.post(address, filled | {"name": "Penilaian 2027 tahap 2"})

    assert shown == {
        "name": "Penilaian 2027", "opens_at": "2027-04-01T08:00", "closes_at": "2027-04-30T23:59",
        "year_kinerja": 2027, "months_disiplin": [1, 2, 3],
    }  # fmt: skip
    assert Period.objects.get().name == "Penilaian 2027 tahap 2"


def test_a_published_period_is_not_changed_and_what_was_typed_is_still_there(agency, filled):
    period = make_period()
    address = reverse("periods:change", args=[period.public_id])

    opened, sent = agency.get(address), agency.post(address, filled)

    assert opened.url == reverse("periods:period", args=[period.public_id])
    assert (list(sent.context["form"].errors), sent.context["form"]["name"].value()) == (["__all__"], "Penilaian 2027")
    assert Period.objects.get().name == period.name


def test_n08_fields_that_the_form_does_not_ask_change_nothing(agency, filled):
    create(
        agency,
        filled | {"published_at": "2020-01-01T00:00", "public_id": "x", "pk": "1", "windows": "{}", "sha256": "x"},
    )

    period = Period.objects.get()
    assert (period.published_at, period.public_id == "x", period.windows["kinerja"]["year"]) == (None, False, 2027)


def test_n02_an_instrument_that_is_not_there_is_a_404(agency, filled):
    assert create(agency, filled | {"instrument": "A" * 22}).status_code == 404
    assert agency.get(reverse("periods:create"), {"instrumen": "A" * 22}).status_code == 404


@pytest.mark.parametrize(
    "twice",
    [
        {"name": ["a", "b"]},
        {"year_kinerja": ["2027", "2026"]},
        {"months_kinerja": ["3", "3"]},
        {"act": ["save", "preview"]},
    ],
)
def test_n82_a_field_that_comes_twice_is_refused(agency, filled, twice):
    assert create(agency, filled | twice).status_code == 400
    assert not Period.objects.exists()


def test_creating_leaves_one_event(agency, filled):
    before = Event.objects.count()

    create(agency, filled)

    assert list(Event.objects.order_by("pk").values_list("action", flat=True)[before:]) == ["period.created"]
