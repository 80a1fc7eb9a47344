"""The audit log on screen: what is shown to whom, how it is narrowed, what leaves as a file."""

import ast
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from django.db import connection
from django.utils import timezone

from petruk.access.authority import console
from petruk.access.roles import Role
from petruk.audit.actions import record, record_upkeep
from petruk.audit.actions.checkpoints import sign
from petruk.audit.models import Checkpoint, Event, Head
from petruk.core.log.verifying import Code
from petruk.web.log import views
from petruk.web.log.words import ACTIONS, MOST_CHANGES, changes, name_of
from tests.audit.test_tree import require_tree, sealed
from tests.factories import make_authority, make_unit, make_user
from tests.web.reading import read

pytestmark = pytest.mark.django_db
PAGE = "/jejak/"
SOURCE = Path(views.__file__).resolve().parents[2]
DYNAMIC = {
    "assessment.withdrawn", "assessment.resumed", "assessment.confirmed", "assessment.verified", "assessment.returned",
    "panel.saved", "panel.handed_in", "override.granted", "override.refused", "period.opened", "period.closed",
    "payload.erased", "table.exported",
}  # fmt: skip
"""Actions whose name the code works out."""


@pytest.fixture(autouse=True)
def key(settings, tmp_path):
    settings.PETRUK_LOG_KEY, settings.PETRUK_CHECKPOINT_DIRS = tmp_path / "log.key", ()


@pytest.fixture
def top():
    return make_unit("Pemerintah Kabupaten")


@pytest.fixture
def reader(top, client, signed_in):
    return signed_in(make_user(Role.INSPECTOR, top, name="Inspektur"))


def write(target, action="unit.tried", *, name="Budi", ref="b" * 22, **after):
    by = make_authority(Role.AGENCY_ADMIN, target) if not name else console(name)
    record(action, target, by=by.__class__(ref, name), **after)
    sealed()


def entry(place=0):
    return f"{PAGE}{name_of(Event.objects.get(leaf__seq=place))}/"


def listed(client, **query):
    return [(event.leaf.seq, event.action) for event in client.get(PAGE, query).context["rows"]]


def test_the_last_event_stands_first_with_its_place(reader, top):
    write(top)
    write(top, "unit.changed")

    assert listed(reader) == [(1, "unit.changed"), (0, "unit.tried")]


def test_the_list_is_narrowed_by_who_what_and_when(reader, top):
    other = make_unit("Lain", parent=top)
    write(top)
    write(other, "unit.created", name="Sari", ref="s" * 22)
    today = timezone.localdate()

    assert listed(reader, cari="sar") == listed(reader, pelaku="s" * 22) == [(1, "unit.created")]
    assert listed(reader, tindakan="unit.created") == listed(reader, objek=other.public_id) == [(1, "unit.created")]
    assert len(listed(reader, jenis="people.Unit")) == len(listed(reader, dari=today, sampai=today)) == 2
    assert listed(reader, jenis="people.User") == listed(reader, sampai="2020-01-01") == []
    assert len(listed(reader, dari="kemarin", tindakan="unit.created OR 1")) == 2


def test_words_go_on_to_an_address_and_a_number_does_not(reader, top):
    write(top)

    assert reader.post(PAGE, {"cari": "budi"}).url == "/jejak/?cari=budi"
    assert reader.post(PAGE, {"cari": "198407202010011002"}).status_code == 200


def test_an_entry_says_what_was_before_and_after(reader, top):
    record("unit.changed", top, by=console("Budi"), before={"name": "Lama"}, name="Baru", opens_at="2024-01-31")
    sealed()

    text = read(reader.get(entry())).text

    assert "Nama Lama Baru" in " ".join(text.split())
    assert "31 Januari 2024" in text
    assert bytes(Event.objects.get().leaf.leaf).hex() in text


def test_who_runs_the_machine_is_not_shown_what_an_entry_says(client, signed_in, top):
    write(top, "assessment.submitted", total="97.45")
    signed_in(make_user(Role.OPERATOR, top))

    answer = client.get(entry())

    assert answer.context["changes"] == []
    assert b"97.45" not in answer.content


@pytest.mark.parametrize("action", ["panel.saved", "panel.handed_in"])
def test_what_a_panelist_gives_is_shown_to_nobody_here(reader, top, action):
    write(top, action, points={"a": "77.75"})

    assert b"77.75" not in reader.get(entry()).content


def test_of_a_long_entry_two_hundred_values_are_shown():
    told = list(changes({}, {"sheet": {"lines": [{"points": n} for n in range(1, 400)]}}))

    assert len(told) == MOST_CHANGES
    assert (told[0].before, told[0].after) == ("", "1")


def test_every_action_and_object_of_the_code_has_a_word():
    acted = {
        node.args[0].value
        for path in SOURCE.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in {"record", "record_upkeep", "append"}
        and node.args and isinstance(node.args[0], ast.Constant) and "." in str(node.args[0].value)
    }  # fmt: skip

    assert acted - set(ACTIONS) == set()
    assert set(ACTIONS) - acted - DYNAMIC == set()


