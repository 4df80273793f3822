"""Hashes, roots and proofs of the Merkle tree are those of RFC 9162."""

from __future__ import annotations

from hashlib import sha256

import pytest

from shared.merkle import proofs
from shared.merkle.tree import EMPTY_ROOT, Frontier, leaf_hash, node_hash, root_at
from tests import merkle_trees
from tests.merkle_trees import NaiveNodes

ENTRIES = [
    bytes.fromhex(text)
    for text in (
        "", "00", "10", "2021", "3031", "40414243", "5051525354555657",
        "606162636465666768696a6b6c6d6e6f",
    )
]  # fmt: skip
"""The entries with which implementations of Certificate Transparency are compared."""

ROOTS = [
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
CONSISTENCY = {
    (1, 8): [
        "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
    ],
    (2, 5): [
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
    ],
    (6, 8): [
        "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ],
}
INCLUSION = {
    (0, 1): [],
    (0, 8): [
        "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
    ],
    (5, 8): [
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ],
    (2, 3): ["fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"],
    (1, 5): [
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
    ],
}


def frontier(entries: list[bytes]) -> Frontier:
    """A tree that has grown entry by entry."""
    grown = Frontier()
    for entry in entries:
        grown.append(leaf_hash(entry))
    return grown


def test_the_hashes_of_leaves_and_nodes_are_told_apart_by_their_first_byte() -> None:
    """A leaf is hashed behind 0x00, two subtrees behind 0x01."""
    assert leaf_hash(b"entry") == sha256(b"\x00entry").digest()
    assert (
        node_hash(bytes(32), bytes(31) + b"\x01") == sha256(b"\x01" + bytes(63) + b"\x01").digest()
    )


@pytest.mark.parametrize("size", range(9))
def test_the_roots_are_those_that_others_have_published(size: int) -> None:
    """Grown entry by entry, read from nodes, and by the naive recursion, the root is the same."""
    root = bytes.fromhex(ROOTS[size])
    assert frontier(ENTRIES[:size]).root() == root
    assert root_at(NaiveNodes(ENTRIES), size) == root
    assert merkle_trees.tree_hash(ENTRIES[:size]) == root
    assert bytes.fromhex(ROOTS[0]) == EMPTY_ROOT


@pytest.mark.parametrize(("place", "published"), INCLUSION.items())
def test_inclusion_proofs_are_those_that_others_have_published(
    place: tuple[int, int], published: list[str]
) -> None:
    """Made from nodes, a proof is the published one, and it holds."""
    index, size = place
    proof = proofs.inclusion_proof(NaiveNodes(ENTRIES), index, size)
    assert [one.hex() for one in proof] == published
    root = bytes.fromhex(ROOTS[size])
    assert proofs.inclusion_holds(leaf_hash(ENTRIES[index]), index, size, proof, root)


@pytest.mark.parametrize(("sizes", "published"), CONSISTENCY.items())
def test_consistency_proofs_are_those_that_others_have_published(
    sizes: tuple[int, int], published: list[str]
) -> None:
    """Made from nodes, a proof is the published one, and it holds."""
    old, new = sizes
    proof = proofs.consistency_proof(NaiveNodes(ENTRIES), old, new)
    assert [one.hex() for one in proof] == published
    roots = bytes.fromhex(ROOTS[old]), bytes.fromhex(ROOTS[new])
    assert proofs.consistency_holds(old, new, proof, *roots)


def test_proofs_over_seven_leaves_name_the_nodes_of_the_example() -> None:
    """The proofs of RFC 9162 §2.1.5 consist of the very nodes that it names by letter."""
    entries = ENTRIES[:7]
    a, b, c, d, e, f, j = (leaf_hash(entry) for entry in entries)
    g, h, i = node_hash(a, b), node_hash(c, d), node_hash(e, f)
    k, nodes = node_hash(g, h), NaiveNodes(entries)
    last = node_hash(i, j)
    assert proofs.inclusion_proof(nodes, 0, 7) == [b, h, last]
    assert proofs.inclusion_proof(nodes, 3, 7) == [c, g, last]
    assert proofs.inclusion_proof(nodes, 4, 7) == [f, j, k]
    assert proofs.inclusion_proof(nodes, 6, 7) == [i, k]
    assert proofs.consistency_proof(nodes, 3, 7) == [c, d, g, last]
    assert proofs.consistency_proof(nodes, 4, 7) == [last]
    assert proofs.consistency_proof(nodes, 6, 7) == [i, j, k]


def test_every_proof_in_small_trees_is_the_naive_one_and_holds() -> None:
    """For all leaves and pairs of sizes up to forty, the proofs are those of the recursion."""
    entries = [bytes([number]) for number in range(40)]
    nodes = NaiveNodes(entries)
    roots = [merkle_trees.tree_hash(entries[:size]) for size in range(41)]
    for size in range(1, 41):
        for index in range(size):
            path = proofs.inclusion_proof(nodes, index, size)
            assert path == merkle_trees.path(index, entries[:size])
            leaf = leaf_hash(entries[index])
            assert proofs.inclusion_holds(leaf, index, size, path, roots[size])
            proof = proofs.consistency_proof(nodes, index + 1, size)
            assert proof == merkle_trees.proof(index + 1, entries[:size])
            assert proofs.consistency_holds(index + 1, size, proof, roots[index + 1], roots[size])


def test_a_tree_that_grows_names_each_complete_subtree_once() -> None:
    """Appending tells the new nodes with their places; there is one less than leaves per peak."""
    grown, told = Frontier(), {}
    for number in range(100):
        made = grown.append(leaf_hash(bytes([number])))
        assert not told.keys() & dict(made).keys()
        told |= dict(made)
    assert len(told) == 100 - (100).bit_count()
    naive = NaiveNodes([bytes([number]) for number in range(100)])
    assert naive.read(list(told)) == list(told.values())


def test_a_copy_of_a_growing_tree_grows_apart() -> None:
    """What is appended to the copy does not reach the original."""
    grown = frontier(ENTRIES[:3])
    other = grown.copy()
    other.append(leaf_hash(b"other"))
    assert (grown.size, grown.root().hex()) == (3, ROOTS[3])


def test_nothing_needs_to_be_proved_of_equal_and_of_empty_trees() -> None:
    """Proofs are empty there, and hold for equal roots and for the empty root alone."""
    nodes, root, other = NaiveNodes(ENTRIES), bytes.fromhex(ROOTS[8]), bytes.fromhex(ROOTS[7])
    assert proofs.consistency_proof(nodes, 8, 8) == proofs.consistency_proof(nodes, 0, 8) == []
    assert proofs.consistency_holds(8, 8, [], root, root)
    assert not proofs.consistency_holds(8, 8, [], other, root)
    assert proofs.consistency_holds(0, 8, [], EMPTY_ROOT, root)
    assert not proofs.consistency_holds(0, 8, [], other, root)
    assert not proofs.consistency_holds(0, 8, [root], EMPTY_ROOT, root)


def test_what_cannot_be_is_not_proved() -> None:
    """Leaves and sizes that a tree does not have are refused, and no proof of them holds."""
    nodes, root = NaiveNodes(ENTRIES), bytes.fromhex(ROOTS[8])
    for index, size in [(8, 8), (-1, 8), (0, 0)]:
        with pytest.raises(ValueError, match="no such leaf"):
            proofs.inclusion_proof(nodes, index, size)
        assert not proofs.inclusion_holds(root, index, size, [], root)
    for old, new in [(8, 7), (-1, 7)]:
        with pytest.raises(ValueError, match="not larger"):
            proofs.consistency_proof(nodes, old, new)
        assert not proofs.consistency_holds(old, new, [root], root, root)
    assert not proofs.consistency_holds(3, 8, [], bytes.fromhex(ROOTS[3]), root)


def test_a_proof_that_is_too_long_does_not_hold() -> None:
    """A hash behind the last step refuses the proof, whatever it is."""
    nodes, root = NaiveNodes(ENTRIES), bytes.fromhex(ROOTS[8])
    path = proofs.inclusion_proof(nodes, 2, 8)
    assert not proofs.inclusion_holds(leaf_hash(ENTRIES[2]), 2, 8, [*path, root], root)
    proof = proofs.consistency_proof(nodes, 3, 8)
    assert not proofs.consistency_holds(3, 8, [*proof, root], bytes.fromhex(ROOTS[3]), root)


def test_a_proof_in_a_large_tree_reads_few_nodes() -> None:
    """In 5,000 entries a proof reads no more than two nodes for each level."""
    nodes = NaiveNodes([number.to_bytes(4) for number in range(5_000)])
    proofs.inclusion_proof(nodes, 4_321, 5_000)
    assert nodes.read_count <= 26
    nodes.read_count = 0
    proofs.consistency_proof(nodes, 4_321, 5_000)
    assert nodes.read_count <= 26
