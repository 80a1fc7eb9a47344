"""The pages around the forms: begin, look, compare, try, publish, throw away; and who meets none of them."""

import json
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from petruk.access.roles import Role
from petruk.appraisal.actions import drafting
from petruk.appraisal.models import Instrument, InstrumentDraft, Period
from petruk.audit.models import Event
from petruk.core.instrument import digest, ready_made
from petruk.web.histogram import Bar
from petruk.web.workshop.urls import urlpatterns
from tests.appraisal.contest import make_usual
from tests.appraisal.world import NOW
from tests.factories import make_unit
from tests.web.payloads import PAYLOADS
from tests.web.reading import read
from tests.web.workshop.browser import sent
from tests.web.workshop.conftest import AGENCY

pytestmark = pytest.mark.django_db
OTHERS = [role for role in Role if role is not Role.AGENCY_ADMIN]
DRAFTS = reverse("workshop:drafts")
AT_ONCE = 11  # payloads that one draft holds


def at(draft, name, *more):
    return reverse(f"workshop:{name}", args=[draft.public_id, *more])


def upload(definition, name="definisi.json"):
    content = definition if isinstance(definition, bytes) else json.dumps(definition).encode()
    return {"file": SimpleUploadedFile(name, content, "application/json")}


def counts():
    return Instrument.objects.count(), InstrumentDraft.objects.count(), Event.objects.count()


def addresses(draft):
    """Return every address of the workshop with the methods that it takes."""
    source = draft.based_on.public_id
    for each in urlpatterns:
        names = list(each.pattern.converters)
        known = {"public_id": source if each.name == "clone" else draft.public_id, "code": "kinerja"}
        yield reverse(f"workshop:{each.name}", args=[known[name] for name in names]), each.callback.methods


@pytest.mark.parametrize("role", [*OTHERS, Role.AGENCY_ADMIN])
def test_nobody_but_the_agency_of_the_whole_government_enters_the_workshop(as_role, regency, draft, role):
    """The agency of one office is not enough; the inspector reads what is published, and no draft."""
    office = make_unit("Dinas Sosial", parent=regency) if role is Role.AGENCY_ADMIN else None
    before = counts()

    denied = as_role(role, office)
    answers = {denied.generic(method, address).status_code for address, all_of in addresses(draft) for method in all_of}
    link = DRAFTS in denied.get(reverse("instruments:instruments")).content.decode()
    unchanged = counts()
    agency = as_role(Role.AGENCY_ADMIN)
    opened = {agency.get(address).status_code for address, methods in addresses(draft) if "GET" in methods}
    shown = DRAFTS in agency.get(reverse("instruments:instruments")).content.decode()

    assert (answers, link, unchanged) == ({403}, False, before)
    assert (opened, shown) == ({200}, True)


def test_n15_looking_at_every_page_writes_nothing(agency, draft):
    before = counts(), InstrumentDraft.objects.values().get()

    for address, methods in addresses(draft):
        agency.get(address)
        if "GET" not in methods:
            assert agency.get(address).status_code == 405

    assert (counts(), InstrumentDraft.objects.values().get()) == before


@pytest.mark.parametrize("name", sorted({each.name for each in urlpatterns} - {"drafts", "begin", "import", "compare"}))
def test_a_draft_that_is_not_there_is_a_404(agency, draft, name):
    (pattern,) = [each for each in urlpatterns if each.name == name]
    more = ["kinerja"] if "code" in pattern.pattern.converters else []
    method = "GET" if "GET" in pattern.callback.methods else "POST"

    assert agency.generic(method, reverse(f"workshop:{name}", args=["A" * 22, *more])).status_code == 404


def test_a_draft_begins_with_a_name_a_copy_or_a_file(agency, instruments):
    named = agency.post(reverse("workshop:begin"), {"title": "Baru", "code": "baru-2027"})
    copied = agency.post(reverse("workshop:clone", args=[instruments["petruk-2024"].public_id]))
    brought = agency.post(reverse("workshop:import"), upload(ready_made()["petruk-2023"]), follow=True)

    made = list(InstrumentDraft.objects.order_by("pk"))
    assert [each.definition["code"] for each in made] == ["baru-2027", "petruk-2025", "petruk-2023"]
    assert (named.url, copied.url) == tuple(at(each, "draft") for each in made[:2])
    assert (made[1].based_on.code, made[1].definition["title"]) == (
        "petruk-2024", "Penilaian Instrumen Kinerja 2025 (berkas dan tim penilai)",
    )  # fmt: skip
    page = read(brought).text
    assert f"Its fingerprint is {digest(ready_made()['petruk-2023'])}." in page
    assert "It is exactly the published instrument" in page
    assert "sudah dipakai instrumen yang terbit" in page


