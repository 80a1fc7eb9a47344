"""The pages of the ranking and of the awards: what they say, who reaches them, what they cost."""

import hashlib

import pytest
from django.urls import reverse
from django.utils import timezone

from petruk.access.roles import Role
from petruk.appraisal.actions import reopening
from petruk.appraisal.models import Assessment
from petruk.core.ids import new_public_id
from petruk.people.models import Employee
from tests.factories import make_user
from tests.fingerprint import digest
from tests.web.ranking.addresses import OF_A_PERIOD, award_of, of, url
from tests.web.reading import read

pytestmark = pytest.mark.django_db

SESSION_AND_USER = 2
MISSING = "A" * 22


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
    assert "Provisional ranking" not in text
    assert "The results are sealed and not announced yet." in text
    assert url("why", sealed.result("ANI").public_id) in read(response).links()


def test_a_unit_filters_and_ranks_among_its_own(agency, sealed):
    response = agency.get(of(sealed, "ranking"), {"unit": sealed.other.public_id})

    assert (shown(response), response.context["people"]) == (["DEDI"], 1)
    assert [place.number for place in response.context["rows"]] == [1]


@pytest.mark.parametrize("unit", [MISSING, "x", "'", "0", "%00"])
def test_a_unit_that_is_not_there_is_a_404(agency, sealed, unit):
    assert agency.get(of(sealed, "ranking"), {"unit": unit}).status_code == 404


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
    reading = {reverse("set_language"), reverse("account:sign_out"), of(proposed, "export")}
    assert {form.get("action") for form in forms} <= reading
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

    assert [award.unit for award, _badge, _moved in rows] == [proposed.social]
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
    for number in range(21):
        contest.nominate(f"PEGAWAI {number:02}")
    agency.post(of(contest, "seal"))

    first, second = (agency.get(of(contest, "ranking"), {"halaman": number}) for number in ("1", "2"))

    assert (len(shown(first)), len(shown(second)), first.context["people"]) == (20, 5, 25)
    assert [place.number for place in second.context["rows"]] == [21, 22, 23, 24, 25]


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


def test_the_result_page_leads_to_the_why_of_whoever_may_read_it(as_role, agency, announced):
    ani = Assessment.objects.get(employee__name="ANI")
    himself = as_role(Role.EMPLOYEE, ani.unit, employee=ani.employee)
    result, why = reverse("appraisal:result", args=[ani.public_id]), url("why", announced.result("ANI").public_id)

    led = [why in read(client.get(result)).links() for client in (agency, himself)]

    assert led == [True, True]
    assert himself.get(why).status_code == 200


def test_before_the_announcement_the_result_page_leads_himself_to_no_why(as_role, sealed):
    ani = Assessment.objects.get(employee__name="ANI")
    page = as_role(Role.EMPLOYEE, ani.unit, employee=ani.employee).get(
        reverse("appraisal:result", args=[ani.public_id])
    )

    assert page.status_code == 200
    assert url("why", sealed.result("ANI").public_id) not in read(page).links()


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


@pytest.mark.parametrize("sent", [{}, {"act": ""}, {"act": "GRANT"}])
def test_a_request_is_not_refused_by_a_form_without_a_button(second, sealed, sent):
    asked = reopening.ask(sealed.result("ANI"), reason="x", at=timezone.now(), by=sealed.agency)

    answer = second().post(url("answer_reopening", asked.public_id), sent)

    asked.refresh_from_db()
    assert (answer.status_code, asked.granted) == (400, None)
