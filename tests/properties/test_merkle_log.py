"""Whatever the log: its root is RFC 9162's, its proofs hold, and no other proof does."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shared.merkle import proofs
from shared.merkle.checkpoint import Checkpoint, open_checkpoint
from shared.merkle.findings import Kind
from shared.merkle.keys import SigningKey
from shared.merkle.log import MerkleLog
from shared.merkle.source import DatabaseSource
from shared.merkle.tree import Frontier, leaf_hash
from shared.merkle.verify import verify
from shared.merkle.witness import Witness
from tests import merkle_trees
from tests.merkle_trees import MemoryDatabase

KEY = SigningKey("example.org/log", bytes(range(32)))
MOST = 70
FEW = settings(max_examples=120, deadline=None)

batches = st.lists(st.integers(1, 9), min_size=1, max_size=14).filter(lambda b: sum(b) <= MOST)
hashes = st.binary(min_size=32, max_size=32)


def new_log() -> MerkleLog:
    """A log without tables."""
    return MerkleLog("things", KEY.name, [KEY.verifier])


def entry(number: int) -> bytes:
    """What is recorded under a number."""
    return b"entry %d" % number


def filled(sizes: list[int]) -> tuple[MemoryDatabase, MerkleLog, list[bytes]]:
    """A log to which so many entries were appended at a time."""
    database, log, entries = MemoryDatabase(), new_log(), list[bytes]()
    for statement in log.tables:
        database.rows(statement)
    for size in sizes:
        batch = [entry(number) for number in range(len(entries), len(entries) + size)]
        assert log.append(database, batch, KEY) == range(len(entries), len(entries) + size)
        entries += batch
    return database, log, entries


def others(proof: list[bytes], strange: bytes) -> Iterator[list[bytes]]:
    """Every proof that is this one with one hash changed, dropped, added or exchanged."""
    for at, step in enumerate(proof):
        yield [*proof[:at], bytes([step[0] ^ 1]) + step[1:], *proof[at + 1 :]]
        yield [*proof[:at], step[:-1] + bytes([step[-1] ^ 128]), *proof[at + 1 :]]
        yield proof[:at] + proof[at + 1 :]
        if at:
            yield [*proof[: at - 1], step, proof[at - 1], *proof[at + 1 :]]
    for at in range(len(proof) + 1):
        yield [*proof[:at], strange, *proof[at:]]


@FEW
@given(sizes=batches)
def test_the_root_is_that_of_the_naive_recursion(sizes: list[int]) -> None:
    """In one append or in many, grown or read back, signed beside the last entry of each."""
    database, log, entries = filled(sizes)
    grown = Frontier()
    with closing(database):
        for size, row in enumerate(log.entries(database, 0, MOST), 1):
            grown.append(leaf_hash(row["entry"]))
            root = merkle_trees.tree_hash(entries[:size])
            assert grown.root() == log.root(database, size) == root
            if row["checkpoint"] is not None:
                opened = open_checkpoint(row["checkpoint"], [KEY.verifier], KEY.name)
                assert opened == Checkpoint(KEY.name, size, root)
        assert grown.size == len(entries) == log.size(database)


@FEW
@given(sizes=batches, data=st.data(), strange=hashes)
def test_an_inclusion_proof_holds_and_no_other_does(
    sizes: list[int], data: st.DataObject, strange: bytes
) -> None:
    """With one hash changed, dropped, added or exchanged, or for another leaf, place or root."""
    database, log, entries = filled(sizes)
    size = data.draw(st.integers(1, len(entries)))
    index = data.draw(st.integers(0, size - 1))
    with closing(database):
        proof = log.inclusion_proof(database, index, size)
    leaf, root = leaf_hash(entries[index]), merkle_trees.tree_hash(entries[:size])
    assert proof == merkle_trees.path(index, entries[:size])
    assert proofs.inclusion_holds(leaf, index, size, proof, root)
    for other in others(proof, strange):
        assert not proofs.inclusion_holds(leaf, index, size, other, root)
    assert not proofs.inclusion_holds(strange, index, size, proof, root)
    assert not proofs.inclusion_holds(leaf, index, size, proof, strange)
    for place in set(range(-1, size + 1)) - {index}:
        assert not proofs.inclusion_holds(leaf, place, size, proof, root)


@FEW
@given(sizes=batches, data=st.data(), strange=hashes)
def test_a_consistency_proof_holds_and_no_other_does(
    sizes: list[int], data: st.DataObject, strange: bytes
) -> None:
    """With one hash changed, dropped, added or exchanged, or between other roots."""
    database, log, entries = filled(sizes)
    new = data.draw(st.integers(0, len(entries)))
    old = data.draw(st.integers(0, new))
    with closing(database):
        proof = log.consistency_proof(database, old, new)
    older, newer = merkle_trees.tree_hash(entries[:old]), merkle_trees.tree_hash(entries[:new])
    assert proofs.consistency_holds(old, new, proof, older, newer)
    for other in others(proof, strange):
        assert not proofs.consistency_holds(old, new, other, older, newer)
    assert not proofs.consistency_holds(old, new, proof, strange, newer)
    assert old == 0 or not proofs.consistency_holds(old, new, proof, older, strange)
    assert not proofs.consistency_holds(new + 1, new, proof, older, newer)
    if 0 < old < new:
        assert proof == merkle_trees.proof(old, entries[:new])
        assert not proofs.consistency_holds(old, new, proof, newer, older)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the witness file of one example after the other lies."""
    return tmp_path_factory.mktemp("witness")


@FEW
@given(sizes=batches, data=st.data())
def test_the_verifier_names_the_entry_that_was_changed(
    folder: Path, sizes: list[int], data: st.DataObject
) -> None:
    """Wherever it lies and whatever else was made to fit it; it finds nothing before that."""
    database, log, entries = filled(sizes)
    position = data.draw(st.integers(0, len(entries) - 1))
    path = folder / "witness"
    path.unlink(missing_ok=True)
    with closing(database):
        assert Witness(path, log, database).catch_up() == len(entries)
        source = DatabaseSource(log, database.select)
        sound = verify(log, source, path)
        assert (sound.findings, sound.witnessed) == ((), len(entries))

        changed = [*entries[:position], b"changed", *entries[position + 1 :]]
        notes = [row["checkpoint"] for row in log.entries(database, 0, MOST)]
        database.rows("DELETE FROM things_entries")
        database.rows("DELETE FROM things_nodes")
        log.append(database, changed, KEY)
        for at, note in enumerate(notes):
            sql = "UPDATE things_entries SET checkpoint = :note WHERE position = :at"
            database.rows(sql, {"note": note, "at": at})

        [found] = verify(log, source, path).findings
        assert (found.kind, found.first) == (Kind.ENTRY_CHANGED, position)
        assert found.is_exact
        [told] = verify(log, source).findings
        assert told.first <= position < told.stop