def test_the_page_says_how_far_the_log_is_signed_and_who_holds_the_note(reader, top, settings, tmp_path):
    write(top)
    sign(by=console("Pekerja"))
    write(top)
    (tmp_path / "a").mkdir()
    settings.PETRUK_CHECKPOINT_DIRS = (tmp_path / "a", tmp_path / "b")
    (tmp_path / "a" / "000000000001.note").write_text("x")

    answer = reader.get(PAGE)

    assert (answer.context["signing"].signed, answer.context["signing"].loose) == (1, 1)
    assert [held for _each, held in answer.context["checkpoints"]] == [1]
    assert "ke 1 dari 2 map" in read(answer).text


def test_a_log_that_is_not_signed_for_more_than_a_day_is_told(reader, top):
    write(top)
    sign(by=console("Pekerja"))
    assert not reader.get(PAGE).context["late"]
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE audit_checkpoint DISABLE TRIGGER USER")
        Checkpoint.objects.update(at=timezone.now() - timezone.timedelta(hours=27))
        cursor.execute("ALTER TABLE audit_checkpoint ENABLE TRIGGER USER")
    assert not reader.get(PAGE).context["late"]
    write(top)

    assert reader.get(PAGE).context["late"]


def test_the_bundle_proves_the_signed_entries_and_names_nobody(reader, top):
    from petruk.audit.ed25519 import ED25519
    from petruk.core.log.bundle import examined

    write(top, name="Budi Rahasia")
    sign(by=console("Pekerja"))

    answer = reader.post(f"{PAGE}bundel/")

    sealed()
    assert examined(answer.content, ED25519).code is Code.OK
    with zipfile.ZipFile(BytesIO(answer.content)) as file:
        assert b"Budi" not in b"".join(map(file.read, file.namelist()))
    assert Event.objects.last().action == "table.exported"
    assert Event.objects.last().after == {"format": "zip", "rows": 1, "terms": {}}


def test_no_bundle_without_a_checkpoint_nor_of_too_many(reader, top, monkeypatch):
    assert reader.post(f"{PAGE}bundel/").url == PAGE
    write(top)
    sign(by=console("Pekerja"))
    monkeypatch.setattr(views, "MOST_ENTRIES", 0)

    assert reader.post(f"{PAGE}bundel/").url == PAGE
    assert not Event.objects.filter(action="table.exported").exists()


def test_a_lost_key_is_said_and_nothing_is_sent(reader, top, settings):
    write(top)
    sign(by=console("Pekerja"))
    settings.PETRUK_LOG_KEY.unlink()

    answer = reader.post(f"{PAGE}bundel/", follow=True)

    assert "Kunci jejak audit tidak ada" in read(answer).text


def test_the_last_note_is_sent_as_it_is(reader, top):
    assert reader.get(f"{PAGE}titik-periksa/").status_code == 404
    write(top)
    made = sign(by=console("Pekerja"))

    answer = reader.get(f"{PAGE}titik-periksa/")

    assert answer.content.decode() == made.note
    assert 'filename="000000000001.note"' in answer.headers["Content-Disposition"]


def test_the_agency_erases_what_an_entry_says_and_the_tree_stays(client, signed_in, top):
    write(top, name="Budi Rahasia", reason="sakit jantung")
    signed_in(make_user(Role.AGENCY_ADMIN, top, name="Petugas Data"))

    client.post(f"{entry()}hapus-muatan/", {"reason": "UU 27/2022 pasal 43"})
    sealed()

    text = read(client.get(entry())).text
    assert "Budi" not in text
    assert "sakit jantung" not in text
    assert "UU 27/2022 pasal 43" in text
    require_tree()
    assert Head.objects.get().size == 2


def test_an_erasure_needs_a_basis_and_another_than_who_acted(client, signed_in, top):
    own = make_user(Role.AGENCY_ADMIN, top, name="Petugas Data")
    write(top, name="Petugas Data", ref=own.public_id)
    signed_in(own)

    without = read(client.post(f"{entry()}hapus-muatan/", {"reason": " "}, follow=True)).text
    by_himself = read(client.post(f"{entry()}hapus-muatan/", {"reason": "JRA"}, follow=True)).text

    assert "Sebutkan dasar hukum" in without
    assert "harus dihapus oleh orang lain" in by_himself
    assert Event.objects.filter(erased_by__isnull=False).count() == 0


def test_upkeep_stands_in_the_log_without_an_object(reader):
    record_upkeep("installation.backed_up", by=console("Mesin"), name="x", files=1, lost=[])
    sealed()

    assert "Cadangan dibuat" in read(reader.get(entry())).text


def test_what_is_no_name_of_an_entry_is_no_page(reader, top):
    write(top)
    name = name_of(Event.objects.get())

    for wrong in (
        "0",
        "1",
        name[:-1],
        f"0{name}",
        name.upper(),
        "1" + name[1:],
        "9" * 30 + name[1:],
        "\u0660" + name[1:],
    ):
        assert reader.get(f"{PAGE}{wrong}/").status_code == 404
    assert reader.get(f"{PAGE}{name}/").status_code == 200
