"""An announced contest by the clock on the wall, and those who object and answer; words are read in English."""

from datetime import timedelta

import pytest
from django.conf import settings as django_settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from petruk.access.roles import Role
from petruk.appraisal.actions import objections
from petruk.appraisal.actions.uploads import Upload
from petruk.appraisal.models import Period
from petruk.people.models import User
from tests.core.made_files import pdf
from tests.factories import make_user
from tests.web.ranking.conftest import agency, announced, as_role, authority, contest, proposed, sealed, second

__all__ = ["agency", "announced", "as_role", "contest", "proposed", "sealed", "second"]

TEXT = "Sertifikat lomba belum dihitung."


@pytest.fixture(autouse=True)
def kept(settings, tmp_path):
    settings.PETRUK_FILES = tmp_path


def account(contest, name: str) -> User:
    result = contest.result(name)
    person, unit = result.assessment.employee, result.assessment.unit
    return User.objects.filter(employee=person).first() or make_user(
        Role.EMPLOYEE, unit, employee=person, name=f"Akun {name}"
    )


@pytest.fixture
def as_person(signed_in, announced):
    """Sign the employee of this name in and return the client."""

    def sign_in(name):
        client = signed_in(account(announced, name))
        client.cookies[django_settings.LANGUAGE_COOKIE_NAME] = "en"
        return client

    return sign_in


@pytest.fixture
def budi(as_person):
    return as_person("BUDI")


@pytest.fixture
def file(announced):
    """File an objection as BUDI, or as somebody else."""

    def act(name="BUDI", indicator="teamwork"):
        by = authority(account(announced, name))
        upload = Upload("sertifikat.pdf", pdf())
        return objections.file(announced.result(name), indicator, TEXT, upload, at=timezone.now(), by=by)

    return act


def form(**changed):
    given = {"text": TEXT, "file": SimpleUploadedFile("sertifikat.pdf", pdf()), "whole": "1"}
    return {name: value for name, value in (given | changed).items() if value is not None}


def url(name, *args):
    return reverse(f"objections:{name}", args=args)


def close_window():
    """Let the time to object be over, as if the announcement were long ago."""
    now = timezone.now()
    Period.objects.update(announced_at=now - timedelta(days=30), objections_close_at=now - timedelta(seconds=1))