@pytest.mark.parametrize(("field", "value"), [("title", ""), ("code", ""), ("code", "Baru"), ("code", "a" * 41)])
def test_a_name_that_cannot_be_is_told_beside_the_field(agency, field, value):
    response = agency.post(reverse("workshop:begin"), {"title": "Baru", "code": "baru", field: value})

    assert (response.status_code, list(response.context["form"].errors)) == (422, [field])
    assert not InstrumentDraft.objects.exists()


@pytest.mark.parametrize(
    ("definition", "words"),
    [
        (b"", "The file is empty."),
        (b"{", "The file is not JSON"),
        ({"code": "x"}, "places: belum diisi"),
        ({**ready_made()["petruk-2021"], "maximum": "91"}, "maximum: harus 90, jumlah maksimum semua indikator"),
        ({**ready_made()["petruk-2021"], "title": "x" * 201}, "title: paling banyak 200 karakter"),
        ({**ready_made()["petruk-2021"], "places": 0}, "places: harus berupa angka"),
    ],
)  # fmt: skip
def test_a_file_that_is_no_instrument_is_refused_with_the_place(agency, definition, words):
    response = agency.post(reverse("workshop:import"), upload(definition))

    assert (response.status_code, list(response.context["form"].errors)) == (422, ["file"])
    assert words in read(response).text
    assert not InstrumentDraft.objects.exists()


def test_without_a_file_nothing_begins(agency):
    assert agency.post(reverse("workshop:import"), {}).status_code == 422


def test_a_draft_is_exported_under_its_fingerprint_and_comes_back_the_same(agency, draft):
    response = agency.get(at(draft, "export"))
    name = response.headers["Content-Disposition"].split('"')[1]

    back = agency.post(reverse("workshop:import"), upload(response.content, name))

    assert name == f"petruk-2022-{digest(draft.definition)[:16]}.json"
    assert back.status_code == 302
    assert digest(InstrumentDraft.objects.first().definition) == digest(draft.definition)


def test_the_page_of_a_draft_says_all_that_is_in_it(agency, draft):
    page = read(agency.get(at(draft, "draft")))

    assert "together 90 of 90" in page.text
    for words in (
        "Inovasi atau Lainnya", "ambang batas", "PNS, CPNS", "I/a, I/b, II/a, II/b", "a draw", "Can be published",
        "Copied from “Penilaian Instrumen Kinerja 2021”.", digest(draft.definition),
    ):  # fmt: skip
        assert words in page.text, words


def test_a_draft_that_is_not_right_leads_to_every_place_that_is(agency, draft):
    definition = {**draft.definition, "title": "", "maximum": "91", "legal_basis": []}
    drafting.change(draft, definition, version=1, at=NOW, by=AGENCY)

    page = read(agency.get(at(draft, "draft")))

    assert "2 things are not right yet" in page.text
    assert f"{at(draft, 'general')}#id_legal_basis" in page.links()
    for name in ("preview", "publish", "trial"):
        shown = read(agency.get(at(draft, name)))
        assert f"{at(draft, 'general')}#id_title" in shown.links(), name
    assert not read(agency.get(at(draft, "publish"))).all("button", **{"class": "btn main"})


def test_the_preview_is_the_form_of_the_officer_closed(agency, draft):
    page = agency.get(at(draft, "preview"))

    answers = read(page).all("input", type="radio") + read(page).all("textarea")
    assert (len(answers), [each for each in answers if "disabled" not in each]) == (8, [])
    assert "Ada inovasi yang bermanfaat bagi seluruh pegawai di lingkungan SKPD." in page.content.decode()


