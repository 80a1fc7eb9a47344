"""The first page of each role: what waits, how far the units are, and nothing of other offices."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from petruk.access.roles import Role
from petruk.appraisal.models import Assessment, Override, PanelMember, PanelSheet, Period
from tests.appraisal.panel_world import make_panel_world
from tests.appraisal.world import make_period
from tests.factories import make_employee, make_unit, make_user

pytestmark = pytest.mark.django_db

SESSION_AND_USER = 2


@pytest.fixture
def office():
    return make_unit("DINAS SOSIAL")


def open_period(**fields):
    now = timezone.now()
    return make_period(**{"opens_at": now - timedelta(days=3), "closes_at": now + timedelta(days=24)} | fields)


def assess(period, employee, **fields):
    given = {"period": period, "employee": employee, "unit": employee.placement.unit, "placement": employee.placement}
    given |= {"changed_at": timezone.now(), "changed_by": "Uji"}
    return Assessment.objects.create(**given | fields)


def hand_in(period, employee):
    done = {"state": "submitted", "slot": 1, "sheet": {}, "total": Decimal(70), "maximum": Decimal(90)}
    return assess(period, employee, submitted_at=timezone.now(), **done)


def tasks(response):
    return [(task.title, task.action, task.url) for task in response.context["tasks"]]


def progress(response):
    return [(each.work.unit.name, each.word) for each in response.context["progress"]]


def test_an_officer_is_told_whom_to_assess_and_which_draft_to_send(signed_in, office):
    period = open_period()
    employee = make_employee(office, name="YULIANA EFFENDI")
    assess(period, employee)
    assess(period, make_employee(make_unit("DINAS LAIN"), name="ORANG LAIN"))

    response = signed_in(make_user(Role.UNIT_OFFICER, office)).get("/")

    assert tasks(response) == [
        (
            "1 peserta belum dinilai",
            "Lakukan Penilaian",
            reverse("appraisal:candidates", args=[period.public_id, office.public_id]),
        ),
        (
            "Draf belum dikirim: YULIANA EFFENDI",
            "Lanjutkan draf",
            reverse("appraisal:assess", args=[period.public_id, employee.public_id]),
        ),
    ]
    assert b"DINAS LAIN" not in response.content
    assert b"ORANG LAIN" not in response.content


def test_the_head_of_an_office_sees_how_far_its_units_are(signed_in, office):
    period = open_period()
    busy, done = make_unit("BIDANG SATU", parent=office), make_unit("BIDANG DUA", parent=office)
    assess(period, make_employee(busy))
    hand_in(period, make_employee(done))
    make_employee(office)

    response = signed_in(make_user(Role.UNIT_HEAD, office)).get("/")

    assert progress(response) == [
        ("DINAS SOSIAL", "Belum dimulai"),
        ("BIDANG SATU", "Berjalan"),
        ("BIDANG DUA", "Selesai"),
    ]
    assert "<b>1</b> dari <b>3</b> unit sudah mengirim" in " ".join(response.content.decode().split())


def test_nothing_waits_when_all_is_done(signed_in, office):
    hand_in(open_period(), make_employee(office))

    response = signed_in(make_user(Role.UNIT_OFFICER, office)).get("/")

    assert tasks(response) == []
    assert "Tidak ada yang menunggu Anda saat ini." in response.content.decode()


def test_a_unit_without_a_result_after_closing_was_too_late(signed_in, office):
    open_period(closes_at=timezone.now() - timedelta(days=1))
    make_employee(office)

    response = signed_in(make_user(Role.UNIT_OFFICER, office)).get("/")

    assert progress(response) == [("DINAS SOSIAL", "Terlambat")]
    assert tasks(response) == []


def test_the_agency_is_led_to_a_period_in_preparation(signed_in, office):
    period = open_period(name="Penilaian 2027", published_at=None)

    response = signed_in(make_user(Role.AGENCY_ADMIN, office)).get("/")

    assert tasks(response) == [
        ("Penilaian 2027 sedang disiapkan", "Periksa kesiapan", reverse("periods:readiness", args=[period.public_id]))
    ]
    assert ("Impor berkas", reverse("imports:batches")) in response.context["shortcuts"]


def test_an_employee_finds_his_own_result(signed_in, office):
    period = open_period()
    me = make_employee(office)
    result = hand_in(period, me)
    hand_in(period, make_employee(make_unit()))

    response = signed_in(make_user(Role.EMPLOYEE, office, employee=me)).get("/")

    assert tasks(response) == [
        (f"Hasil Anda: {period.name}", "Lihat", reverse("appraisal:result", args=[result.public_id]))
    ]
    assert progress(response) == []
    assert ("Data saya", reverse("people:employees")) in response.context["shortcuts"]


def test_a_panelist_is_told_how_many_of_his_open_list_wait(signed_in):
    world = make_panel_world()
    ani, budi, own = (world.nominee(name=name) for name in ("ANI", "BUDI", "CICI"))
    member = world.member(own.unit)
    world.hand_in(ani, member)
    url = f"{reverse('panel:own_list')}?periode={world.period.public_id}&menunggu=1"

    waiting = signed_in(member).get("/")
    listed = signed_in(member).get(url)
    world.hand_in(budi, member)
    done = signed_in(member).get("/")

    assert tasks(waiting) == [("1 peserta menunggu nilai Anda", "Beri nilai", url)]
    assert [line.person["name"] for line in listed.context["lines"]] == [budi.sheet["person"]["name"]]
    assert tasks(done) == []


def test_a_locked_or_foreign_panel_asks_nothing_of_a_panelist(signed_in):
    world = make_panel_world()
    world.nominee()
    outsider, member = world.panelist(), world.member()
    before = [len(tasks(signed_in(user).get("/"))) for user in (outsider, member)]
    Period.objects.update(panel_locked_at=timezone.now())

    after = [len(tasks(signed_in(user).get("/"))) for user in (outsider, member)]

    assert (before, after) == ([0, 1], [0, 0])


def test_a_third_opinion_counts_only_whom_it_was_asked_for(signed_in):
    world = make_panel_world()
    asked, _other = world.nominee(), world.nominee()
    user = world.panelist()
    member = PanelMember.objects.create(period=world.period, user=user, appointed_at=world.at, asked_only=True)
    PanelSheet.objects.create(member=member, assessment=asked, version=0, changed_at=world.at, asked_at=world.at)

    assert [title for title, *_rest in tasks(signed_in(user).get("/"))] == ["1 peserta menunggu nilai Anda"]


def test_an_exemption_waits_for_another_person_of_the_agency_only(signed_in, office):
    person, asker = make_employee(office), make_user(Role.AGENCY_ADMIN, office)
    himself, other = (make_user(Role.AGENCY_ADMIN, office, employee=each) for each in (person, None))
    officer = make_user(Role.UNIT_OFFICER, office)
    row = {"employee": person, "lifts": ["tenure"], "reason": "Mutasi", "asked_at": timezone.now(), "asked_by": "Uji"}
    Override.objects.create(period=open_period(), asked_by_ref=asker.public_id, **row)

    told = [
        [title for title, *_rest in tasks(signed_in(user).get("/")) if "pengecualian" in title]
        for user in (other, asker, himself, officer)
    ]

    assert told == [["1 pengecualian menunggu keputusan Anda"], [], [], []]


def test_the_operator_is_told_who_has_no_mandate(signed_in, office):
    idle = make_user(name="BUDI")
    make_user(name="NONAKTIF", is_active=False)
    make_user(Role.UNIT_HEAD, office, name="SUDAH")

    response = signed_in(make_user(Role.OPERATOR, office)).get("/")

    assert tasks(response) == [
        ("BUDI belum mempunyai kewenangan", "Beri kewenangan", reverse("users:user", args=[idle.public_id]))
    ]


def test_an_operator_below_the_top_is_told_nothing_of_accounts_elsewhere(signed_in, office):
    make_user(name="BUDI")

    response = signed_in(make_user(Role.OPERATOR, make_unit(parent=office))).get("/")

    assert tasks(response) == []


def test_who_has_no_mandate_is_told_whom_to_ask(signed_in):
    response = signed_in(make_user()).get("/")

    assert "Akun Anda belum mempunyai kewenangan." in response.content.decode()
    assert response.context["shortcuts"] == [("Panduan", reverse("guide:guide"))]


def test_a_stranger_is_sent_to_the_sign_in_page(client):
    response = client.get("/")

    assert response.status_code == 302
    assert response.url.startswith("/masuk/")


@pytest.mark.parametrize("role", [Role.UNIT_OFFICER, Role.AGENCY_ADMIN])
@pytest.mark.parametrize("number", [1, 30])
def test_the_page_asks_the_database_equally_often(signed_in, office, role, number, django_assert_max_num_queries):
    period = open_period()
    for _ in range(number):
        assess(period, make_employee(make_unit(parent=office)))
        make_user()
    client = signed_in(make_user(role, office))

    with django_assert_max_num_queries(SESSION_AND_USER + 6):
        client.get("/")
