"""A draft is filled in by forms alone: what is not touched stays byte for byte, what is typed is never lost."""

from dataclasses import replace

import pytest
from django.urls import reverse

from petruk.appraisal.actions import drafting
from petruk.appraisal.models import InstrumentDraft
from petruk.audit.models import Event
from petruk.core.indicators import Kind
from petruk.core.instrument import digest, parse, ready_made
from tests.appraisal.world import NOW
from tests.web.workshop.browser import form_of, sent
from tests.web.workshop.conftest import AGENCY

pytestmark = pytest.mark.django_db
PARTS = ("general", "eligibility", "tie_breaks")


def at(draft, name="indicator", *more):
    return reverse(f"workshop:{name}", args=[draft.public_id, *more])


def save(client, address, typed=None, act="save"):
    """Open a page, type, press a button."""
    return client.post(address, sent(client.get(address), address, typed, act))


def now(draft):
    return InstrumentDraft.objects.get(pk=draft.pk)


def held(draft, code):
    return next(each for each in now(draft).definition["indicators"] if each["code"] == code)


@pytest.mark.parametrize("code", sorted(ready_made()))
def test_a_ready_made_instrument_saved_on_every_page_has_the_same_digest(agency, code):
    definition = ready_made()[code]
    draft = drafting.bring_in(definition, at=NOW, by=AGENCY)
    pages = [at(draft, name) for name in PARTS]
    pages += [at(draft, "indicator", each["code"]) for each in definition["indicators"]]

    answers = [save(agency, page) for page in pages]

    assert {(answer.status_code, answer.url) for answer in answers} == {(302, at(draft, "draft"))}
    assert digest(now(draft).definition) == digest(definition)
    assert (now(draft).version, Event.objects.filter(action="draft.changed").count()) == (1, 0)


@pytest.mark.parametrize("code", sorted(ready_made()))
def test_typed_anew_from_nothing_a_ready_made_instrument_has_the_same_rules(agency, code):
    """The forms can say all that these four say. A key that says what holds without it anyway is not written anew."""
    definition = ready_made()[code]
    model = drafting.bring_in(definition, at=NOW, by=AGENCY)
    draft = drafting.begin(code="kosong", title="Kosong", at=NOW, by=AGENCY)
    for each in definition["indicators"]:
        page = agency.get(at(draft, "draft"))
        typed = {"kind": each["kind"], "title": each["title"]}
        made = agency.post(at(draft, "add"), sent(page, at(draft, "add"), typed))
        copy_page(agency, at(model, "indicator", each["code"]), made.url)

    for name in PARTS:
        copy_page(agency, at(model, name), at(draft, name))

    assert replace(parse(now(draft).definition), sha256="") == replace(parse(definition), sha256="")


def copy_page(client, source, target):
    """Add as many rows as the source has, then type what it holds, and save."""
    wanted = sent(client.get(source), source)
    while missing := [path for path in rows(wanted) if path not in rows(sent(client.get(target), target))]:
        save(client, target, act=f"add:{missing[0].rsplit('-', 1)[0]}")
    page = sent(client.get(target), target)
    client.post(target, {**wanted, "version": page["version"]})


def rows(body):
    """Return the paths of all rows of a page, outer ones first: levels-0, groups-1, groups-1-aspects-0."""
    counts = {name.removesuffix("-rows"): int(value[0]) for name, value in body.items() if name.endswith("-rows")}
    return sorted(
        (f"{path}-{at}" for path, number in counts.items() for at in range(number)), key=lambda p: p.count("-")
    )


def test_what_is_typed_is_kept_as_the_definition_writes_it(agency, draft):
    save(agency, at(draft, "indicator", "kinerja"), {"value": "87,5", "title": "  Kinerja   bulanan "})

    assert {key: held(draft, "kinerja")[key] for key in ("value", "title")} == {
        "value": "87.5", "title": "Kinerja bulanan",
    }  # fmt: skip
    assert (
        '<input type="text" name="value" value="87,5"' in agency.get(at(draft, "indicator", "kinerja")).content.decode()
    )


def test_a_row_is_added_moved_and_removed_and_everything_typed_is_saved_with_it(agency, draft):
    page = at(draft, "indicator", "teamwork")

    added = save(agency, page, {"guidance": "Petunjuk baru."}, act="add:levels")
    moved = save(agency, page, {"levels-3-points": "5", "levels-3-meaning": "Belum bekerja sama."}, act="up:levels-3")
    removed = save(agency, page, act="remove:levels-0")

    assert [answer.url.partition("#")[2] for answer in (added, moved, removed)] == ["levels-3", "levels-2", "levels"]
    assert [level.get("points") for level in held(draft, "teamwork")["levels"]] == ["15", "5", "20"]
    assert held(draft, "teamwork")["guidance"] == "Petunjuk baru."


