"""The pages of the ranking and of the awards: what they say, who reaches them, what they cost."""

import hashlib
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from petruk.access.roles import Role
from petruk.appraisal.actions import reopening
from petruk.appraisal.models import Assessment, Award, Period, Reopening, Result
from petruk.core.ids import new_public_id
from petruk.people.models import Employee, User
from tests.factories import make_user
from tests.web.appraisal.office import digest
from tests.web.reading import read

pytestmark = pytest.mark.django_db

SESSION_AND_USER = 2
OF_A_PERIOD = ("ranking", "seal", "discrepancies", "awards", "announce")
MISSING = "A" * 22


def url(name, *args):
    return reverse(f"ranking:{name}", args=args)


def of(contest, name):
    return url(name, contest.period.public_id)


def award_of(unit):
    return Award.objects.exclude(state="revoked").get(unit=unit)


def shown(response):
    return [place.who.entry.name for place in response.context["rows"]]


def test_the_address_is_indonesian_and_the_menu_leads_there(agency, contest):
    page = read(agency.get("/peringkat/"))

    assert url("periods") == "/peringkat/"
    assert [a["href"] for a in page.all("a") if a.get("aria-current") == "page"] == ["/peringkat/"]
    assert of(contest, "ranking") in page.links()


def test_before_sealing_the_page_says_provisional_and_keeps_the_seed(agency, contest):
    response = agency.get(of(contest, "ranking"))

    text = read(response).text
    assert shown(response) == ["ANI", "BUDI", "CICI", "DEDI"]
    assert "Provisional." in text
    assert hashlib.sha256(bytes.fromhex(contest.period.draw_seed)).hexdigest() in text
    assert contest.period.draw_seed not in text
    assert (
        reverse("appraisal:result", args=[Assessment.objects.get(employee__name="ANI").public_id])
        in read(response).links()
    )


def test_after_sealing_every_place_has_its_reason_and_the_seed_is_shown(agency, sealed):
    response = agency.get(of(sealed, "ranking"))

    text = read(response).text
    assert "menang atas BUDI karena total 90 > 80" in text
    assert "Same total" in text
    assert "menang atas CICI karena skor Inovasi atau Lainnya 40 > 30" in text
    assert sealed.period.draw_seed in text
    assert "Provisional" not in text
    assert url("why", sealed.result("ANI").public_id) in read(response).links()


def test_a_unit_filters_and_ranks_among_its_own(agency, sealed):
    response = agency.get(of(sealed, "ranking"), {"unit": sealed.other.public_id})

    assert (shown(response), response.context["people"]) == (["DEDI"], 1)
    assert [place.number for place in response.context["rows"]] == [1]


@pytest.mark.parametrize("unit", [MISSING, "x", "'", "0", "%00"])
def test_a_unit_that_is_not_there_is_a_404(agency, sealed, unit):
    assert agency.get(of(sealed, "ranking"), {"unit": unit}).status_code == 404


def test_the_agency_seals_once_with_one_press(agency, contest):
    asked = agency.get(of(contest, "seal"))
    before = Result.objects.count()

    done = agency.post(of(contest, "seal"), follow=True)

    assert (before, Result.objects.count(), asked.context["ready"]) == (0, 4, True)
    assert "4 results are sealed." in read(done).text
    again = agency.post(of(contest, "seal"))
    assert "already sealed" in read(again).text


def test_an_open_period_shows_why_it_cannot_be_sealed(agency, contest):
    Period.objects.update(closes_at=timezone.now() + timedelta(days=1))

    page = agency.get(of(contest, "seal"))
    answer = agency.post(of(contest, "seal"))

    assert (page.context["ready"], page.context["open"]) == (False, True)
    assert "not closed for every unit" in read(answer).text
    assert not Result.objects.exists()


def test_the_first_are_proposed_decided_and_announced(agency, sealed):
    agency.post(of(sealed, "propose"))
    for award in Award.objects.all():
        page = agency.get(url("decide", award.public_id))
        first = page.context["rows"][0].who.ref
        agency.post(url("decide", award.public_id), {"result": first, "reason": ""})
    done = agency.post(of(sealed, "announce"), follow=True)

    assert set(Award.objects.values_list("state", flat=True)) == {"decided"}
    assert "The winners are announced." in read(done).text
    assert Period.objects.get(pk=sealed.period.pk).announced_at is not None


def test_departing_from_the_first_without_a_reason_is_told_at_the_field_and_keeps_the_choice(agency, proposed):
    award, budi = award_of(proposed.social), proposed.result("BUDI").public_id

    refused = agency.post(url("decide", award.public_id), {"result": budi, "reason": " "})

    form = refused.context["form"]
    assert list(form.errors) == ["reason"]
    assert read(refused).all("input", value=budi, type="radio")[0].get("checked", "no") != "no"
    agency.post(url("decide", award.public_id), {"result": budi, "reason": "Ani tugas belajar."})
    assert award_of(proposed.social).reason == "Ani tugas belajar."


