"""The coat of arms on papers: which file is taken, which paper bears it, and that it can be drawn again."""

import struct
from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, transaction
from django.utils import timezone

from petruk.access.authority import console
from petruk.access.roles import Role
from petruk.audit.models import Event
from petruk.documents.actions import office_papers
from petruk.documents.actions.emblems import EmblemRefused, record_emblem
from petruk.documents.actions.rules import Terms, set_rule
from petruk.documents.models import Emblem
from petruk.documents.queries.emblems import picture
from petruk.documents.queries.papers import issued_pdf
from petruk.documents.typesetting import WrongEmblem, render
from tests.appraisal.desk import make_desk
from tests.appraisal.world import NOW
from tests.core.made_files import drawn_png, pdf, png_chunk
from tests.documents import reading, samples_agency
from tests.documents.test_charters import decided, issued
from tests.factories import make_authority, make_unit

pytestmark = pytest.mark.django_db
ARMS = drawn_png(width=120, height=160)
TODAY = timezone.localdate(NOW)
BY = console("Uji")


def images(pdf_bytes):
    return [image for page in reading.reader(pdf_bytes).pages for image in page.images]


@pytest.fixture
def desk(settings, tmp_path):
    settings.PETRUK_FILES = tmp_path
    return make_desk(nominees_per_unit=5)


def recorded(by, content=ARMS, started_on=TODAY):
    return record_emblem(content, started_on=started_on, at=NOW, by=by)


def form(desk, reason="", at=NOW):
    return office_papers.issue_form(desk.period, desk.unit, reason=reason, at=at, by=desk.officer)


def test_a_paper_of_its_days_bears_it_and_names_it(desk):
    emblem = recorded(desk.agency)

    paper = form(desk)

    assert paper.frozen["arms"] == emblem.sha256
    assert [(each.image.width, each.image.height) for each in images(issued_pdf(BY, paper))] == [(120, 160)]


def test_a_paper_bears_the_latest_of_its_own_day(desk):
    before = form(desk)
    recorded(desk.agency, started_on=TODAY + timedelta(days=1))
    first = recorded(desk.agency, drawn_png(width=150, height=160))
    corrected = recorded(desk.agency)

    papers = [before, form(desk, "Lambang"), form(desk, "Besok", at=NOW + timedelta(days=1))]

    assert first.sha256 != corrected.sha256
    assert [each.frozen.get("arms") for each in papers] == [None, corrected.sha256, corrected.sha256]
    assert images(issued_pdf(BY, before)) == []


def test_it_is_drawn_again_to_the_byte_after_another_came(desk):
    recorded(desk.agency)
    paper = form(desk)
    recorded(desk.agency, drawn_png(width=200, height=200))

    again = render(paper.frozen, picture(BY, paper.frozen["arms"]))

    assert again == issued_pdf(BY, paper)


@pytest.mark.parametrize("other", [None, drawn_png(width=200, height=200)])
def test_no_paper_is_drawn_with_another(desk, other):
    recorded(desk.agency)
    paper = form(desk)

    with pytest.raises(WrongEmblem):
        render(paper.frozen, other)


def test_what_was_issued_without_stays_as_it_is():
    frozen = samples_agency.form()

    with pytest.raises(WrongEmblem):
        render(frozen, ARMS)
    assert images(render(frozen)) == []


@pytest.mark.parametrize("printed", [True, False])
def test_a_charter_bears_it_unless_its_paper_does(printed, settings, tmp_path):
    settings.PETRUK_FILES = tmp_path
    contest = decided()
    set_rule("charter", Terms(date(2020, 1, 1), "800/{n}/BLG/{yyyy}", "F4", emblem=printed), by=contest.agency)
    recorded(contest.agency, started_on=date(2020, 1, 1))

    paper = issued(contest)[0]

    assert ("arms" in paper.frozen, len(images(issued_pdf(contest.agency, paper)))) == (printed, int(printed))


def cut(content):
    return content[:-20]


def lying(content):
    """A picture whose header promises more rows than there are."""
    header = struct.pack(">IIBBBBB", 300, 300, 8, 0, 0, 0, 0)
    return content[:8] + png_chunk(b"IHDR", header) + content[33:]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "kosong"),
        (b"GIF89a" + ARMS, "Hanya PNG"),
        (pdf(), "Hanya PNG"),
        (b'<svg xmlns="http://www.w3.org/2000/svg"/>', "Hanya PNG"),
        (cut(ARMS), "tidak utuh"),
        (lying(ARMS), "rusak"),
        (drawn_png(width=99, height=160), "99 x 160"),
        (drawn_png(width=160, height=601), "160 x 601"),
        (ARMS + b"x" * 200_000, "200 kB"),
    ],
)
def test_another_file_is_refused_in_words(desk, content, words):
    with pytest.raises(EmblemRefused, match=words):
        recorded(desk.agency, content)

    assert not Emblem.objects.exists()


def test_what_a_program_wrote_beside_the_picture_is_not_kept(desk):
    text = png_chunk(b"tEXt", b"Author\0Budi")

    emblem = recorded(desk.agency, ARMS[:33] + text + ARMS[33:])

    assert bytes(emblem.png) == ARMS


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.AGENCY_ADMIN, Role.OPERATOR}))
def test_only_who_manages_the_whole_records_one(desk, role):
    for by in (make_authority(role, desk.root), make_authority(Role.AGENCY_ADMIN, make_unit(parent=desk.root))):
        with pytest.raises(PermissionDenied):
            recorded(by)


def test_it_leaves_a_trace_and_is_never_changed(desk):
    emblem = recorded(desk.agency)

    event = Event.objects.order_by("-pk")[0]
    assert (event.action, event.after["sha256"]) == ("emblem.recorded", emblem.sha256)
    for change in (lambda: Emblem.objects.update(png=b""), Emblem.objects.all().delete):
        with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
            change()
