"""A panelist before a candidate: the worked example through the pages, and every wrong way to send a sheet."""

import pytest
from django.urls import reverse

from petruk.appraisal.models import PanelMember, PanelScore, PanelSheet
from petruk.appraisal.queries.panel import outcomes
from petruk.core.numbers import format_decimal
from tests.appraisal.panel_world import APPENDIX, ASPECTS, MAXIMA, make_nominee, points
from tests.factories import make_unit
from tests.fingerprint import digest
from tests.web.panel.pages import sent, sheet_url
from tests.web.reading import read

pytestmark = pytest.mark.django_db


@pytest.fixture
def nominee(world):
    return world.nominee(name="ASWENDI ARSUDHANA")


@pytest.fixture
def panelist(world):
    return world.member()


def test_the_worked_example_is_75_75_73_together_223_and_shown_74_33(world, nominee, panelist, signed_in):
    client = signed_in(panelist)
    asked = client.post(sheet_url(nominee), sent(act="check"))
    done = client.post(sheet_url(nominee), sent())
    world.lock()

    page = read(client.get(sheet_url(nominee))).text

    assert [part.given for part in asked.context["parts"]] == [75, 75, 73]
    assert (asked.context["total"], done.status_code) == (223, 302)
    assert "223" in page
    assert "74,33" in page


def test_a_second_panelist_with_all_maxima_gives_the_mean(world, nominee, panelist, signed_in):
    for user, given in ((panelist, APPENDIX), (world.member(), MAXIMA)):
        signed_in(user).post(sheet_url(nominee), sent(given))
    period = world.lock()

    [outcome] = outcomes(world.agency, period, [nominee])
    page = read(signed_in(panelist).get(sheet_url(nominee))).text

    assert format_decimal(outcome.results[0].shown) == "87,17"
    assert "261,5" in page


def test_the_form_opens_empty_with_the_guidance_and_the_maxima_of_each_aspect(nominee, panelist, signed_in):
    page = read(signed_in(panelist).get(sheet_url(nominee)))

    inputs = [each for each in page.all("input") if (each.get("name") or "").startswith("n_")]
    assert [each["name"] for each in inputs] == [f"n_{code}" for code in ASPECTS]
    assert [each.get("value") for each in inputs] == [None] * 13
    assert "Seberapa luas dan nyata manfaatnya" in page.text


def test_a_draft_is_kept_and_opens_again_with_the_sums_of_the_server(nominee, panelist, signed_in):
    client = signed_in(panelist)
    client.post(sheet_url(nominee), sent(act="save", n_pendidikan="", n_manfaat=""))

    response = client.get(sheet_url(nominee))

    assert [part.given for part in response.context["parts"]] == [45, 75, 65]
    assert response.context["form"]["version"].value() == 1
    assert not PanelSheet.objects.filter(submitted_at__isnull=False).exists()


WRONG = [
    "21", "-1", "1.5", "1,5", "abc", "1e1", "1_0", " 20", "20 ", "20\n", "٢٠", "２０", "0x1", "+5", "²",
    "9999", "NaN",
]  # fmt: skip


@pytest.mark.parametrize("act", ["save", "check", "submit"])
@pytest.mark.parametrize("wrong", WRONG)
def test_n19_n72_only_whole_points_within_the_maximum_are_taken(nominee, panelist, signed_in, wrong, act):
    client = signed_in(panelist)
    before = digest()

    response = client.post(sheet_url(nominee), sent(act=act, n_orisinalitas=wrong))

    assert (response.status_code, digest()) == (422, before)
    assert response.context["form"]["n_orisinalitas"].value() == wrong
    assert response.context["form"]["n_manfaat"].value() == "30"


@pytest.mark.parametrize("act", ["check", "submit"])
def test_a_sheet_with_an_empty_aspect_is_not_handed_in(nominee, panelist, signed_in, act):
    response = signed_in(panelist).post(sheet_url(nominee), sent(act=act, n_pendidikan=""))

    assert response.status_code == 422
    assert list(response.context["form"].errors) == ["n_pendidikan"]
    assert not PanelSheet.objects.exists()


@pytest.mark.parametrize("act", ["save", "submit"])
@pytest.mark.parametrize("missing", ["n_pendidikan", "version"])
def test_a_sheet_that_lacks_a_field_altogether_is_refused(nominee, panelist, signed_in, missing, act):
    form = sent(act=act)
    del form[missing]

    response = signed_in(panelist).post(sheet_url(nominee), form)

    assert response.status_code == 422
    assert not PanelSheet.objects.exists()


EXTRA = [
    "n_kopeten", "n_inovatif", "id", "total", "member", "user", "period", "submitted_at", "maximum", "recused_because",
]  # fmt: skip


@pytest.mark.parametrize("extra", EXTRA)
def test_n08_n09_a_field_that_the_form_does_not_have_is_refused_and_reported(
    nominee, panelist, signed_in, extra, caplog
):
    client = signed_in(panelist)
    before = digest()

    with caplog.at_level("WARNING", "petruk.security"):
        response = client.post(sheet_url(nominee), sent(**{extra: "5"}))

    assert (response.status_code, digest()) == (400, before)
    assert extra in caplog.text


