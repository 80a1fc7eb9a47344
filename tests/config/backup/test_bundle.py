"""The manifest of a bundle becomes paths and counts; one that was forged is refused before anything is opened."""

import json
from datetime import UTC, datetime
from hashlib import sha256

import pytest

from petruk.config.backup import bundle
from petruk.config.backup.bundle import Entry, Manifest, NotABackup
from petruk.config.backup.locking import Locked

CONTENT = b"locked"
HASH = sha256(CONTENT).hexdigest()
PLAIN = "a" * 64


@pytest.fixture
def made(tmp_path):
    locked = Locked(PLAIN, 9, HASH)
    (tmp_path / bundle.FILES).mkdir()
    (tmp_path / bundle.DATABASE).write_bytes(CONTENT)
    bundle.file_of(tmp_path, PLAIN).write_bytes(CONTENT)
    at = datetime(2026, 11, 24, tzinfo=UTC)
    manifest = Manifest(at, "age1", ("people.0001",), {"people_unit": 3}, locked, (Entry("abc", locked),), ("lost",))
    bundle.write(tmp_path, manifest)
    return manifest


def forge(folder, change):
    file = folder / bundle.MANIFEST
    parts = json.loads(file.read_text())
    change(parts)
    file.write_text(json.dumps(parts))


def test_a_manifest_is_read_as_it_was_written(tmp_path, made):
    assert bundle.require_whole(tmp_path) == made


@pytest.mark.parametrize("name", ["../key", "/etc/passwd", "a/b", "", "..", "x" * 23, "a\n"])
def test_n60_a_name_that_leads_elsewhere_is_refused(tmp_path, made, name):
    forge(tmp_path, lambda parts: parts["files"][0].update(name=name))

    with pytest.raises(NotABackup, match="bukan cadangan yang utuh"):
        bundle.read(tmp_path)


@pytest.mark.parametrize("text", ["../../etc/passwd", "A" * 64, "a" * 63, ""])
def test_n60_a_hash_that_is_none_is_refused(tmp_path, made, text):
    forge(tmp_path, lambda parts: parts["files"][0]["locked"].update(sha256=text))

    with pytest.raises(NotABackup):
        bundle.read(tmp_path)


@pytest.mark.parametrize("key", ["format", "made_at", "rows", "database", "files", "lost", "migrations", "key"])
def test_a_manifest_that_lacks_something_is_refused(tmp_path, made, key):
    forge(tmp_path, lambda parts: parts.pop(key))

    with pytest.raises(NotABackup):
        bundle.read(tmp_path)


def test_a_later_format_is_refused(tmp_path, made):
    forge(tmp_path, lambda parts: parts.update(format=2))

    with pytest.raises(NotABackup, match="format 2, bukan 1"):
        bundle.read(tmp_path)


def test_a_changed_or_missing_file_is_named(tmp_path, made):
    (tmp_path / bundle.DATABASE).write_bytes(b"Locked")
    bundle.file_of(tmp_path, PLAIN).unlink()

    with pytest.raises(NotABackup, match=rf"database\.age berubah; {PLAIN}\.age tidak ada"):
        bundle.require_whole(tmp_path)


def test_n60_a_link_in_the_place_of_a_file_is_not_followed(tmp_path, made):
    elsewhere = tmp_path / "elsewhere"
    bundle.file_of(tmp_path, PLAIN).rename(elsewhere)
    bundle.file_of(tmp_path, PLAIN).symlink_to(elsewhere)

    with pytest.raises(NotABackup, match=rf"{PLAIN}\.age tidak ada"):
        bundle.require_whole(tmp_path)