@pytest.mark.parametrize("chosen", ["", MISSING, "x"])
def test_only_somebody_of_the_contest_can_be_chosen(agency, proposed, chosen):
    award = award_of(proposed.social)
    foreign = proposed.result("DEDI").public_id

    for ref in (chosen, foreign):
        answer = agency.post(url("decide", award.public_id), {"result": ref, "reason": "x"})
        assert (answer.status_code, list(answer.context["form"].errors)) == (200, ["result"])

    assert award_of(proposed.social).state == "proposed"


def test_an_award_is_revoked_with_a_reason_that_stays_on_the_list(agency, announced):
    award = award_of(announced.social)

    agency.post(url("revoke", award.public_id), {"reason": ""})
    kept = award_of(announced.social).state
    agency.post(url("revoke", award.public_id), {"reason": "Hukuman disiplin."})

    assert (kept, Award.objects.get(pk=award.pk).state) == ("decided", "revoked")
    assert "Hukuman disiplin." in read(agency.get(of(announced, "awards"))).text


def test_an_award_of_a_replaced_result_is_shown_to_be_decided_anew(agency, proposed):
    asked = reopening.ask(proposed.result("ANI"), reason="x", at=timezone.now(), by=proposed.agency)
    reopening.grant(asked, at=timezone.now(), by=proposed.second)

    badges = [badge.word for _award, badge in agency.get(of(proposed, "awards")).context["lines"]]

    assert badges == ["To be decided anew", "To be decided anew", "Proposed"]


@pytest.mark.parametrize("role", [Role.UNIT_OFFICER, Role.UNIT_HEAD])
def test_an_officer_and_a_head_see_the_winners_of_their_unit_after_the_announcement(as_role, proposed, role):
    client = as_role(role, proposed.social)
    before = read(client.get(url("announcements"))).text

    Award.objects.update(state="decided")
    Period.objects.update(announced_at=timezone.now())

    text = read(client.get(url("announcements"))).text
    assert ("ANI" in before, "ANI" in text, "DEDI" in text) == (False, True, False)
    assert "menang atas BUDI karena total 90 > 80" in text


def test_a_winner_sees_his_award_and_no_rival(as_role, announced):
    client = as_role(Role.EMPLOYEE, announced.social, employee=Employee.objects.get(name="ANI"))

    text = read(client.get(url("announcements"))).text
    why = read(client.get(url("why", announced.result("ANI").public_id))).text

    assert "Winner of all units" in text
    assert "BUDI" not in text + why
    assert "10 + 10 + 40 + 10 + 20 = 90 dari 90." in why


def test_whoever_did_not_win_reads_no_winner_but_his_own_result(as_role, announced):
    client = as_role(Role.EMPLOYEE, announced.social, employee=Employee.objects.get(name="BUDI"))

    page = client.get(url("announcements"))
    own = client.get(url("why", announced.result("BUDI").public_id))
    other = client.get(url("why", announced.result("ANI").public_id))

    assert page.context["groups"] == []
    assert url("why", announced.result("BUDI").public_id) in read(page).links()
    assert (own.status_code, other.status_code) == (200, 404)


@pytest.mark.parametrize(
    "role", [Role.UNIT_OFFICER, Role.UNIT_HEAD, Role.EMPLOYEE, Role.PANELIST, Role.OPERATOR, Role.INSPECTOR]
)
def test_whoever_may_not_decide_is_refused_and_changes_nothing(as_role, proposed, role):
    client = as_role(role)
    award, result = award_of(proposed.social), proposed.result("ANI")
    asked = reopening.ask(result, reason="x", at=timezone.now(), by=proposed.agency)
    posts = [of(proposed, name) for name in ("seal", "propose", "announce")]
    posts += [url("decide", award.public_id), url("revoke", award.public_id)]
    posts += [url("reopen", result.public_id), url("answer_reopening", asked.public_id)]
    before = digest()

    sent = {"reason": "x", "result": result.public_id, "act": "grant"}
    answers = {client.post(address, sent).status_code for address in posts}

    assert (answers, digest()) == ({403}, before)


@pytest.mark.parametrize("role", [Role.UNIT_OFFICER, Role.UNIT_HEAD, Role.EMPLOYEE, Role.PANELIST, Role.OPERATOR])
def test_other_roles_reach_no_page_of_the_ranking(as_role, sealed, role):
    client = as_role(role)

    pages = [url("periods"), *(of(sealed, name) for name in OF_A_PERIOD)]
    pages.append(url("sealed", sealed.result("ANI").public_id))

    assert {client.get(page).status_code for page in pages} == {403}


