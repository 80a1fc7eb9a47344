"""The hash tree over a log: one root names all entries; short proofs show that one is in it, and that it only grew.

Hashes are 32 bytes of SHA-256. Source: RFC 6962 section 2.1; the two checks of proofs follow RFC 9162 section 2.1.
"""

import hashlib
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

EMPTY = hashlib.sha256().digest()
"""The root of a log without entries."""
HEIGHT = 48
"""Levels above the leaves that a log may have here."""


class ProofError(ValueError):
    """A proof was asked for that no tree of this size has."""


def leaf_hash(entry: bytes) -> bytes:
    return hashlib.sha256(b"\x00" + entry).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(b"\x01" + left + right).digest()


@dataclass(slots=True)
class Frontier:
    """What must be remembered to go on: the roots of the full subtrees, the largest first; one for each 1 of size."""

    size: int = 0
    hashes: list[bytes] = field(default_factory=list)

    def append(self, leaf: bytes) -> None:
        """Add one leaf hash: as many subtrees close as the size has 1s at its end."""
        closing = self.size
        while closing & 1:
            leaf = node_hash(self.hashes.pop(), leaf)
            closing >>= 1
        self.hashes.append(leaf)
        self.size += 1

    def root(self) -> bytes:
        if not self.hashes:
            return EMPTY
        *rest, found = self.hashes
        for left in reversed(rest):
            found = node_hash(left, found)
        return found


def frontier(leaves: Iterable[bytes]) -> Frontier:
    grown = Frontier()
    for leaf in leaves:
        grown.append(leaf)
    return grown


def root(leaves: Iterable[bytes]) -> bytes:
    return frontier(leaves).root()


def inclusion_proof(leaves: Sequence[bytes], index: int) -> list[bytes]:
    """Return the hashes that lead from leaf ``index`` to the root, the nearest first. Raises ``ProofError``."""
    if not 0 <= index < len(leaves):
        raise ProofError(f"no leaf {index} among {len(leaves)}")
    return _beside(_levels(leaves), index)


def inclusion_proofs(leaves: Iterable[bytes], indexes: Collection[int]) -> dict[int, list[bytes]]:
    """Return the proofs of some leaves in one pass over all, of which only a few hashes are kept.

    Raises ``ProofError`` for an index that no leaf has.
    """
    kept: dict[tuple[int, int], bytes] = {}
    wanted = {(height, (index >> height) ^ 1) for index in indexes for height in range(HEIGHT)}

    def keep(height: int, at: int, node: bytes) -> None:
        if (height, at) in wanted:
            kept[height, at] = node

    full: list[tuple[int, int, bytes]] = []
    size = 0
    for size, node in enumerate(leaves, start=1):
        height, at = 0, size - 1
        keep(height, at, node)
        while at & 1:
            node = node_hash(full.pop()[2], node)  # noqa: PLW2901  rises
            height, at = height + 1, at >> 1
            keep(height, at, node)
        full.append((height, at, node))
    _keep_edge(full, keep)
    if any(not 0 <= index < size for index in indexes):
        raise ProofError(f"no such leaf among {size}")
    return {index: _path(kept, index, (size - 1).bit_length()) for index in indexes}


def consistency_proof(leaves: Sequence[bytes], earlier: int) -> list[bytes]:
    """Return the hashes that show that the tree of the first ``earlier`` leaves grew into this one.

    Raises ``ProofError`` unless 0 < earlier <= len(leaves).
    """
    if not 0 < earlier <= len(leaves):
        raise ProofError(f"no tree of {earlier} leaves within {len(leaves)}")
    if earlier == len(leaves):
        return []
    levels, node, height = _levels(leaves), earlier - 1, 0
    while node & 1:
        node, height = node >> 1, height + 1
    own = [levels[height][node]] if node else []
    return own + _beside(levels[height:], node)


def includes(root: bytes, size: int, index: int, leaf: bytes, proof: Sequence[bytes]) -> bool:
    """Say whether the proof leads from this leaf, at this place, to the root of a tree of this size."""
    if not 0 <= index < size:
        return False
    node, last, found = index, size - 1, leaf
    for other in proof:
        if last == 0:
            return False
        if node & 1 or node == last:
            found = node_hash(other, found)
            node, last = _past_lone_levels(node, last)
        else:
            found = node_hash(found, other)
        node, last = node >> 1, last >> 1
    return last == 0 and found == root


def extends(earlier: tuple[int, bytes], later: tuple[int, bytes], proof: Sequence[bytes]) -> bool:
    """Say whether a tree (size, root) is the beginning of another. Nothing is the beginning of everything."""
    (small, old), (large, new) = earlier, later
    if small == large or small <= 0:
        return small >= 0 and not proof and old == (EMPTY if small == 0 else new)
    path = list(proof) if small & (small - 1) else [old, *proof]
    if small > large or not path:
        return False
    node, last = small - 1, large - 1
    while node & 1:
        node, last = node >> 1, last >> 1
    first = second = path[0]
    for other in path[1:]:
        if last == 0:
            return False
        if node & 1 or node == last:
            first, second = node_hash(other, first), node_hash(other, second)
            node, last = _past_lone_levels(node, last)
        else:
            second = node_hash(second, other)
        node, last = node >> 1, last >> 1
    return last == 0 and first == old and second == new


def _keep_edge(full: list[tuple[int, int, bytes]], keep: Callable[[int, int, bytes], None]) -> None:
    """Close the subtrees that are not full, from the smallest on; one without a sibling rises as it is."""
    if not full:
        return
    height, at, node = full.pop()
    while full:
        higher, _place, left = full.pop()
        at, height = at >> (higher - height), higher
        keep(height, at, node)
        node, at, height = node_hash(left, node), at >> 1, height + 1


def _path(kept: Mapping[tuple[int, int], bytes], index: int, levels: int) -> list[bytes]:
    beside = ((height, (index >> height) ^ 1) for height in range(levels))
    return [kept[each] for each in beside if each in kept]


def _past_lone_levels(node: int, last: int) -> tuple[int, int]:
    """Rise past the levels on which the last node had no sibling."""
    while node and not node & 1:
        node, last = node >> 1, last >> 1
    return node, last


def _levels(leaves: Sequence[bytes]) -> list[list[bytes]]:
    """Return all nodes, leaves first; one without a sibling rises as it is."""
    levels = [list(leaves)]
    while len(levels[-1]) > 1:
        below = levels[-1]
        pairs = [node_hash(below[at], below[at + 1]) for at in range(0, len(below) - 1, 2)]
        levels.append(pairs + below[len(pairs) * 2 :])
    return levels


def _beside(levels: Sequence[Sequence[bytes]], node: int) -> list[bytes]:
    found = []
    for level in levels:
        if node ^ 1 < len(level):
            found.append(level[node ^ 1])
        node >>= 1
    return found