def test_two_versions_are_compared_in_words(agency, instruments, draft):
    compare = reverse("workshop:compare")
    both = {"dari": instruments["petruk-2021"].public_id, "ke": instruments["petruk-2021b"].public_id}

    empty = agency.get(compare)
    published = read(agency.get(compare, both)).text
    own = read(agency.get(compare, {"dari": draft.based_on.public_id, "ke": draft.public_id})).text
    same = read(agency.get(compare, dict.fromkeys(("dari", "ke"), draft.public_id))).text

    assert empty.context["changes"] is None
    assert "Skor tertinggi berubah dari 90 menjadi 100." in published
    assert "Kode berubah dari petruk-2021 menjadi petruk-2022." in own
    assert "They say the same." in same
    assert agency.get(compare, {"dari": "A" * 22, "ke": draft.public_id}).status_code == 404


def test_publishing_asks_once_says_what_becomes_final_and_then_it_is_there(agency, draft):
    address = at(draft, "publish")
    asked = agency.get(address)

    done = agency.post(address, sent(asked, None))

    made = Instrument.objects.get(code="petruk-2022")
    assert "From then on nobody can change it" in read(asked).text
    assert digest(draft.definition) in read(asked).text
    assert (done.url, made.sha256) == (
        reverse("instruments:instrument", args=[made.public_id]), digest(draft.definition),
    )  # fmt: skip
    assert agency.get(address).url == done.url
    assert "Published" in read(agency.get(DRAFTS)).text


def test_publishing_what_moved_is_not_right_or_is_taken_publishes_nothing(agency, draft):
    address = at(draft, "publish")
    stale = sent(agency.get(address), None)
    drafting.change(draft, {**draft.definition, "title": "Lain"}, version=1, at=NOW, by=AGENCY)
    moved = agency.post(address, stale)
    drafting.change(draft, {**draft.definition, "code": "petruk-2021"}, version=2, at=NOW, by=AGENCY)
    taken = agency.post(address, {"version": "3"})
    drafting.change(draft, {**draft.definition, "maximum": "91"}, version=3, at=NOW, by=AGENCY)
    wrong = agency.post(address, {"version": "4"})
    forged = agency.post(address, {"version": "x"})

    assert [each.status_code for each in (moved, taken, wrong, forged)] == [409, 409, 409, 422]
    assert "changed this draft meanwhile" in read(moved).text
    assert "belongs to a published instrument" in read(taken).text
    assert "harus 90, jumlah maksimum semua indikator" in read(wrong).text
    assert Instrument.objects.count() == len(ready_made())


def test_a_draft_is_thrown_away_with_a_reason_only(agency, draft):
    refused = agency.post(at(draft, "discard"), {"reason": " "})
    kept = InstrumentDraft.objects.count()
    done = agency.post(at(draft, "discard"), {"reason": "Tidak jadi."})

    assert (refused.url, kept) == (at(draft, "draft"), 1)
    assert (done.url, InstrumentDraft.objects.count()) == (DRAFTS, 0)


def test_a_trial_shows_leaders_ties_spread_and_who_stays_at_zero(as_role, draft):
    contest = make_usual()
    agency, period = as_role(Role.AGENCY_ADMIN, contest.root), contest.period
    Period.objects.filter(pk=period.pk).update(opens_at=NOW - timedelta(days=90), closes_at=NOW - timedelta(days=60))

    chosen = agency.get(at(draft, "trial"), {"periode": period.public_id})

    page = read(chosen)
    assert [each.winner.entry.name for each, _why in chosen.context["units"]] == ["ANI", "DEDI"]
    assert Bar("> 81 – 90", 1) in chosen.context["spread"]
    assert sum(bar.value for bar in chosen.context["spread"]) == 4
    assert "menang atas BUDI karena total 90 > 80" in page.text
    assert page.all("div", role="img")
    assert agency.get(at(draft, "trial"), {"periode": "A" * 22}).status_code == 404


def test_a_trial_says_what_does_not_fit(agency, instruments):
    contest = make_usual()
    Period.objects.update(opens_at=NOW - timedelta(days=90), closes_at=NOW - timedelta(days=60))
    draft = drafting.clone(instruments["petruk-2024"], at=NOW, by=AGENCY)

    page = read(agency.get(at(draft, "trial"), {"periode": contest.period.public_id})).text

    assert "Penilaian Tim Penilai: The period had no indicator of this code." in page
    assert "There is no total to spread." in page


