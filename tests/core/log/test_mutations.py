"""Whatever is done to a small log is refused, by the program and by the verifier that stands alone, and both agree."""

import ast
import io
import sys
import zipfile
from dataclasses import replace
from functools import lru_cache

import pytest

from petruk.audit.ed25519 import ED25519
from petruk.core.log import bundle
from petruk.core.log.merkle import leaf_hash
from petruk.core.log.notes import Checkpoint
from petruk.core.log.verifying import Code, Payload
from tests.core.log.made import ERASURE, FILE, GONE, OTHER, SIGNER, line, make_log, separate, signed

ALONE = separate()
ALONE.signed_by = lru_cache(None)(ALONE.signed_by)  # twenty thousand times the same four signatures
KEY = str(SIGNER.verifier)
LOG = make_log()


def both(content, *, key=None, notes=()):
    """Return what both say of a bundle: the code, and the first entry that may be another one."""
    found = bundle.examined(content, ED25519, key=key, notes=notes)
    ours = (int(found.code), found.seq)
    assert ALONE.verdict(io.BytesIO(content), key, notes) == ours
    return ours


def repacked(parts):
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as file:
        for name, text in parts.items():
            file.writestr(name, text)
    return content.getvalue()


def unpacked(content):
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        return {name: file.read(name) for name in file.namelist()}


@pytest.mark.parametrize("size", [1, 2, 3, 4, 7, 8, 11])
def test_a_whole_log_is_whole(size):
    log = make_log(size, sizes=(*(at for at in (0, 1, 2, 3, 8) if at < size), size))

    assert both(log.zipped()) == both(log.without_payloads().zipped()) == (Code.OK, None)
    assert both(log.zipped(), key=KEY, notes=[note for _size, note in log.notes]) == (Code.OK, None)


def test_a_bundle_is_the_same_bytes_each_time():
    assert LOG.zipped() == make_log().zipped()


def test_every_byte_of_every_part_counts():
    parts = unpacked(LOG.zipped())
    codes = set()

    for name, text in parts.items():
        for at in range(len(text)):
            for bit in (1, 32):
                wrong = text[:at] + bytes([text[at] ^ bit]) + text[at + 1 :]
                codes.add(both(repacked({**parts, name: wrong}), key=KEY)[0])

    assert codes == {Code.TAMPERED, Code.INCOMPLETE}


def test_a_byte_of_the_file_that_is_flipped_is_refused_or_changes_nothing():
    content = LOG.zipped()
    known = bundle.read(content)

    for at in range(len(content)):
        wrong = content[:at] + bytes([content[at] ^ 1]) + content[at + 1 :]
        if both(wrong, key=KEY)[0] == Code.OK:
            assert bundle.read(wrong) == known, at


def test_a_file_that_is_cut_off_anywhere_is_refused():
    content = LOG.zipped()

    assert {both(content[:at], key=KEY)[0] for at in range(0, len(content), 7)} == {Code.INCOMPLETE}


@pytest.mark.parametrize("payloads", [True, False])
def test_an_entry_that_is_missing_doubled_moved_or_slipped_in_is_found_where_it_is(payloads):
    log = LOG if payloads else LOG.without_payloads()
    lines = log.lines

    for at in range(len(lines)):
        dropped = lines[:at] + lines[at + 1 :]
        doubled = lines[: at + 1] + lines[at:]
        slipped = (*lines[:at], replace(line(at, said="sisipan"), payload=lines[at].payload), *lines[at:])
        expected = at if at < 10 else 10
        assert both(replace(log, lines=dropped).zipped()) == (Code.TAMPERED, expected)
        assert both(replace(log, lines=doubled).zipped()) == (Code.TAMPERED, at + 1)
        assert both(replace(log, lines=slipped).zipped())[0] == Code.TAMPERED
        for other in range(at + 1, len(lines)):
            swapped = list(lines)
            swapped[at], swapped[other] = swapped[other], swapped[at]
            assert both(replace(log, lines=tuple(swapped)).zipped()) == (Code.TAMPERED, at)


def test_a_log_that_is_cut_short_is_found_by_what_was_signed():
    for size in range(11):
        short = replace(LOG, lines=LOG.lines[:size])
        assert both(short.zipped()) == (Code.TAMPERED, size)
        kept = tuple(note for note in LOG.notes if note[0] <= size)
        cut = replace(short, notes=kept)
        outside = both(cut.zipped(), notes=[LOG.notes[-1][1]])
        assert outside == (Code.TAMPERED, size)


@pytest.mark.parametrize("fork_at", range(11))
def test_a_log_written_anew_is_found_from_the_last_note_that_still_fits(fork_at):
    fork = make_log(fork_at=fork_at)
    last_good = max(size for size in (0, 3, 4, 8) if size <= fork_at)

    assert both(fork.zipped()) == (Code.OK, None) or fork_at in GONE
    outside = [note for _size, note in LOG.notes]
    assert both(fork.zipped(), notes=outside)[0] == Code.TAMPERED
    assert both(replace(fork, notes=LOG.notes).zipped()) in [(Code.TAMPERED, last_good), (Code.TAMPERED, fork_at)]


def test_an_entry_rewritten_with_its_hash_is_found_by_the_next_note():
    for at in range(11):
        lines = (*LOG.lines[:at], line(at, said="lain", erased=at in GONE), *LOG.lines[at + 1 :])
        if lines == LOG.lines:
            continue
        last_good = max(size for size in (0, 3, 4, 8) if size <= at)
        assert both(replace(LOG, lines=lines).zipped()) == (Code.TAMPERED, last_good)


