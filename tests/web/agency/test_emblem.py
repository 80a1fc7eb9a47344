"""The page on which the agency sends its coat of arms, and the picture on it."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from petruk.access.roles import Role
from petruk.documents.models import Emblem
from tests.core.made_files import drawn_png
from tests.factories import make_user
from tests.web.reading import read

pytestmark = pytest.mark.django_db
PAGE = "/pengaturan/instansi/"
ARMS = drawn_png(width=120, height=160)


def sent(client, content=ARMS, **more):
    file = SimpleUploadedFile("lambang.png", content)
    return client.post(PAGE + "lambang/", {"started_on": "2026-01-01", "file": file, "whole": "1"} | more)


@pytest.fixture
def admin(client, signed_in):
    signed_in(make_user(Role.AGENCY_ADMIN))
    return client


def test_it_is_recorded_and_shown(admin):
    done = sent(admin)

    (emblem,) = Emblem.objects.all()
    (shown,) = read(admin.get(PAGE)).all("img")
    picture = admin.get(shown["src"])
    assert (done.url, shown["alt"]) == (PAGE, "Lambang daerah")
    assert (picture.content, picture.headers["Content-Type"]) == (bytes(emblem.png), "image/png")
    assert picture.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize(
    ("more", "field"), [({"file": ""}, "file"), ({"started_on": "kemarin"}, "started_on"), ({"whole": ""}, "file")]
)
def test_what_is_missing_is_named(admin, more, field):
    assert sent(admin, **more).context["form"].errors.keys() == {field}
    assert not Emblem.objects.exists()


def test_another_file_is_refused_at_its_field(admin):
    refused = sent(admin, b"%PDF-1.7")

    assert refused.context["form"].errors == {
        "file": ["Hanya PNG yang diterima. Yang menentukan isinya, bukan namanya."]
    }


def test_many_of_them_take_no_more_questions(admin, django_assert_max_num_queries):
    for _number in range(3):
        sent(admin)

    with django_assert_max_num_queries(8):
        assert len(read(admin.get(PAGE)).all("img")) == 3
