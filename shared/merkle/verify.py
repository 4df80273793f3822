"""The offline verifier: is the log what was signed, and if not, from which entry on?

Entries are read once, in their order. Three trees grow beside each other: over the entries, over
the leaf hashes that the witness has seen, and over those stored beside the entries. They are one
as long as they agree. Where they do not, the next checkpoint with a good signature decides which
of them is the log that was signed; so the position of the damage is exact where anybody has kept
the leaf hashes, and else a range between two checkpoints.

An old state of the database to which the service has gone on appending is signed twice over. Then
only evidence from outside speaks of what was lost: the witness names the first entry, and a
checkpoint alone the range back to the last kept one that fits. As long as such a log is shorter
than that checkpoint, it cannot be told from one that was cut off where it ends.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from shared.merkle.checkpoint import Checkpoint
from shared.merkle.findings import DATABASE, Kind, Report
from shared.merkle.log import MerkleLog
from shared.merkle.node_check import NodeCheck
from shared.merkle.notary import Notary
from shared.merkle.relocation import kind_of_difference
from shared.merkle.side import Difference, Side
from shared.merkle.source import Page, Source
from shared.merkle.stretches import stretches
from shared.merkle.tree import Frontier
from shared.merkle.witness_file import records
from shared.merkle.witness_track import Ahead, WitnessTrack


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
        lines = records(witness) if witness else ()
        self._track = WitnessTrack(lines, self._notary.open, self._tell)
        self._tree = Frontier()
        self._seen, self._stored = Side(), Side()
        self._own: str | None = None
        self._nodes = NodeCheck(self._notary)

    def run(self) -> Report:
        try:
            for page in self._source.pages():
                self._read(page)
            self._notary.settle()
            self._look_beyond_the_end()
        except _Stopped:
            pass
        else:
            self._nodes.count(self._source.node_count(), self._tree.size)
        self._nodes.tell()
        return self._notary.report(self._tree.size)

    def _read(self, page: Page) -> None:
        first = self._tree.size
        try:
            for stretch in stretches(page, first, self._notary.kept, self._track):
                self._stored.follow(self._tree, stretch.leaf_hashes, stretch.stored)
                self._seen.follow(self._tree, stretch.leaf_hashes, stretch.seen)
                self._tree.extend(stretch.leaf_hashes, self._nodes.made)
                self._judge_all(stretch.stored_note, stretch.seen_note)
            in_place = self._tree.size - first
            if in_place < len(page.positions):
                self._refuse_position(page.positions[in_place])
        finally:
            self._nodes.compare(first, page.nodes)

    def _refuse_position(self, position: int) -> None:
        """Positions have no gaps and none is there twice, whatever was or was not signed."""
        self._notary.settle()
        expected = self._tree.size
        if position > expected:
            self._tell(Kind.ENTRY_MISSING, expected, position, DATABASE)
        else:
            self._tell(Kind.ENTRY_INSERTED, position, position + 1, DATABASE)
        if not self._seen.difference or not self._look_ahead().fits:
            self._tell_of_open_differences()
        else:
            self._name(self._seen.difference, self._track.source)
        raise _Stopped

    def _judge_all(self, stored_note: object, seen_note: str | None) -> None:
        """Hold the log against every checkpoint of its size; those from outside first."""
        if stored_note is None and not seen_note and self._tree.size not in self._notary.kept:
            return
        size, root = self._tree.size, self._tree.root()
        here = Checkpoint(self._origin, size, root)
        own = self._own = None if stored_note is None else str(stored_note)
        for checkpoint, source in self._notary.kept_at(here):
            self._notary.compared += 1
            self._weigh(checkpoint, here, source)
        if seen_note:
            self._judge_in_turn(seen_note, here, self._track.source)
            if own is None and seen_note.startswith(here.text):
                self._notary.tell_once(Kind.CHECKPOINT_MISSING, size - 1, size, DATABASE)
            elif own is not None and own != seen_note:
                self._judge(own, here, DATABASE)
        elif own is not None:
            self._judge_in_turn(own, here, DATABASE)

    def _judge_in_turn(self, note: str, here: Checkpoint, source: str) -> None:
        """Judge one of many that follow each other: not each of them has to be verified."""
        differs = self._seen.difference or self._stored.difference
        if differs or not self._notary.takes_on(note, here, source):
            self._judge(note, here, source)

    def _judge(self, note: str, here: Checkpoint, source: str) -> None:
        self._notary.compared += 1
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
        elif self._notary.witnessed == here.size:
            self._tell(Kind.CHECKPOINT_CONTRADICTED, here.size - 1, here.size, source)
        else:
            self._blame(signed, here, source)

    def _join(self, source: str) -> None:
        """The entries are what was signed: whatever differs from them is what was changed.

        Of what the witness has seen, only its own checkpoint says so: it may have been signed too.
        """
        if self._stored.difference:
            first = self._stored.difference.position
            self._tell(Kind.NODE_CHANGED, first, first + 1, DATABASE)
            self._stored.join()
        if self._seen.difference and source == self._track.source:
            first = self._seen.difference.position
            self._tell(Kind.WITNESS_CHANGED, first, first + 1, source)
            self._seen.join()

    def _blame(self, signed: Checkpoint, here: Checkpoint, source: str) -> None:
        """The entries are not what was signed: name the first, as exactly as anybody knows it."""
        notary, own = self._notary, self._own
        is_signed_again = own is not None and notary.open(own) == here
        if is_signed_again:
            notary.confirm(here.size, DATABASE)
        if self._seen.difference and self._seen.is_signed_by(signed.root):
            self._name(self._seen.difference, source)
        elif self._stored.difference and self._stored.is_signed_by(signed.root):
            first = self._stored.difference.position
            self._tell(Kind.ENTRY_CHANGED, first, first + 1, source)
        elif is_signed_again:
            self._tell(Kind.LOG_REWOUND, notary.attested, signed.size, source)
        else:
            # Without a checkpoint of its own here, the log may have been signed again further on.
            first = notary.attested if own is None else notary.confirmed
            self._tell(Kind.ENTRY_CHANGED, first, signed.size, source)
        raise _Stopped

    def _name(self, difference: Difference, source: str) -> None:
        kind = Kind.ENTRY_CHANGED
        if self._notary.confirmed > difference.position:
            kind = Kind.LOG_REWOUND
        elif self._path is not None:
            kind = kind_of_difference(self._source, self._path, difference)
        self._tell(kind, difference.position, difference.position + 1, source)

    def _look_ahead(self) -> Ahead:
        tree = self._seen.tree_beside(self._tree)
        return self._track.look_ahead(tree)

    def _look_beyond_the_end(self) -> None:
        """Has anybody seen more than there is? What nobody has signed is told as well."""
        size, ahead = self._tree.size, self._look_ahead()
        if ahead.signed and ahead.fits:
            if self._seen.difference:
                self._name(self._seen.difference, self._track.source)
            else:
                self._tell(Kind.LOG_TRUNCATED, size, ahead.signed.size, self._track.source)
            raise _Stopped
        beyond = self._notary.kept_beyond(size)
        if ahead.signed:
            beyond.append((ahead.signed, self._track.source))
        if beyond:
            signed, source = max(beyond, key=lambda one: one[0].size)
            self._tell(Kind.LOG_TRUNCATED, self._notary.confirmed, signed.size, source)
        elif self._notary.confirmed < size:
            self._tell(Kind.ENTRY_UNSIGNED, self._notary.confirmed, size, DATABASE)
        if ahead.stop > size and not ahead.signed:
            self._tell(Kind.WITNESS_CONTRADICTED, size, ahead.stop, self._track.source)
        self._tell_of_open_differences()

    def _tell_of_open_differences(self) -> None:
        """No checkpoint has decided which of two is right: tell that they differ."""
        if self._seen.difference:
            first = self._seen.difference.position
            is_signed = self._notary.confirmed > first
            kind = Kind.WITNESS_CHANGED if is_signed else Kind.WITNESS_CONTRADICTED
            self._tell(kind, first, first + 1, DATABASE)
        if self._stored.difference:
            first = self._stored.difference.position
            self._tell(Kind.ENTRY_CHANGED, first, first + 1, DATABASE)
