"""The form: what it explains, what it refuses, and that nothing typed is lost."""

import logging
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from petruk.access.roles import Role
from petruk.appraisal.actions import assessing
from petruk.appraisal.models import Assessment, Extension
from petruk.people.queries import authority_of
from petruk.web.templatetags.appraisal import moment
from tests.appraisal.world import answers, make_facts
from tests.factories import make_employee, make_user
from tests.fingerprint import digest
from tests.web.appraisal.office import filled, handed_in, make_office
from tests.web.reading import read

pytestmark = pytest.mark.django_db
SESSION_AND_USER = 2


def test_the_indicators_stand_in_the_order_of_the_instrument_each_with_its_points(officer, office):
    response = officer.get(office.assess_url())

    shown = [(part.indicator.code, part.widget, part.fixed) for part in response.context["parts"]]
    assert shown == [
        ("kinerja", "", "0"),
        ("disiplin", "", "0"),
        ("inovasi", "choices", ""),
        ("perilaku", "", "10"),
        ("teamwork", "choices", ""),
    ]


def test_an_automatic_score_says_value_comparison_source_and_points(officer, office):
    text = read(officer.get(office.assess_url())).text

    assert "Nilai e-Kinerja Maret 2021 84,00 < 85: 0 dari 10" in text
    assert "absensi.xlsx baris 214, diimpor 1 November 2026" in text


def test_every_option_is_shown_with_its_full_meaning(officer, office):
    page = read(officer.get(office.assess_url()))

    radios = [radio["value"] for radio in page.all("input", name="points_inovasi")]
    assert radios == ["10", "20", "30", "40"]
    assert "Ada inovasi yang bermanfaat bagi seluruh pegawai di lingkungan SKPD." in page.text


@pytest.mark.parametrize(
    ("fact", "points"),
    [
        ({"score": "84.99"}, 0),
        ({"score": "85"}, 10),
        ({"score": "85.01"}, 10),
        ({"realisation": "94.99"}, 0),
        ({"realisation": "95"}, 10),
        ({"realisation": "95.01"}, 10),
        ({"behaviour": "75.99"}, 0),
        ({"behaviour": "76"}, 10),
        ({"behaviour": "76.01"}, 10),
    ],
)
def test_n74_at_every_threshold_the_page_says_what_the_rule_gives(officer, office, fact, points):
    employee = make_employee(office.unit)
    make_facts(employee, **{"score": "0", "realisation": "0", "behaviour": "0"} | fact)

    score = officer.get(office.assess_url(employee)).context["score"]

    assert score.total == points
    assert sum(f"{points} dari 10" in line.sentence for line in score.lines) == (1 if points else 3)


def test_n76_a_missing_value_is_said_to_be_missing_and_the_result_is_marked(officer, office):
    employee = make_employee(office.unit)

    form = officer.get(office.assess_url(employee))
    done = handed_in(officer, office, employee)
    review = officer.get(reverse("appraisal:result", args=[done.public_id]))

    assert read(form).text.count("belum ada data") >= 3
    assert done.has_missing
    assert review.context["sheet"]["missing"] == ["kinerja", "disiplin", "perilaku"]
    assert read(review).text.count("belum ada data") >= 3


def test_n76_a_month_that_is_missing_is_not_counted_as_zero(signed_in):
    months = {
        "kinerja": {"year": 2021, "months": [3]},
        "disiplin": {"year": 2021, "months": [2, 3]},
        "perilaku": {"year": 2020},
    }
    office = make_office(windows=months)

    score = signed_in(office.user).get(office.assess_url()).context["score"]

    assert score.lines[1].missing
    assert score.lines[1].value is None


@pytest.mark.parametrize("name", ["points_inovasi", "text_inovasi", "points_teamwork"])
def test_what_is_missing_is_said_beside_its_field_and_on_top_and_the_rest_stays(officer, office, name):
    sent = filled(officer, office.assess_url(), evidence_note="Notula rapat") | {name: ""}

    response = officer.post(office.assess_url(), sent)

    page, form = read(response), response.context["form"]
    assert response.status_code == 422
    assert page.all("p", id=f"id_{name}_error")
    assert f"#id_{name}" in page.links()
    assert {kept: form[kept].value() for kept in sent if kept != "act"} == {k: v for k, v in sent.items() if k != "act"}
    assert not Assessment.objects.exists()