def test_n82_a_field_that_comes_twice_is_refused(nominee, panelist, signed_in):
    response = signed_in(panelist).post(sheet_url(nominee), sent() | {"n_manfaat": ["1", "40"]})

    assert response.status_code == 400
    assert not PanelSheet.objects.exists()


def test_n87_a_sheet_saved_in_another_window_is_answered_409_and_keeps_what_was_typed(nominee, panelist, signed_in):
    client = signed_in(panelist)
    client.post(sheet_url(nominee), sent(act="save"))

    response = client.post(sheet_url(nominee), sent(MAXIMA))

    form = response.context["form"]
    assert response.status_code == 409
    assert {code: form[f"n_{code}"].value() for code in ASPECTS} == {c: str(v) for c, v in points(MAXIMA).items()}
    assert (form["version"].value(), response.context["saved"].points()) == ("1", points())
    assert not PanelSheet.objects.filter(submitted_at__isnull=False).exists()


def test_a_second_click_is_answered_as_the_first(nominee, panelist, signed_in):
    client = signed_in(panelist)

    answers = [client.post(sheet_url(nominee), sent()) for _ in range(2)]

    assert [each.status_code for each in answers] == [302, 302]
    assert PanelScore.objects.count() == 13


def test_what_is_handed_in_cannot_be_sent_again_otherwise(nominee, panelist, signed_in):
    client = signed_in(panelist)
    client.post(sheet_url(nominee), sent())
    before = digest()

    response = client.post(sheet_url(nominee), sent(MAXIMA, version=1))

    assert (response.status_code, digest()) == (409, before)


@pytest.mark.parametrize("act", ["save", "check", "submit"])
def test_n05_own_unit_own_person_and_rivals_are_answered_403(world, panelist, signed_in, act):
    office = make_unit(parent=panelist.employee.placement.unit)
    colleague = world.nominee(office)
    client = signed_in(panelist)
    before = digest()
    page, answer = client.get(sheet_url(colleague)), client.post(sheet_url(colleague), sent(act=act))

    assert (page.status_code, answer.status_code, digest()) == (403, 403, before)

    himself = make_nominee(world.period, panelist.employee, at=world.at)
    for nominee in (himself, colleague):
        assert client.post(sheet_url(nominee), sent(act=act)).status_code == 403
    assert not PanelScore.objects.exists()


def test_standing_aside_takes_a_ground_and_a_reason_and_is_final(world, nominee, panelist, signed_in):
    client, url = signed_in(panelist), reverse("panel:recuse", args=[nominee.public_id])

    empty = client.post(url, {"ground": "Hubungan keluarga", "reason": " "})
    forged = client.post(url, {"ground": "Malas", "reason": "x"})
    done = client.post(url, {"ground": "Hubungan keluarga", "reason": "Kandidat adalah ipar saya"})

    assert [empty.status_code, forged.status_code, done.status_code] == [422, 422, 302]
    assert PanelSheet.objects.get().recused_because == "Hubungan keluarga: Kandidat adalah ipar saya"
    assert client.post(sheet_url(nominee), sent()).status_code == 409
    assert client.post(url, {"ground": "Hubungan keluarga", "reason": "Lagi"}).status_code == 409
    assert "ipar saya" in read(client.get(sheet_url(nominee))).text


def test_n12_a_mandate_that_ends_and_a_release_close_the_page_at_the_next_request(world, nominee, signed_in):
    ended, released = world.member(), world.member()
    clients = [signed_in(ended)]
    assert clients[0].get(sheet_url(nominee)).status_code == 200
    ended.mandates.update(revoked_on=world.at.date())
    assert clients[0].get(sheet_url(nominee)).status_code == 403

    client = signed_in(released)
    assert client.get(sheet_url(nominee)).status_code == 200
    PanelMember.objects.filter(user=released).update(released_at=world.at)

    assert [client.get(sheet_url(nominee)).status_code, client.post(sheet_url(nominee), sent()).status_code] == [
        404,
        404,
    ]
    assert not PanelSheet.objects.exists()


def test_after_the_lock_a_draft_is_answered_409_with_what_was_typed(world, nominee, panelist, signed_in):
    world.hand_in(nominee, world.member())
    client = signed_in(panelist)
    client.post(sheet_url(nominee), sent(act="save"))
    world.lock()
    before = digest()

    response = client.post(sheet_url(nominee), sent(MAXIMA, version=1))

    assert (response.status_code, digest()) == (409, before)
    assert ("Manfaat dan Dampak", "40") in response.context["typed"]


def test_a_period_that_closed_still_takes_sheets(world, nominee, panelist, signed_in):
    world.close()

    assert signed_in(panelist).post(sheet_url(nominee), sent()).status_code == 302
