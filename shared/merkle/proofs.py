"""Proofs of inclusion and of consistency (RFC 9162 §2.1.3 and §2.1.4) and their verification; pure.

A root says nothing about the size of its tree: verify against size and root of one signed
checkpoint, never against a size from elsewhere.
"""

from __future__ import annotations

from collections.abc import Sequence

from shared.merkle.tree import EMPTY_ROOT, Nodes, complete_subtrees, fold, node_hash


def _split(first: int, stop: int) -> int:
    """Where RFC 9162 divides a range: behind the largest power of two smaller than its length."""
    return first + (1 << ((stop - first - 1).bit_length() - 1))


def _hashes_of(nodes: Nodes, ranges: Sequence[tuple[int, int]]) -> list[bytes]:
    """The Merkle Tree Hash of each range, all read at once."""
    places = [complete_subtrees(*span) for span in ranges]
    read = iter(nodes.read([place for group in places for place in group]))
    return [fold([next(read) for _ in group]) for group in places]


def inclusion_proof(nodes: Nodes, index: int, size: int) -> list[bytes]:
    """Prove that a leaf is in a tree: PATH(m, D_n) of RFC 9162 §2.1.3.1.

    Args:
        nodes: of a log with at least ``size`` leaves.
        index: the leaf's, from 0.
        size: number of leaves of the tree.

    Raises:
        ValueError: the tree has no such leaf.
    """
    if not 0 <= index < size:
        raise ValueError("the tree has no such leaf")
    ranges, first, stop = [], 0, size
    while stop - first > 1:
        middle = _split(first, stop)
        if index < middle:
            ranges.append((middle, stop))
            stop = middle
        else:
            ranges.append((first, middle))
            first = middle
    return _hashes_of(nodes, ranges[::-1])


def consistency_proof(nodes: Nodes, old_size: int, new_size: int) -> list[bytes]:
    """Prove that a tree continues an older one: PROOF(m, D_n) of RFC 9162 §2.1.4.1.

    Empty where there is nothing to prove: for equal sizes, and for the empty older tree.

    Raises:
        ValueError: the older tree is the larger one.
    """
    if not 0 <= old_size <= new_size:
        raise ValueError("an older tree is not larger")
    if old_size == 0:
        return []
    ranges, first, stop, known = [], 0, new_size, True
    while stop != old_size:
        middle = _split(first, stop)
        if old_size <= middle:
            ranges.append((middle, stop))
            stop = middle
        else:
            ranges.append((first, middle))
            first, known = middle, False
    if not known:
        ranges.append((first, stop))
    return _hashes_of(nodes, ranges[::-1])


def inclusion_holds(
    leaf: bytes, index: int, size: int, proof: Sequence[bytes], root: bytes
) -> bool:
    """Verify an inclusion proof, step by step as RFC 9162 §2.1.3.2 has it.

    Args:
        leaf: hash of the leaf.
        index: of the leaf, from 0.
        size: number of leaves of the tree.
        proof: as :func:`inclusion_proof` makes it.
        root: of the tree.
    """
    if not 0 <= index < size:
        return False
    low, high, computed = index, size - 1, leaf
    for sibling in proof:
        if high == 0:
            return False
        if low & 1 or low == high:
            computed = node_hash(sibling, computed)
            while not low & 1 and low:
                low, high = low >> 1, high >> 1
        else:
            computed = node_hash(computed, sibling)
        low, high = low >> 1, high >> 1
    return high == 0 and computed == root


def consistency_holds(
    old_size: int, new_size: int, proof: Sequence[bytes], old_root: bytes, new_root: bytes
) -> bool:
    """Verify a consistency proof, step by step as RFC 9162 §2.1.4.2 has it.

    Equal sizes are consistent if the roots are equal; the empty tree with every tree.

    Args:
        old_size: number of leaves of the older tree.
        new_size: number of leaves of the newer tree.
        proof: as :func:`consistency_proof` makes it.
        old_root: of the older tree.
        new_root: of the newer tree.
    """
    if old_size == new_size:
        return not proof and old_root == new_root
    if old_size == 0:
        return not proof and old_root == EMPTY_ROOT and new_size > 0
    if not 0 < old_size < new_size or not proof:
        return False
    path = [old_root, *proof] if old_size & (old_size - 1) == 0 else list(proof)
    low, high = old_size - 1, new_size - 1
    while low & 1:
        low, high = low >> 1, high >> 1
    old = new = path[0]
    for sibling in path[1:]:
        if high == 0:
            return False
        if low & 1 or low == high:
            old, new = node_hash(sibling, old), node_hash(sibling, new)
            while not low & 1 and low:
                low, high = low >> 1, high >> 1
        else:
            new = node_hash(new, sibling)
        low, high = low >> 1, high >> 1
    return high == 0 and old == old_root and new == new_root
