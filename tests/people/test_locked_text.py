import pytest

from petruk.people.locked_text import UnreadableError, key_for, lock, unlock

KEY = key_for("uji", "rahasia pemasangan ini")


def test_what_was_locked_comes_back():
    assert unlock(lock("JBSWY3DP", key=KEY, owner="a"), key=KEY, owner="a") == "JBSWY3DP"


def test_the_same_text_is_never_locked_alike():
    assert lock("JBSWY3DP", key=KEY, owner="a") != lock("JBSWY3DP", key=KEY, owner="a")


@pytest.mark.parametrize(
    ("key", "owner"), [(key_for("lain", "rahasia pemasangan ini"), "a"), (key_for("uji", "lain"), "a"), (KEY, "b")]
)
def test_another_key_and_another_owner_open_nothing(key, owner):
    locked = lock("JBSWY3DP", key=KEY, owner="a")

    with pytest.raises(UnreadableError):
        unlock(locked, key=key, owner=owner)


@pytest.mark.parametrize("broken", ["", "x", "é", "AAAA", "A" * 200])
def test_what_was_never_locked_is_refused(broken):
    with pytest.raises(UnreadableError):
        unlock(broken, key=KEY, owner="a")


def test_every_flipped_character_is_noticed():
    locked = lock("JBSWY3DP", key=KEY, owner="a")
    flipped = [locked[:at] + ("A" if locked[at] != "A" else "B") + locked[at + 1 :] for at in range(len(locked) - 2)]

    for broken in flipped:
        with pytest.raises(UnreadableError):
            unlock(broken, key=KEY, owner="a")
