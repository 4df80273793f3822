"""Checkpoints of the ledger for others: recorded, published as a fact, and kept in a file.

Whoever keeps one can tell later whether the ledger was cut, rewound or rewritten before it.
"""

from __future__ import annotations

import base64
import fcntl
import os
from pathlib import Path

from services.conference.domain.audit import (
    LEDGER_DAY,
    CheckpointSigned,
    is_due,
    ledger_day_id,
)
from services.conference.views.audit import checkpoints_behind
from shared.calendar import jst_date
from shared.codes.municipality import MunicipalityCode
from shared.merkle.checkpoint import Checkpoint
from shared.merkle.log import MerkleLog
from shared.merkle.note import text_of
from shared.refusal import Refusal
from shared.store import Rows, Transaction


def sign(
    tx: Transaction, log: MerkleLog, municipality: MunicipalityCode, *, on_demand: bool
) -> str | None:
    """Record the ledger's checkpoint if it is due, or asked for and not recorded yet.

    Args:
        tx: the transaction that has added to the ledger, or a later one.
        log: the ledger's log.
        municipality: to whose prefecture it goes.
        on_demand: somebody asks for it.

    Returns:
        The signed note over the whole ledger; ``None`` if it is empty or nothing was due.
    """
    note, at = log.checkpoint(tx), tx.metadata.recorded_at
    if note is None:
        return None
    checkpoint = Checkpoint.parse(text_of(note))
    day_id = ledger_day_id(log.origin, jst_date(at))
    stream = tx.load(LEDGER_DAY, day_id)
    last = stream.state
    if last is not None and last.size == checkpoint.size:
        return note if on_demand else None
    if not on_demand and not is_due(last, checkpoint.size, at):
        return None
    event = CheckpointSigned(
        municipality=municipality,
        origin=log.origin,
        size=checkpoint.size,
        root=checkpoint.root.hex(),
        note=base64.b64encode(note.encode()).decode(),
        signed_at=at,
    )
    tx.append(LEDGER_DAY, stream, event)
    return note


class CheckpointFile:
    """A file to which every recorded checkpoint is added after its commit.

    Args:
        path: the file; it is made for its owner only.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._known = 0
        self._length = 0

    def catch_up(self, rows: Rows) -> None:
        """Add the checkpoints that were recorded since; processes that share the file take turns.

        Raises:
            OSError: the file cannot be written.
            Refusal: ``checkpoints-unreadable``.
        """
        if not checkpoints_behind(rows, self._known):
            return
        self._path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        descriptor = os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o600)
        with os.fdopen(descriptor, "a", encoding="utf-8") as file:
            fcntl.flock(descriptor, fcntl.LOCK_EX)
            known = self._told_until(os.fstat(descriptor).st_size)
            notes = checkpoints_behind(rows, known)
            told = [base64.b64decode(note).decode() for note in notes]
            file.write("".join(f"{note}\n" for note in told))
            file.flush()
            os.fsync(descriptor)
            self._length = os.fstat(descriptor).st_size
        self._known = _size_of(told[-1]) if told else known

    def _told_until(self, length: int) -> int:
        """The size that the last note of the file speaks of; read again if others added to it."""
        if length == self._length:
            return self._known
        kept = read_checkpoints(self._path)
        return _size_of(kept[-1]) if kept else 0


def _size_of(note: str) -> int:
    """The size that a kept note speaks of; what is no note counts as nothing."""
    try:
        return Checkpoint.parse(text_of(note)).size
    except Refusal:
        return 0


def read_checkpoints(path: Path) -> list[str]:
    """The signed notes in a file: each has a text, an empty line, signatures, an empty line.

    Raises:
        OSError: the file cannot be read.
        Refusal: ``checkpoints-unreadable``.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        raise _unreadable() from None
    blocks = [block for block in text.split("\n\n") if block.strip("\n")]
    if len(blocks) % 2:
        raise _unreadable()
    pairs = zip(blocks[::2], blocks[1::2], strict=True)
    return [f"{told.lstrip(chr(10))}\n\n{signed.rstrip(chr(10))}\n" for told, signed in pairs]


def _unreadable() -> Refusal:
    return Refusal(
        "checkpoints-unreadable",
        "検査点のファイルを読み取れません。",
        "受け取ったファイルを、改行も含めてそのまま指定してください。",
    )
