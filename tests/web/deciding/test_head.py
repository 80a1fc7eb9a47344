"""The desk of the head: side by side, decide, confirm, return; and who may not."""

import pytest
from django.urls import reverse
from django.utils import timezone

from petruk.access.roles import Role
from petruk.appraisal.models import Evidence, Period
from petruk.documents.models import Document
from petruk.people.models import Mandate, Signatory
from tests.factories import make_signatory, make_user
from tests.fingerprint import digest
from tests.web.deciding.bench import confirmed, elsewhere, handed_in
from tests.web.reading import read

pytestmark = pytest.mark.django_db
DESK = "/keputusan/unit/"
SESSION_AND_USER = 2


def chosen(bench, teamwork="20", act="check", **changed):
    return {"version": str(bench.now().version), "points_teamwork": teamwork, "act": act} | changed


def test_the_addresses_are_indonesian(bench):
    assert reverse("deciding:head") == DESK
    assert bench.url("decide") == f"/keputusan/unit/{bench.nominee.public_id}/"
    assert bench.url("return_by_head") == f"/keputusan/unit/{bench.nominee.public_id}/kembalikan/"
    assert reverse("deciding:agency") == "/keputusan/instansi/"
    assert reverse("deciding:progress") == "/keputusan/instansi/kemajuan/"


def test_the_desk_shows_what_was_handed_in_side_by_side(head, bench):
    handed_in(bench.period, bench.unit, bench.officer, text="Antrean daring", name="BAHRUDIN")
    elsewhere(bench)
    Evidence.objects.create(
        assessment=bench.nominee, indicator="inovasi", file_name="a.pdf", media_type="application/pdf", size=1,
        sha256="0" * 64, stored_as="x", uploaded_at=timezone.now(), uploaded_by="Siti",
    )  # fmt: skip

    response = head.get(DESK)

    text = read(response).text
    [(office, nominees)] = response.context["groups"]
    assert (office, len(nominees)) == (bench.unit, 2)
    assert [nominee.assessment.files for nominee in nominees] == [1, 0]
    for said in ("ASWENDI ARSUDHANA, S.Kom", "SILKa Online", "BAHRUDIN", "Antrean daring", "84,00 < 85: 0 dari 10"):
        assert said in text
    assert "ASING" not in text


def test_what_is_decided_moves_to_its_own_list_with_the_reason(head, bench):
    other = handed_in(bench.period, bench.unit, bench.officer, name="BAHRUDIN")
    confirmed(bench)
    head.post(bench.url("return_by_head", other), {"version": str(other.version), "reason": "Uraian kurang."})

    waiting, decided = head.get(DESK), head.get(f"{DESK}?keadaan=sudah")

    assert (waiting.context["groups"], waiting.context["other"]) == ([], 2)
    assert {row.public_id for row in decided.context["rows"]} == {bench.nominee.public_id, other.public_id}
    assert "Uraian kurang." in read(decided).text


def test_the_head_sees_each_level_of_team_work_with_its_meaning(head, bench):
    page = read(head.get(bench.url("decide")))

    options = page.all("input", type="radio", name="points_teamwork")
    assert [(option["value"], "checked" in option) for option in options] == [
        ("10", False),
        ("15", False),
        ("20", True),
    ]
    assert "Menjadi penggerak tim." in page.text
    assert page.all("input", name="points_inovasi") == []


def test_being_asked_writes_nothing_and_says_what_becomes_of_the_total(head, bench):
    before = digest()

    response = head.post(bench.url("decide"), chosen(bench, "10"))

    assert digest() == before
    assert (response.context["total"].points, response.context["before"].points) == (60, 70)
    assert Document.objects.get().number in read(response).text


def test_going_back_from_the_question_keeps_the_choice(head, bench):
    response = head.post(bench.url("decide"), chosen(bench, "10", "edit"))

    assert response.context["form"]["points_teamwork"].value() == "10"


