"""A proof as a text: written in one way, read strictly, and of no other entry."""

import pytest

from petruk.audit.ed25519 import ED25519
from petruk.core.log import proofs
from petruk.core.log.merkle import inclusion_proof, leaf_hash
from petruk.core.log.notes import NoteError
from tests.core.log.made import OTHER, SIGNER, line, signed

LINES = tuple(line(seq) for seq in range(9))
SIZE, NOTE = signed(LINES, 9)
ENTRY = LINES[4].body.encode()
TEXT = proofs.written(4, inclusion_proof([each.leaf for each in LINES], 4), NOTE)


def test_a_proof_leads_from_its_entry_to_the_signed_root():
    assert proofs.proven(ENTRY, TEXT, SIGNER.verifier, ED25519).size == SIZE
    assert TEXT.startswith("c2sp.org/tlog-proof@v1\nindex 4\n")


@pytest.mark.parametrize("wrong", [
    TEXT.replace("index 4", "index 5"), TEXT.replace("index 4", "index 04"), TEXT.replace("@v1", "@v2"), TEXT + "x",
    TEXT.replace("\n\n", "\n", 1), "\n".join(TEXT.split("\n")[:2] + TEXT.split("\n")[3:]), "",
    TEXT.replace(TEXT.split("\n")[2], TEXT.split("\n")[3]), proofs.written(4, (), NOTE),
])  # fmt: skip
def test_any_other_text_proves_nothing(wrong):
    with pytest.raises(NoteError):
        proofs.proven(ENTRY, wrong, SIGNER.verifier, ED25519)


def test_it_proves_no_other_entry_and_by_no_other_key():
    for entry, key in ((LINES[5].body.encode(), SIGNER), (ENTRY, OTHER), (b"", SIGNER), (leaf_hash(ENTRY), SIGNER)):
        with pytest.raises(NoteError):
            proofs.proven(entry, TEXT, key.verifier, ED25519)
