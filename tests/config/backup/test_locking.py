"""Locked files: what goes in comes out, for the holder of the key and nobody else, or not at all."""

import io
from hashlib import sha256

import pytest

from petruk.config.backup.locking import CannotUnlock, NoKey, lock, new_key, private_key, public_key, unlock

CONTENT = bytes(range(256)) * 1_000


@pytest.fixture
def pair(tmp_path):
    public = new_key(tmp_path / "key")
    return public_key(public), private_key(tmp_path / "key")


@pytest.fixture
def locked(tmp_path, pair):
    return lock(io.BytesIO(CONTENT), tmp_path / "one.age", pair[0])


def test_a_locked_file_opens_with_its_key_and_tells_what_it_holds(tmp_path, pair, locked):
    out = io.BytesIO()

    told = unlock(tmp_path / "one.age", out, pair[1])

    assert out.getvalue() == CONTENT
    assert told == (locked.sha256, locked.size) == (sha256(CONTENT).hexdigest(), len(CONTENT))
    assert locked.locked_sha256 == sha256((tmp_path / "one.age").read_bytes()).hexdigest()


def test_n106_nothing_of_it_can_be_read_without_the_key_and_only_the_owner_reads_the_file(tmp_path, locked):
    assert CONTENT[:64] not in (tmp_path / "one.age").read_bytes()
    assert (tmp_path / "one.age").stat().st_mode & 0o777 == 0o600
    assert (tmp_path / "key").stat().st_mode & 0o777 == 0o400


def test_another_key_does_not_open_it(tmp_path, locked):
    new_key(tmp_path / "other")

    with pytest.raises(CannotUnlock, match=r"one\.age tidak dapat dibuka"):
        unlock(tmp_path / "one.age", io.BytesIO(), private_key(tmp_path / "other"))


@pytest.mark.parametrize("harm", [lambda whole: whole[:-5], lambda whole: whole[:70_000] + b"x" + whole[70_001:]])
def test_a_cut_or_changed_file_does_not_open(tmp_path, pair, locked, harm):
    file = tmp_path / "one.age"
    file.write_bytes(harm(file.read_bytes()))

    with pytest.raises(CannotUnlock):
        unlock(file, io.BytesIO(), pair[1])


def test_a_key_never_replaces_one_that_is_there(tmp_path, pair):
    before = (tmp_path / "key").read_bytes()

    with pytest.raises(FileExistsError):
        new_key(tmp_path / "key")

    assert (tmp_path / "key").read_bytes() == before


@pytest.mark.parametrize("text", ["", "age1", "AGE-SECRET-KEY-1", "ssh-ed25519 AAAA"])
def test_what_is_no_key_is_refused_in_words(tmp_path, text):
    (tmp_path / "none").write_text(text)

    with pytest.raises(NoKey, match="age1"):
        public_key(text)
    with pytest.raises(NoKey, match="kunci rahasia"):
        private_key(tmp_path / "none")
