"""The officer sends the signed result to the agency with one button; the worker of the queue sends it."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.urls import reverse
from django.utils import timezone
from procrastinate.contrib.django import app

from petruk.access.authority import console
from petruk.documents.actions import outbox
from petruk.documents.models import Document
from tests.documents import post_office
from tests.journeys.test_head import handed_in
from tests.world_signing import make_signature

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
AGENCY = "kepegawaian@contoh.go.id"


@pytest.fixture
def signature(office, settings, tmp_path):
    settings.PETRUK_FILES = tmp_path / "files"
    assessment = handed_in(office, office.candidate, office.user)
    return make_signature(Document.objects.get(assessment=assessment), content=b"%PDF ditandatangani")


def worked_through():
    """Let a worker empty the queue. The browser's driver runs a loop in the thread of the test, so it needs its own."""
    with app.replace_connector(app.connector.get_worker_connector()) as working:
        working.run_worker(wait=False, install_signal_handlers=False, listen_notify=False)


def test_the_officer_sends_the_signed_result_and_reads_that_it_was_sent(open_as, office, signature, settings):
    with post_office.opened() as post:
        settings.PETRUK_SMTP = post.settings()
        outbox.set_mail_rule(switched_on=True, recipient=AGENCY, at=timezone.now(), by=console("Uji"))
        page = open_as(office.user, reverse("signing:paper", args=[signature.document.public_id]))

        page.click("button[value=mail]")
        page.get_by_text("Menunggu terkirim").wait_for()
        with ThreadPoolExecutor(1) as apart:
            apart.submit(worked_through).result(timeout=30)
        page.reload()

        page.get_by_text("Server surel menerima berkas bertanda tangan").wait_for()
        [message] = post.messages()
        assert message["To"] == AGENCY
