"""N17, N31 to N33, N101, N113 to N116: what every answer carries, whatever its status; and what is never answered."""

import re
import socket

import pytest
from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.test import Client

from petruk.documents.models import Document
from tests.filled import filled
from tests.headers import lacking
from tests.test_access_matrix import MATRIX

pytestmark = pytest.mark.django_db

STATUSES = {
    "200": ("get", "/panduan/"),
    "302": ("get", "/masuk/"),
    "400": ("get", "/?a=1&a=2"),
    "403": ("get", "/galeri/"),
    "404": ("get", "/tidak-ada/"),
    "404 of a page": ("get", "/kepegawaian/unit/x/"),
    "405": ("put", "/"),
    "422": ("get", "/verifikasi/?kode=x"),
    "public": ("get", "/kesehatan/"),
}
NEVER_SERVED = (
    "/.git/config", "/.env", "/.htaccess", "/db.sqlite3", "/secret.key", "/data/secret.key", "/files/x", "/media/x",
    "/manage.py", "/pyproject.toml", "/admin/", "/admin/login/", "/static/", "/static/../secret.key",
    "/static/%2e%2e/secret.key", "/static/..%2f..%2fetc/passwd", "//etc/passwd", "/accounts/login/",
    "/accounts/signup/", "/accounts/password/reset/", "/debug/", "/server-status", "/phpinfo.php", "/api/", "/metrics",
    "/__debug__/", "/wp-login.php",
)  # fmt: skip
VERSION = re.compile(r"(?i)(django|python|granian|whitenoise|postgresql)[/ @-]v?\d|x-powered-by|'server'")
POISON = {"X-Forwarded-Host": "e.example", "X-Forwarded-Proto": "https", "X-Forwarded-For": "1.2.3.4",
          "X-Forwarded-Port": "81", "Forwarded": "host=e.example", "X-Host": "e.example", "X-Original-URL": "/galeri/",
          "X-Rewrite-URL": "/galeri/", "X-HTTP-Method-Override": "DELETE"}  # fmt: skip


@pytest.mark.parametrize("case", STATUSES)
def test_n17_n31_n33_n113_an_answer_of_every_status_carries_the_headers(world, case):
    method, path = STATUSES[case]

    answer = getattr(world.client("unit_officer"), method)(path, headers={"Origin": "https://e.example"})

    assert case == "public" or str(answer.status_code) == case.split()[0]
    assert lacking(answer) == {}
    assert [name for name in answer.headers if name.lower().startswith("access-control")] == []


@pytest.mark.parametrize("path", ["/", "/masuk/", "/panduan/"])
def test_n113_an_error_of_ours_carries_the_headers_and_tells_nothing(world, monkeypatch, path):
    def broken(*_arguments: object, **_named: object) -> None:
        raise RuntimeError("rahasia dalam jejak")

    monkeypatch.setattr("petruk.web.context._groups", broken)
    client = world.client("unit_officer" if path != "/masuk/" else "anonymous")
    client.raise_request_exception = False

    answer = client.get(path)

    assert (answer.status_code, lacking(answer)) == (500, {})
    assert "rahasia" not in answer.content.decode()
    assert "Traceback" not in answer.content.decode()


def test_n30_n113_a_refused_form_carries_the_headers(world):
    answer = world.client("unit_officer", strict=True).post("/keluar/")

    assert (answer.status_code, lacking(answer)) == (403, {})


def test_n113_a_static_file_carries_the_headers_and_may_be_kept_because_its_name_is_its_content(world):
    answer = world.client("anonymous").get(staticfiles_storage.url("petruk.css"))

    assert (answer.status_code, b"".join(answer.streaming_content)[:1]) == (200, b"/")
    assert set(lacking(answer)) <= {"Cache-Control"}
    assert "immutable" in answer.headers["Cache-Control"]


def test_n17_nothing_of_ours_is_cached_on_the_way(settings):
    assert [name for name in settings.MIDDLEWARE if "cache" in name.lower()] == []


def test_n114_no_answer_names_the_version_of_a_program(world):
    for path in ("/", "/masuk/", "/tidak-ada/", "/kesehatan/"):
        answer = world.client("anonymous").get(path)
        said = f"{dict(answer.headers)}{answer.content.decode()}"
        assert not VERSION.search(said), path


@pytest.mark.parametrize("role", ["anonymous", "operator"])
@pytest.mark.parametrize("path", NEVER_SERVED)
def test_n03_n18_n116_nothing_is_served_that_is_no_page(world, role, path):
    assert world.client(role).get(path).status_code == 404


def test_n32_poisoned_headers_change_no_answer(world):
    for row in MATRIX:
        if row.method == "GET" and row.relation in {"own", "-"} and row.promised["unit_officer"] in {200, 302, 403}:
            address = world.address(row.url)
            plain = world.client("unit_officer").get(address)
            poisoned = world.client("unit_officer").get(address, headers=POISON)
            assert (poisoned.status_code, poisoned.get("Location")) == (plain.status_code, plain.get("Location"))
            assert b"e.example" not in poisoned.content, row.url


@pytest.mark.parametrize("host", ["e.example", "testserver.e.example", "testserver@e.example", "e.example:80", "", "-"])
def test_n32_a_foreign_host_is_refused_on_every_page(world, settings, host):
    settings.ALLOWED_HOSTS = ["testserver"]

    for path in ("/", "/masuk/", "/panduan/", "/verifikasi/", "/tidak-ada/"):
        answer = world.client("unit_officer").get(path, headers={"Host": host})
        assert (answer.status_code, lacking(answer)) == (400, {}), path


def test_n32_n50_the_address_on_a_paper_is_the_one_of_the_installation(world):
    data = filled(world, "appraisal:assess") | {"act": "submit", "points_inovasi": "40", "text_inovasi": "x"}

    world.client("unit_officer").post(world.address("appraisal:assess"), data, headers=POISON)

    paper = Document.objects.get(assessment__employee=world.own.candidate)
    assert paper.frozen["verify_url"] == f"{settings.PETRUK_URL}/verifikasi/{paper.code}/"


def test_n07_a_foreign_row_has_no_tag_by_which_it_could_be_told(world):
    for url in ("people:unit", "appraisal:print", "appraisal:result"):
        for relation in ("own", "foreign", "missing"):
            answer = world.client("unit_officer").get(world.address(url, relation))
            assert not {"ETag", "Last-Modified", "Content-Location"} & set(answer.headers), (url, relation)


@pytest.mark.parametrize("address", [("203.0.113.1", 80), ("2001:db8::1", 80, 0, 0)])
def test_n101_no_test_reaches_another_machine(address):
    family = socket.AF_INET if len(address) == 2 else socket.AF_INET6

    with socket.socket(family) as out, pytest.raises(RuntimeError, match="leave this machine"):
        out.connect(address)


def test_n101_no_test_asks_for_the_address_of_a_name():
    with pytest.raises(RuntimeError, match="leave this machine"):
        socket.create_connection(("contoh.example", 80))


def test_no_page_of_ours_answers_a_browser_without_a_host():
    assert Client().get("/masuk/", SERVER_NAME="e.example").status_code == 400
