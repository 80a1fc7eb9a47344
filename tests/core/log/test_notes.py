import base64
import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as some

from petruk.audit.ed25519 import ED25519
from petruk.core.log.notes import (
    Checkpoint,
    NoteError,
    new_signer,
    opened,
    opened_checkpoint,
    read_checkpoint,
    read_signer,
    read_verifier,
)

SIGNER = new_signer("petruk.example/log", bytes(range(32)), ED25519)
KNOWN_KEY = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
KNOWN_SECRET = "PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz"
KNOWN_TEXT = "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n"
KNOWN_SIGNATURE = "x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM="
KNOWN_NOTE = f"{KNOWN_TEXT}\n— PeterNeumann {KNOWN_SIGNATURE}\n"
STANDS = Checkpoint("petruk.example/log", 12, hashlib.sha256(b"12").digest())


def test_a_note_that_another_implementation_signed_is_read_and_signed_the_same():
    assert opened(KNOWN_NOTE, read_verifier(KNOWN_KEY), ED25519) == KNOWN_TEXT
    assert read_signer(KNOWN_SECRET, ED25519).sign(KNOWN_TEXT) == KNOWN_NOTE
    assert str(read_signer(KNOWN_SECRET, ED25519).verifier) == KNOWN_KEY


def test_keys_are_written_so_that_they_are_read_again():
    assert read_signer(SIGNER.written(), ED25519) == SIGNER
    assert read_verifier(str(SIGNER.verifier)) == SIGNER.verifier


@given(some.integers(0, 10**15), some.binary(min_size=32, max_size=32))
def test_a_checkpoint_says_what_was_signed(size, root):
    checkpoint = Checkpoint(SIGNER.name, size, root)

    assert opened_checkpoint(SIGNER.sign(checkpoint.text()), SIGNER.verifier, ED25519) == checkpoint


def test_no_byte_of_a_checkpoint_can_be_changed():
    note = SIGNER.sign(STANDS.text()).encode()

    for at in range(len(note)):
        for bit in range(8):
            wrong = note[:at] + bytes([note[at] ^ (1 << bit)]) + note[at + 1 :]
            with pytest.raises((NoteError, UnicodeDecodeError)):
                opened_checkpoint(wrong.decode(), SIGNER.verifier, ED25519)


def test_no_character_of_a_key_can_be_changed():
    line = str(SIGNER.verifier)

    for at in range(len(line)):
        wrong = line[:at] + ("A" if line[at] != "A" else "B") + line[at + 1 :]
        with pytest.raises(NoteError):
            read_verifier(wrong)


def test_signatures_of_others_stand_beside_ours():
    note = SIGNER.sign(STANDS.text())
    witness = new_signer("saksi", bytes(32), ED25519).sign(STANDS.text()).split("\n\n")[1]

    assert opened_checkpoint(note + witness, SIGNER.verifier, ED25519) == STANDS


@pytest.mark.parametrize(
    "wrong",
    [
        "",
        STANDS.text(),
        STANDS.text() + "\n",
        SIGNER.sign(STANDS.text()).rstrip("\n"),
        SIGNER.sign(STANDS.text()) + "\n",
        SIGNER.sign(STANDS.text()).replace("— ", "- "),
        SIGNER.sign(STANDS.text()) + "— petruk.example/log AAAA\n",
        SIGNER.sign(STANDS.text()) + "— " + "saksi AAAAAAA=\n" * 17,
        new_signer("petruk.example/log", bytes(32), ED25519).sign(STANDS.text()),
        new_signer("lain", bytes(range(32)), ED25519).sign(STANDS.text()),
    ],
)
def test_what_this_key_did_not_sign_is_not_opened(wrong):
    with pytest.raises(NoteError):
        opened(wrong, SIGNER.verifier, ED25519)


def test_a_second_signature_of_ours_that_is_wrong_spoils_the_note():
    note = SIGNER.sign(STANDS.text())
    wrong = base64.b64encode(SIGNER.verifier.key_id + bytes(64)).decode()

    with pytest.raises(NoteError):
        opened(f"{note}— {SIGNER.name} {wrong}\n", SIGNER.verifier, ED25519)


def test_the_checkpoint_of_another_log_is_not_ours():
    other = SIGNER.sign(Checkpoint("lain", 12, STANDS.root).text())

    with pytest.raises(NoteError, match="another log"):
        opened_checkpoint(other, SIGNER.verifier, ED25519)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "a\n1\n",
        "\n1\n" + "A" * 43 + "=\n",
        "a\n-1\n" + "A" * 43 + "=\n",
        "a\n01\n" + "A" * 43 + "=\n",
        "a\n１\n" + "A" * 43 + "=\n",
        "a\n1\n" + "A" * 42 + "B=\n",
        "a\n1\n" + "A" * 40 + "\n",
        "a\n1\n*\n",
    ],
)
def test_what_is_no_checkpoint_is_not_read_as_one(text):
    with pytest.raises(NoteError):
        read_checkpoint(text)


def test_lines_that_others_add_to_a_checkpoint_are_passed_over():
    assert read_checkpoint(STANDS.text() + "tambahan\n") == STANDS


@pytest.mark.parametrize("name", ["", "a b", "a+b", "a\nb", "a\u200bb"])
def test_a_name_that_would_break_a_note_is_refused(name):
    with pytest.raises(NoteError):
        new_signer(name, bytes(32), ED25519)


@pytest.mark.parametrize("text", ["tanpa akhir baris", "a\tb\n", "a\x7fb\n"])
def test_what_is_no_text_is_not_signed(text):
    with pytest.raises(NoteError):
        SIGNER.sign(text)


def test_a_key_of_another_length_is_no_key():
    with pytest.raises(NoteError):
        new_signer("a", bytes(31), ED25519)


@pytest.mark.parametrize("line", ["", "PRIVATE+KEY+a", str(SIGNER.verifier), SIGNER.written().replace("+", "-")])
def test_what_is_no_key_is_not_read_as_one(line):
    with pytest.raises(NoteError):
        read_signer(line, ED25519)