def test_the_inspector_reads_everything_and_finds_no_button(as_role, proposed):
    client = as_role(Role.INSPECTOR)

    pages = [client.get(of(proposed, name)) for name in ("ranking", "discrepancies", "awards")]
    pages.append(client.get(url("why", proposed.result("ANI").public_id)))

    assert {page.status_code for page in pages} == {200}
    forms = [form for page in pages for form in read(page).all("form", method="post")]
    assert {form.get("action") for form in forms} <= {reverse("set_language"), reverse("account:sign_out")}
    links = {link for page in pages for link in read(page).links()}
    assert not links & {of(proposed, "announce"), url("reopen", proposed.result("ANI").public_id)}


def test_n01_an_inspector_of_one_office_finds_nothing_of_another(as_role, proposed):
    client = as_role(Role.INSPECTOR, proposed.other)
    foreign = proposed.result("ANI").public_id

    ranking, awards = client.get(of(proposed, "ranking")), client.get(of(proposed, "awards"))
    hidden = [(client.get(url(name, foreign)), client.get(url(name, new_public_id()))) for name in ("why", "sealed")]

    assert "DEDI" in read(ranking).text
    assert not {"ANI", "BUDI", "CICI", "Dinas Sosial"} & set(read(ranking).text.replace("·", " ").split())
    assert "ANI" not in read(awards).text
    for theirs, nothing in hidden:
        assert (theirs.status_code, theirs.content) == (404, nothing.content)
    filtered = client.get(of(proposed, "ranking"), {"unit": proposed.social.public_id})
    assert filtered.status_code == 404


def test_n01_who_wins_among_all_is_told_only_to_whoever_may_rank_all(as_role, proposed):
    client = as_role(Role.INSPECTOR, proposed.social)

    rows = client.get(of(proposed, "awards")).context["lines"]

    assert [award.unit for award, _badge in rows] == [proposed.social]
    assert client.get(url("why", proposed.result("ANI").public_id)).context["standings"][0].people == 3
    assert len(client.get(url("why", proposed.result("ANI").public_id)).context["standings"]) == 1


def test_n01_the_agency_of_one_office_decides_nothing(as_role, proposed):
    client = as_role(Role.AGENCY_ADMIN, proposed.social)
    before = digest()

    answers = [
        client.post(of(proposed, "propose")),
        client.post(url("decide", award_of(proposed.social).public_id), {"result": proposed.result("ANI").public_id}),
        client.post(url("reopen", proposed.result("ANI").public_id), {"reason": "x"}),
    ]

    assert ({answer.status_code for answer in answers}, digest()) == ({403}, before)


@pytest.mark.parametrize("name", ["why", "sealed", "reopen", "answer_reopening", "decide", "revoke", *OF_A_PERIOD])
@pytest.mark.parametrize("ref", [MISSING, "x", "-", "_" * 300])
def test_what_is_not_there_is_a_404(agency, sealed, name, ref):
    assert agency.get(url(name, ref)).status_code == 404


def test_n15_reading_changes_nothing(agency, proposed):
    asked = reopening.ask(proposed.result("BUDI"), reason="x", at=timezone.now(), by=proposed.agency)
    pages = [url("periods"), url("announcements"), *(of(proposed, name) for name in OF_A_PERIOD)]
    pages += [url(name, proposed.result("ANI").public_id) for name in ("why", "sealed", "reopen")]
    pages += [url(name, award_of(None).public_id) for name in ("decide", "revoke")]
    pages.append(url("answer_reopening", asked.public_id))
    before = digest()

    answers = {agency.get(page).status_code for page in pages} | {agency.head(page).status_code for page in pages}

    assert (answers, digest()) == ({200}, before)


def test_proposing_is_a_post(agency, sealed):
    assert agency.get(of(sealed, "propose")).status_code == 405


def test_n42_what_somebody_typed_is_text(agency, proposed):
    script = "<script>alert(1)</script>"
    asked = reopening.ask(proposed.result("ANI"), reason=script, at=timezone.now(), by=proposed.agency)
    agency.post(url("revoke", award_of(proposed.other).public_id), {"reason": script})

    pages = [
        of(proposed, "awards"), of(proposed, "discrepancies"), url("answer_reopening", asked.public_id),
        url("why", proposed.result("ANI").public_id),
    ]  # fmt: skip

    assert not any("<script>alert" in agency.get(page).content.decode() for page in pages)