def test_the_list_and_every_page_cost_the_same_however_many_there_are(agency, draft, django_assert_num_queries):
    for number in range(29):
        drafting.begin(code=f"n-{number}", title=f"Draf {number}", at=NOW, by=AGENCY)
    for number in range(20):
        Period.objects.create(
            name=f"P{number}", instrument=draft.based_on, windows={}, published_at=NOW,
            opens_at=NOW - timedelta(days=90), closes_at=NOW - timedelta(days=60),
        )  # fmt: skip

    with django_assert_num_queries(5):  # session, account, count, drafts, instruments
        agency.get(DRAFTS)
    with django_assert_num_queries(5):  # session, account, draft, codes, history
        agency.get(at(draft, "draft"))
    with django_assert_num_queries(4):
        agency.get(at(draft, "indicator", "kinerja"))
    with django_assert_num_queries(5):  # and periods
        agency.get(at(draft, "trial"))
    with django_assert_num_queries(4):
        agency.get(reverse("workshop:compare"))


@pytest.mark.parametrize(
    "name", ["id", "version_", "kind", "public_id", "published_as", "based_on", "sha256", "levels"]
)
def test_n08_a_field_that_the_page_does_not_have_changes_nothing(agency, draft, name, caplog):
    page = at(draft, "indicator", "kinerja")
    body = sent(agency.get(page), page)

    agency.post(page, {**body, name: "shown"})

    kept = InstrumentDraft.objects.get()
    assert (kept.definition, kept.version, kept.published_as) == (draft.definition, 1, None)
    assert "unknown fields" in caplog.text


def test_n82_a_field_that_comes_twice_is_refused(agency, draft):
    for page, name in ((at(draft, "indicator", "kinerja"), "title"), (at(draft, "general"), "version"),
                       (at(draft, "eligibility"), "kinds")):  # fmt: skip
        body = sent(agency.get(page), page)

        assert agency.post(page, {**body, name: ["PNS", "PNS"]}).status_code == 400, name
    assert InstrumentDraft.objects.get().version == 1


@pytest.mark.parametrize("first", range(0, len(PAYLOADS), AT_ONCE))
def test_n40_the_texts_of_an_indicator_are_text_on_every_page(agency, draft, first):
    payloads = PAYLOADS[first : first + AT_ONCE]
    plain, hostile = (pages_with(agency, draft, texts) for texts in (["Biasa saja"] * len(payloads), payloads))

    for name, page in hostile.items():
        assert page.skeleton == plain[name].skeleton, name
        values = [" ".join(value.split()) for _tag, attrs in page.elements for value in attrs.values() if value]
        shown = [" ".join(text.split()) for text in (payloads if name in {"indicator", "preview"} else payloads[:1])]
        assert [text for text in shown if text not in page.text and text not in " ".join(values)] == [], name


def pages_with(agency, draft, texts):
    """Put texts into a title, a description, a guidance and the levels, and return the pages that show them."""
    definition = json.loads(json.dumps(ready_made()["petruk-2021"]))
    indicator = definition["indicators"][2]
    indicator |= {"title": texts[0], "description": texts[0], "guidance": texts[0], "maximum": str(len(texts))}
    indicator["levels"] = [{"points": str(at), "meaning": text} for at, text in enumerate(texts, start=1)]
    indicator["text"]["label"] = definition["title"] = texts[0]
    definition["maximum"] = str(50 + len(texts))
    InstrumentDraft.objects.filter(pk=draft.pk).update(definition=definition)
    address = {name: at(draft, name) for name in ("draft", "preview", "publish", "trial", "tie_breaks")}
    address |= {"indicator": at(draft, "indicator", "inovasi")}
    address |= {"compare": f"{reverse('workshop:compare')}?dari={draft.based_on.public_id}&ke={draft.public_id}"}
    return {name: read(agency.get(url)) for name, url in address.items()}


def test_an_agency_user_meets_the_workshop_from_the_instruments(agency, instruments):
    instrument = instruments["petruk-2021"]
    page = read(agency.get(reverse("instruments:instrument", args=[instrument.public_id])))

    assert page.all("form", action=reverse("workshop:clone", args=[instrument.public_id]), method="post")