def test_the_running_total_is_the_servers_even_when_a_field_is_wrong(officer, office):
    sent = filled(officer, office.assess_url(), text_inovasi="")

    assert officer.post(office.assess_url(), sent).context["score"].total == 70


@pytest.mark.parametrize("act", ["save", "next", "check", "submit"])
def test_n03_an_option_outside_the_instrument_is_refused_and_reported(officer, office, caplog, act):
    sent = filled(officer, office.assess_url(), act=act, points_teamwork="30", points_inovasi="999")
    before = digest()

    with caplog.at_level(logging.WARNING, "petruk.security"):
        response = officer.post(office.assess_url(), sent)

    assert response.status_code == 422
    assert digest() == before
    (line,) = [record.getMessage() for record in caplog.records if record.name == "petruk.security"]
    assert line == (
        f"forged options from account {office.user.public_id} for {office.candidate.public_id}: "
        "points_inovasi, points_teamwork"
    )


FOREIGN_FIELDS = {
    "id": "1", "office": "1", "unit": "1", "period": "1", "status": "verified", "state": "verified", "total": "90",
    "skor": "90", "created_by": "x", "assessor": "x", "is_staff": "1", "slot": "5", "points_kinerja": "10",
    "kinerja": "99", "disiplin": "100", "skor_kinerja": "10", "maximum": "70", "employee": "1",
}  # fmt: skip


@pytest.mark.parametrize("name", FOREIGN_FIELDS)
def test_n08_n09_a_field_that_no_form_has_changes_nothing_and_is_reported(officer, office, caplog, name):
    sent = filled(officer, office.assess_url()) | {name: FOREIGN_FIELDS[name]}

    with caplog.at_level(logging.WARNING, "petruk.security"):
        officer.post(office.assess_url(), sent)

    assessment = Assessment.objects.get()
    assert (assessment.total, assessment.state, assessment.slot) == (Decimal(70), "submitted", 1)
    assert assessment.employee_id == office.candidate.pk
    (line,) = [record.getMessage() for record in caplog.records if record.name == "petruk.security"]
    assert line.endswith(f": {name}")


def test_n46_a_line_of_the_security_log_stays_one_line(officer, office, caplog):
    sent = filled(officer, office.assess_url()) | {"a\nERROR petruk forged\x1b[31m" + "x" * 500: "1"}

    with caplog.at_level(logging.WARNING, "petruk.security"):
        officer.post(office.assess_url(), sent)

    (record,) = [record for record in caplog.records if record.name == "petruk.security"]
    assert len(record.getMessage()) < 200


def test_n82_a_field_that_comes_twice_is_refused(officer, office):
    sent = filled(officer, office.assess_url()) | {"points_inovasi": ["10", "40"]}
    before = digest()

    response = officer.post(office.assess_url(), sent)

    assert response.status_code == 400
    assert digest() == before


@pytest.mark.parametrize("act", ["", "verify", "SUBMIT", "save\n"])
def test_an_unknown_act_is_refused(officer, office, act):
    assert officer.post(office.assess_url(), filled(officer, office.assess_url(), act=act)).status_code == 400


@pytest.mark.parametrize("missing", ["version", "key"])
def test_a_page_that_did_not_arrive_whole_is_no_500(officer, office, missing):
    sent = filled(officer, office.assess_url())
    del sent[missing]

    assert officer.post(office.assess_url(), sent).status_code == 422


def test_n15_opening_the_form_writes_nothing(officer, office):
    officer.get(office.assess_url())
    before = digest()

    officer.get(office.assess_url())

    assert digest() == before


def test_n87_an_old_page_gets_409_with_who_and_when_and_both_texts(officer, office):
    old = filled(officer, office.assess_url(), act="save", text_inovasi="Isian tab kedua")
    colleague = make_user(Role.UNIT_OFFICER, office.unit, name="Rekan Sejawat")
    by = authority_of(colleague, on=date(2026, 11, 24))
    assessing.save_draft(office.period, office.candidate, answers(text="Isian rekan"), at=office.period.opens_at, by=by)

    response = officer.post(office.assess_url(), old)

    page = read(response)
    assert response.status_code == 409
    assert "Rekan Sejawat" in page.text
    assert "Isian rekan" in page.text
    assert response.context["form"]["text_inovasi"].value() == "Isian tab kedua"
    assert Assessment.objects.get().judgements["inovasi"]["text"] == "Isian rekan"