def test_rows_inside_rows_have_buttons_of_their_own(agency, instruments):
    draft = drafting.clone(instruments["petruk-2024"], at=NOW, by=AGENCY)
    page = at(draft, "indicator", "tim-penilai")

    save(agency, page, {"groups-1-aspects-0-title": "Dampak"}, act="down:groups-1-aspects-0")
    save(agency, page, act="add:groups")

    groups = held(draft, "tim-penilai")["groups"]
    assert [aspect["title"] for aspect in groups[1]["aspects"]][:2] == ["Keterlibatan dalam Tim Kerja", "Dampak"]
    assert groups[3] == {"aspects": [{}]}


@pytest.mark.parametrize(
    "act",
    ["", "delete", "up:levels-0", "down:levels-2", "up:levels-9", "remove:levels-3", "remove:levels", "add:indicators",
     "add:levels-0-aspects", "up:text-0", "add:levels-0", "add:__class__", "remove:levels-00000"],
)  # fmt: skip
def test_a_button_that_is_not_on_the_page_is_refused(agency, draft, act):
    page = at(draft, "indicator", "teamwork")

    response = save(agency, page, act=act)

    assert (response.status_code, now(draft).version) == (400, draft.version)


def test_indicators_are_added_moved_and_removed(agency, draft):
    page = agency.get(at(draft, "draft"))
    added = agency.post(at(draft, "add"), sent(page, at(draft, "add"), {"kind": "rubric", "title": "Kinerja"}))
    page = agency.get(at(draft, "draft"))
    agency.post(at(draft, "arrange"), {"version": str(now(draft).version), "act": "up:kinerja-2"})
    inovasi = at(draft, "indicator", "inovasi")
    remove = at(draft, "remove", "inovasi")
    agency.post(remove, sent(agency.get(inovasi), remove))

    assert added.url == at(draft, "indicator", "kinerja-2")
    assert held(draft, "kinerja-2")["levels"] == [{}, {}]
    assert [each["code"] for each in now(draft).definition["indicators"]] == [
        "kinerja", "disiplin", "perilaku", "kinerja-2", "teamwork",
    ]  # fmt: skip


@pytest.mark.parametrize("kind", list(Kind))
def test_every_kind_can_be_begun_and_says_what_it_still_needs(agency, draft, kind):
    page = agency.get(at(draft, "draft"))

    response = agency.post(at(draft, "add"), sent(page, at(draft, "add"), {"kind": kind.value, "title": "Yang Baru"}))

    opened = agency.get(response.url)
    assert (opened.status_code, len(opened.context["place"].faults)) == (200, 1)


def test_a_tie_break_follows_an_indicator_whose_code_changes(agency, draft):
    moved = save(agency, at(draft, "indicator", "inovasi"), {"code": "gagasan"}, act="add:levels")

    assert moved.url == f"{at(draft, 'indicator', 'gagasan')}#levels-4"
    assert {"by": "points", "indicator": "gagasan"} in now(draft).definition["tie_breaks"]


@pytest.mark.parametrize(
    ("name", "field", "value"),
    [
        ("kinerja", "code", ""), ("kinerja", "code", "Kinerja"), ("kinerja", "code", "nip"),
        ("kinerja", "code", "inovasi"), ("kinerja", "code", "a" * 41),
        ("kinerja", "value", "1e2"), ("kinerja", "value", "８５"), ("kinerja", "value", "-1"),
        ("kinerja", "value", "85,12345"), ("kinerja", "title", "x" * 201), ("kinerja", "description", "a\u202eb"),
        ("kinerja", "fact", "salary"), ("kinerja", "missing", "guess"), ("teamwork", "levels-0-meaning", "x" * 4001),
        ("kinerja", "version", ""), ("kinerja", "version", "1_0"),
    ],
)  # fmt: skip
def test_what_cannot_be_kept_is_told_beside_the_field_and_the_rest_stays_typed(agency, draft, name, field, value):
    page = at(draft, "indicator", name)
    typed = {"criterion": "Kalimat yang baru saja diketik.", field: value}

    response = save(agency, page, typed)

    form = response.context["form"]
    assert (response.status_code, list(form.errors)) == (422, [field])
    assert form["criterion"].value() == "Kalimat yang baru saja diketik."
    assert form[field].value() == value
    assert now(draft).version == draft.version


