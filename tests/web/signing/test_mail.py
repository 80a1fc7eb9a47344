"""One button sends the signed result to the agency; the page says how it stands."""

import pytest
from django.urls import reverse
from django.utils import timezone

from petruk.access.authority import console
from petruk.documents.actions import delivery, outbox
from petruk.documents.models import Document, Mail
from tests.documents import post_office
from tests.web.deciding.bench import acting
from tests.web.reading import read
from tests.world_signing import make_signature

pytestmark = pytest.mark.django_db
AGENCY = "kepegawaian@contoh.go.id"


@pytest.fixture
def office(settings):
    with post_office.opened() as office:
        settings.PETRUK_SMTP = office.settings()
        outbox.set_mail_rule(switched_on=True, recipient=AGENCY, at=timezone.now(), by=console("Uji"))
        yield office


@pytest.fixture
def paper(bench):
    return Document.objects.get(assessment=bench.nominee)


def url(paper):
    return reverse("signing:paper", args=[paper.public_id])


def acts(page):
    return [button["value"] for button in page.all("button", name="act")]


def tried(bench):
    delivery.attempt(Mail.objects.get(), at=timezone.now(), by=acting(bench.officer))


@pytest.mark.usefixtures("office")
def test_the_office_sends_its_signed_result_with_one_button(signed_in, bench, paper):
    make_signature(paper)
    client = signed_in(bench.officer)

    before = read(client.get(url(paper)))
    answer = client.post(url(paper), {"act": "mail"})
    waiting = read(client.get(answer.url))
    tried(bench)
    sent = read(client.get(url(paper)))

    assert "mail" in acts(before)
    assert AGENCY in before.text
    assert "Menunggu terkirim" in waiting.text
    assert "mail" not in acts(waiting)
    assert f"Server surel menerima berkas bertanda tangan untuk {AGENCY}" in sent.text
    assert "mail" not in acts(sent)


def test_a_mail_that_failed_says_why_and_is_tried_again(signed_in, bench, paper, office):
    make_signature(paper)
    client = signed_in(bench.officer)
    office.ways = ["never"]
    client.post(url(paper), {"act": "mail"})
    tried(bench)

    failed = read(client.get(url(paper)))
    client.post(url(paper), {"act": "mail"})

    assert "Gagal terkirim" in failed.text
    assert "menolak surel ini" in failed.text
    assert "Coba lagi" in failed.text
    assert Mail.objects.get().state is Mail.State.WAITING


@pytest.mark.usefixtures("office")
def test_there_is_no_button_before_the_paper_is_signed(signed_in, bench, paper):
    client = signed_in(bench.officer)

    page, answer = read(client.get(url(paper))), client.post(url(paper), {"act": "mail"})

    assert "mail" not in acts(page)
    assert answer.status_code == 422
    assert "Tanda tangani dahulu" in read(answer).text


def test_there_is_no_button_while_mail_is_off(signed_in, bench, paper):
    make_signature(paper)
    client = signed_in(bench.officer)

    page, answer = read(client.get(url(paper))), client.post(url(paper), {"act": "mail"})

    assert "mail" not in acts(page)
    assert answer.status_code == 422
    assert not Mail.objects.exists()
