"""The offline verifier: is the log what was signed, and if not, from which entry on?

Entries are read once, in their order. Three trees grow beside each other: over the entries, over
the leaf hashes that the witness has seen, and over those stored beside the entries. They are one
as long as they agree. Where they do not, the next checkpoint with a good signature decides which
of them is the log that was signed; so the position of the damage is exact where anybody has kept
the leaf hashes, and else a range between two checkpoints.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from shared.merkle.checkpoint import Checkpoint
from shared.merkle.findings import DATABASE, Kind, Report
from shared.merkle.log import MerkleLog
from shared.merkle.notary import Notary
from shared.merkle.relocation import kind_of_difference
from shared.merkle.side import Difference, Side
from shared.merkle.source import Entry, Page, Source
from shared.merkle.tree import Frontier, Place, leaf_hash
from shared.merkle.witness_track import NOTHING, WitnessTrack

NOT_A_HASH = b"\xff" * 32
"""Stands for what is no bytes at all; no entry has this leaf hash."""


class _Stopped(Exception):  # noqa: N818 - a signal, caught where it is meant
    """The log is damaged: what lies behind cannot be told apart any more."""


def verify(
    log: MerkleLog, source: Source, witness: Path | None = None, checkpoints: Sequence[str] = ()
) -> Report:
    """Verify a log.

    Args:
        log: which, with the keys that are trusted.
        source: its entries; see :func:`shared.merkle.source.open_source`.
        witness: the witness file, if there is one.
        checkpoints: signed notes that others have kept, in any order.

    Raises:
        OSError: the witness file cannot be read.
        Refusal: ``log-unreadable``.
    """
    return _Verification(log, source, witness, checkpoints).run()


class _Verification:
    """One verification on its way through the log."""

    def __init__(
        self, log: MerkleLog, source: Source, witness: Path | None, checkpoints: Sequence[str]
    ) -> None:
        self._origin = log.origin
        self._source = source
        self._path = witness
        self._notary = Notary(log, source.size(), checkpoints)
        self._tell = self._notary.tell
        self._track = WitnessTrack(witness, self._notary.open, self._tell) if witness else None
        self._tree = Frontier()
        self._seen, self._stored = Side(), Side()
        self._bad_node: Place | None = None

    def run(self) -> Report:
        try:
            for page in self._source.pages():
                self._read(page)
            self._notary.settle()
            self._look_beyond_the_end()
        except _Stopped:
            pass
        else:
            self._count_nodes()
        if self._bad_node:
            level, index = self._bad_node
            self._notary.tell_of_node(index << level, (index + 1) << level)
        return self._notary.report(self._tree.size)

    def _read(self, page: Page) -> None:
        tree, seen, stored, nodes = self._tree, self._seen, self._stored, page.nodes
        for entry in page.entries:
            position = tree.size
            if entry.position != position:
                self._refuse_position(entry.position)
            leaf = leaf_hash(entry.entry) if isinstance(entry.entry, bytes) else NOT_A_HASH
            there, note = self._track.at(position) if self._track else NOTHING
            if self._track and (there != leaf or seen.difference):
                seen.follow(tree, leaf, there)
            if entry.leaf_hash != leaf or stored.difference:
                stored.follow(tree, leaf, _hash(entry.leaf_hash))
            made = tree.append(leaf)
            if nodes is not None and self._bad_node is None:
                for place, node in made:
                    if nodes.get(place) != node:
                        self._bad_node = self._bad_node or place
            if note or entry.checkpoint is not None or tree.size in self._notary.kept:
                self._judge_all(entry, note)

    def _refuse_position(self, position: int) -> None:
        """Positions have no gaps and none is there twice, whatever was or was not signed."""
        self._notary.settle()
        expected = self._tree.size
        if position > expected:
            self._tell(Kind.ENTRY_MISSING, expected, position, DATABASE)
        else:
            self._tell(Kind.ENTRY_INSERTED, position, position + 1, DATABASE)
        raise _Stopped

    def _judge_all(self, entry: Entry, seen_note: str | None) -> None:
        """Hold the log against every checkpoint of its size; those from outside first."""
        size, root = self._tree.size, self._tree.root()
        here = Checkpoint(self._origin, size, root)
        for checkpoint, source in self._notary.kept.get(size, ()):
            self._notary.compared += 1
            self._weigh(checkpoint, here, source)
        own = None if entry.checkpoint is None else str(entry.checkpoint)
        if seen_note and self._track:
            self._judge(seen_note, here, self._track.source)
            if own is None and seen_note.startswith(here.text):
                self._notary.tell_once(Kind.CHECKPOINT_MISSING, size - 1, size, DATABASE)
        if own is not None and own != seen_note:
            self._judge(own, here, DATABASE)

    def _judge(self, note: str, here: Checkpoint, source: str) -> None:
        self._notary.compared += 1
        agrees = not self._seen.difference and not self._stored.difference
        if (
            agrees
            and note.startswith(here.text + "\n")
            and self._notary.takes_on(note, here, source)
        ):
            return
        checkpoint = self._notary.open_telling(note, here.size, source)
        if checkpoint is not None:
            self._weigh(checkpoint, here, source)

    def _weigh(self, signed: Checkpoint, here: Checkpoint, source: str) -> None:
        """Compare with a checkpoint whose signature is good."""
        if signed == here:
            self._join(source)
            self._notary.confirm(here.size, source)
            return
        self._notary.settle()
        if signed.size != here.size:
            self._tell(Kind.CHECKPOINT_CHANGED, here.size - 1, here.size, source)
        elif self._notary.confirmed == here.size:
            self._tell(Kind.CHECKPOINT_CONTRADICTED, here.size - 1, here.size, source)
        else:
            self._blame(signed, source)

    def _join(self, source: str) -> None:
        """The entries are what was signed: whatever differs from them is what was changed."""
        if self._seen.difference:
            first = self._seen.difference.position
            self._tell(Kind.WITNESS_CHANGED, first, first + 1, source)
        if self._stored.difference:
            first = self._stored.difference.position
            self._tell(Kind.NODE_CHANGED, first, first + 1, DATABASE)
        self._seen.join()
        self._stored.join()

    def _blame(self, signed: Checkpoint, source: str) -> None:
        """The entries are not what was signed: name the first, as exactly as anybody knows it."""
        if self._seen.difference and self._seen.is_signed_by(signed.root):
            self._name(self._seen.difference, source)
        elif self._stored.difference and self._stored.is_signed_by(signed.root):
            first = self._stored.difference.position
            self._tell(Kind.ENTRY_CHANGED, first, first + 1, source)
        else:
            self._tell(Kind.ENTRY_CHANGED, self._notary.confirmed, signed.size, source)
        raise _Stopped

    def _name(self, difference: Difference, source: str) -> None:
        kind = Kind.ENTRY_CHANGED
        if self._path is not None:
            kind = kind_of_difference(self._source, self._path, difference)
        self._tell(kind, difference.position, difference.position + 1, source)

    def _look_beyond_the_end(self) -> None:
        size = self._tree.size
        if self._track:
            self._look_at_the_rest_of(self._track)
        beyond = [one for above, ones in self._notary.kept.items() if above > size for one in ones]
        for checkpoint, source in beyond:
            self._tell(Kind.LOG_TRUNCATED, size, checkpoint.size, source)
            raise _Stopped
        if self._seen.difference:
            first = self._seen.difference.position
            self._tell(Kind.WITNESS_CONTRADICTED, first, first + 1, DATABASE)
        if self._stored.difference:
            first = self._stored.difference.position
            self._tell(Kind.ENTRY_CHANGED, first, first + 1, DATABASE)
        if self._notary.confirmed < size:
            self._tell(Kind.ENTRY_UNSIGNED, self._notary.confirmed, size, DATABASE)

    def _look_at_the_rest_of(self, track: WitnessTrack) -> None:
        """Has the witness seen more than there is?"""
        size = position = self._tree.size
        tree = self._seen.tree_beside(self._tree)
        while True:
            leaf, note = track.at(position)
            if leaf is None and track.has_ended:
                break
            tree = None if tree is None or leaf is None else tree
            if tree is not None and leaf is not None:
                tree.append(leaf)
            position += 1
            signed = self._notary.open(note) if note else None
            if signed is None or signed.size != position:
                continue
            if self._seen.difference and tree is not None and tree.root() == signed.root:
                self._name(self._seen.difference, track.source)
            else:
                self._tell(Kind.LOG_TRUNCATED, size, signed.size, track.source)
            raise _Stopped
        if position > size:
            self._tell(Kind.WITNESS_CONTRADICTED, size, position, track.source)

    def _count_nodes(self) -> None:
        count, size = self._source.node_count(), self._tree.size
        if count is not None and count > size - size.bit_count():
            self._tell(Kind.NODE_SURPLUS, size, size + 1, DATABASE)


def _hash(stored: object) -> bytes | None:
    """A stored leaf hash, whatever was made of it."""
    if stored is None:
        return None
    return stored if isinstance(stored, bytes) and len(stored) == len(NOT_A_HASH) else NOT_A_HASH