def test_who_saves_over_another_is_told_and_keeps_what_he_typed(agency, draft):
    page = at(draft, "indicator", "kinerja")
    opened = agency.get(page)
    save(agency, page, {"title": "Judul orang lain"})

    refused = agency.post(page, sent(opened, page, {"title": "Judul saya"}))
    again = agency.post(page, sent(refused, page))

    assert (refused.status_code, refused.context["form"]["title"].value()) == (409, "Judul saya")
    assert "saved this draft at" in refused.content.decode()
    assert (again.status_code, held(draft, "kinerja")["title"]) == (302, "Judul saya")


def test_rows_typed_while_another_removed_one_are_all_there_to_be_saved_again(agency, draft):
    page = at(draft, "indicator", "teamwork")
    opened = agency.get(page)
    save(agency, page, act="remove:levels-2")

    refused = agency.post(page, sent(opened, page, {"levels-2-meaning": "Yang ketiga."}))
    agency.post(page, sent(refused, page))

    assert refused.status_code == 409
    assert held(draft, "teamwork")["levels"][2] == {"points": "20", "meaning": "Yang ketiga."}


def test_the_text_of_an_indicator_that_is_gone_meanwhile_is_given_back(agency, draft):
    page = at(draft, "indicator", "inovasi")
    opened = agency.get(page)
    rest = [each for each in draft.definition["indicators"] if each["code"] != "inovasi"]
    body = sent(opened, page, {"guidance": "Jangan hilang."})
    stale = InstrumentDraft.objects.get(pk=draft.pk)

    drafting.change(draft, {**draft.definition, "indicators": rest}, version=1, at=NOW, by=AGENCY)
    gone = agency.post(page, body)

    assert (gone.status_code, "Jangan hilang." in gone.content.decode()) == (409, True)
    assert stale.definition != now(draft).definition


def test_a_published_draft_is_not_filled_in_any_more(agency, draft):
    page = at(draft, "general")
    body = sent(agency.get(page), page, {"title": "Terlambat"})
    drafting.publish(draft, version=1, at=NOW, by=AGENCY)

    opened, posted = agency.get(page), agency.post(page, body)

    assert (opened.status_code, opened.url) == (302, at(draft, "draft"))
    assert (posted.status_code, "Terlambat" in posted.content.decode()) == (409, True)
    assert now(draft).definition["title"] == draft.definition["title"]
    assert form_of(agency.get(at(draft, "draft")), at(draft, "add")).values == []


def test_boxes_lines_and_what_is_not_asked_for(agency, draft):
    save(
        agency, at(draft, "eligibility"),
        {"kinds": ["PNS", "PPPK"], "excluded_echelons": [], "sanctions": ["BERAT", "SEDANG"], "tenure_months": "12",
         "minimum_predicate-predicate": "good", "minimum_predicate-years": "2"},
    )  # fmt: skip
    save(agency, at(draft, "general"), {"legal_basis": "Undang-Undang A\r\n\r\n  Peraturan B  \r\n"})

    definition = now(draft).definition
    assert definition["eligibility"] == {
        "kinds": ["PNS", "PPPK"], "excluded_echelons": [], "legal_statuses": ["01"], "sanctions": ["SEDANG", "BERAT"],
        "tenure_months": "12", "minimum_predicate": {"predicate": "good", "years": "2"},
    }  # fmt: skip
    assert definition["legal_basis"] == ["Undang-Undang A", "Peraturan B"]
    assert parse(definition).eligibility.predicate_years == 2


def test_the_time_to_object_is_written_only_when_it_is_said(agency, draft):
    save(agency, at(draft, "general"), {"objection-file_days": "10"})
    said = now(draft).definition

    save(agency, at(draft, "general"), {"objection-file_days": ""})

    assert (said["objection"], parse(said).objection.file_days) == ({"file_days": "10"}, 10)
    assert "objection" not in now(draft).definition


def test_the_chain_is_chosen_in_words_and_a_lost_step_is_shown(agency, draft):
    page = at(draft, "tie_breaks")
    removed = at(draft, "remove", "inovasi")
    agency.post(removed, sent(agency.get(at(draft, "indicator", "inovasi")), removed))

    shown = agency.get(page)
    save(agency, page, {"steps-0-step": "points:teamwork"})

    assert "points:inovasi (is there no longer)" in shown.content.decode()
    assert now(draft).definition["tie_breaks"][0] == {"by": "points", "indicator": "teamwork"}