def test_confirming_after_the_question_writes_points_state_and_paper(head, bench):
    response = head.post(bench.url("decide"), chosen(bench, "10", "confirm"), follow=True)

    assert response.redirect_chain == [(bench.result_url(), 302)]
    assert (bench.now().state, bench.now().total, bench.now().confirmed_by) == ("confirmed", 60, "Hasanuddin")
    assert Document.objects.get(revoked_at=None).frozen["total"] == "60"


def test_keeping_the_points_only_leaves_it_waiting(head, bench):
    response = head.post(bench.url("decide"), chosen(bench, "15", "decide"))

    assert response.url == bench.url("decide")
    assert (bench.now().state, bench.now().total) == ("submitted", 65)


@pytest.mark.parametrize("points", ["", "11", "20.0x", "２０"])
def test_n72_n73_points_that_the_instrument_does_not_have_are_refused(head, bench, points):
    before = digest()

    response = head.post(bench.url("decide"), chosen(bench, points, "confirm"))

    assert response.status_code == 422
    assert digest() == before


@pytest.mark.parametrize("name", ["points_inovasi", "total", "state", "confirmed_by", "employee", "version2"])
def test_n08_n09_other_fields_are_ignored_and_told_to_the_guard(head, bench, name, caplog):
    head.post(bench.url("decide"), chosen(bench, "20", "confirm", **{name: "10"}))

    assert (bench.now().total, bench.now().state, bench.now().confirmed_by) == (70, "confirmed", "Hasanuddin")
    assert name in caplog.text


def test_an_unknown_act_is_no_request_of_ours(head, bench):
    assert head.post(bench.url("decide"), chosen(bench, act="verify")).status_code == 400


def test_n87_a_stale_page_is_answered_409_with_who_and_the_choice_kept(head, bench):
    stale = chosen(bench, "10", "confirm")
    head.post(bench.url("decide"), chosen(bench, "15", "decide"))

    response = head.post(bench.url("decide"), stale)

    assert response.status_code == 409
    assert response.context["form"]["points_teamwork"].value() == "10"
    assert "Hasanuddin" in " ".join(response.context["form"].non_field_errors())
    fresh = {"version": response.context["form"]["version"].value()}
    assert head.post(bench.url("decide"), stale | fresh).status_code == 302


def test_what_moved_on_is_answered_with_a_sentence_on_its_result(head, bench):
    sent = chosen(bench, act="confirm")
    confirmed(bench)
    before = digest()

    response = head.post(bench.url("decide"), sent, follow=True)

    assert response.redirect_chain == [(bench.result_url(), 302)]
    assert read(response).all("div", role="alert")
    assert digest() == before


def test_returning_asks_for_a_reason_and_then_acts(head, bench):
    before = digest()
    address, version = bench.url("return_by_head"), str(bench.nominee.version)
    asked, empty = head.get(address), head.post(address, {"version": version, "reason": "  "})
    assert (asked.status_code, empty.status_code, digest() == before) == (200, 422, True)

    response = head.post(address, {"version": version, "reason": "Lengkapi uraian inovasi."}, follow=True)

    assert (bench.now().state, bench.now().slot) == ("returned", None)
    assert "Lengkapi uraian inovasi." in read(response).text
    assert Document.objects.get().revoked_because == "Lengkapi uraian inovasi."


def test_n87_a_stale_return_keeps_the_words(head, bench):
    head.post(bench.url("decide"), chosen(bench, "15", "decide"))

    response = head.post(bench.url("return_by_head"), {"version": "1", "reason": "Kata yang panjang"})

    assert response.status_code == 409
    assert response.context["form"]["reason"].value() == "Kata yang panjang"
    assert bench.now().state == "submitted"


def test_returning_after_closing_warns_that_the_office_needs_more_time(head, bench):
    Period.objects.update(closes_at=timezone.now())

    page = read(head.get(bench.url("return_by_head")))

    assert page.all("div", **{"class": "notice warning"})