@pytest.mark.parametrize("extra", [0, 31])
@pytest.mark.parametrize("name", ["ranking", "awards", "discrepancies"])
def test_a_list_costs_the_same_queries_however_long_it_is(agency, contest, name, extra, django_assert_max_num_queries):
    for number in range(extra):
        contest.nominate(f"PEGAWAI {number}")
    agency.post(of(contest, "seal"))
    agency.post(of(contest, "propose"))
    Employee.objects.filter(name__startswith="PEGAWAI").update(title_after="S.E")

    with django_assert_max_num_queries(SESSION_AND_USER + {"ranking": 5, "awards": 7, "discrepancies": 12}[name]):
        response = agency.get(of(contest, name))

    assert response.status_code == 200


def test_a_long_ranking_comes_in_pages(agency, contest):
    for number in range(31):
        contest.nominate(f"PEGAWAI {number:02}")
    agency.post(of(contest, "seal"))

    first, second = (agency.get(of(contest, "ranking"), {"halaman": number}) for number in ("1", "2"))

    assert (len(shown(first)), len(shown(second)), first.context["people"]) == (30, 5, 35)
    assert [place.number for place in second.context["rows"]] == [31, 32, 33, 34, 35]


def test_asked_by_one_and_granted_by_another_in_the_browser(agency, second, sealed):
    old = sealed.result("ANI")
    Employee.objects.filter(name="ANI").update(title_after="S.Kom")

    offered = read(agency.get(of(sealed, "discrepancies"))).links()
    agency.post(url("reopen", old.public_id), {"reason": "Gelar belum tercatat."})
    asked = Reopening.objects.get()
    own = agency.post(url("answer_reopening", asked.public_id), {"act": "grant"}, follow=True)
    refused = (Result.objects.filter(version=2).count(), read(own).text)
    done = second().post(url("answer_reopening", asked.public_id), {"act": "grant"}, follow=True)

    newer = Result.objects.get(version=2)
    assert url("reopen", old.public_id) in offered
    assert (refused[0], "Another person must decide it" in refused[1]) == (0, True)
    assert done.redirect_chain == [(url("why", newer.public_id), 302)]
    assert "ANI, S.Kom" in read(done).text
    assert User.objects.filter(name="Siti Rahma").exists()


def test_the_old_version_stays_readable_and_says_so(agency, sealed):
    old = sealed.result("ANI")
    asked = reopening.ask(old, reason="Data keliru", at=timezone.now(), by=sealed.agency)
    newer = reopening.grant(asked, at=timezone.now(), by=sealed.second)

    page = read(agency.get(url("why", old.public_id)))
    latest = read(agency.get(url("why", newer.public_id)))

    assert "This version was replaced." in page.text
    assert old.sha256 in page.text
    assert url("why", newer.public_id) in page.links()
    assert url("why", old.public_id) in latest.links()
    assert "Data keliru" in latest.text


def test_the_sealed_file_is_the_sealed_bytes_as_an_attachment(agency, sealed):
    result = sealed.result("ANI")

    response = agency.get(url("sealed", result.public_id))

    assert hashlib.sha256(response.content).hexdigest() == result.sha256
    assert response.headers["Content-Disposition"] == f'attachment; filename="segel-{result.sha256[:12]}.json"'
    assert (response.headers["Content-Type"], response.headers["X-Content-Type-Options"]) == (
        "application/json",
        "nosniff",
    )


def test_the_why_page_tells_from_the_file_to_the_total_and_how_firm(agency, sealed):
    text = read(agency.get(url("why", sealed.result("ANI").public_id))).text

    for words in (
        "Maret 2021: 90,00, dari absensi.xlsx baris 214, diimpor 1 November 2026 oleh Uji",
        "Nilai e-Kinerja Maret 2021 90,00 ≥ 85: 10 dari 10.",
        "10 + 10 + 40 + 10 + 20 = 90 dari 90.",
        "Place 1 of 3",
        "Place 1 of 4",
        "menang atas BUDI karena total 90 > 80",
        "Tetap menang pada",
        sealed.result("ANI").sha256,
    ):
        assert words in text


def test_an_officer_reads_why_but_no_place_before_the_announcement(as_role, sealed):
    client = as_role(Role.UNIT_OFFICER, sealed.social)

    text = read(client.get(url("why", sealed.result("ANI").public_id))).text

    assert "10 + 10 + 40 + 10 + 20 = 90 dari 90." in text
    assert "Place 1" not in text
    assert "BUDI" not in text


def test_n102_no_nip_is_in_any_address(agency, announced):
    nips = set(Employee.objects.values_list("nip", flat=True))
    pages = [url("periods"), url("announcements"), *(of(announced, name) for name in OF_A_PERIOD)]
    pages.append(url("why", announced.result("ANI").public_id))

    links = [link for page in pages for link in read(agency.get(page)).links() if link]

    assert links
    assert not any(nip in link for link in links for nip in nips)


def test_make_user_without_mandate_reaches_nothing(signed_in, sealed):
    client = signed_in(make_user())

    assert {client.get(of(sealed, name)).status_code for name in OF_A_PERIOD} == {403}