def test_an_entry_whose_hash_alone_or_body_alone_changed_is_named():
    for at in range(11):
        body = LOG.lines[at].body.replace("akun", "lain")
        for wrong in (replace(LOG.lines[at], body=body), replace(LOG.lines[at], leaf=leaf_hash(body.encode()))):
            lines = (*LOG.lines[:at], wrong, *LOG.lines[at + 1 :])
            assert both(replace(LOG, lines=lines).zipped()) == (Code.TAMPERED, at)


def test_a_leaf_that_is_a_node_is_no_entry():
    inner = LOG.lines[0].leaf + LOG.lines[1].leaf
    lines = (replace(LOG.lines[0], leaf=leaf_hash(inner)), *LOG.lines[2:])

    assert both(replace(LOG, lines=lines).zipped()) == (Code.TAMPERED, 0)


def test_a_payload_that_is_another_or_gone_without_an_erasure_is_named():
    for at in (each for each in range(11) if each not in GONE):
        for wrong in (Payload(bytes(32), LOG.lines[at].payload.text), line(at, said="lain").payload, Payload(b"", b"")):
            if wrong == LOG.lines[at].payload:
                continue
            lines = (*LOG.lines[:at], replace(LOG.lines[at], payload=wrong), *LOG.lines[at + 1 :])
            found = both(replace(LOG, lines=lines).zipped())
            assert found == (Code.TAMPERED, min(GONE) if at == ERASURE and wrong.erased else at)


def test_notes_of_another_key_or_of_two_logs_prove_nothing():
    fork = make_log(fork_at=9)

    forged = replace(LOG, notes=(*LOG.notes[:-1], signed(LOG.lines, 11, OTHER)))
    assert both(forged.zipped()) == (Code.TAMPERED, None)
    assert both(replace(forged, signer=OTHER).zipped()) == (Code.TAMPERED, None)
    resigned = replace(LOG, signer=OTHER, notes=(signed(LOG.lines, 11, OTHER),))
    assert both(resigned.zipped()) == (Code.OK, None)
    assert both(resigned.zipped(), key=KEY) == (Code.TAMPERED, None)
    assert both(LOG.zipped(), notes=[fork.notes[-1][1]]) == (Code.TAMPERED, None)
    ahead = SIGNER.sign(Checkpoint(SIGNER.name, 12, bytes(32)).text())
    assert both(LOG.zipped(), notes=[ahead]) == (Code.TAMPERED, 11)


def test_what_was_not_signed_to_its_end_is_incomplete():
    assert both(replace(LOG, notes=()).zipped()) == (Code.INCOMPLETE, None)
    assert both(replace(LOG, notes=LOG.notes[:-1]).zipped()) == (Code.INCOMPLETE, None)
    assert both(make_log(0, sizes=()).zipped()) == (Code.INCOMPLETE, None)


@pytest.mark.parametrize("name", ["FORMAT", "key.vkey", "entries.txt"])
def test_a_bundle_without_a_part_is_incomplete(name):
    parts = unpacked(LOG.zipped())
    del parts[name]

    assert both(repacked(parts)) == (Code.INCOMPLETE, None)


@pytest.mark.parametrize("name", ["lain.txt", "notes/1.note", "notes/000000000011.txt", "../key.vkey"])
def test_a_bundle_with_a_part_too_many_is_incomplete(name):
    assert both(repacked({**unpacked(LOG.zipped()), name: b"x"})) == (Code.INCOMPLETE, None)


def test_the_signature_check_of_the_verifier_is_that_of_the_standard():
    """The first three examples of RFC 8032 section 7.1, made by the other implementation and compared with the text."""
    secrets = (
        "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
        "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
        "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
    )
    publics = (
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
        "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
        "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
    )
    for secret, public, message in zip(secrets, publics, ("", "72", "af82"), strict=True):
        key, said = bytes.fromhex(public), bytes.fromhex(message)
        assert ED25519.public(bytes.fromhex(secret)) == key
        signature = ED25519.sign(bytes.fromhex(secret), said)
        assert ALONE.signed_by(key, signature, said)
        wrong = [signature[:at] + bytes([signature[at] ^ 1]) + signature[at + 1 :] for at in range(64)]
        higher = (int.from_bytes(signature[32:], "little") + ALONE.ORDER).to_bytes(32, "little")
        wrong += [signature[:32] + higher, signature[:-1], b""]
        assert not any(ALONE.signed_by(key, each, said) or ED25519.accepts(key, each, said) for each in wrong)


def test_the_verifier_stands_alone():
    tree = ast.parse(FILE.read_text("utf-8"))
    named = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    named |= {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}

    assert named <= sys.stdlib_module_names


@pytest.mark.parametrize(
    ("change", "code", "word"), [("", 0, "UTUH: 11 catatan"), ("é 7", 1, "nomor 7"), (None, 2, "TIDAK LENGKAP")]
)
def test_the_verifier_says_in_words_what_it_found(change, code, word, tmp_path, capsys):
    file, folder = tmp_path / "log.zip", tmp_path / "simpanan"
    folder.mkdir()
    (folder / "petruk-log.vkey").write_text(KEY + "\n")
    (folder / "000000000008.note").write_text(LOG.notes[2][1])
    parts = unpacked(LOG.zipped())
    if change:
        parts["payloads.txt"] = parts["payloads.txt"].replace(change.encode(), b"lain")
    if change is not None:
        file.write_bytes(repacked(parts))

    assert ALONE.main([str(file), "--against", str(folder)]) == code
    assert word in capsys.readouterr().out