def test_n05_the_head_who_is_the_candidate_gets_no_button_but_reads_who_decides(signed_in, bench):
    Signatory.objects.filter(unit=bench.unit).update(employee=bench.nominee.employee)
    above = make_signatory(bench.root, office="SEKRETARIS DAERAH")
    himself = signed_in(make_user(Role.UNIT_HEAD, bench.unit, employee=bench.nominee.employee))

    page = read(himself.get(DESK))

    assert bench.url("decide") not in page.links()
    assert "SEKRETARIS DAERAH" in page.text
    assert above.employee.titled_name in page.text
    assert himself.post(bench.url("decide"), chosen(bench, act="confirm")).url == bench.result_url()
    assert bench.now().state == "submitted"


def test_n05_who_assessed_and_heads_too_gets_no_button(signed_in, bench):
    Mandate.objects.create(user=bench.officer, role=Role.UNIT_HEAD, unit=bench.unit, started_on=timezone.localdate())
    both = signed_in(bench.officer)

    assert bench.url("decide") not in read(both.get(DESK)).links()
    assert "Drs. HASANUDDIN" in read(both.get(DESK)).text


@pytest.mark.parametrize("role", [Role.UNIT_OFFICER, Role.AGENCY_ADMIN, Role.INSPECTOR, Role.EMPLOYEE])
def test_the_desk_of_the_head_is_for_heads(signed_in, bench, role):
    other = signed_in(make_user(role, bench.unit)).get(DESK).status_code
    head = signed_in(bench.head).get(DESK).status_code

    assert (other, head) == (403, 200)


@pytest.mark.parametrize("name", ["decide", "return_by_head"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_n01_another_office_is_as_good_as_none(head, bench, name, method):
    foreign = elsewhere(bench)
    sent = chosen(bench, act="confirm") | {"reason": "x"} if method == "post" else {}
    before = digest()

    theirs = getattr(head, method)(bench.url(name, foreign), sent)
    nothing = getattr(head, method)(reverse(f"deciding:{name}", args=["A" * 22]), sent)

    assert (theirs.status_code, theirs.content) == (404, nothing.content)
    assert digest() == before


def test_n02_a_foreign_unit_narrows_nothing(head, bench):
    foreign = elsewhere(bench)

    assert head.get(f"{DESK}?unit={foreign.unit.public_id}").status_code == 404
    assert head.get(f"{DESK}?unit={bench.unit.public_id}").status_code == 200


def test_a_sealed_period_is_read_and_no_more_decided(head, bench):
    Period.objects.update(sealed_at=timezone.now())
    before = digest()

    shown = head.get(f"{DESK}?periode={bench.period.public_id}")
    refused = head.post(bench.url("decide"), chosen(bench, act="confirm"))

    assert (shown.status_code, refused.url) == (200, bench.result_url())
    assert digest() == before


def test_n15_looking_writes_nothing(head, bench):
    before = digest()

    for address in (DESK, f"{DESK}?keadaan=sudah", bench.url("decide"), bench.url("return_by_head")):
        assert head.get(address).status_code == 200

    assert digest() == before


def test_without_a_period_the_desk_says_so(signed_in, bench):
    Period.objects.update(published_at=None)

    assert signed_in(bench.head).get(DESK).status_code == 200


@pytest.mark.parametrize("number", [1, 20])
@pytest.mark.parametrize("address", [DESK, f"{DESK}?keadaan=sudah"])
def test_the_desk_asks_the_database_equally_often(head, bench, number, address, django_assert_num_queries):
    for at in range(number - 1):
        other = handed_in(bench.period, bench.unit, bench.officer, name=f"PEGAWAI {at:02}")
        if "sudah" in address:
            confirmed(bench, other)
    if "sudah" in address:
        confirmed(bench)
    head.get(address)

    with django_assert_num_queries(SESSION_AND_USER + 5):
        head.get(address)
