"""What a verification knows of checkpoints and signatures, and what it has to tell."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from shared.merkle.checkpoint import Checkpoint, open_checkpoint
from shared.merkle.findings import DATABASE, KEPT, OF_THE_LOG, Finding, Kind, Report
from shared.merkle.log import MerkleLog
from shared.merkle.refusals import CheckpointOfAnotherLog, NoteNotSigned
from shared.merkle.tree import EMPTY_ROOT
from shared.refusal import Refusal

MOST_SIGNATURES = 4_000
"""So many signatures of the log's own checkpoints are verified, evenly spaced, and the last one.

Each speaks for everything before it; one in between tells more only about where damage lies, and
is verified whenever it is needed for that.
"""

MOST_OF_A_KIND = 20
"""With another log's key, every checkpoint is a bad one: a few say as much as all of them."""


class _Fitting(NamedTuple):
    """A checkpoint that fits the log and whose signature nobody has looked at yet."""

    note: str
    size: int
    source: str


class Notary:
    """Opens notes, remembers how far the log is confirmed, and collects findings.

    Args:
        log: with the keys that are trusted.
        size: number of entries there are.
        checkpoints: notes that others have kept; all of them are verified.

    Attributes:
        compared: how many checkpoints were held against the log.
        confirmed: up to which position entries agree with a good signature.
        witnessed: up to which position they agree with one from outside of the database.
        attested: up to which position they agree with one that others have kept.
        kept: good checkpoints of others by size, each with its name for findings.
    """

    def __init__(self, log: MerkleLog, size: int, checkpoints: Sequence[str]) -> None:
        self._log = log
        self._size = size
        self._spacing = size // MOST_SIGNATURES + 1
        self._findings: list[Finding] = []
        self._fitting_outside: list[_Fitting] = []
        self._fitting_own: list[_Fitting] = []
        self._checked_at = self._signatures = 0
        self.compared = self.confirmed = self.witnessed = self.attested = 0
        self.kept: dict[int, list[tuple[Checkpoint, str]]] = {}
        for number, note in enumerate(checkpoints, 1):
            self._keep(note, f"{KEPT}:{number}")

    def _keep(self, note: str, source: str) -> None:
        checkpoint = self.open_telling(note, 0, source)
        if checkpoint is None:
            return
        if checkpoint.size:
            self.kept.setdefault(checkpoint.size, []).append((checkpoint, source))
        elif checkpoint.root != EMPTY_ROOT:
            self.tell(Kind.CHECKPOINT_CONTRADICTED, 0, 1, source)

    def kept_at(self, here: Checkpoint) -> list[tuple[Checkpoint, str]]:
        """What others have kept of this size; what agrees with the log comes first."""
        return sorted(self.kept.get(here.size, ()), key=lambda one: one[0] != here)

    def kept_beyond(self, size: int) -> list[tuple[Checkpoint, str]]:
        """What others have kept of larger sizes."""
        return [one for larger, ones in self.kept.items() if larger > size for one in ones]

    def tell(self, kind: Kind, first: int, stop: int, source: str) -> None:
        """Take a finding, unless there are many of its kind; see :class:`Finding`."""
        if sum(one.kind is kind for one in self._findings) < MOST_OF_A_KIND:
            self._findings.append(Finding(kind, first, stop, source))

    def tell_once(self, kind: Kind, first: int, stop: int, source: str) -> None:
        """Take the first finding of its kind only."""
        if all(one.kind is not kind for one in self._findings):
            self.tell(kind, first, stop, source)

    def tell_of_node(self, first: int, stop: int) -> None:
        """Take a node that does not fit its entries, unless it is these that were changed."""
        if all(one.kind not in OF_THE_LOG or one.first >= stop for one in self._findings):
            self.tell(Kind.NODE_CHANGED, first, stop, DATABASE)

    def open(self, note: str) -> Checkpoint | None:
        """Verify a note; ``None`` if it is no checkpoint of this log with a good signature."""
        self._signatures += 1
        try:
            return open_checkpoint(note, self._log.trusted, self._log.origin)
        except Refusal:
            return None

    def open_telling(self, note: str, size: int, source: str) -> Checkpoint | None:
        """Verify a note; a bad one becomes a finding.

        Args:
            note: the whole note.
            size: of the log where it stands; 0 if it stands nowhere.
            source: where it was seen.
        """
        self._signatures += 1
        try:
            return open_checkpoint(note, self._log.trusted, self._log.origin)
        except (NoteNotSigned, CheckpointOfAnotherLog):
            kind = Kind.CHECKPOINT_UNKNOWN_KEY
        except Refusal:
            kind = Kind.CHECKPOINT_CHANGED
        self.tell(kind, max(0, size - 1), max(1, size), source)
        return None

    def takes_on(self, note: str, here: Checkpoint, source: str) -> bool:
        """Take a signature under a root that fits for granted, if a good one is not far before."""
        if not note.startswith(here.text + "\n") or here.size - self._checked_at >= self._spacing:
            return False
        fitting = self._fitting_own if source == DATABASE else self._fitting_outside
        fitting.append(_Fitting(note, here.size, source))
        self.compared += 1
        return True

    def settle(self) -> None:
        """Find the last good signature under the roots that fit: up to it, the log is confirmed."""
        outside, own = self._fitting_outside[::-1], self._fitting_own[::-1]
        self._fitting_outside, self._fitting_own = [], []
        for fitting in (outside, own):
            for one in fitting:
                if self.open_telling(one.note, one.size, one.source):
                    self.confirm(one.size, one.source)
                    break

    def confirm(self, size: int, source: str) -> None:
        """The log agrees with a good signature at this size."""
        self._checked_at = self.confirmed = max(self.confirmed, size)
        self._fitting_own.clear()
        if source != DATABASE:
            self.witnessed = max(self.witnessed, size)
            self._fitting_outside.clear()
        if source.startswith(KEPT):
            self.attested = size

    def report(self, read: int) -> Report:
        """The outcome.

        Args:
            read: up to which position entries were read.
        """
        order = sorted(self._findings, key=lambda one: (one.kind not in OF_THE_LOG, one.first))
        return Report(
            size=self._size,
            read=read,
            confirmed=self.confirmed,
            witnessed=self.witnessed,
            checkpoints=self.compared,
            signatures=self._signatures,
            findings=tuple(order),
        )
