import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as some

from petruk.core.log.merkle import (
    EMPTY,
    ProofError,
    consistency_proof,
    extends,
    frontier,
    includes,
    inclusion_proof,
    inclusion_proofs,
    leaf_hash,
    node_hash,
    root,
)
from tests.core.log import naive

GOLDEN = Path(__file__).parents[2] / "golden" / "merkle.csv"
ENTRIES = [bytes([at]) for at in range(33)]
LEAVES = [leaf_hash(entry) for entry in ENTRIES]
SIZES = range(1, len(LEAVES) + 1)
logs = some.lists(some.binary(max_size=8), max_size=70)


def test_the_roots_are_those_that_the_transparency_logs_of_the_web_publish():
    rows = list(csv.DictReader(GOLDEN.read_text().splitlines()))
    entries = [bytes.fromhex(row["entry"]) for row in rows[1:]]

    roots = [root(map(leaf_hash, entries[: int(row["size"])])).hex() for row in rows]

    assert roots == [row["root"] for row in rows]


@given(logs)
def test_the_root_is_that_of_the_definition(entries):
    assert root(map(leaf_hash, entries)) == naive.tree(entries)


@given(logs.filter(bool), some.data())
def test_proofs_are_those_of_the_definition_and_hold(entries, data):
    leaves = [leaf_hash(entry) for entry in entries]
    index = data.draw(some.integers(0, len(leaves) - 1))
    earlier = data.draw(some.integers(1, len(leaves)))

    inside, grown = inclusion_proof(leaves, index), consistency_proof(leaves, earlier)

    assert inside == naive.path(index, entries)
    assert includes(root(leaves), len(leaves), index, leaves[index], inside)
    assert grown == naive.proof(earlier, entries)
    assert extends((earlier, root(leaves[:earlier])), (len(leaves), root(leaves)), grown)


@pytest.mark.parametrize("size", SIZES)
def test_a_leaf_is_shown_at_its_own_place_only(size):
    leaves, whole = LEAVES[:size], root(LEAVES[:size])

    for index in range(size):
        proof = inclusion_proof(leaves, index)
        held = [at for at in range(-1, size + 2) if includes(whole, size, at, leaves[index], proof)]
        assert held == [index]


@pytest.mark.parametrize("size", SIZES)
def test_a_proof_that_is_changed_in_any_way_shows_nothing(size):
    leaves, whole = LEAVES[:size], root(LEAVES[:size])

    for index in {0, size // 2, size - 1}:
        for wrong in changed(inclusion_proof(leaves, index)):
            assert not includes(whole, size, index, leaves[index], wrong)


def changed(proof):
    """Yield the proof with one hash altered, missing, doubled or moved, and one too many."""
    for at, each in enumerate(proof):
        yield [*proof[:at], bytes([each[0] ^ 1]) + each[1:], *proof[at + 1 :]]
        yield proof[:at] + proof[at + 1 :]
        yield [*proof[:at], each, *proof[at:]]
        if at:
            yield [*proof[: at - 1], each, proof[at - 1], *proof[at + 1 :]]
    yield [*proof, EMPTY]


@pytest.mark.parametrize("size", SIZES)
def test_a_log_extends_its_own_beginnings_and_nothing_else(size):
    later = (size, root(LEAVES[:size]))

    for earlier in range(1, size):
        began = (earlier, root(LEAVES[:earlier]))
        proof = consistency_proof(LEAVES[:size], earlier)
        assert extends(began, later, proof)
        assert not extends((earlier, EMPTY), later, proof)
        assert not extends(began, (size, EMPTY), proof)
        assert not extends(later, began, proof)
        assert not any(extends(began, later, wrong) for wrong in changed(proof))


def test_a_log_forked_after_its_beginning_extends_the_beginning_but_not_the_other_branch():
    fork = [*LEAVES[:5], leaf_hash(b"other"), *LEAVES[6:9]]

    assert extends((5, root(LEAVES[:5])), (9, root(fork)), consistency_proof(fork, 5))
    assert not extends((7, root(LEAVES[:7])), (9, root(fork)), consistency_proof(fork, 7))


def test_nothing_is_the_beginning_of_everything():
    assert extends((0, EMPTY), (3, root(LEAVES[:3])), [])
    assert not extends((0, EMPTY), (3, root(LEAVES[:3])), [EMPTY])
    assert not extends((0, LEAVES[0]), (3, root(LEAVES[:3])), [])
    assert not extends((-1, EMPTY), (3, root(LEAVES[:3])), [])


def test_the_same_log_twice_needs_no_proof():
    whole = (3, root(LEAVES[:3]))

    assert extends(whole, whole, [])
    assert not extends(whole, whole, [EMPTY])
    assert not extends(whole, (3, EMPTY), [])


def test_a_node_is_never_taken_for_an_entry():
    two = root(LEAVES[:2])

    assert leaf_hash(LEAVES[0] + LEAVES[1]) != node_hash(LEAVES[0], LEAVES[1]) == two


@pytest.mark.parametrize("index", [-1, 3])
def test_there_is_no_proof_for_a_leaf_that_is_not_there(index):
    with pytest.raises(ProofError):
        inclusion_proof(LEAVES[:3], index)


@pytest.mark.parametrize("earlier", [0, 4])
def test_there_is_no_proof_that_a_log_grew_from_a_longer_one(earlier):
    with pytest.raises(ProofError):
        consistency_proof(LEAVES[:3], earlier)


@given(some.integers(0, 200))
def test_the_frontier_holds_one_hash_for_each_full_subtree(size):
    assert len(frontier(LEAVES[0] for _n in range(size)).hashes) == size.bit_count()


@pytest.mark.parametrize("size", SIZES)
def test_many_proofs_of_one_pass_are_the_single_ones(size):
    made = inclusion_proofs(iter(LEAVES[:size]), range(size))

    assert made == {index: inclusion_proof(LEAVES[:size], index) for index in range(size)}
    assert inclusion_proofs(LEAVES[:size], [size // 2]) == {size // 2: made[size // 2]}


@pytest.mark.parametrize("index", [-1, 3])
def test_a_leaf_that_is_not_there_has_no_proof_among_many(index):
    with pytest.raises(ProofError):
        inclusion_proofs(LEAVES[:3], [0, index])