def test_n87_saving_again_after_seeing_both_takes_the_place_of_the_other(officer, office):
    old = filled(officer, office.assess_url(), act="save", text_inovasi="Isian tab kedua")
    officer.post(office.assess_url(), filled(officer, office.assess_url(), act="save"))

    seen = officer.post(office.assess_url(), old).context["form"]
    again = officer.post(office.assess_url(), old | {"version": seen["version"].value()})

    assert again.status_code == 302
    assert Assessment.objects.get().judgements["inovasi"]["text"] == "Isian tab kedua"


def test_n87_an_old_page_of_what_was_handed_in_keeps_the_text_and_leads_to_the_result(officer, office):
    old = filled(officer, office.assess_url(), act="save", text_inovasi="Isian tab kedua")
    done = handed_in(officer, office)

    response = officer.post(office.assess_url(), old)

    page = read(response)
    assert response.status_code == 409
    assert "Isian tab kedua" in page.text
    assert reverse("appraisal:result", args=[done.public_id]) in page.links()


def test_the_form_of_what_was_handed_in_leads_to_its_result(officer, office):
    done = handed_in(officer, office)

    assert officer.get(office.assess_url()).url == reverse("appraisal:result", args=[done.public_id])


def test_a_second_nominee_is_refused_in_words_and_the_text_stays(officer, office):
    second = make_employee(office.unit)
    url = office.assess_url(second)
    sent = filled(officer, url, text_inovasi="Jangan hilang")
    handed_in(officer, office)

    response = officer.post(url, sent)

    assert response.status_code == 409
    assert response.context["form"].non_field_errors()
    assert response.context["form"]["text_inovasi"].value() == "Jangan hilang"
    assert Assessment.objects.count() == 1


def test_save_and_next_walks_to_the_next_who_waits(officer, office):
    following = make_employee(office.unit)

    response = officer.post(office.assess_url(), filled(officer, office.assess_url(), act="next"))

    assert response.url == office.assess_url(following)
    assert Assessment.objects.get().state == "draft"


def test_save_and_next_is_offered_only_while_somebody_waits(officer, office):
    alone = read(officer.get(office.assess_url()))
    make_employee(office.unit)

    assert not alone.all("button", value="next")
    assert read(officer.get(office.assess_url())).all("button", value="next")


def test_whoever_is_no_candidate_gets_a_page_that_says_why(officer, office):
    chief = make_employee(office.unit, echelon="II/b")
    before = digest()
    sent = filled(officer, office.assess_url())

    opened, posted = officer.get(office.assess_url(chief)), officer.post(office.assess_url(chief), sent)

    assert (opened.status_code, posted.status_code) == (403, 403)
    assert "II/b" in read(opened).text
    assert sent["text_inovasi"] in read(posted).text
    assert digest() == before


@pytest.mark.parametrize("role", [Role.UNIT_HEAD, Role.AGENCY_ADMIN, Role.INSPECTOR, Role.EMPLOYEE, Role.OPERATOR])
def test_whoever_may_not_assess_is_refused(signed_in, office, role):
    client = signed_in(make_user(role, office.unit, employee=office.candidate))

    assert (client.get(office.assess_url()).status_code, client.post(office.assess_url()).status_code) == (403, 403)


def test_a_form_takes_eight_queries_however_many_wait(officer, office, django_assert_max_num_queries):
    for _n in range(29):
        make_employee(office.unit)
    officer.get(office.assess_url())

    with django_assert_max_num_queries(SESSION_AND_USER + 6):
        officer.get(office.assess_url())


def test_an_extension_is_said_on_the_form(signed_in):
    now = timezone.now()
    office = make_office(opens_at=now - timedelta(days=9), closes_at=now - timedelta(hours=1))
    later = now + timedelta(days=2)
    Extension.objects.create(period=office.period, unit=office.unit, closes_at=later, reason="Banjir")

    response = signed_in(office.user).get(office.assess_url())

    assert response.status_code == 200
    assert moment(later) in read(response).text
